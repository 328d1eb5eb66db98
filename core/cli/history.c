/* history.c: twatfs history.
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/moment.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/resume.h"
#include "cli/table.h"

enum {
    OPTION_PROVIDER = OPTION_OWN,
    OPTION_SINCE,
    OPTION_FILE,
    OPTION_LIVE,
    OPTION_LIMIT,
    OPTION_SHOW_TOKEN,
    OPTION_FORGET,
    OPTION_FORGET_BEFORE,
    OPTION_UNFINISHED,
};

DEFINE_CLEANUP(history, struct twatfs_history, twatfs_history_free)
DEFINE_CLEANUP(filter, struct twatfs_history_filter, twatfs_history_filter_free)

static const struct option_spec history_options[] = {
    {OPTION_PROVIDER, "provider", 'p', "NAME", "Only uploads to this provider.", "Which"},
    {OPTION_SINCE, "since", '\0', "WHEN",
     "Only uploads from then on: a duration such as 12h or 7d, or a date such as 2026-11-20.",
     NULL},
    {OPTION_FILE, "file", '\0', "PATTERN",
     "Only files whose name or path matches: '*' is any run of characters, '?' any one.", NULL},
    {OPTION_LIVE, "live", '\0', NULL, "Only links that are neither deleted nor expired.", NULL},
    {OPTION_LIMIT, "limit", 'n', "N", "Only so many of the newest.", NULL},
    {OPTION_FORGET, "forget", '\0', "ID",
     "Forget that upload; what is at the provider stays there. May be given several times.",
     "Forgetting"},
    {OPTION_FORGET_BEFORE, "forget-before", '\0', "WHEN",
     "Forget those of the above that are older than that; not with --limit.", NULL},
    {OPTION_UNFINISHED, "unfinished", '\0', NULL,
     "List what 'twatfs upload --resume' can go on with instead.", "Runs that did not finish"},
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document, with all that is known.", "Output"},
    {OPTION_SHOW_TOKEN, "show-token", '\0', NULL,
     "Show the tokens that delete the files, which are secrets.", NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL, "Tell the file and the moment of each.", NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

#define PAGE 500 /* uploads that are held at once, however many there are */

struct request {
    struct client *client;
    struct twatfs_history_filter *filter;
    struct string_list forget; /* numbers */
    int64_t now_s;
    uint64_t limit; /* 0: all of them */
    bool narrowed;  /* by provider, time or file */
    bool forget_before, unfinished, json, show_token, verbose;
};

static bool take_time(const struct request *request, const char *name, const char *value,
                      void (*set)(struct twatfs_history_filter *, int64_t), struct error *error)
{
    int64_t unix_s;

    if (!moment_read(value, request->now_s, &unix_s, error)) {
        error_prefix(error, "--%s: ", name);
        return false;
    }
    set(request->filter, unix_s);
    return true;
}

static bool take_number(const struct option_spec *option, const char *value, uint64_t *number,
                        struct error *error)
{
    return text_number(value, 1, INT64_MAX, number) ||
           error_set(error, "--%s: \"%s\": not a number from 1 on", option->name, value);
}

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;
    uint64_t number;

    request->narrowed |= option->id == OPTION_PROVIDER || option->id == OPTION_SINCE ||
                         option->id == OPTION_FILE || option->id == OPTION_LIVE;
    switch (option->id) {
    case OPTION_PROVIDER:
        return twatfs_history_filter_provider(request->filter, value) || error_memory(error);
    case OPTION_SINCE:
        return take_time(request, option->name, value, twatfs_history_filter_since, error);
    case OPTION_FILE:
        return twatfs_history_filter_file(request->filter, value) || error_memory(error);
    case OPTION_LIVE:
        twatfs_history_filter_live(request->filter, true);
        return true;
    case OPTION_LIMIT:
        if (!take_number(option, value, &number, error))
            return false;
        request->limit = number;
        return true;
    case OPTION_FORGET:
        if (!take_number(option, value, &number, error))
            return false;
        return string_list_add(&request->forget, value) || error_memory(error);
    case OPTION_FORGET_BEFORE:
        request->forget_before = true;
        return take_time(request, option->name, value, twatfs_history_filter_before, error);
    case OPTION_UNFINISHED:
        return options_flag(&request->unfinished);
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_SHOW_TOKEN:
        return options_flag(&request->show_token);
    case OPTION_VERBOSE:
        return options_flag(&request->verbose);
    default:
        return client_option(request->client, option, value, error);
    }
}

/* ---- The table ---- */

static void put_expiry(char *cell, size_t size, const struct twatfs_history *history, size_t index,
                       int64_t now_s)
{
    char span[MOMENT_SIZE];
    int64_t expiry_s;

    if (twatfs_history_deleted(history, index) != 0) {
        text_copy(cell, size, "deleted");
    } else if (!twatfs_history_expiry(history, index, &expiry_s)) {
        text_copy(cell, size, "-");
    } else if (expiry_s == 0) {
        text_copy(cell, size, "never");
    } else if (!twatfs_history_live(history, index)) {
        text_copy(cell, size, "expired");
    } else {
        moment_span(expiry_s - now_s, span);
        snprintf(cell, size, "in %s", span);
    }
}

/* The moment and the file. */
static bool add_origin(struct table *table, const struct twatfs_history *history, size_t index)
{
    const char *path = twatfs_history_path(history, index);
    CLEANUP_BUFFER struct buffer note = BUFFER_INIT;
    char when[RECORD_TIME_SIZE];

    if (record_time(twatfs_history_time(history, index), when))
        buffer_printf(&note, "%s ", when);
    buffer_puts(&note, path != NULL ? path : twatfs_history_name(history, index));
    return !note.failed && table_note(table, note.data);
}

static bool add_token(struct table *table, const char *token)
{
    CLEANUP_BUFFER struct buffer note = BUFFER_INIT;

    return buffer_printf(&note, "delete token: %s", token) && table_note(table, note.data);
}

/* What a reader of the link should know; NULL for nothing. */
static const char *warning(const struct twatfs_history *history, size_t index)
{
    const char *status = twatfs_history_status(history, index);

    if (strcmp(status, "left") == 0)
        return "left behind, not verified";
    return strcmp(status, "verified") != 0 ? "not verified" : NULL;
}

static bool add_row(struct table *table, const struct request *request,
                    const struct twatfs_history *history, size_t index)
{
    const char *token = twatfs_history_delete_token(history, index);
    uint64_t bytes = twatfs_history_size(history, index);
    char id[24], span[MOMENT_SIZE], when[MOMENT_SIZE + 4], size[32] = "-", expires[MOMENT_SIZE + 4];
    const char *const cells[] = {id,   when,    twatfs_history_provider(history, index),
                                 size, expires, twatfs_history_url(history, index)};

    snprintf(id, sizeof id, "%" PRId64, twatfs_history_id(history, index));
    moment_span(request->now_s - twatfs_history_time(history, index), span);
    snprintf(when, sizeof when, "%s ago", span);
    if (bytes != TWATFS_SIZE_UNKNOWN)
        text_size(size, sizeof size, bytes);
    put_expiry(expires, sizeof expires, history, index, request->now_s);
    return table_row(table, cells, warning(history, index)) &&
           (!request->verbose || add_origin(table, history, index)) &&
           (!request->show_token || token == NULL || add_token(table, token));
}

static bool add_page(struct table *table, const struct request *request,
                     const struct twatfs_history *page, bool first, struct buffer *text)
{
    static const char *const headings[] = {"ID", "WHEN", "PROVIDER", "SIZE", "EXPIRES", "URL"};

    if (first && !table_row(table, headings, NULL))
        return false;
    for (size_t i = 0; i < twatfs_history_count(page); i++)
        if (!add_row(table, request, page, i))
            return false;
    table_text(text, table, columns_of_terminal(STDOUT_FILENO));
    return true;
}

/* ---- JSON ---- */

static bool set_expiry(struct json *item, const struct twatfs_history *history, size_t index)
{
    int64_t expiry_s;

    if (!twatfs_history_expiry(history, index, &expiry_s))
        return json_set_null(item, "expires");
    return expiry_s == 0 ? json_set_text(item, "expires", "never")
                         : moment_set(item, "expires", expiry_s);
}

static bool set_options(struct json *item, const char *options)
{
    struct json *parsed = json_parse(options, strlen(options), 3, false, NULL);

    return parsed != NULL ? json_set(item, "options", parsed) : json_set_null(item, "options");
}

static bool put_item(struct buffer *text, const struct request *request,
                     const struct twatfs_history *history, size_t index)
{
    CLEANUP_JSON struct json *item = json_new_object();
    uint64_t bytes = twatfs_history_size(history, index);
    const char *token = twatfs_history_delete_token(history, index);

    return item != NULL && json_set_integer(item, "id", twatfs_history_id(history, index)) &&
           moment_set(item, "time", twatfs_history_time(history, index)) &&
           json_set_text(item, "file", twatfs_history_path(history, index)) &&
           json_set_text(item, "name", twatfs_history_name(history, index)) &&
           (bytes <= INT64_MAX ? json_set_integer(item, "size", (int64_t)bytes)
                               : json_set_null(item, "size")) &&
           json_set_text(item, "sha256", twatfs_history_sha256(history, index)) &&
           json_set_text(item, "provider", twatfs_history_provider(history, index)) &&
           json_set_text(item, "url", twatfs_history_url(history, index)) &&
           set_expiry(item, history, index) &&
           json_set_text(item, "proof", twatfs_history_proof(history, index)) &&
           json_set_text(item, "status", twatfs_history_status(history, index)) &&
           json_set_boolean(item, "direct", twatfs_history_direct(history, index)) &&
           json_set_boolean(item, "live", twatfs_history_live(history, index)) &&
           moment_set(item, "deleted", twatfs_history_deleted(history, index)) &&
           set_options(item, twatfs_history_options(history, index)) &&
           json_set_boolean(item, "has_delete_token", token != NULL) &&
           (!request->show_token || json_set_text(item, "delete_token", token)) &&
           json_write(item, false, text);
}

/* An item a line: a list of any length is written as it is read. */
static bool put_page(const struct request *request, const struct twatfs_history *page, bool first,
                     struct buffer *text)
{
    bool done = true;

    for (size_t i = 0; i < twatfs_history_count(page) && done; i++)
        done =
            buffer_puts(text, first && i == 0 ? "[\n" : ",\n") && put_item(text, request, page, i);
    return done;
}

/* ---- The command ---- */

static int print_page(const struct request *request, struct table *table,
                      const struct twatfs_history *page, bool first, bool last)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t count = twatfs_history_count(page);

    if (request->json) {
        text.failed = !put_page(request, page, first, &text);
        if (last)
            buffer_puts(&text, first && count == 0 ? "[]\n" : "\n]\n");
    } else if (count > 0) {
        text.failed = !add_page(table, request, page, first, &text);
    }
    return output_text(&text);
}

static int list(const struct request *request)
{
    /* The columns that are left out first: SIZE, WHEN, EXPIRES, PROVIDER. */
    static const unsigned char optional[] = {3, 1, 4, 2, 0};
    CLEANUP_TABLE struct table table = {.columns = 6, .optional = optional, .room = 36};
    uint64_t left = request->limit > 0 ? request->limit : UINT64_MAX;
    int exit_code = EXIT_CODE_OK;
    bool first = true, last = false;

    while (!last && exit_code == EXIT_CODE_OK) {
        struct twatfs_error *failure = NULL;
        CLEANUP(cleanup_history) struct twatfs_history *page = NULL;
        uint64_t wanted = left < PAGE ? left : PAGE;
        size_t count;

        twatfs_history_filter_limit(request->filter, wanted);
        page = twatfs_history_new(request->client->context, request->filter, &failure);
        if (page == NULL)
            return (int)client_failed(failure);
        count = twatfs_history_count(page);
        left -= count;
        last = count < wanted || left == 0;
        exit_code = print_page(request, &table, page, first, last);
        if (count > 0)
            twatfs_history_filter_below(request->filter, twatfs_history_id(page, count - 1));
        first = false;
    }
    return exit_code;
}

static int tell_forgotten(const struct request *request, uint64_t forgotten)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_JSON struct json *document = NULL;

    if (!request->json) {
        buffer_printf(&text, "forgotten: %" PRIu64 "\n", forgotten);
        return output_text(&text);
    }
    document = json_new_object();
    return output_document(
        document != NULL && json_set_integer(document, "forgotten", (int64_t)forgotten) ? document
                                                                                        : NULL);
}

static int forget(const struct request *request)
{
    struct twatfs_context *context = request->client->context;
    uint64_t forgotten = 0, number = 0, sum = 0;
    struct twatfs_error *failure = NULL;
    int exit_code = EXIT_CODE_OK, told;

    if (request->forget_before && !twatfs_history_forget(context, request->filter, &sum, &failure))
        return (int)client_failed(failure);
    for (size_t i = 0; i < request->forget.count; i++) {
        CLEANUP(cleanup_filter)
        struct twatfs_history_filter *filter = twatfs_history_filter_new();

        if (filter == NULL || !text_number(request->forget.items[i], 1, INT64_MAX, &number)) {
            log_error("out of memory");
            return EXIT_CODE_SOME_FAILED;
        }
        twatfs_history_filter_id(filter, (int64_t)number);
        if (!twatfs_history_forget(context, filter, &forgotten, &failure))
            return (int)client_failed(failure);
        sum += forgotten;
        if (forgotten > 0)
            continue;
        log_error("%s: no upload has this number", request->forget.items[i]);
        exit_code = EXIT_CODE_USAGE;
    }
    told = tell_forgotten(request, sum);
    return exit_code == EXIT_CODE_OK ? told : exit_code;
}

static bool check_request(const struct request *request, bool arguments, struct error *error)
{
    if (arguments)
        return error_set(error, "takes no argument");
    /* It would be open whether the newest or the newest of the older ones were meant, and what is
     * forgotten does not come back. */
    if (request->forget_before && request->limit > 0)
        return error_set(error, "--limit: not with --forget-before, which forgets all that match: "
                                "--since, --file and the like say which");
    if (request->forget.count > 0 && !request->forget_before &&
        (request->narrowed || request->limit > 0))
        return error_set(error, "--forget: the number says which: no other option can");
    if (request->unfinished && (request->forget.count > 0 || request->forget_before))
        return error_set(error, "--unfinished: lists, and forgets nothing");
    return true;
}

static int run_history(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    CLEANUP(cleanup_filter)
    struct twatfs_history_filter *filter = twatfs_history_filter_new();
    struct request request = {.client = &client, .filter = filter, .now_s = clock_unix_s()};
    CLEANUP_STRING_LIST struct string_list numbers = STRING_LIST_INIT;
    struct error error = ERROR_INIT;
    int first, exit_code;
    bool going;

    if (filter == NULL || !client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    going = options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code);
    numbers = request.forget;
    if (!going)
        return exit_code;
    if (!check_request(&request, first < argc, &error)) {
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code = (int)client_open(&client, LOG_LEVEL_WARNING, false);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    if (request.unfinished)
        return resume_list(&client, request.json, request.now_s);
    return request.forget_before || numbers.count > 0 ? forget(&request) : list(&request);
}

const struct command history_command = {
    .name = "history",
    .alias = NULL,
    .arguments = "[OPTION]...",
    .summary = "List earlier uploads, or forget them.",
    .details = "List the uploads that left a link, the newest first: its number (for 'twatfs "
               "delete'), when it was, the provider, the size, when the link expires, and the "
               "link. All options that say which hold at once.",
    .options = history_options,
    .run = run_history,
};

/* clean.c: twatfs clean.
 *
 * SPDX-License-Identifier: MIT
 *
 * A killed upload of many parts leaves those that were sent with the provider, where they
 * cost money and nobody sees them.  A batch that did not finish leaves its journal.
 */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/table.h"

enum { OPTION_DRY_RUN = OPTION_OWN };

DEFINE_CLEANUP(unfinished, struct twatfs_unfinished, twatfs_unfinished_free)
DEFINE_CLEANUP(batches, struct twatfs_batches, twatfs_batches_free)
DEFINE_CLEANUP(cancel, struct twatfs_cancel, twatfs_cancel_free)

static const struct option_spec clean_options[] = {
    {OPTION_DRY_RUN, "dry-run", 'n', NULL, "Only list what would be ended.", NULL},
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document.", NULL},
    OPTION_OF_PROVIDERS,
    {OPTION_VERBOSE, "verbose", 'v', NULL, "Tell what is done.", NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct request {
    struct client *client;
    bool dry_run, json, verbose;
};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;

    switch (option->id) {
    case OPTION_DRY_RUN:
        return options_flag(&request->dry_run);
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_VERBOSE:
        return options_flag(&request->verbose);
    default:
        return client_option(request->client, option, value, error);
    }
}

/* What became of one. */
enum fate {
    FATE_LISTED,
    FATE_BUSY,
    FATE_ENDED,
    FATE_FAILED,
};

static const char *const fates[] = {
    [FATE_LISTED] = "unfinished",
    [FATE_BUSY] = "being uploaded",
    [FATE_ENDED] = "ended",
    [FATE_FAILED] = "failed",
};

static enum fate end_one(const struct request *request, const struct twatfs_unfinished *unfinished,
                         size_t index, struct twatfs_cancel *cancel)
{
    struct twatfs_error *failure = NULL;

    if (twatfs_unfinished_busy(unfinished, index))
        return FATE_BUSY;
    if (request->dry_run)
        return FATE_LISTED;
    if (twatfs_unfinished_abandon(request->client->context, unfinished, index, cancel, &failure))
        return FATE_ENDED;
    client_failed(failure);
    return FATE_FAILED;
}

/* ---- What is told of each ---- */

/* All of them so far. */
struct account {
    struct table table;
    struct json *list;
    size_t failed;
    bool no_memory;
};

static bool add_row(struct table *table, enum fate fate, const char *provider, int64_t since_s,
                    const char *file)
{
    char since[RECORD_TIME_SIZE] = "-";
    const char *const cells[] = {fates[fate], provider != NULL ? provider : "-", since, file};

    (void)record_time(since_s, since);
    return table_row(table, cells, NULL);
}

static bool add_item(struct json *list, enum fate fate, const char *provider, int64_t since_s,
                     const char *file)
{
    struct json *item = json_new_object();
    char since[RECORD_TIME_SIZE];

    return item != NULL && json_add(list, item) && json_set_text(item, "file", file) &&
           json_set_text(item, "provider", provider) &&
           json_set_text(item, "since", record_time(since_s, since) ? since : NULL) &&
           json_set_text(item, "status", fates[fate]);
}

static void tell(struct account *account, enum fate fate, const char *provider, int64_t since_s,
                 const char *file)
{
    account->failed += fate == FATE_FAILED;
    if (file == NULL || !add_row(&account->table, fate, provider, since_s, file) ||
        !add_item(account->list, fate, provider, since_s, file))
        account->no_memory = true;
}

/* ---- Files, then batches ---- */

static void end_files(const struct request *request, const struct twatfs_unfinished *unfinished,
                      struct twatfs_cancel *cancel, struct account *account)
{
    for (size_t i = 0; i < twatfs_unfinished_count(unfinished) && interrupt_signal() == 0; i++)
        tell(account, end_one(request, unfinished, i, cancel),
             twatfs_unfinished_provider(unfinished, i), twatfs_unfinished_since(unfinished, i),
             twatfs_unfinished_file(unfinished, i));
}

static enum fate end_batch(const struct request *request, const struct twatfs_batches *batches,
                           size_t index)
{
    struct twatfs_error *failure = NULL;

    if (twatfs_batches_running(batches, index))
        return FATE_BUSY;
    if (request->dry_run)
        return FATE_LISTED;
    if (twatfs_batches_forget(request->client->context, batches, index, &failure))
        return FATE_ENDED;
    client_failed(failure);
    return FATE_FAILED;
}

static void end_batches(const struct request *request, struct account *account)
{
    struct twatfs_error *failure = NULL;
    CLEANUP(cleanup_batches) struct twatfs_batches *batches = NULL;

    if (strcmp(twatfs_setting(request->client->context, "memory"), "yes") != 0)
        return;
    batches = twatfs_batches_new(request->client->context, &failure);
    if (batches == NULL) {
        client_failed(failure);
        account->failed++;
        return;
    }
    for (size_t i = 0; i < twatfs_batches_count(batches) && interrupt_signal() == 0; i++) {
        CLEANUP_BUFFER struct buffer name = BUFFER_INIT;

        buffer_printf(&name, "batch %" PRId64 ": %s", twatfs_batches_id(batches, i),
                      twatfs_batches_title(batches, i));
        tell(account, end_batch(request, batches, i), NULL, twatfs_batches_since(batches, i),
             name.failed ? NULL : name.data);
    }
}

static int clean(const struct request *request, const struct twatfs_unfinished *unfinished,
                 struct twatfs_cancel *cancel)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_JSON struct json *list = json_new_array();
    struct account account = {.table = {.columns = 4}, .list = list, .no_memory = list == NULL};
    int exit_code;

    end_files(request, unfinished, cancel, &account);
    end_batches(request, &account);
    text.failed = account.no_memory;
    table_text(&text, &account.table, columns_of_terminal(STDOUT_FILENO));
    table_free(&account.table);
    exit_code = request->json ? output_document(text.failed ? NULL : list) : output_text(&text);
    if (interrupt_signal() != 0)
        return EXIT_CODE_SIGNAL + interrupt_signal();
    return exit_code == EXIT_CODE_OK && account.failed > 0 ? EXIT_CODE_SOME_FAILED : exit_code;
}

static int run_clean(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    CLEANUP(cleanup_unfinished) struct twatfs_unfinished *unfinished = NULL;
    CLEANUP(cleanup_cancel) struct twatfs_cancel *cancel = twatfs_cancel_new();
    struct request request = {.client = &client};
    struct twatfs_error *failure = NULL;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (cancel == NULL) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    if (!client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    if (!options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code))
        return exit_code;
    if (first < argc) {
        error_set(&error, "takes no argument");
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code =
        (int)client_open(&client, request.verbose ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING, true);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    unfinished = twatfs_unfinished_new(&failure);
    if (unfinished == NULL) {
        client_failed(failure);
        return EXIT_CODE_SOME_FAILED;
    }
    interrupt_watch(cancel);
    exit_code = clean(&request, unfinished, cancel);
    interrupt_unwatch();
    return exit_code;
}

const struct command clean_command = {
    .name = "clean",
    .alias = NULL,
    .arguments = "[OPTION]...",
    .summary = "End uploads that were begun, killed and not gone on with.",
    .details =
        "A killed upload of a large file may leave its parts with the provider. Uploading the "
        "same file again goes on from there; this command has the providers throw "
        "them away instead, and tells which. Runs of many files that did not finish are forgotten "
        "likewise: 'twatfs upload --resume' cannot go on with them any more. What is running is "
        "left alone.",
    .options = clean_options,
    .run = run_clean,
};

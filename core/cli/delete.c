/* delete.c: twatfs delete.
 *
 * SPDX-License-Identifier: MIT
 *
 * What deletes a file is often a token that only the upload was told: the history has it.
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
#include "cli/manifest-view.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/table.h"

enum { OPTION_FORGET = OPTION_OWN, OPTION_DRY_RUN, OPTION_PROVIDER };

DEFINE_CLEANUP(history, struct twatfs_history, twatfs_history_free)
DEFINE_CLEANUP(filter, struct twatfs_history_filter, twatfs_history_filter_free)
DEFINE_CLEANUP(cancel, struct twatfs_cancel, twatfs_cancel_free)

static const struct option_spec delete_options[] = {
    {OPTION_FORGET, "forget", '\0', NULL,
     "Only forget the uploads: what is at the provider stays there.", NULL},
    {OPTION_DRY_RUN, "dry-run", 'n', NULL, "Only tell what would be done.", NULL},
    {OPTION_PROVIDER, "provider", 'p', "NAME",
     "The provider of links that the history does not know.", NULL},
    OPTION_OF_PROVIDERS,
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document.", NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL, "Tell what is done.", NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct request {
    struct client *client;
    const char *provider; /* NULL: not named */
    struct twatfs_cancel *cancel;
    bool forget, dry_run, json, verbose;
};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;

    switch (option->id) {
    case OPTION_FORGET:
        return options_flag(&request->forget);
    case OPTION_DRY_RUN:
        return options_flag(&request->dry_run);
    case OPTION_PROVIDER:
        request->provider = value;
        return true;
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_VERBOSE:
        return options_flag(&request->verbose);
    default:
        return client_option(request->client, option, value, error);
    }
}

/* What became of one. */
struct fate {
    const char *word;
    int32_t code; /* TWATFS_ERROR_… */
};

static const struct fate deleted = {"deleted", TWATFS_ERROR_NONE};
static const struct fate deleted_before = {"already deleted", TWATFS_ERROR_NONE};
static const struct fate expired = {"expired", TWATFS_ERROR_NONE};
static const struct fate forgotten = {"forgotten", TWATFS_ERROR_NONE};
static const struct fate untouched = {"there", TWATFS_ERROR_NONE};
static const struct fate replaced = {"replaced", TWATFS_ERROR_NONE};
static const struct fate unread = {"failed", TWATFS_ERROR_SYSTEM}; /* the history */
static const struct fate unknown = {"unknown", TWATFS_ERROR_USAGE};

/* An argument, and what is known of it. */
struct target {
    const char *argument;
    struct twatfs_history *history; /* its uploads, the newest first; NULL without memory */
    size_t index;                   /* of the one in question; count: it is not known */
    const char *provider, *url;     /* NULL: not known */
};

static bool known(const struct target *target)
{
    return target->history != NULL && target->index < twatfs_history_count(target->history);
}

static bool is_number(const char *argument)
{
    return argument[0] != '\0' && strspn(argument, "0123456789") == strlen(argument);
}

/* The uploads that are meant; a number means one, whoever its provider is. */
static bool set_filter(struct twatfs_history_filter *filter, const struct request *request,
                       const char *argument)
{
    uint64_t number = 0;

    if (!is_number(argument))
        return twatfs_history_filter_url(filter, argument) &&
               twatfs_history_filter_provider(filter, request->provider);
    if (!text_number(argument, 1, INT64_MAX, &number))
        number = 0;
    twatfs_history_filter_id(filter, (int64_t)number);
    return true;
}

/* One link may have been left by several uploads of the same bytes: the newest that is still
 * there stands for them. */
static bool find(const struct request *request, struct target *target,
                 struct twatfs_error **failure)
{
    CLEANUP(cleanup_filter)
    struct twatfs_history_filter *filter = twatfs_history_filter_new();
    size_t count;

    if (filter == NULL || !set_filter(filter, request, target->argument))
        return false;
    target->url = is_number(target->argument) ? NULL : target->argument;
    target->provider = request->provider;
    target->history = twatfs_history_new(request->client->context, filter, failure);
    /* Whoever names the provider needs no memory. */
    if (target->history == NULL && target->url != NULL && request->provider != NULL &&
        !request->forget) {
        twatfs_error_free(STEAL(*failure));
        return true;
    }
    if (target->history == NULL)
        return false;
    count = twatfs_history_count(target->history);
    while (target->index < count && !twatfs_history_live(target->history, target->index))
        target->index++;
    if (target->index == count)
        target->index = 0;
    if (known(target)) {
        target->url = twatfs_history_url(target->history, target->index);
        target->provider = twatfs_history_provider(target->history, target->index);
    }
    return true;
}

static struct fate failure_fate(struct twatfs_error *failure)
{
    struct fate fate = {"failed",
                        failure != NULL ? twatfs_error_code(failure) : TWATFS_ERROR_SYSTEM};

    client_failed(failure);
    return fate;
}

static struct fate forget_one(const struct request *request, const struct target *target)
{
    CLEANUP(cleanup_filter)
    struct twatfs_history_filter *filter = twatfs_history_filter_new();
    struct twatfs_error *failure = NULL;

    if (request->dry_run)
        return untouched;
    if (filter == NULL || !set_filter(filter, request, target->argument) ||
        !twatfs_history_forget(request->client->context, filter, NULL, &failure))
        return failure_fate(failure);
    return forgotten;
}

/* *outlives: a link of that provider may have been signed for a time that is over, and its file
 * still be there.  False where the provider is not installed: then nobody knows. */
static bool ask_manifest(struct twatfs_context *context, const char *provider, bool *outlives)
{
    CLEANUP_JSON struct json *manifest = NULL;
    size_t index;

    if (!twatfs_provider_find(context, provider, &index, NULL))
        return false;
    manifest = manifest_of(context, index);
    *outlives = manifest_flag(manifest, "outlives_link", false);
    return true;
}

/* What is to be done with one that the history knows: NULL for deleting it. */
static const struct fate *spare(const struct request *request, const struct target *target,
                                struct twatfs_error **failure)
{
    int64_t newer;
    bool outlives;

    if (twatfs_history_deleted(target->history, target->index) != 0)
        return &deleted_before;
    if (!ask_manifest(request->client->context, target->provider, &outlives))
        return NULL; /* which fails, and says so */
    if (!outlives)
        return twatfs_history_live(target->history, target->index) ? NULL : &expired;
    if (!twatfs_history_replaced(request->client->context,
                                 twatfs_history_id(target->history, target->index), &newer,
                                 failure))
        return &unread;
    return newer > 0 ? &replaced : NULL;
}

static struct fate delete_one(const struct request *request, const struct target *target)
{
    struct twatfs_context *context = request->client->context;
    struct twatfs_error *failure = NULL;
    const struct fate *spared = known(target) ? spare(request, target, &failure) : NULL;
    bool done;

    if (spared != NULL)
        return spared == &unread ? failure_fate(failure) : *spared;
    if (request->dry_run)
        return untouched;
    if (known(target))
        done = twatfs_history_delete(context, twatfs_history_id(target->history, target->index),
                                     request->cancel, &failure);
    else
        done =
            twatfs_delete(context, target->provider, target->url, NULL, request->cancel, &failure);
    return done ? deleted : failure_fate(failure);
}

static struct fate treat(const struct request *request, struct target *target)
{
    struct twatfs_error *failure = NULL;

    if (!find(request, target, &failure))
        return failure_fate(failure);
    if (!known(target) && is_number(target->argument)) {
        log_error("%s: no upload has this number: see 'twatfs history'", target->argument);
        return unknown;
    }
    if (!known(target) && (request->provider == NULL || request->forget)) {
        log_error("%s: not in the history%s", target->argument,
                  request->forget ? "" : ": name its provider with --provider");
        return unknown;
    }
    return request->forget ? forget_one(request, target) : delete_one(request, target);
}

/* ---- What is told ---- */

static bool add_row(struct table *table, const struct target *target, const struct fate *fate)
{
    const char *const cells[] = {fate->word, target->provider != NULL ? target->provider : "-",
                                 target->url != NULL ? target->url : target->argument};

    return table_row(table, cells, NULL);
}

static bool add_item(struct json *list, const struct target *target, const struct fate *fate)
{
    struct json *item = json_new_object();

    return item != NULL && json_add(list, item) &&
           json_set_text(item, "argument", target->argument) &&
           json_set_text(item, "provider", target->provider) &&
           json_set_text(item, "url", target->url) && json_set_text(item, "status", fate->word);
}

static int run_targets(const struct request *request, int count, char **arguments)
{
    CLEANUP_TABLE struct table table = {.columns = 3};
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_JSON struct json *list = json_new_array();
    struct tally tally = {0};
    int exit_code;

    text.failed = list == NULL;
    for (int i = 0; i < count && interrupt_signal() == 0; i++) {
        struct target target = {.argument = arguments[i]};
        struct fate fate = treat(request, &target);

        tally_add(&tally, fate.code, false);
        text.failed |= !add_row(&table, &target, &fate) || !add_item(list, &target, &fate);
        twatfs_history_free(target.history);
    }
    table_text(&text, &table, columns_of_terminal(STDOUT_FILENO));
    exit_code = request->json ? output_document(text.failed ? NULL : list) : output_text(&text);
    if (interrupt_signal() != 0)
        return EXIT_CODE_SIGNAL + interrupt_signal();
    return exit_code == EXIT_CODE_OK ? (int)tally_exit_code(&tally) : exit_code;
}

static int run_delete(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    CLEANUP(cleanup_cancel) struct twatfs_cancel *cancel = twatfs_cancel_new();
    struct request request = {.client = &client, .cancel = cancel};
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (cancel == NULL || !client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    if (!options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code))
        return exit_code;
    if (first == argc) {
        error_set(&error, "no link given");
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code =
        (int)client_open(&client, request.verbose ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING, true);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    interrupt_watch(cancel);
    exit_code = run_targets(&request, argc - first, argv + first);
    interrupt_unwatch();
    return exit_code;
}

const struct command delete_command = {
    .name = "delete",
    .alias = NULL,
    .arguments = "[OPTION]... URL|ID...",
    .summary = "Delete what was uploaded earlier.",
    .details = "Have each link's provider delete the file, with the token that the upload left. "
               "ID is the number that 'twatfs history' lists. What is deleted or expired "
               "already is left alone, and said to be.",
    .options = delete_options,
    .run = run_delete,
};

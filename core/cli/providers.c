/* providers.c: twatfs providers.
 *
 * SPDX-License-Identifier: MIT
 *
 * Reads manifests; loads nothing but what "status --online" tries.
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/manifest-view.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/provider-status.h"
#include "cli/table.h"

enum { OPTION_ONLINE = OPTION_OWN };

static const struct option_spec providers_options[] = {
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document.", NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL,
     "List the paths as well; with status: have each provider that is ready look whether its "
     "credentials and settings would do, and tell what it found.",
     NULL},
    OPTION_OF_PROVIDERS,
    {OPTION_ONLINE, "online", '\0', NULL,
     "With status: upload a small generated file to each provider that is ready, have it come "
     "back, and delete it where that can be done.",
     NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct request {
    struct client *client;
    bool json, verbose, online;
    bool options; /* some were given */
};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;

    switch (option->id) {
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_VERBOSE:
        return options_flag(&request->verbose);
    case OPTION_ONLINE:
        return options_flag(&request->online);
    default:
        request->options = request->options || option->id == OPTION_PROVIDER_OPTION;
        return client_option(request->client, option, value, error);
    }
}

/* ---- The list ---- */

static bool add_row(struct table *table, struct twatfs_context *context, size_t index, bool verbose)
{
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    const char *retention = json_get_text(manifest, "retention");
    const char *reason = twatfs_provider_reason(context, index);
    CLEANUP_BUFFER struct buffer note = BUFFER_INIT;
    char size[32] = "-";
    const char *const cells[] = {
        twatfs_provider_name(context, index),
        twatfs_provider_state_name(twatfs_provider_state(context, index)),
        size,
        retention != NULL ? retention : "-",
    };

    if (manifest != NULL)
        manifest_max_size(size, sizeof size, manifest);
    if (reason != NULL)
        buffer_puts(&note, reason);
    if (!manifest_flag(manifest, "direct_link", true))
        buffer_printf(&note, "%slinks to a page", note.length > 0 ? "; " : "");
    if (verbose)
        buffer_printf(&note, "%s%s", note.length > 0 ? " in " : "",
                      twatfs_provider_path(context, index));
    return table_row(table, cells, note.data);
}

static int list_text(struct twatfs_context *context, bool verbose)
{
    static const char *const headings[] = {"NAME", "STATE", "MAX SIZE", "KEEPS"};
    CLEANUP_TABLE struct table table = {.columns = ARRAY_LENGTH(headings)};
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t count = twatfs_provider_count(context);

    if (count == 0) {
        log_warning("no providers were found; install one, or name its directory with "
                    "--plugin-dir");
        return EXIT_CODE_OK;
    }
    text.failed = !table_row(&table, headings, NULL);
    for (size_t i = 0; i < count; i++)
        text.failed |= !add_row(&table, context, i, verbose);
    table_text(&text, &table, columns_of_terminal(STDOUT_FILENO));
    return output_text(&text);
}

static bool set_copy(struct json *item, const struct json *manifest, const char *name)
{
    const struct json *value = json_get(manifest, name);

    return value != NULL ? json_set(item, name, json_duplicate(value)) : json_set_null(item, name);
}

bool provider_set_identity(struct json *item, struct twatfs_context *context, size_t index)
{
    return json_set_text(item, "name", twatfs_provider_name(context, index)) &&
           json_set_text(item, "state",
                         twatfs_provider_state_name(twatfs_provider_state(context, index))) &&
           json_set_text(item, "reason", twatfs_provider_reason(context, index));
}

static bool add_entry(struct json *list, struct twatfs_context *context, size_t index)
{
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    struct json *item = json_new_object();

    if (item == NULL || !json_add(list, item) || !provider_set_identity(item, context, index) ||
        !json_set_text(item, "path", twatfs_provider_path(context, index)))
        return false;
    return manifest == NULL ||
           (set_copy(item, manifest, "version") && set_copy(item, manifest, "description") &&
            set_copy(item, manifest, "max_size") && set_copy(item, manifest, "retention") &&
            json_set_boolean(item, "direct_link", manifest_flag(manifest, "direct_link", true)));
}

static int list_json(struct twatfs_context *context)
{
    CLEANUP_JSON struct json *document = json_new_object();
    struct json *list = json_new_array(), *problems = json_new_array();
    bool done = document != NULL && list != NULL && problems != NULL;
    const char *problem;

    if (!done) {
        json_free(list);
        json_free(problems);
        return output_document(NULL);
    }
    done = json_set(document, "providers", list);
    done = json_set(document, "problems", problems) && done;
    for (size_t i = 0; i < twatfs_provider_count(context) && done; i++)
        done = add_entry(list, context, i);
    for (size_t i = 0; done && (problem = twatfs_directory_problem(context, i)) != NULL; i++)
        done = json_add_text(problems, problem);
    return output_document(done ? document : NULL);
}

/* ---- One, described ---- */

static int info_json(struct twatfs_context *context, size_t index)
{
    CLEANUP_JSON struct json *info = manifest_of(context, index);
    bool readable = info != NULL;

    if (!readable)
        info = json_new_object();
    if (info != NULL && provider_set_identity(info, context, index) &&
        (readable || json_set_null(info, "abi")) &&
        json_set_text(info, "path", twatfs_provider_path(context, index)))
        return output_document(info);
    return output_document(NULL);
}

static void put_line(struct buffer *text, const char *label, const char *value, size_t width)
{
    if (value == NULL)
        return;
    buffer_padded(text, label, 14);
    buffer_wrapped(text, value, 14, width);
}

static int info_text(struct twatfs_context *context, size_t index)
{
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDOUT_FILENO);

    put_line(&text, "Name", twatfs_provider_name(context, index), width);
    put_line(&text, "Description", json_get_text(manifest, "description"), width);
    put_line(&text, "State", twatfs_provider_state_name(twatfs_provider_state(context, index)),
             width);
    put_line(&text, "Reason", twatfs_provider_reason(context, index), width);
    put_line(&text, "Path", twatfs_provider_path(context, index), 0);
    if (manifest != NULL)
        manifest_text(&text, manifest, width);
    return output_text(&text);
}

/* ---- The command ---- */

/* What follows the options: nothing, "info NAME", "status" or "status NAME". */
struct words {
    const char *verb; /* NULL: the list */
    const char *name; /* NULL: all */
};

static bool read_words(int count, char **arguments, bool online, const char *called,
                       struct words *words, struct error *error)
{
    words->verb = count > 0 ? arguments[0] : NULL;
    words->name = count > 1 ? arguments[1] : NULL;
    if (online && (count == 0 || strcmp(words->verb, "status") != 0))
        error_set(error, "--online: belongs to \"%s status\"", called);
    else if (count == 0 || (count == 2 && strcmp(words->verb, "info") == 0) ||
             (count <= 2 && strcmp(words->verb, "status") == 0))
        return true;
    else if (strcmp(words->verb, "info") == 0)
        error_set(error, "info: takes one provider's name");
    else if (strcmp(words->verb, "status") == 0)
        error_set(error, "status: takes at most one provider's name");
    else
        error_set(error,
                  "%s: unknown argument: \"%s\" alone lists, \"%s info NAME\" describes, "
                  "\"%s status\" tells who works",
                  words->verb, called, called, called);
    options_see_help(error, called);
    return false;
}

static int show(const struct request *request, const struct words *words)
{
    struct twatfs_context *context = request->client->context;
    struct twatfs_error *failure = NULL;
    size_t index = PROVIDER_ALL;

    if (words->verb == NULL)
        return request->json ? list_json(context) : list_text(context, request->verbose);
    if (words->name != NULL && !twatfs_provider_find(context, words->name, &index, &failure)) {
        client_failed(failure);
        return EXIT_CODE_USAGE;
    }
    if (strcmp(words->verb, "status") == 0)
        return provider_status(context, index, request->online, request->verbose, request->json);
    return request->json ? info_json(context, index) : info_text(context, index);
}

/* What providers find out about themselves is what "status -v" is for. */
static enum log_level log_level_of(const struct request *request, const struct words *words)
{
    if (request->verbose && words->verb != NULL && strcmp(words->verb, "status") == 0)
        return LOG_LEVEL_INFO;
    return LOG_LEVEL_WARNING;
}

static int run_providers(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    struct request request = {.client = &client};
    struct error error = ERROR_INIT;
    struct words words;
    int first, exit_code;

    if (!client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    if (!options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code))
        return exit_code;
    if (!read_words(argc - first, argv + first, request.online, called, &words, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (request.online && !provider_status_prepare(client.context, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code = (int)client_open(&client, log_level_of(&request, &words), request.options);
    return exit_code == EXIT_CODE_OK ? show(&request, &words) : exit_code;
}

const struct command providers_command = {
    .name = "providers",
    .alias = NULL,
    .arguments = "[OPTION]... [info NAME | status [NAME]]",
    .summary = "List the providers, describe one, or tell which of them work.",
    .details =
        "List every provider that was found: its state and the reason for it, the largest "
        "file it takes, and for how long it keeps one. With \"info NAME\", describe that "
        "one: what it needs, what it can do, its options. With \"status\", tell who is ready; "
        "with --online too, try them: each gets a small file, and the table has the time of each "
        "phase, the fastest first. Without --online no provider is loaded.",
    .options = providers_options,
    .run = run_providers,
};

/* providers.c: twatfs providers.
 *
 * SPDX-License-Identifier: MIT
 *
 * Reads manifests, loads nothing.
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/lookup.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/provider-info.h"

static const struct option_spec providers_options[] = {
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document.", NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL, "List the paths as well.", NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct request {
    struct settings settings;
    bool json, verbose;
};

static void request_free(struct request *request)
{
    settings_free(&request->settings);
}

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;

    switch (option->id) {
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_VERBOSE:
        return options_flag(&request->verbose);
    default:
        return settings_option(&request->settings, option, value, error);
    }
}

/* ---- The table ---- */

#define GAP "  "

enum column {
    COLUMN_NAME,
    COLUMN_STATE,
    COLUMN_SIZE,
    COLUMN_KEEPS,
    COLUMN_COUNT,
};

static const char *const headings[COLUMN_COUNT] = {"NAME", "STATE", "MAX SIZE", "KEEPS"};

/* A cell's text, printable; NULL without memory. */
static char *cell(const struct entry *entry, enum column column)
{
    char size[32] = "-";
    const char *text = "-";

    switch (column) {
    case COLUMN_NAME:
        text = entry->name;
        break;
    case COLUMN_STATE:
        text = entry_state_name(entry->state);
        break;
    case COLUMN_SIZE:
        if (entry->manifest != NULL)
            provider_max_size(size, sizeof size, entry->manifest);
        text = size;
        break;
    case COLUMN_KEEPS:
        if (entry->manifest != NULL && entry->manifest->retention != NULL)
            text = entry->manifest->retention;
        break;
    case COLUMN_COUNT:
        break;
    }
    return text_printable(text, strlen(text), 0);
}

static void measure(const struct registry *registry, size_t widths[COLUMN_COUNT])
{
    for (enum column column = 0; column < COLUMN_COUNT; column++) {
        widths[column] = columns_of(headings[column]);
        for (size_t i = 0; i < registry->count; i++) {
            CLEANUP_FREE char *text = cell(&registry->entries[i], column);
            size_t width = text != NULL ? columns_of(text) : 0;

            if (width > widths[column])
                widths[column] = width;
        }
    }
}

/* The last cell of a row gets what is left of width, and no trailing blanks. */
static void put_last(struct buffer *text, const char *words, const size_t *widths, size_t width)
{
    size_t used = 0;

    for (enum column column = 0; column < COLUMN_KEEPS; column++)
        used += widths[column] + strlen(GAP);
    if (width > used)
        buffer_columns(text, words, width - used, CUT_END);
    else
        buffer_puts(text, words);
    buffer_puts(text, "\n");
}

static void put_row(struct buffer *text, const struct entry *entry, const size_t *widths,
                    size_t width)
{
    for (enum column column = 0; column < COLUMN_COUNT; column++) {
        CLEANUP_FREE char *words = entry != NULL ? cell(entry, column) : strdup(headings[column]);

        if (words == NULL) {
            text->failed = true;
            return;
        }
        if (column == COLUMN_KEEPS) {
            put_last(text, words, widths, width);
        } else {
            buffer_padded(text, words, widths[column]);
            buffer_puts(text, GAP);
        }
    }
}

static int list_text(const struct registry *registry, bool verbose)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDOUT_FILENO), widths[COLUMN_COUNT];

    if (registry->count == 0) {
        log_warning("no providers were found; install one, or name its directory with "
                    "--plugin-dir");
        return EXIT_CODE_OK;
    }
    measure(registry, widths);
    put_row(&text, NULL, widths, width);
    for (size_t i = 0; i < registry->count; i++) {
        const struct entry *entry = &registry->entries[i];

        put_row(&text, entry, widths, width);
        if (entry->reason != NULL) {
            buffer_puts(&text, "    ");
            buffer_wrapped(&text, entry->reason, 4, width);
        }
        if (verbose) {
            buffer_puts(&text, "    ");
            buffer_wrapped(&text, entry->path, 4, 0);
        }
    }
    return output_text(&text);
}

/* ---- JSON ---- */

static bool add_entry(struct json *list, const struct entry *entry)
{
    const struct manifest *manifest = entry->manifest;
    struct json *item = json_new_object();

    if (item == NULL || !json_add(list, item) || !json_set_text(item, "name", entry->name) ||
        !json_set_text(item, "state", entry_state_name(entry->state)) ||
        !json_set_text(item, "reason", entry->reason) || !json_set_text(item, "path", entry->path))
        return false;
    if (manifest == NULL)
        return true;
    return json_set_text(item, "version", manifest->version) &&
           json_set_text(item, "description", manifest->description) &&
           (manifest->max_size <= INT64_MAX
                ? json_set_integer(item, "max_size", (int64_t)manifest->max_size)
                : json_set_null(item, "max_size")) &&
           json_set_text(item, "retention", manifest->retention);
}

static int list_json(const struct registry *registry)
{
    CLEANUP_JSON struct json *document = json_new_object();
    struct json *list = json_new_array(), *problems = json_new_array();
    bool done = document != NULL && list != NULL && problems != NULL;

    if (!done) {
        json_free(list);
        json_free(problems);
        return output_document(NULL);
    }
    done = json_set(document, "providers", list);
    done = json_set(document, "problems", problems) && done;
    for (size_t i = 0; i < registry->count && done; i++)
        done = add_entry(list, &registry->entries[i]);
    for (size_t i = 0; i < registry->problems.count && done; i++)
        done = json_add_text(problems, registry->problems.items[i]);
    return output_document(done ? document : NULL);
}

/* ---- The command ---- */

static int show_info(const struct registry *registry, const char *name, bool json)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_JSON struct json *document = NULL;
    struct error error = ERROR_INIT;
    const struct entry *entry = lookup_provider(registry, name, &error);

    if (entry == NULL) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (json) {
        document = provider_info_json(entry);
        return output_document(document);
    }
    provider_info_text(&text, entry, columns_of_terminal(STDOUT_FILENO));
    return output_text(&text);
}

static bool check_arguments(int count, char **arguments, const char *called, struct error *error)
{
    if (count == 0 || (count == 2 && strcmp(arguments[0], "info") == 0))
        return true;
    if (strcmp(arguments[0], "info") == 0)
        error_set(error, "info: takes one provider's name");
    else
        error_set(error, "%s: unknown argument: \"%s\" alone lists, \"%s info NAME\" describes",
                  arguments[0], called, called);
    options_see_help(error, called);
    return false;
}

static int run_providers(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP(request_free) struct request request = {.settings = SETTINGS_INIT};
    CLEANUP_REGISTRY struct registry registry = REGISTRY_INIT;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code))
        return exit_code;
    if (!check_arguments(argc - first, argv + first, called, &error) ||
        !settings_load(&request.settings, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (!lookup_registry(&registry, &request.settings, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_SOME_FAILED;
    }
    if (first < argc)
        return show_info(&registry, argv[first + 1], request.json);
    return request.json ? list_json(&registry) : list_text(&registry, request.verbose);
}

const struct command providers_command = {
    .name = "providers",
    .alias = NULL,
    .arguments = "[OPTION]... [info NAME]",
    .summary = "List the providers that were found, or describe one.",
    .details = "List every provider that was found: its state and the reason for it, the largest "
               "file it takes, and for how long it keeps one. With \"info NAME\", describe that "
               "one: what it needs, what it can do, its options. No provider is loaded.",
    .options = providers_options,
    .run = run_providers,
};

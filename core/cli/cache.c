/* cache.c: twatfs cache.
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/outcome.h"
#include "cli/output.h"

static const struct option_spec cache_options[] = {
    {OPTION_JSON, "json", '\0', NULL, "Print a JSON document.", NULL},
    {OPTION_SETTING, "cache", '\0', "ENGINE",
     "The cache in question: sqlite (default), memory, or redis://HOST:PORT/N.", NULL},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct request {
    struct client *client;
    bool json;
};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct request *request = data;

    return option->id == OPTION_JSON ? options_flag(&request->json)
                                     : client_option(request->client, option, value, error);
}

/* ---- What it says ---- */

struct number {
    const char *name;
    uint64_t value;
};

static int tell(const struct request *request, const char *engine, const struct number *numbers,
                size_t count)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_JSON struct json *document = json_new_object();
    bool done = document != NULL && (engine == NULL || json_set_text(document, "engine", engine));

    if (engine != NULL)
        buffer_printf(&text, "%-8s %s\n", "engine", engine);
    for (size_t i = 0; i < count; i++) {
        buffer_printf(&text, "%-8s %" PRIu64 "\n", numbers[i].name, numbers[i].value);
        done = done && json_set_integer(document, numbers[i].name, (int64_t)numbers[i].value);
    }
    return request->json ? output_document(done ? document : NULL) : output_text(&text);
}

static int statistics(const struct request *request)
{
    struct twatfs_cache_statistics found = {.struct_size = (uint32_t)sizeof found};
    struct twatfs_error *failure = NULL;

    if (!twatfs_cache_count(request->client->context, &found, &failure))
        return (int)client_failed(failure);

    const struct number numbers[] = {{"links", found.entries},
                                     {"hits", found.hits},
                                     {"misses", found.misses},
                                     {"stale", found.stale},
                                     {"errors", found.errors}};

    return tell(request, found.engine, numbers, ARRAY_LENGTH(numbers));
}

static int removal(const struct request *request, bool everything)
{
    struct twatfs_context *context = request->client->context;
    struct twatfs_error *failure = NULL;
    struct number number = {"removed", 0};

    if (everything ? twatfs_cache_clear(context, &number.value, &failure)
                   : twatfs_cache_prune(context, &number.value, &failure))
        return tell(request, NULL, &number, 1);
    return (int)client_failed(failure);
}

/* ---- The command ---- */

static int run_verb(const struct request *request, const char *verb)
{
    if (strcmp(verb, "stats") == 0)
        return statistics(request);
    return removal(request, strcmp(verb, "clear") == 0);
}

static bool is_verb(const char *word)
{
    return strcmp(word, "stats") == 0 || strcmp(word, "clear") == 0 || strcmp(word, "prune") == 0;
}

static int run_cache(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    struct request request = {.client = &client};
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    if (!options_accept(command, called, argc, argv, take_option, &request, &first, &exit_code))
        return exit_code;
    if (argc - first != 1 || !is_verb(argv[first])) {
        error_set(&error, "takes one of stats, clear and prune");
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code = (int)client_open(&client, LOG_LEVEL_WARNING, false);
    return exit_code == EXIT_CODE_OK ? run_verb(&request, argv[first]) : exit_code;
}

const struct command cache_command = {
    .name = "cache",
    .alias = NULL,
    .arguments = "[OPTION]... stats | clear | prune",
    .summary = "Tell of the links that are kept for --reuse, or remove them.",
    .details = "\"stats\" tells how many links are kept and how often they were of use; \"clear\" "
               "removes them all, with the counts; \"prune\" those whose time is over.",
    .options = cache_options,
    .run = run_cache,
};

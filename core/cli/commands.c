/* commands.c: every command there is, and help.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/commands.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "base/suggest.h"

const struct command *const commands[] = {
    &upload_command,
    &history_command,
    &delete_command,
    &providers_command,
    &setup_command,
    &cache_command,
    &clean_command,
    &complete_command,
    &version_command,
    &help_command,
    NULL,
};

const struct command *command_find(const char *name, struct error *error)
{
    struct suggestion suggestion = SUGGESTION_INIT(name);

    for (size_t i = 0; commands[i] != NULL; i++) {
        const char *alias = commands[i]->alias;

        if (strcmp(name, commands[i]->name) == 0 || (alias != NULL && strcmp(name, alias) == 0))
            return commands[i];
        suggestion_consider(&suggestion, commands[i]->name);
        if (alias != NULL)
            suggestion_consider(&suggestion, alias);
    }
    if (suggestion.best != NULL)
        error_set(error, "%s: unknown command; did you mean \"%s\"?", name, suggestion.best);
    else if (access(name, F_OK) == 0)
        error_set(error, "%s: unknown command; did you mean \"twatfs upload %s\"?", name, name);
    else
        error_set(error, "%s: unknown command", name);
    options_see_help(error, "twatfs");
    return NULL;
}

static void overview(struct buffer *text)
{
    buffer_puts(text, "Usage: twatfs COMMAND [OPTION]... [ARGUMENT]...\n"
                      "\n"
                      "Upload files and print links that were checked to serve exactly their "
                      "bytes.\n"
                      "\n"
                      "Commands:\n");
    for (size_t i = 0; commands[i] != NULL; i++) {
        buffer_puts(text, "  ");
        buffer_padded(text, commands[i]->name, 12);
        buffer_wrapped(text, commands[i]->summary, 14, 79);
    }
    buffer_puts(text, "\n"
                      "'twatfs COMMAND --help' explains a command; 'twatfs --version' is 'twatfs "
                      "version'.\n");
}

static const struct option_spec help_options[] = {OPTIONS_END};

static bool no_option(UNUSED void *data, UNUSED const struct option_spec *option,
                      UNUSED const char *value, UNUSED struct error *error)
{
    return true;
}

static int run_help(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_FREE char *topic_called = NULL;
    const struct command *topic;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, no_option, NULL, &first, &exit_code))
        return exit_code;
    if (first == argc) {
        overview(&text);
        return output_text(&text);
    }
    topic = command_find(argv[first], &error);
    if (topic == NULL || first + 1 < argc) {
        if (topic != NULL)
            error_set(&error, "%s: explains one command at a time", called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (asprintf(&topic_called, "twatfs %s", topic->name) < 0) {
        topic_called = NULL;
        text.failed = true;
        return output_text(&text);
    }
    options_help(topic, topic_called, &text);
    return output_text(&text);
}

const struct command help_command = {
    .name = "help",
    .alias = NULL,
    .arguments = "[COMMAND]",
    .summary = "Explain a command.",
    .details = NULL,
    .options = help_options,
    .run = run_help,
};

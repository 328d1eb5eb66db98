/* setup.c: twatfs setup.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/guide.h"
#include "cli/manifest-view.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/setup.h"

enum { OPTION_ASK = 1 };

static const struct option_spec setup_options[] = {
    {OPTION_ASK, "ask", '\0', NULL,
     "Guide through the set-up, also where the provider is ready or standard input is no terminal: "
     "each line of it answers a question.",
     "Set-up"},
    OPTIONS_COMMON,
    OPTIONS_END,
};

struct setup {
    struct client client;
    bool ask; /* --ask */
};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    struct setup *setup = data;

    if (option->id != OPTION_ASK)
        return client_option(&setup->client, option, value, error);
    setup->ask = true;
    return true;
}

static bool is_ready(struct twatfs_context *context, size_t index)
{
    return twatfs_provider_state(context, index) == TWATFS_PROVIDER_READY;
}

void setup_provider_text(struct buffer *text, struct twatfs_context *context, size_t index,
                         size_t width)
{
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    const char *reason = twatfs_provider_reason(context, index);
    const char *setup = json_get_text(manifest, "setup");
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_printf(&line, "%s: %s", twatfs_provider_name(context, index),
                  twatfs_provider_state_name(twatfs_provider_state(context, index)));
    if (reason != NULL)
        buffer_printf(&line, ": %s", reason);
    buffer_wrapped(text, line.data != NULL ? line.data : "", 2, width);
    if (manifest == NULL)
        return;
    manifest_variables_text(text, manifest);
    if (setup != NULL) {
        buffer_puts(text, "  ");
        buffer_wrapped(text, setup, 2, width);
    }
    if (manifest_supports(manifest, "setup"))
        buffer_printf(text, "  twatfs setup --ask provider %s guides through it.\n",
                      twatfs_provider_name(context, index));
}

/* Only a provider that says so in its manifest, and whose turn it is, is loaded. */
static bool wants_guide(struct twatfs_context *context, size_t index)
{
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);

    return twatfs_provider_state(context, index) == TWATFS_PROVIDER_NEEDS_CONFIGURATION &&
           manifest_supports(manifest, "setup") && guide_has_terminal();
}

static int setup_one(struct twatfs_context *context, const char *name, bool asked)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    struct twatfs_error *failure = NULL;
    size_t index;
    int exit_code;

    if (!twatfs_provider_find(context, name, &index, &failure)) {
        client_failed(failure);
        return EXIT_CODE_USAGE;
    }
    if (asked || wants_guide(context, index))
        return guide_run(context, index);
    setup_provider_text(&text, context, index, columns_of_terminal(STDOUT_FILENO));
    exit_code = output_text(&text);
    if (exit_code == EXIT_CODE_OK && !is_ready(context, index))
        return EXIT_CODE_NO_PROVIDER;
    return exit_code;
}

static int setup_all(struct twatfs_context *context)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDOUT_FILENO), count = twatfs_provider_count(context);
    bool any_ready = false;
    int exit_code;

    for (size_t i = 0; i < count; i++) {
        if (twatfs_provider_state(context, i) == TWATFS_PROVIDER_SHADOWED)
            continue;
        if (text.length > 0)
            buffer_puts(&text, "\n");
        setup_provider_text(&text, context, i, width);
        any_ready |= is_ready(context, i);
    }
    exit_code = output_text(&text);
    if (exit_code != EXIT_CODE_OK || any_ready)
        return exit_code;
    log_error("no provider is ready%s", count == 0 ? ": none was found" : "");
    return EXIT_CODE_NO_PROVIDER;
}

static bool check_arguments(int count, char **arguments, bool asked, const char *called,
                            struct error *error)
{
    if (count == 2 && strcmp(arguments[0], "provider") == 0)
        return true;
    if (count == 1 && strcmp(arguments[0], "all") == 0 && !asked)
        return true;
    error_set(error,
              asked ? "--ask takes \"provider NAME\"" : "takes \"provider NAME\" or \"all\"");
    options_see_help(error, called);
    return false;
}

static void setup_end(struct setup *setup)
{
    client_end(&setup->client);
}

static int run_setup(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP(setup_end) struct setup setup = {.client = CLIENT_INIT};
    struct error error = ERROR_INIT;
    bool wizard; /* asked nothing, so that it is asked */
    int first, exit_code;

    if (!client_begin(&setup.client))
        return EXIT_CODE_SOME_FAILED;
    if (!options_accept(command, called, argc, argv, take_option, &setup, &first, &exit_code))
        return exit_code;
    wizard = first == argc && !setup.ask && setup_wizard_possible();
    if (!wizard && !check_arguments(argc - first, argv + first, setup.ask, called, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    exit_code = (int)client_open(&setup.client, LOG_LEVEL_WARNING, false);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    if (wizard)
        return setup_wizard(&setup.client);
    if (strcmp(argv[first], "all") == 0)
        return setup_all(setup.client.context);
    return setup_one(setup.client.context, argv[first + 1], setup.ask);
}

const struct command setup_command = {
    .name = "setup",
    .alias = NULL,
    .arguments = "[OPTION]... [provider NAME | all]",
    .summary = "Tell what a provider still needs, and how to get it.",
    .details = "Tell what a provider still needs and how to get it. Exits with 0 when it is ready "
               "(all: when at least one is), with 4 when something is missing. Some providers "
               "guide through their set-up, at a terminal or with --ask: what is to be set goes to "
               "standard output.\n\n"
               "Without arguments, on a terminal, it asks what is wanted, and offers to have a "
               "provider used first or alone from now on.",
    .options = setup_options,
    .run = run_setup,
};

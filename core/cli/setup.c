/* setup.c: twatfs setup.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/lookup.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/provider-info.h"

static const struct option_spec setup_options[] = {OPTIONS_COMMON, OPTIONS_END};

static bool take_option(void *data, const struct option_spec *option, const char *value,
                        struct error *error)
{
    return settings_option(data, option, value, error);
}

static void put_entry(struct buffer *text, const struct entry *entry, size_t width)
{
    const struct manifest *manifest = entry->manifest;
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_printf(&line, "%s: %s", entry->name, entry_state_name(entry->state));
    if (entry->reason != NULL)
        buffer_printf(&line, ": %s", entry->reason);
    buffer_wrapped(text, line.data != NULL ? line.data : "", 2, width);
    if (manifest == NULL)
        return;
    provider_variables_text(text, manifest);
    if (manifest->setup != NULL) {
        buffer_puts(text, "  ");
        buffer_wrapped(text, manifest->setup, 2, width);
    }
}

static int setup_one(const struct registry *registry, const char *name)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    struct error error = ERROR_INIT;
    const struct entry *entry = lookup_provider(registry, name, &error);
    int exit_code;

    if (entry == NULL) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    put_entry(&text, entry, columns_of_terminal(STDOUT_FILENO));
    exit_code = output_text(&text);
    if (exit_code == EXIT_CODE_OK && entry->state != ENTRY_READY)
        return EXIT_CODE_NO_PROVIDER;
    return exit_code;
}

static int setup_all(const struct registry *registry)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDOUT_FILENO);
    bool any_ready = false;
    int exit_code;

    for (size_t i = 0; i < registry->count; i++) {
        const struct entry *entry = &registry->entries[i];

        if (entry->state == ENTRY_SHADOWED)
            continue;
        if (text.length > 0)
            buffer_puts(&text, "\n");
        put_entry(&text, entry, width);
        any_ready |= entry->state == ENTRY_READY;
    }
    exit_code = output_text(&text);
    if (exit_code != EXIT_CODE_OK || any_ready)
        return exit_code;
    log_error("no provider is ready%s", registry->count == 0 ? ": none was found" : "");
    return EXIT_CODE_NO_PROVIDER;
}

static bool check_arguments(int count, char **arguments, const char *called, struct error *error)
{
    if (count == 2 && strcmp(arguments[0], "provider") == 0)
        return true;
    if (count == 1 && strcmp(arguments[0], "all") == 0)
        return true;
    error_set(error, "takes \"provider NAME\" or \"all\"");
    options_see_help(error, called);
    return false;
}

static int run_setup(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    CLEANUP_REGISTRY struct registry registry = REGISTRY_INIT;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, take_option, &settings, &first, &exit_code))
        return exit_code;
    if (!check_arguments(argc - first, argv + first, called, &error) ||
        !settings_load(&settings, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (!lookup_registry(&registry, &settings, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_SOME_FAILED;
    }
    if (strcmp(argv[first], "all") == 0)
        return setup_all(&registry);
    return setup_one(&registry, argv[first + 1]);
}

const struct command setup_command = {
    .name = "setup",
    .alias = NULL,
    .arguments = "[OPTION]... provider NAME | all",
    .summary = "Tell what a provider still needs, and how to get it.",
    .details = "Tell what a provider still needs and how to get it. Exits with 0 when it is ready "
               "(all: when at least one is), with 4 when something is missing.",
    .options = setup_options,
    .run = run_setup,
};

/* version.c: twatfs version.
 *
 * SPDX-License-Identifier: MIT
 *
 * Looks at nothing and loads nothing: it answers even where everything else is
 * broken.
 */
#include <inttypes.h>

#include <twatfs/twatfs.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/outcome.h"
#include "cli/output.h"

static const struct option_spec version_options[] = {OPTIONS_END};

/* There are none but --help. */
static bool no_option(UNUSED void *data, UNUSED const struct option_spec *option,
                      UNUSED const char *value, UNUSED struct error *error)
{
    return true;
}

static int run_version(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    struct error error = ERROR_INIT;
    int32_t major, minor;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, no_option, NULL, &first, &exit_code))
        return exit_code;
    if (first < argc) {
        error_set(&error, "takes no argument");
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    twatfs_abi_version(&major, &minor);
    buffer_printf(&text, "twatfs %s\nprovider ABI %" PRId32 ".%" PRId32 "\nplugin directory %s\n",
                  twatfs_version(), major, minor, PLUGIN_DIR);
    return output_text(&text);
}

const struct command version_command = {
    .name = "version",
    .alias = NULL,
    .arguments = "",
    .summary = "Show the version, the provider ABI and the plugin directory.",
    .details = NULL,
    .options = version_options,
    .run = run_version,
};

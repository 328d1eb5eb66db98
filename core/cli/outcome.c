/* outcome.c: how files ended, as an exit code.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/outcome.h"

#include <twatfs/twatfs.h>

enum exit_code outcome_exit_code(int32_t code)
{
    switch (code) {
    case TWATFS_ERROR_NONE:
        return EXIT_CODE_OK;
    case TWATFS_ERROR_UNVERIFIED:
        return EXIT_CODE_UNVERIFIED;
    case TWATFS_ERROR_USAGE:
        return EXIT_CODE_USAGE;
    case TWATFS_ERROR_FILE:
        return EXIT_CODE_FILE;
    case TWATFS_ERROR_NO_PROVIDER:
        return EXIT_CODE_NO_PROVIDER;
    case TWATFS_ERROR_SYSTEM:
        return EXIT_CODE_SOME_FAILED;
    default: /* failed, or cancelled by --timeout: nobody served in time */
        return EXIT_CODE_ALL_PROVIDERS_FAILED;
    }
}

static unsigned bit(enum exit_code code)
{
    return 1U << code;
}

void tally_add(struct tally *tally, int32_t code, bool uploaded)
{
    tally->seen |= bit(outcome_exit_code(code));
    tally->uploaded += uploaded;
}

enum exit_code tally_exit_code(const struct tally *tally)
{
    for (enum exit_code code = EXIT_CODE_OK; code <= EXIT_CODE_UNVERIFIED; code++)
        if (tally->seen == bit(code))
            return code;
    if (tally->seen == (bit(EXIT_CODE_OK) | bit(EXIT_CODE_UNVERIFIED)))
        return EXIT_CODE_UNVERIFIED;
    return tally->seen == 0 ? EXIT_CODE_OK : EXIT_CODE_SOME_FAILED;
}

/* outcome.c: how files ended, as an exit code.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/outcome.h"

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_VERIFIED:
        return "verified";
    case OUTCOME_UNVERIFIED:
        return "unverified";
    case OUTCOME_UNCHECKED:
        return "unchecked";
    case OUTCOME_USAGE:
        return "usage";
    case OUTCOME_LOCAL:
        return "file";
    case OUTCOME_NO_PROVIDER:
        return "no-provider";
    case OUTCOME_FAILED:
        return "failed";
    case OUTCOME_CANCELLED:
        break;
    }
    return "cancelled";
}

enum exit_code outcome_exit_code(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_VERIFIED:
    case OUTCOME_UNCHECKED:
        return EXIT_CODE_OK;
    case OUTCOME_UNVERIFIED:
        return EXIT_CODE_UNVERIFIED;
    case OUTCOME_USAGE:
        return EXIT_CODE_USAGE;
    case OUTCOME_LOCAL:
        return EXIT_CODE_FILE;
    case OUTCOME_NO_PROVIDER:
        return EXIT_CODE_NO_PROVIDER;
    case OUTCOME_FAILED:
    case OUTCOME_CANCELLED: /* by --timeout: nobody served in time */
        break;
    }
    return EXIT_CODE_ALL_PROVIDERS_FAILED;
}

static unsigned bit(enum exit_code code)
{
    return 1U << code;
}

void tally_add(struct tally *tally, enum outcome outcome, bool uploaded)
{
    tally->seen |= bit(outcome_exit_code(outcome));
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

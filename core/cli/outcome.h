/* outcome.h: how files ended, as an exit code.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum exit_code {
    EXIT_CODE_OK = 0,
    EXIT_CODE_SOME_FAILED = 1, /* also: the result could not be written */
    EXIT_CODE_USAGE = 2,
    EXIT_CODE_FILE = 3,
    EXIT_CODE_NO_PROVIDER = 4,
    EXIT_CODE_ALL_PROVIDERS_FAILED = 5,
    EXIT_CODE_UNVERIFIED = 6,
    EXIT_CODE_SIGNAL = 128, /* plus the signal's number: 130 for SIGINT */
};

/* Of one file, from its TWATFS_ERROR_… code. */
enum exit_code outcome_exit_code(int32_t code);

/* All files of a run. */
struct tally {
    unsigned seen;   /* exit codes that occurred, as bits */
    size_t uploaded; /* files with a link */
};

void tally_add(struct tally *tally, int32_t code, bool uploaded);

/* One code when all ended alike; 6 when some are merely not verified and all
 * others are fine; else 1. */
enum exit_code tally_exit_code(const struct tally *tally);

#endif

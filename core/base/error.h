/* error.h: a failure as a value.
 *
 * SPDX-License-Identifier: MIT
 *
 * A function that can fail takes a struct error *, returns false (or NULL) and
 * says "thing: what: why", with the cure where there is one.  Errors travel up;
 * whoever decides what to do logs them, once.  Nothing here ends the process.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"

/* Long enough for a path of 4096 bytes would be wasteful on every stack: a
 * longer text has "…" in place of its middle (text_shorten).  The secrets that the log knows are
 * taken out of it first: what is left of one would be shown. */
#define ERROR_TEXT_SIZE 1024

struct error {
    int32_t status; /* a TWATFS_ class of provider.h; 0 where nobody asks */
    int code;       /* errno of the cause, 0 without */
    char text[ERROR_TEXT_SIZE];
};

#define ERROR_INIT                                                                                 \
    {                                                                                              \
        .status = 0                                                                                \
    }

/* Record a failure; always returns false, so that it can stand in a return
 * statement.  error may be NULL: the failure is then nobody's business. */
bool error_set(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same with a class. */
bool error_class(struct error *error, int32_t status, const char *format, ...) PRINTF_LIKE(3, 4);

/* The same, followed by ": " and errno's description. */
bool error_errno(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* "out of memory", said without needing any. */
bool error_memory(struct error *error);

/* Put a text in front of what is there: "thing: " + "what: why". */
void error_prefix(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

#endif

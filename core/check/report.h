/* report.h: what was found, one line each: for people, or as TAP for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include <stdbool.h>

#include "base/cleanup.h"

struct report {
    bool tap;               /* Test Anything Protocol, version 12 */
    unsigned lines, faults; /* so far */
};

/* thing is what was looked at; the text says more of it, and may be empty.  A module may have
 * had its hand in the text: secrets are taken out, and it is
 * made printable. */
void report_ok(struct report *report, const char *thing, const char *format, ...) PRINTF_LIKE(3, 4);

/* The text is "what: why: cure". */
void report_fault(struct report *report, const char *thing, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* It could not be looked at, because of the text. */
void report_skip(struct report *report, const char *thing, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The last line. False when not all could be written. */
bool report_end(struct report *report);

#endif

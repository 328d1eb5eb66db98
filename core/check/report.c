/* report.c: what was found, one line each: for people, or as TAP for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"

#define TEXT_MAX 1500 /* bytes of a line's text */

enum verdict { VERDICT_OK, VERDICT_FAULT, VERDICT_SKIP };

/* TAP takes '#' for the begin of a directive. */
static void put_text(const struct report *report, const char *text)
{
    CLEANUP_FREE char *shown = text_shown(text, strlen(text), TEXT_MAX);

    for (const char *at = shown != NULL ? shown : "out of memory"; *at != '\0'; at++) {
        if (report->tap && (*at == '#' || *at == '\\'))
            putchar('\\');
        putchar(*at);
    }
}

static void line(struct report *report, enum verdict verdict, const char *thing, const char *format,
                 va_list arguments)
{
    static const char *const words[] = {"ok   ", "FAIL ", "skip "};
    char text[TEXT_MAX];

    text_format(text, sizeof text, format, arguments);
    report->lines++;
    report->faults += verdict == VERDICT_FAULT;
    if (report->tap)
        printf("%s %u - ", verdict == VERDICT_FAULT ? "not ok" : "ok", report->lines);
    else
        fputs(words[verdict], stdout);
    put_text(report, thing);
    if (text[0] != '\0') {
        fputs(report->tap && verdict == VERDICT_SKIP ? " # SKIP " : ": ", stdout);
        put_text(report, text);
    }
    putchar('\n');
    fflush(stdout); /* what comes next may take a while, and forks */
}

void report_ok(struct report *report, const char *thing, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    line(report, VERDICT_OK, thing, format, arguments);
    va_end(arguments);
}

void report_fault(struct report *report, const char *thing, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    line(report, VERDICT_FAULT, thing, format, arguments);
    va_end(arguments);
}

void report_skip(struct report *report, const char *thing, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    line(report, VERDICT_SKIP, thing, format, arguments);
    va_end(arguments);
}

bool report_end(struct report *report)
{
    if (report->tap)
        printf("1..%u\n", report->lines);
    return fflush(stdout) == 0 && ferror(stdout) == 0;
}

/* output.h: standard output, where a failed write is noticed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct buffer;
struct json;

/* Write all of it now: nothing is kept back.  On a terminal it stands between the log's lines, and
 * a progress bar is away meanwhile.  Errors are "standard output: why". */
bool output_write(const char *text, size_t length, struct error *error);
bool output_line(const char *text, struct error *error);

/* The whole output of a command: text, or an indented document.  Returns the
 * process's exit code; a failure has been logged. */
int output_text(const struct buffer *text);
int output_document(const struct json *document);

/* A line for people that holds what the log would redact: to standard error as
 * it is, but printable. */
void output_notice(const char *format, ...) PRINTF_LIKE(1, 2);

#endif

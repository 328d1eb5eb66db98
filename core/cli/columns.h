/* columns.h: text measured in the columns that a terminal gives it.
 *
 * SPDX-License-Identifier: MIT
 *
 * Text is UTF-8 that is already printable.  In a locale that is not UTF-8,
 * what is not ASCII is shown as '?'.
 */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* Whether the locale is UTF-8. */
bool columns_are_utf8(void);

/* The width of the terminal at fd; 0 when it is none. */
size_t columns_of_terminal(int fd);

/* How many lines it has; 0 when it is none. */
size_t rows_of_terminal(int fd);

/* How many columns text takes. */
size_t columns_of(const char *text);

enum columns_cut {
    CUT_END,    /* "A long na…" */
    CUT_MIDDLE, /* "A lon….txt": for file names, which often differ at their end */
};

/* Append text in at most so many columns; returns how many it took. */
size_t buffer_columns(struct buffer *buffer, const char *text, size_t columns,
                      enum columns_cut cut);

/* Append text, then blanks up to so many columns. */
void buffer_padded(struct buffer *buffer, const char *text, size_t columns);

/* Append text (made printable) with its lines broken between words at width (0:
 * only where the text has them), the first begun at column indent already, the
 * others indented so far; ends with a line break. */
void buffer_wrapped(struct buffer *buffer, const char *text, size_t indent, size_t width);

#endif

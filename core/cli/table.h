/* table.h: rows of cells that line up, and fit a terminal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define TABLE_COLUMNS_MAX 8

/* Every row has the same number of cells; the last one takes what room is left. */
struct table {
    size_t columns;
    size_t needed; /* where there is no room, columns from this one on are left out, the last
                      first; 0: the last is cut instead */
    /* Where the last one would have less than room, these are left out, in this order, until it
       has; ends with 0, since the first one stays.  NULL: none. */
    const unsigned char *optional;
    size_t room;
    struct string_list cells;         /* row after row, printable */
    struct string_list notes;         /* of each row: below it, indented, printable; "" without */
    size_t widths[TABLE_COLUMNS_MAX]; /* of what was there so far */
};

void table_free(struct table *table);
#define CLEANUP_TABLE CLEANUP(table_free)

/* Add a row; note may be NULL.  False without memory. */
bool table_row(struct table *table, const char *const *cells, const char *note);

/* Add a note to the last row, in a line of its own.  False without memory. */
bool table_note(struct table *table, const char *note);

/* Append all rows, no wider than width (0: as wide as they are), and forget them: rows that are
 * added then are the next page, which lines up with this one as far as its cells fit. */
void table_text(struct buffer *text, struct table *table, size_t width);

#endif

/* table.c: rows of cells that line up, and fit a terminal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/table.h"

#include <string.h>

#include "cli/columns.h"

#define GAP         "  "
#define NOTE_INDENT 4

void table_free(struct table *table)
{
    string_list_free(&table->cells);
    string_list_free(&table->notes);
}

static bool add_printable(struct string_list *list, const char *words)
{
    CLEANUP_FREE char *shown = text_printable(words, strlen(words), 0);

    return shown != NULL && string_list_add(list, shown);
}

bool table_row(struct table *table, const char *const *cells, const char *note)
{
    for (size_t column = 0; column < table->columns; column++)
        if (!add_printable(&table->cells, cells[column]))
            return false;
    return string_list_add(&table->notes, note != NULL ? note : "");
}

/* The last cell of a row gets what is left of width, and no trailing blanks. */
static void put_last(struct buffer *text, const char *words, size_t used, size_t width)
{
    if (width > used)
        buffer_columns(text, words, width - used, CUT_END);
    else
        buffer_puts(text, words);
    buffer_puts(text, "\n");
}

/* How many columns are shown. */
static size_t visible(const struct table *table, const size_t *widths, size_t width)
{
    size_t shown = table->columns;

    for (; table->needed > 0 && width > 0 && shown > table->needed; shown--) {
        size_t used = 0;

        for (size_t column = 0; column < shown; column++)
            used += widths[column] + (column > 0 ? strlen(GAP) : 0);
        if (used <= width)
            break;
    }
    return shown;
}

void table_text(struct buffer *text, const struct table *table, size_t width)
{
    size_t widths[TABLE_COLUMNS_MAX] = {0}, shown;

    for (size_t i = 0; i < table->cells.count; i++) {
        size_t needed = columns_of(table->cells.items[i]), column = i % table->columns;

        if (needed > widths[column])
            widths[column] = needed;
    }
    shown = visible(table, widths, width);
    for (size_t row = 0; row < table->notes.count; row++) {
        char *const *cells = table->cells.items + row * table->columns;
        size_t used = 0;

        for (size_t column = 0; column + 1 < shown; column++) {
            buffer_padded(text, cells[column], widths[column]);
            buffer_puts(text, GAP);
            used += widths[column] + strlen(GAP);
        }
        put_last(text, cells[shown - 1], used, width);
        if (table->notes.items[row][0] == '\0')
            continue;
        buffer_padded(text, "", NOTE_INDENT);
        buffer_wrapped(text, table->notes.items[row], NOTE_INDENT, width);
    }
}

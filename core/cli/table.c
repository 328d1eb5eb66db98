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
    return string_list_add(&table->notes, "") && (note == NULL || table_note(table, note));
}

bool table_note(struct table *table, const char *note)
{
    char **notes = &table->notes.items[table->notes.count - 1];
    CLEANUP_BUFFER struct buffer both = BUFFER_INIT;

    buffer_printf(&both, "%s%s", *notes, **notes != '\0' ? "\n" : "");
    buffer_printable(&both, note, strlen(note), 0);
    if (both.failed)
        return false;
    free(*notes);
    *notes = buffer_steal(&both);
    return true;
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

/* Where the last column that is shown begins. */
static size_t before_last(const struct table *table, const size_t *widths, const bool *hidden)
{
    size_t used = 0, last = table->columns - 1;

    while (last > 0 && hidden[last])
        last--;
    for (size_t column = 0; column < last; column++)
        used += hidden[column] ? 0 : widths[column] + strlen(GAP);
    return used;
}

/* Which columns are not shown. */
static void choose(const struct table *table, const size_t *widths, size_t width, bool *hidden)
{
    const unsigned char *optional = table->optional;

    for (size_t shown = table->columns;
         width > 0 && table->needed > 0 && shown > table->needed &&
         before_last(table, widths, hidden) + widths[shown - 1] > width;
         shown--)
        hidden[shown - 1] = true;
    while (width > 0 && optional != NULL && *optional != 0 &&
           before_last(table, widths, hidden) + table->room > width)
        hidden[*optional++] = true;
}

void table_text(struct buffer *text, struct table *table, size_t width)
{
    size_t *widths = table->widths, last = table->columns - 1;
    bool hidden[TABLE_COLUMNS_MAX] = {false};

    for (size_t i = 0; i < table->cells.count; i++) {
        size_t needed = columns_of(table->cells.items[i]), column = i % table->columns;

        if (needed > widths[column])
            widths[column] = needed;
    }
    choose(table, widths, width, hidden);
    while (hidden[last])
        last--;
    for (size_t row = 0; row < table->notes.count; row++) {
        char *const *cells = table->cells.items + row * table->columns;

        for (size_t column = 0; column < last; column++) {
            if (hidden[column])
                continue;
            buffer_padded(text, cells[column], widths[column]);
            buffer_puts(text, GAP);
        }
        put_last(text, cells[last], before_last(table, widths, hidden), width);
        if (table->notes.items[row][0] == '\0')
            continue;
        buffer_padded(text, "", NOTE_INDENT);
        buffer_wrapped(text, table->notes.items[row], NOTE_INDENT, width);
    }
    table_free(table);
}

/* columns.c: text measured in the columns that a terminal gives it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/columns.h"

#include <langinfo.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <wchar.h>

#include "base/text.h"

/* One character as it is shown. */
struct glyph {
    const char *bytes; /* what to print */
    size_t length;     /* of bytes */
    size_t columns;
    size_t taken; /* how many bytes of the text it stands for */
};

bool columns_are_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static struct glyph next_glyph(const char *text, bool utf8)
{
    uint32_t code_point = 0;
    size_t length = utf8_character(text, strlen(text), &code_point);
    int columns;

    if (length == 0)
        return (struct glyph){"?", 1, 1, 1};
    if (length == 1)
        return (struct glyph){text, 1, 1, 1};
    /* wchar_t is the code point with glibc.  A character whose width is unknown
     * might break the line: it is not shown. */
    columns = utf8 ? wcwidth((wchar_t)code_point) : -1;
    if (columns < 0)
        return (struct glyph){"?", 1, 1, length};
    return (struct glyph){text, length, (size_t)columns, length};
}

size_t columns_of_terminal(int fd)
{
    struct winsize size;

    if (!isatty(fd))
        return 0;
    /* A serial line may not know. */
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

size_t rows_of_terminal(int fd)
{
    struct winsize size;

    if (!isatty(fd))
        return 0;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

size_t columns_of(const char *text)
{
    bool utf8 = columns_are_utf8();
    size_t columns = 0;

    while (*text != '\0') {
        struct glyph glyph = next_glyph(text, utf8);

        columns += glyph.columns;
        text += glyph.taken;
    }
    return columns;
}

/* Append what fits; *text moves behind it. */
static size_t append_glyphs(struct buffer *buffer, const char **text, size_t columns, bool utf8)
{
    size_t used = 0;

    while (**text != '\0') {
        struct glyph glyph = next_glyph(*text, utf8);

        if (glyph.columns > columns - used)
            break;
        buffer_append(buffer, glyph.bytes, glyph.length);
        used += glyph.columns;
        *text += glyph.taken;
    }
    return used;
}

size_t buffer_columns(struct buffer *buffer, const char *text, size_t columns, enum columns_cut cut)
{
    bool utf8 = columns_are_utf8();
    const char *ellipsis = utf8 ? "…" : "..";
    size_t total = columns_of(text), width = utf8 ? 1 : 2;
    size_t tail, used;

    if (total <= columns)
        return append_glyphs(buffer, &text, columns, utf8);
    if (columns <= width)
        return append_glyphs(buffer, &ellipsis, columns, utf8);
    tail = cut == CUT_MIDDLE ? (columns - width) / 2 : 0;
    used = append_glyphs(buffer, &text, columns - width - tail, utf8);
    used += append_glyphs(buffer, &ellipsis, width, utf8);
    for (total = columns_of(text); total > tail;) {
        struct glyph glyph = next_glyph(text, utf8);

        total -= glyph.columns;
        text += glyph.taken;
    }
    /* A mark that belongs on a character which was left out. */
    while (*text != '\0' && next_glyph(text, utf8).columns == 0)
        text += next_glyph(text, utf8).taken;
    return used + append_glyphs(buffer, &text, tail, utf8);
}

void buffer_padded(struct buffer *buffer, const char *text, size_t columns)
{
    size_t used = columns_of(text);

    buffer_puts(buffer, text);
    if (used < columns)
        buffer_printf(buffer, "%*s", (int)(columns - used), "");
}

/* One line of text, already printable. */
static void wrap_line(struct buffer *buffer, char *line, size_t indent, size_t width)
{
    size_t column = indent;
    char *rest = NULL;

    for (char *word = strtok_r(line, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        size_t columns = columns_of(word);

        if (column > indent && width > 0 && column + 1 + columns > width) {
            buffer_printf(buffer, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            buffer_puts(buffer, " ");
            column++;
        }
        buffer_puts(buffer, word);
        column += columns;
    }
}

void buffer_wrapped(struct buffer *buffer, const char *text, size_t indent, size_t width)
{
    for (bool first = true; first || *text != '\0'; first = false) {
        size_t length = strcspn(text, "\n");
        CLEANUP_FREE char *line = text_printable(text, length, 0);

        if (line == NULL) {
            buffer->failed = true;
            return;
        }
        if (!first && length > 0)
            buffer_printf(buffer, "%*s", (int)indent, "");
        wrap_line(buffer, line, indent, width);
        buffer_puts(buffer, "\n");
        text += length;
        if (*text == '\n')
            text++;
    }
}

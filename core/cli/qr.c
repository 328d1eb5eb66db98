/* qr.c: a link as a code that a telephone reads; the only room that knows the library.
 *
 * SPDX-License-Identifier: MIT
 *
 * Two modules stand above each other in one character: "▀", "▄", "█" or a blank.  The light ones
 * are drawn, on black, because most terminals are dark; colours are set so that it is right on a
 * light one too, unless NO_COLOR forbids that.
 */
#include <config.h>

#include "cli/qr.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/columns.h"

#ifdef HAVE_QRENCODE
#include <qrencode.h>

#define QUIET_ZONE 4 /* light modules around a code (ISO/IEC 18004, section 9.1) */

DEFINE_CLEANUP(code, QRcode, QRcode_free)

bool qr_is_built_in(void)
{
    return true;
}

/* Row and column count from the quiet zone's corner. */
static bool is_light(const QRcode *code, int row, int column)
{
    row -= QUIET_ZONE;
    column -= QUIET_ZONE;
    if (row < 0 || column < 0 || row >= code->width || column >= code->width)
        return true;
    return (code->data[row * code->width + column] & 1) == 0;
}

static bool draw(struct buffer *text, const QRcode *code)
{
    static const char *const characters[2][2] = {{" ", "▄"}, {"▀", "█"}};
    const char *no_color = getenv("NO_COLOR");
    bool coloured = no_color == NULL || *no_color == '\0';
    int size = code->width + 2 * QUIET_ZONE;

    for (int row = 0; row < size; row += 2) {
        buffer_puts(text, coloured ? "\033[40;97m" : "");
        for (int column = 0; column < size; column++) {
            bool lower = row + 1 < size && is_light(code, row + 1, column);

            buffer_puts(text, characters[is_light(code, row, column)][lower]);
        }
        buffer_puts(text, coloured ? "\033[0m\n" : "\n");
    }
    return !text->failed;
}

bool qr_text(struct buffer *text, const char *url, struct error *error)
{
    size_t columns = columns_of_terminal(STDERR_FILENO), rows = rows_of_terminal(STDERR_FILENO);
    CLEANUP(cleanup_code) QRcode *code = NULL;
    size_t size;

    if (columns == 0)
        return error_set(error, "standard error: not a terminal");
    if (!columns_are_utf8())
        return error_set(error, "the locale has no UTF-8: set LC_ALL, such as to C.UTF-8");
    code = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_L);
    if (code == NULL && errno == ERANGE)
        return error_set(error, "the link is too long for a code");
    if (code == NULL)
        return error_memory(error);
    size = (size_t)code->width + 2 * QUIET_ZONE;
    if (size > columns || (size + 1) / 2 > rows)
        return error_set(error,
                         "the code does not fit: it takes %zu columns and %zu lines, the terminal "
                         "has %zu and %zu",
                         size, (size + 1) / 2, columns, rows);
    return draw(text, code) || error_memory(error);
}

#else

bool qr_is_built_in(void)
{
    return false;
}

bool qr_text(UNUSED struct buffer *text, UNUSED const char *url, struct error *error)
{
    return error_set(error, "this twatfs was built without libqrencode");
}

#endif

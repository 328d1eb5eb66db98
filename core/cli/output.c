/* output.c: standard output, where a failed write is noticed.
 *
 * SPDX-License-Identifier: MIT
 *
 * No stdio: a buffer that could not be flushed would be tried again at exit, and
 * what failed once might then appear twice.
 */
#include "cli/output.h"

#include <stdarg.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/outcome.h"

bool output_write(const char *text, size_t length, struct error *error)
{
    return log_write_as_is(STDOUT_FILENO, text, length) || error_errno(error, "standard output");
}

bool output_line(const char *text, struct error *error)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_puts(&line, text);
    if (!buffer_puts(&line, "\n"))
        return error_memory(error);
    return output_write(line.data, line.length, error);
}

int output_text(const struct buffer *text)
{
    struct error error = ERROR_INIT;

    if (text->failed)
        error_memory(&error);
    else if (text->length == 0 || output_write(text->data, text->length, &error))
        return EXIT_CODE_OK;
    log_error("%s", error.text);
    return EXIT_CODE_SOME_FAILED;
}

int output_document(const struct json *document)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (document == NULL || !json_write(document, true, &text))
        text.failed = true;
    buffer_puts(&text, "\n");
    return output_text(&text);
}

void output_notice(const char *format, ...)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    CLEANUP_FREE char *text = NULL;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        text = NULL;
        return;
    }
    buffer_puts(&line, "twatfs: ");
    buffer_printable(&line, text, (size_t)length, 0);
    if (buffer_puts(&line, "\n"))
        (void)log_write_as_is(STDERR_FILENO, line.data, line.length);
    explicit_bzero(text, (size_t)length);
    if (line.data != NULL)
        explicit_bzero(line.data, line.length);
}

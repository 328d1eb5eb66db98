/* error.c: a failure as a value.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"

static void format_text(struct error *error, const char *format, va_list arguments)
{
    int length = vsnprintf(error->text, sizeof error->text, format, arguments);

    if (length < 0)
        text_copy(error->text, sizeof error->text, "unprintable error");
    else if ((size_t)length >= sizeof error->text)
        text_ellipsis(error->text, sizeof error->text);
}

bool error_set(struct error *error, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return false;
    error->code = 0;
    va_start(arguments, format);
    format_text(error, format, arguments);
    va_end(arguments);
    return false;
}

bool error_class(struct error *error, int32_t status, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return false;
    error->code = 0;
    error->status = status;
    va_start(arguments, format);
    format_text(error, format, arguments);
    va_end(arguments);
    return false;
}

bool error_errno(struct error *error, const char *format, ...)
{
    int code = errno;
    va_list arguments;
    size_t length;

    if (error == NULL)
        return false;
    error->code = code;
    va_start(arguments, format);
    format_text(error, format, arguments);
    va_end(arguments);
    length = strlen(error->text);
    if (snprintf(error->text + length, sizeof error->text - length, ": %s", strerror(code)) >=
        (int)(sizeof error->text - length))
        text_ellipsis(error->text, sizeof error->text);
    return false;
}

bool error_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

void error_prefix(struct error *error, const char *format, ...)
{
    char rest[ERROR_TEXT_SIZE];
    va_list arguments;
    size_t length;

    if (error == NULL)
        return;
    memcpy(rest, error->text, sizeof rest);
    va_start(arguments, format);
    format_text(error, format, arguments);
    va_end(arguments);
    length = strlen(error->text);
    if (strlen(rest) >= sizeof error->text - length) {
        text_copy(error->text + length, sizeof error->text - length, rest);
        text_ellipsis(error->text, sizeof error->text);
    } else {
        text_copy(error->text + length, sizeof error->text - length, rest);
    }
}

/* error.c: a failure as a value.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/log.h"

bool error_set(struct error *error, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return false;
    error->code = 0;
    va_start(arguments, format);
    text_format(error->text, sizeof error->text, format, arguments);
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
    text_format(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return false;
}

bool error_errno(struct error *error, const char *format, ...)
{
    char what[ERROR_TEXT_SIZE];
    int code = errno;
    va_list arguments;

    if (error == NULL)
        return false;
    va_start(arguments, format);
    text_format(what, sizeof what, format, arguments);
    va_end(arguments);
    error_set(error, "%s: %s", what, strerror(code));
    error->code = code;
    return false;
}

bool error_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

void error_prefix(struct error *error, const char *format, ...)
{
    char prefix[ERROR_TEXT_SIZE], rest[ERROR_TEXT_SIZE];
    va_list arguments;
    int code;

    if (error == NULL)
        return;
    code = error->code;
    memcpy(rest, error->text, sizeof rest);
    va_start(arguments, format);
    text_format(prefix, sizeof prefix, format, arguments);
    va_end(arguments);
    error_set(error, "%s%s", prefix, rest);
    error->code = code;
}

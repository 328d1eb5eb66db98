/* url.c: what a URL must be, and its percent-encoding.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/url.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"

/* RFC 3986: what may stand in a URL as it is, '%' aside. */
static bool url_character(unsigned char c)
{
    return c > 0x20 && c < 0x7f && strchr("\"<>\\^`{|}", c) == NULL;
}

static bool hex_digit(char c)
{
    return c != '\0' && strchr("0123456789abcdefABCDEF", c) != NULL;
}

/* The schemes that it may have. */
struct scheme_list {
    const char *const *names;
    size_t count;
};

static struct scheme_list scheme_list_of(const struct string_list *schemes)
{
    static const char *const usual[] = {"http", "https"};

    if (schemes == NULL || schemes->count == 0)
        return (struct scheme_list){usual, ARRAY_LENGTH(usual)};
    return (struct scheme_list){(const char *const *)schemes->items, schemes->count};
}

static bool known_scheme(const char *url, size_t length, const struct scheme_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (strlen(list->names[i]) == length && strncasecmp(url, list->names[i], length) == 0)
            return true;
    return false;
}

static bool refuse_scheme(const char *shown, const struct scheme_list *list, struct error *error)
{
    const char *const before = list->count == 1   ? "not "
                               : list->count == 2 ? "neither "
                                                  : "none of ";
    CLEANUP_BUFFER struct buffer names = BUFFER_INIT;

    for (size_t i = 0; i < list->count; i++)
        buffer_printf(&names, "%s%s",
                      i == 0             ? before
                      : list->count == 2 ? " nor "
                                         : ", ",
                      list->names[i]);
    return names.failed ? error_memory(error)
                        : error_set(error, "URL: \"%s\" is %s", shown, names.data);
}

bool url_clean(const char *url, const struct string_list *schemes, struct error *error)
{
    CLEANUP_FREE char *shown = text_shown(url, strlen(url), 200);
    const char *authority = strstr(url, "://"), *rest;
    const struct scheme_list list = scheme_list_of(schemes);

    if (url[0] == '\0')
        return error_set(error, "URL: empty");
    if (strlen(url) > URL_MAX)
        return error_set(error, "URL: longer than %d bytes", URL_MAX);
    if (authority == NULL)
        return error_set(error, "URL: \"%s\" is not absolute", shown);
    if (!known_scheme(url, (size_t)(authority - url), &list))
        return refuse_scheme(shown, &list, error);
    for (const char *at = url; *at != '\0'; at++)
        if (!url_character((unsigned char)*at) ||
            (*at == '%' && (!hex_digit(at[1]) || !hex_digit(at[2]))))
            return error_set(error, "URL: \"%s\" holds characters that no URL may", shown);
    authority += 3;
    rest = authority + strcspn(authority, "/?#");
    if ((rest == authority || *authority == ':') && strncasecmp(url, "file:", 5) != 0)
        return error_set(error, "URL: \"%s\" names no host", shown);
    if (memchr(authority, '@', (size_t)(rest - authority)) != NULL)
        return error_set(error, "URL: holds a user name");
    return true;
}

bool url_escape(struct buffer *buffer, const char *text)
{
    return buffer_percent_encoded(buffer, text, true);
}

char *url_encode_stray(const char *url)
{
    struct buffer buffer = BUFFER_INIT;

    for (; *url != '\0'; url++) {
        unsigned char c = (unsigned char)*url;

        if (c != '%' && !url_character(c))
            buffer_printf(&buffer, "%%%02X", c);
        else if (c == '%' && (!hex_digit(url[1]) || !hex_digit(url[2])))
            buffer_puts(&buffer, "%25");
        else
            buffer_append(&buffer, url, 1);
    }
    return buffer_steal(&buffer);
}

char *url_unescape(const char *text)
{
    struct buffer buffer = BUFFER_INIT;

    for (; *text != '\0'; text++) {
        char digits[3] = {0};
        char byte = *text;

        if (byte == '%' && hex_digit(text[1]) && hex_digit(text[2])) {
            memcpy(digits, text + 1, 2);
            byte = (char)strtoul(digits, NULL, 16);
            text += 2;
        }
        if (byte == '\0') {
            buffer_free(&buffer);
            return NULL;
        }
        buffer_append(&buffer, &byte, 1);
    }
    return buffer_steal(&buffer);
}

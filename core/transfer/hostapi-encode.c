/* hostapi-encode.c: those of a provider's services that write and read other forms of text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/job.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "transfer/url.h"

/* A copy that lives as long as the callback; NULL when the buffer found no memory. */
static const char *lend(struct twatfs_call *border, const struct buffer *text)
{
    char *copy =
        text->failed || text->data == NULL ? NULL : border->host->scratch(border, text->length + 1);

    return copy != NULL ? memcpy(copy, text->data, text->length + 1) : NULL;
}

static const char *service_url_escape(struct twatfs_call *border, const char *text)
{
    CLEANUP_BUFFER struct buffer escaped = BUFFER_INIT;

    if (text == NULL || !buffer_puts(&escaped, "") || !url_escape(&escaped, text))
        return NULL;
    return lend(border, &escaped);
}

static const char *service_base64(struct twatfs_call *border, const void *bytes, uint64_t length)
{
    CLEANUP_BUFFER struct buffer encoded = BUFFER_INIT;

    if ((bytes == NULL && length > 0) || !buffer_puts(&encoded, "") ||
        !buffer_base64(&encoded, bytes, length))
        return NULL;
    return lend(border, &encoded);
}

static const char *service_basic_auth(struct twatfs_call *border, const char *user,
                                      const char *password)
{
    CLEANUP_BUFFER struct buffer pair = BUFFER_INIT;
    CLEANUP_BUFFER struct buffer value = BUFFER_INIT;
    bool done =
        buffer_printf(&pair, "%s:%s", user != NULL ? user : "", password != NULL ? password : "") &&
        buffer_puts(&value, "Basic ") && buffer_base64(&value, pair.data, pair.length) &&
        log_add_secret(value.data + strlen("Basic "));

    if (pair.data != NULL)
        explicit_bzero(pair.data, pair.length);
    return done ? lend(border, &value) : NULL;
}

static const char *service_json_quote(struct twatfs_call *border, const char *text)
{
    CLEANUP_BUFFER struct buffer copy = BUFFER_INIT;
    CLEANUP_FREE char *quoted = text != NULL ? json_quoted(text) : NULL;

    return quoted != NULL && buffer_puts(&copy, quoted) ? lend(border, &copy) : NULL;
}

static int64_t service_parse_time(UNUSED struct twatfs_call *border, const char *text)
{
    int64_t unix_s;

    if (text == NULL)
        return -1;
    unix_s = clock_parse_rfc3339(text);
    /* libcurl reads many a form: those of HTTP begin with the day of the week. */
    if (unix_s < 0 && strchr("MTWFS", text[0]) != NULL && text[0] != '\0')
        unix_s = http_date_s(text);
    return unix_s >= 0 ? unix_s : -1;
}

static void service_add_secret(UNUSED struct twatfs_call *border, const char *text)
{
    if (text != NULL)
        (void)log_add_secret(text);
}

const struct twatfs_host hostapi_encode = {
    .add_secret = service_add_secret,
    .url_escape = service_url_escape,
    .base64 = service_base64,
    .basic_auth = service_basic_auth,
    .json_quote = service_json_quote,
    .parse_time = service_parse_time,
};

/* http-url.c: URLs taken apart and put together, as libcurl understands them.
 *
 * SPDX-License-Identifier: MIT
 *
 * The same parser as for the requests: two that disagree on where a host's name ends are
 * how credentials reach another host.
 */
#include "transfer/http-url.h"

#include <string.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/text.h"
#include "transfer/url.h"

char *http_url_part(const char *url, CURLUPart part, unsigned flags)
{
    CURLU *handle = curl_url();
    char *text = NULL, *copy = NULL;

    if (handle != NULL && curl_url_set(handle, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK &&
        curl_url_get(handle, part, &text, flags) == CURLUE_OK) {
        copy = strdup(text);
        curl_free(text);
    }
    curl_url_cleanup(handle);
    return copy;
}

char *http_url_origin(const char *url)
{
    CLEANUP_FREE char *scheme = http_url_part(url, CURLUPART_SCHEME, 0);
    CLEANUP_FREE char *host = http_url_part(url, CURLUPART_HOST, 0);
    CLEANUP_FREE char *port = http_url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    char *origin;

    if (scheme == NULL || host == NULL || port == NULL ||
        asprintf(&origin, "%s://%s:%s", scheme, host, port) < 0)
        return NULL;
    return origin;
}

/* Names of parameters that hold something secret end so: of presigned links of S3, of Azure's and
 * Google's, and of what hosts make up. */
static bool is_secret(const char *name, size_t length)
{
    static const char *const ends[] = {"signature", "credential", "token", "sig", "secret",
                                       "key",       "password",   "auth",  "pw"};

    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++) {
        size_t size = strlen(ends[i]);

        if (length >= size && strncasecmp(name + length - size, ends[i], size) == 0)
            return true;
    }
    return false;
}

char *http_url_shown(const char *url)
{
    struct buffer shown = BUFFER_INIT;
    size_t path = strcspn(url, "?#");

    buffer_append(&shown, url, path);
    for (const char *at = url + path; *at != '\0';) {
        size_t length = 1 + strcspn(at + 1, "&#"); /* with what separates it from the one before */
        size_t name = strcspn(at + 1, "=&#");

        if (*at != '#' && at[1 + name] == '=' && is_secret(at + 1, name)) {
            buffer_append(&shown, at, name + 2);
            buffer_puts(&shown, "***");
        } else {
            buffer_append(&shown, at, length);
        }
        at += length;
    }
    return buffer_steal(&shown);
}

bool http_url_secure(const char *url)
{
    return strncasecmp(url, "https:", 6) == 0;
}

bool http_url_same_origin(const char *a, const char *b)
{
    CLEANUP_FREE char *first = http_url_origin(a);
    CLEANUP_FREE char *second = http_url_origin(b);

    return first != NULL && second != NULL && strcasecmp(first, second) == 0;
}

char *http_url_resolve(const char *base, const char *location)
{
    CURLU *handle = curl_url();
    char *text = NULL, *copy = NULL;

    if (handle != NULL &&
        curl_url_set(handle, CURLUPART_URL, base, CURLU_PATH_AS_IS) == CURLUE_OK &&
        curl_url_set(handle, CURLUPART_URL, location, CURLU_PATH_AS_IS | CURLU_URLENCODE) ==
            CURLUE_OK &&
        curl_url_get(handle, CURLUPART_URL, &text, 0) == CURLUE_OK) {
        copy = url_encode_stray(text);
        curl_free(text);
    }
    curl_url_cleanup(handle);
    return copy;
}

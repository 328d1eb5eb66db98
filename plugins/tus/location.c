/* location.c: the addresses that a tus server names.
 *
 * SPDX-License-Identifier: MIT
 *
 * @tus/server and tusd name uploads with absolute URLs, PsiTransfer with relative ones (run,
 * 2026-11).
 */
#include "location.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define URL_BYTES_MAX 8192

/* A URL's parts up to its path. */
struct origin {
    size_t scheme; /* bytes before "://" */
    const char *host;
    size_t host_length;
    long port;
    size_t length; /* bytes of all of it */
};

static bool split(const char *url, struct origin *origin)
{
    const char *colon = strstr(url, "://"), *end;

    if (colon == NULL)
        return false;
    origin->scheme = (size_t)(colon - url);
    origin->host = colon + 3;
    end = origin->host + strcspn(origin->host, "/?#");
    origin->length = (size_t)(end - url);
    origin->host_length = (size_t)(end - origin->host);
    origin->port = strncasecmp(url, "https", 5) == 0 ? 443 : 80;
    for (const char *at = end; at > origin->host && at[-1] != ']'; at--) {
        if (at[-1] != ':')
            continue;
        if (at < end)
            origin->port = strtol(at, NULL, 10);
        origin->host_length = (size_t)(at - 1 - origin->host);
        break;
    }
    return origin->host_length > 0;
}

bool tus_same_origin(const char *a, const char *b)
{
    struct origin one, other;

    return split(a, &one) && split(b, &other) && one.scheme == other.scheme &&
           strncasecmp(a, b, one.scheme) == 0 && one.port == other.port &&
           one.host_length == other.host_length &&
           strncasecmp(one.host, other.host, one.host_length) == 0;
}

static bool is_clean(const char *text)
{
    if (strlen(text) > URL_BYTES_MAX)
        return false;
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

static bool has_scheme(const char *text)
{
    size_t length = strcspn(text, ":/?#");

    return text[length] == ':';
}

/* The base up to the last slash of its path. */
static size_t folder_length(const char *base, size_t origin)
{
    size_t length = origin + strcspn(base + origin, "?#");

    while (length > origin && base[length - 1] != '/')
        length--;
    return length;
}

const char *tus_location(struct twatfs_call *call, const char *base, const char *location)
{
    struct origin origin;
    const char *url = location;
    size_t length;

    if (!split(base, &origin) || location[0] == '\0' || !is_clean(location)) {
        twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: Location: %s: is no address", location);
        return NULL;
    }
    length = folder_length(base, origin.length);
    if (strncmp(location, "//", 2) == 0)
        url = twatfs_printf(call, "%.*s:%s", (int)origin.scheme, base, location);
    else if (location[0] == '/')
        url = twatfs_printf(call, "%.*s%s", (int)origin.length, base, location);
    else if (!has_scheme(location))
        url = twatfs_printf(call, "%.*s%s%s", (int)length, base, length == origin.length ? "/" : "",
                            location);
    if (url == NULL) {
        twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        return NULL;
    }
    if (strncasecmp(base, "https://", 8) == 0 && strncasecmp(url, "http://", 7) == 0) {
        twatfs_fail(call, TWATFS_PERMANENT, 0,
                    "answer: Location: %s: leads away from https: the server does not know "
                    "that it is reached over that (behind a proxy it has to be told)",
                    url);
        return NULL;
    }
    if ((strncasecmp(url, "https://", 8) != 0 && strncasecmp(url, "http://", 7) != 0) ||
        !split(url, &origin)) {
        twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: Location: %s: is no address", url);
        return NULL;
    }
    return url;
}

const char *tus_name(const char *endpoint, const char *url, size_t *length)
{
    size_t end = strcspn(url, "?#"), begin = strcspn(endpoint, "?#");

    if (begin < end && strncmp(url, endpoint, begin) == 0 &&
        (endpoint[begin - 1] == '/' || url[begin] == '/')) {
        begin += url[begin] == '/' ? 1 : 0;
    } else {
        begin = end;
        while (begin > 0 && url[begin - 1] != '/')
            begin--;
    }
    *length = end - begin;
    return url + begin;
}

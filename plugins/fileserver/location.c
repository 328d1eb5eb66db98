/* location.c: the endpoint, paths below it, and links to them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "location.h"

#include <string.h>
#include <sys/random.h>

#define RANDOM_BYTES 8
#define NAME_LIMIT   255 /* bytes of a name that file systems take */

twatfs_status fileserver_out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- The endpoint ---- */

static void free_curl_url(CURLU **url)
{
    curl_url_cleanup(*url);
}

/* A part of a URL in scratch memory; "" where there is none, NULL without memory. */
static const char *part(struct twatfs_call *call, CURLU *url, CURLUPart which, unsigned flags)
{
    char *text = NULL;
    const char *copy;

    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return "";
    copy = twatfs_printf(call, "%s", text);
    curl_free(text);
    return copy;
}

static bool one_of(const char *text, const char *const *list)
{
    while (*list != NULL && strcmp(*list, text) != 0)
        list++;
    return *list != NULL;
}

static const char *with_slash(struct twatfs_call *call, const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;

    return length > 0 && text[length - 1] != '/' ? twatfs_printf(call, "%s/", text) : text;
}

static twatfs_status no_endpoint(struct twatfs_call *call, const struct protocol *protocol,
                                 const char *why)
{
    return twatfs_fail(call, TWATFS_AUTH, 0, "%s: %s: set it to something like %s",
                       protocol->endpoint, why, protocol->example);
}

/* The scheme may follow from the port that is given, and the port from the scheme. */
static twatfs_status find_port(struct twatfs_call *call, const struct protocol *protocol,
                               CURLU *url, struct location *location)
{
    const char *port = part(call, url, CURLUPART_PORT, 0);
    unsigned number = 0;

    if (port == NULL)
        return fileserver_out_of_memory(call);
    for (const char *digit = port; *digit != '\0'; digit++)
        number = number * 10 + (unsigned)(*digit - '0'); /* at most 65535: libcurl has looked */
    location->port = (uint16_t)number;
    location->wire = protocol->wire_scheme(call, location);
    if (number == 0)
        location->port = protocol->port(location->wire);
    return TWATFS_OK;
}

static twatfs_status find_public(struct twatfs_call *call, const struct protocol *protocol,
                                 struct location *location)
{
    const char *public = twatfs_env(call, protocol->public_url);

    if (public == NULL)
        return TWATFS_OK;
    if (strncmp(public, "https://", 8) != 0 && strncmp(public, "http://", 7) != 0)
        return twatfs_fail(call, TWATFS_AUTH, 0, "%s: not a URL: set it to https://…",
                           protocol->public_url);
    location->public = with_slash(call, public);
    return location->public != NULL ? TWATFS_OK : fileserver_out_of_memory(call);
}

twatfs_status location_of_endpoint(struct twatfs_call *call, const struct protocol *protocol,
                                   struct location *location)
{
    CLEANUP(free_curl_url) CURLU *url = curl_url();
    const char *endpoint = twatfs_endpoint(call), *password;
    twatfs_status status;

    memset(location, 0, sizeof *location);
    if (endpoint == NULL)
        return no_endpoint(call, protocol, "not set");
    if (url == NULL)
        return fileserver_out_of_memory(call);
    if (curl_url_set(url, CURLUPART_URL, endpoint, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return no_endpoint(call, protocol, "not a URL");
    location->scheme = part(call, url, CURLUPART_SCHEME, 0);
    location->user = part(call, url, CURLUPART_USER, CURLU_URLDECODE);
    location->host = part(call, url, CURLUPART_HOST, 0);
    location->path = with_slash(call, part(call, url, CURLUPART_PATH, 0));
    password = part(call, url, CURLUPART_PASSWORD, 0);
    if (location->scheme == NULL || location->user == NULL || location->host == NULL ||
        location->path == NULL || password == NULL)
        return fileserver_out_of_memory(call);
    if (!one_of(location->scheme, protocol->scheme))
        return no_endpoint(call, protocol, "another protocol");
    if (location->host[0] == '\0')
        return no_endpoint(call, protocol, "names no host");
    if (password[0] != '\0')
        return no_endpoint(call, protocol, "a password in it would be shown to others");
    if (part(call, url, CURLUPART_QUERY, 0)[0] != '\0' ||
        part(call, url, CURLUPART_FRAGMENT, 0)[0] != '\0')
        return no_endpoint(call, protocol, "write a \"?\" or \"#\" of a folder as %3F or %23");
    status = find_port(call, protocol, url, location);
    if (status == TWATFS_OK)
        status = find_public(call, protocol, location);
    if (status != TWATFS_OK)
        return status;
    /* The port only where a reader has to know it. */
    location->link =
        location->port == protocol->port(location->wire)
            ? twatfs_printf(call, "%s://%s%s", location->wire, location->host, location->path)
            : twatfs_printf(call, "%s://%s:%u%s", location->wire, location->host,
                            (unsigned)location->port, location->path);
    return location->link != NULL ? TWATFS_OK : fileserver_out_of_memory(call);
}

/* ---- Paths ---- */

/* RANDOM_BYTES bytes as hex. */
static bool random_text(char text[2 * RANDOM_BYTES + 1])
{
    unsigned char bytes[RANDOM_BYTES];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

/* Whether it stays below where it begins, and holds nothing that would be another command. */
static bool stays_below(const char *path)
{
    if (path[0] == '\0')
        return false;
    for (const char *at = path; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    for (;;) {
        size_t length = strcspn(path, "/");

        if (length == 0 || length > NAME_LIMIT || (length == 1 && path[0] == '.') ||
            (length == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        if (path[length] == '\0')
            return true;
        path += length + 1;
    }
}

twatfs_status location_target(struct twatfs_call *call, const struct twatfs_upload *upload,
                              const char **path)
{
    const char *wanted = upload->remote_path;
    char unique[2 * RANDOM_BYTES + 1];

    if (wanted == NULL || wanted[0] == '\0')
        wanted = upload->name;
    else if (wanted[strlen(wanted) - 1] == '/')
        wanted = twatfs_printf(call, "%s%s", wanted, upload->name);
    if (wanted != NULL && !stays_below(wanted))
        return twatfs_fail(
            call, TWATFS_REFUSED, 0,
            "remote path: %s: must be relative, without \".\", \"..\", an empty part "
            "or one longer than %d bytes",
            wanted, NAME_LIMIT);
    if (wanted != NULL && (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0)
        wanted = random_text(unique) ? twatfs_printf(call, "%s/%s", unique, wanted) : NULL;
    *path = wanted;
    return wanted != NULL ? TWATFS_OK : fileserver_out_of_memory(call);
}

const char *location_folder(struct twatfs_call *call, const char *path)
{
    return twatfs_printf(call, "%.*s", (int)(location_name(path) - path), path);
}

const char *location_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

const char *location_beside(struct twatfs_call *call, const char *path)
{
    char unique[2 * RANDOM_BYTES + 1];
    const char *folder = location_folder(call, path);

    /* Web servers and listings pass over a name that begins with a dot. */
    return folder != NULL && random_text(unique)
               ? twatfs_printf(call, "%s.twatfs-%s", folder, unique)
               : NULL;
}

/* ---- Links ---- */

const char *location_url(struct twatfs_call *call, const char *base, const char *path)
{
    const char *url = base;

    while (url != NULL && *path != '\0') {
        size_t length = strcspn(path, "/");
        const char *segment = twatfs_printf(call, "%.*s", (int)length, path);

        segment = segment != NULL ? twatfs_url_escape(call, segment) : NULL;
        path += length;
        url = segment != NULL ? twatfs_printf(call, "%s%s%s", url, segment, *path == '/' ? "/" : "")
                              : NULL;
        path += *path == '/' ? 1 : 0;
    }
    return url;
}

static const char *below(const char *base, const char *link)
{
    size_t length = base != NULL ? strlen(base) : 0;

    return length > 0 && strncmp(link, base, length) == 0 ? link + length : NULL;
}

const char *location_of_link(struct twatfs_call *call, const struct location *location,
                             const char *link)
{
    const char *rest = below(location->public, link), *path = NULL;
    char *decoded;
    int length;

    if (rest == NULL)
        rest = below(location->link, link);
    decoded = rest != NULL ? curl_easy_unescape(NULL, rest, 0, &length) : NULL;
    if (decoded != NULL && strlen(decoded) == (size_t)length && stays_below(decoded))
        path = twatfs_printf(call, "%s", decoded);
    curl_free(decoded);
    return path;
}

/* place.c: where a file is put below the folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "place.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define PATH_BYTES_MAX 4096 /* of a remote path */
#define RANDOM_BYTES   8

twatfs_status dav_out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* Whether a path stays below where it begins, and names a file. */
bool dav_is_below(const char *path)
{
    for (;;) {
        size_t length = strcspn(path, "/");

        if (length == 0 || (length == 1 && path[0] == '.') ||
            (length == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        if (path[length] == '\0')
            return true;
        path += length + 1;
    }
}

/* "a/b.tar.gz" as "a/b.tar-0123456789abcdef.gz": in its own folder, so that nothing is left there
 * once it is deleted. */
static const char *with_random(struct twatfs_call *call, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    unsigned char bytes[RANDOM_BYTES];
    char digits[2 * RANDOM_BYTES + 1];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return NULL;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
    if (dot == NULL || dot == name)
        dot = name + strlen(name);
    return twatfs_printf(call, "%.*s-%s%s", (int)(dot - path), path, digits, dot);
}

/* Each segment percent-encoded; NULL without memory. */
static const char *escape_path(struct twatfs_call *call, const char *path)
{
    const char *escaped = "";

    for (;;) {
        size_t length = strcspn(path, "/");
        const char *segment = twatfs_printf(call, "%.*s", (int)length, path);

        segment = segment != NULL ? twatfs_url_escape(call, segment) : NULL;
        if (segment == NULL)
            return NULL;
        escaped = twatfs_printf(call, "%s%s%s", escaped, segment, path[length] == '/' ? "/" : "");
        if (escaped == NULL || path[length] == '\0')
            return escaped;
        path += length + 1;
    }
}

twatfs_status dav_authorization(struct twatfs_call *call, const char **authorization)
{
    const char *user = twatfs_env(call, "WEBDAV_USER");
    const char *password = twatfs_env(call, "WEBDAV_PASSWORD");

    *authorization = NULL;
    if (user == NULL && password == NULL)
        return TWATFS_OK;
    *authorization = twatfs_basic_auth(call, user, password);
    return *authorization != NULL ? TWATFS_OK : dav_out_of_memory(call);
}

twatfs_status dav_place_find(struct twatfs_call *call, const struct twatfs_upload *upload,
                             struct dav_place *place)
{
    const char *path = upload->remote_path;
    size_t length;

    if (path == NULL || path[0] == '\0')
        path = upload->name;
    length = strlen(path);
    if (length > PATH_BYTES_MAX)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "remote path: longer than %d bytes",
                           PATH_BYTES_MAX);
    if (path[length - 1] == '/')
        path = twatfs_printf(call, "%s%s", path, upload->name);
    if (path != NULL && !dav_is_below(path))
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "remote path: %s: has an empty segment, \".\" or \"..\"", path);
    if (path != NULL && (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0)
        path = with_random(call, path);
    place->path = path != NULL ? escape_path(call, path) : NULL;
    place->url = twatfs_endpoint_url(call, place->path);
    return place->url != NULL ? dav_authorization(call, &place->authorization)
                              : dav_out_of_memory(call);
}

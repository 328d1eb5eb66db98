/* dav.c: what WebDAV (RFC 4918) adds to HTTP: folders, and statuses that mean more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dav.h"

#include <stdbool.h>
#include <string.h>

/* ---- Asking, and what the answer means ---- */

twatfs_status dav_ask(struct twatfs_call *call, const char *method, const char *url,
                      const char *authorization, struct twatfs_http_response *answer)
{
    const char *const headers[] = {"Authorization", authorization, NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;

    request.method = method;
    request.url = url;
    request.headers = headers;
    return twatfs_http(call, &request, answer);
}

/* Whether one of the ways that the server lets itself be convinced is Basic. */
static bool takes_basic(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *challenge = call->host->header(call, answer, "WWW-Authenticate", 0);

    for (uint32_t i = 1; challenge != NULL; i++) {
        if (strstr(challenge, "Basic") != NULL || strstr(challenge, "basic") != NULL)
            return true;
        challenge = call->host->header(call, answer, "WWW-Authenticate", i);
    }
    return twatfs_header(call, answer, "WWW-Authenticate") == NULL;
}

static twatfs_status unauthorized(struct twatfs_call *call,
                                  const struct twatfs_http_response *answer)
{
    const char *challenge = twatfs_header(call, answer, "WWW-Authenticate");

    if (!takes_basic(call, answer))
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP 401: the server asks for %.*s authentication, only Basic is known "
                           "here: switch that on, over https",
                           (int)strcspn(challenge, " ,"), challenge);
    if (twatfs_env(call, "WEBDAV_PASSWORD") == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: set WEBDAV_USER and WEBDAV_PASSWORD");
    return twatfs_fail(call, TWATFS_AUTH, 0,
                       "HTTP 401: check WEBDAV_USER and WEBDAV_PASSWORD: the server does not take "
                       "them");
}

static bool is_redirect(int32_t status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Servers add the slash to a folder's address that lacks it. */
static bool leads_to_folder(const char *url, const char *location)
{
    const char *authority = strstr(url, "://"), *path = strstr(location, "://");
    size_t length;

    /* The host may be known by another name there. */
    authority = authority != NULL ? strchr(authority + 3, '/') : NULL;
    path = path != NULL ? strchr(path + 3, '/') : location;
    length = authority != NULL ? strlen(authority) : 0;
    return length > 0 && path != NULL && strncmp(path, authority, length) == 0 &&
           strcmp(path + length, "/") == 0;
}

/* The class that a no deserves, where WebDAV means more by its status than HTTP does. */
twatfs_status dav_meaning(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *location = twatfs_header(call, answer, "Location");

    if (is_redirect(answer->status) && location != NULL && leads_to_folder(answer->url, location))
        return twatfs_fail(call, TWATFS_REFUSED, 0, "a folder of that name is there");
    if (is_redirect(answer->status))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d: the server sends us to %s: if that is right, set "
                           "TWATFS_WEBDAV_URL to the folder there",
                           (int)answer->status, location != NULL ? location : "nowhere");
    switch (answer->status) {
    case 401:
        return unauthorized(call, answer);
    case 403:
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP 403: this user may not do that there: check the rights, and "
                           "TWATFS_WEBDAV_URL");
    case 404:
    case 409: /* RFC 4918, section 9.7.1: a folder on the way is missing */
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d: the folder is not there, or one has the file's name: check "
                           "TWATFS_WEBDAV_URL",
                           (int)answer->status);
    case 405:
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP 405: nothing can be put there: check that TWATFS_WEBDAV_URL is a "
                           "folder of a WebDAV server, and that no folder has the file's name");
    case 423: /* by another client: it will let go, Nextcloud's own locks within moments */
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "HTTP 423: it is locked by someone else");
    case 507: /* "MUST NOT be repeated until requested by a separate user action": section 11.5 */
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "HTTP 507: there is no room left, or the quota is used up");
    default:
        return twatfs_check_answer(call, answer);
    }
}

/* ---- Folders ---- */

/* Make the one whose path ends at slash. *missing: the one above it has to be made first. */
static twatfs_status make_folder(struct twatfs_call *call, const struct dav_place *place,
                                 const char *slash, bool *missing)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    size_t above = strlen(place->url) - strlen(place->path);
    const char *url = twatfs_printf(call, "%.*s%.*s/", (int)above, place->url,
                                    (int)(slash - place->path), place->path);
    twatfs_status status;

    *missing = false;
    if (url == NULL)
        return dav_out_of_memory(call);
    status = dav_ask(call, "MKCOL", url, place->authorization, &answer);
    if (status != TWATFS_OK)
        return status;
    *missing = answer.status == 409 || answer.status == 404;
    /* 405: it is there (RFC 4918, section 9.3.1).  Whether another no matters PUT will tell: a
     * user may write into a folder without being allowed to make one. */
    if (*missing || answer.status == 403 || answer.status == 405 ||
        (answer.status >= 200 && answer.status < 300))
        return TWATFS_OK;
    return dav_meaning(call, &answer);
}

/* The slash before this one in the path, NULL without. */
static const char *slash_before(const char *path, const char *slash)
{
    while (slash > path)
        if (*--slash == '/')
            return slash;
    return NULL;
}

/* Make the folders of the path: from the last one up until one is there, for mostly all are, and
 * from there down again. */
twatfs_status dav_make_folders(struct twatfs_call *call, const struct dav_place *place)
{
    const char *slash = strrchr(place->path, '/');
    bool missing = slash != NULL;
    twatfs_status status = TWATFS_OK;

    while (slash != NULL && missing && status == TWATFS_OK) {
        const char *above;

        status = make_folder(call, place, slash, &missing);
        above = slash_before(place->path, slash);
        if (status == TWATFS_OK && missing && above == NULL)
            return twatfs_fail(call, TWATFS_PERMANENT, 0,
                               "the folder is not there: check TWATFS_WEBDAV_URL");
        if (missing)
            slash = above;
    }
    while (status == TWATFS_OK && slash != NULL && (slash = strchr(slash + 1, '/')) != NULL) {
        status = make_folder(call, place, slash, &missing);
        if (status == TWATFS_OK && missing)
            return twatfs_fail(call, TWATFS_PERMANENT, 0, "a folder of the path cannot be made");
    }
    return status;
}

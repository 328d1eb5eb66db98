/* webdav.c: a folder of a WebDAV server.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT (RFC 9110, section 9.3.4) below TWATFS_WEBDAV_URL, after MKCOL of the folders on the way (RFC
 * 4918, section 9.3).  If-None-Match keeps what is there, but not everywhere: Apache and lighttpd
 * answer 412, nginx replaces the file and answers 204 (all run, 2026-11).  So it is looked for
 * first.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

#include "dav.h"
#include "place.h"

TWATFS_MANIFEST({
  "name": "webdav",
  "version": "0.1.0",
  "description": "a folder of a WebDAV server: Nextcloud, Apache, nginx and others",
  "homepage": "https://www.rfc-editor.org/rfc/rfc4918",
  "env": { "any_of": [["TWATFS_WEBDAV_URL"]],
           "optional": ["WEBDAV_USER", "WEBDAV_PASSWORD", "TWATFS_WEBDAV_PUBLIC_URL"],
           "public": ["TWATFS_WEBDAV_URL", "WEBDAV_USER", "TWATFS_WEBDAV_PUBLIC_URL"] },
  "endpoint": { "env": "TWATFS_WEBDAV_URL" },
  "supports": ["delete", "overwrite", "remote-path", "unique"],
  "retention": "until it is deleted",
  "threads": "parallel",
  "priority": 215,
  "setup": "Set TWATFS_WEBDAV_URL to the address of a folder, WEBDAV_USER and WEBDAV_PASSWORD if it asks for them, and TWATFS_WEBDAV_PUBLIC_URL to where everyone may read what is in it."
});

#define CHECKPOINT_BYTES_MAX (32u << 10)
#define ASKED_MAX            3   /* times, whether anyone may read */
#define WAIT_MS              250 /* before the second; doubled for each further one */

/* One server, for as long as the provider is open. */
struct server {
    atomic_bool asks;   /* nobody may read there without a password */
    atomic_bool warned; /* of that */
};

/* ---- What is there already ---- */

static twatfs_status taken(struct twatfs_call *call, const char *url)
{
    return twatfs_fail(call, TWATFS_REFUSED, 0,
                       "%s: is there already: --force replaces it, --unique takes another name",
                       url);
}

/* Whether what HEAD found has our size and was written since then, by the server's own clock: an
 * upload of ours whose answer was lost.  That its bytes are ours as well the check tells. */
static bool is_ours(struct twatfs_call *call, const struct twatfs_http_response *found,
                    uint64_t size, int64_t since_s)
{
    const char *length = twatfs_header(call, found, "Content-Length");
    int64_t now_s = twatfs_parse_time(call, twatfs_header(call, found, "Date"));
    int64_t written_s = twatfs_parse_time(call, twatfs_header(call, found, "Last-Modified"));
    const char *expected = twatfs_printf(call, "%llu", (unsigned long long)size);

    return length != NULL && expected != NULL && strcmp(length, expected) == 0 && now_s >= 0 &&
           written_s >= 0 && now_s - written_s <= (int64_t)time(NULL) - since_s + 1;
}

/* When an attempt whose end nobody heard began to put a file there; 0 without one.  It is what a
 * checkpoint holds: the time, a blank, the URL. */
static int64_t begun_earlier(struct twatfs_call *call, const char *url)
{
    uint64_t length = 0;
    const char *data = call->host->checkpoint_load(call, &length);
    const char *text = data != NULL && length <= CHECKPOINT_BYTES_MAX
                           ? twatfs_printf(call, "%.*s", (int)length, data)
                           : NULL;
    const char *blank = text != NULL ? strchr(text, ' ') : NULL;

    return blank != NULL && strcmp(blank + 1, url) == 0 ? strtoll(text, NULL, 10) : 0;
}

static void remember_begin(struct twatfs_call *call, const char *url, int64_t since_s)
{
    const char *text = twatfs_printf(call, "%lld %s", (long long)since_s, url);

    if (text != NULL)
        (void)call->host->checkpoint_save(call, text, strlen(text));
}

/* Whether the name is free.  *done: an earlier attempt of ours has put the file there. */
static twatfs_status look(struct twatfs_call *call, const struct dav_place *place, uint64_t size,
                          bool *done)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    int64_t since_s = begun_earlier(call, place->url);
    twatfs_status status = dav_ask(call, "HEAD", place->url, place->authorization, &answer);

    *done = false;
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    /* Of a name below a folder that is not there (RFC 4918 has no such answer to HEAD). */
    if (answer.status == 409)
        return TWATFS_OK;
    if (answer.status == 200) {
        *done = since_s > 0 && is_ours(call, &answer, size, since_s);
        return *done ? TWATFS_OK : taken(call, place->url);
    }
    if (answer.status == 403 || answer.status == 405 || answer.status == 501)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d: whether the name is free cannot be seen: use --unique, or "
                           "--force",
                           (int)answer.status);
    status = dav_meaning(call, &answer);
    return status != TWATFS_OK ? status
                               : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d to HEAD",
                                             (int)answer.status);
}

/* ---- Uploading ---- */

/* Refused because something is there: unless that is what we sent.  The host sends a request once
 * more, without a word, when a kept connection turns out to be dead. */
static twatfs_status refused(struct twatfs_call *call, const struct dav_place *place, uint64_t size,
                             int64_t since_s)
{
    struct twatfs_http_response found = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = dav_ask(call, "HEAD", place->url, place->authorization, &found);

    if (status != TWATFS_OK)
        return status;
    return found.status == 200 && is_ours(call, &found, size, since_s) ? TWATFS_OK
                                                                       : taken(call, place->url);
}

static twatfs_status put(struct twatfs_call *call, const struct dav_place *place,
                         const struct twatfs_upload *upload)
{
    bool force = (upload->flags & TWATFS_UPLOAD_FORCE) != 0;
    const char *const headers[] = {"Authorization",
                                   place->authorization,
                                   "Content-Type",
                                   upload->content_type,
                                   "If-None-Match",
                                   force ? NULL : "*",
                                   NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    int64_t earlier_s = begun_earlier(call, place->url);
    int64_t since_s = earlier_s > 0 ? earlier_s : (int64_t)time(NULL);
    twatfs_status status;

    request.method = "PUT";
    request.url = place->url;
    request.headers = headers;
    request.use_source = 1;
    request.flags = TWATFS_HTTP_EXPECT;
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK && answer.status == 412 && !force)
        return refused(call, place, upload->size, since_s);
    if (status == TWATFS_OK)
        status = dav_meaning(call, &answer);
    if (status == TWATFS_TEMPORARY && !force && earlier_s == 0)
        remember_begin(call, place->url, since_s);
    if (status == TWATFS_OK && answer.status == 204 && !force)
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "%s: HTTP 204: the server has replaced what someone put there after we had "
                   "looked: it does not heed If-None-Match",
                   place->url);
    return status;
}

/* ---- The link ---- */

/* Ask whether anyone may read there.  The file is up: a failure is no reason to send it once more,
 * and what stays unknown is taken to be open, as the check will tell. */
static twatfs_status ask_as_anyone(struct twatfs_call *call, struct server *server,
                                   const struct dav_place *place)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = dav_ask(call, "HEAD", place->url, NULL, &answer);

    for (unsigned again = 1; again < ASKED_MAX && status == TWATFS_TEMPORARY; again++) {
        status = twatfs_wait(call, (uint64_t)WAIT_MS << (again - 1));
        if (status == TWATFS_OK)
            status = dav_ask(call, "HEAD", place->url, NULL, &answer);
    }
    if (status == TWATFS_OK && (answer.status == 401 || answer.status == 403))
        atomic_store(&server->asks, true);
    return status == TWATFS_CANCELLED ? TWATFS_CANCELLED : TWATFS_OK;
}

/* What anyone may read is proven as anyone would read it.  Where that is refused the check needs
 * the password, and so does whoever gets the link. */
static twatfs_status set_own_link(struct twatfs_call *call, struct server *server,
                                  const struct dav_place *place)
{
    const char *const headers[] = {"Authorization", place->authorization, NULL};
    struct twatfs_check check = TWATFS_CHECK_INIT;
    twatfs_status status = TWATFS_OK;

    if (place->authorization != NULL && !atomic_load(&server->asks))
        status = ask_as_anyone(call, server, place);
    if (status != TWATFS_OK)
        return status;
    if (place->authorization == NULL || !atomic_load(&server->asks))
        return twatfs_set_url(call, place->url);
    if (!atomic_exchange(&server->warned, true))
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "its links ask for a user and password: set TWATFS_WEBDAV_PUBLIC_URL to where "
                   "everyone may read");
    check.headers = headers;
    status = twatfs_set_check(call, &check);
    return status == TWATFS_OK ? twatfs_set_url(call, place->url) : status;
}

static twatfs_status set_link(struct twatfs_call *call, struct server *server,
                              const struct dav_place *place)
{
    const char *base = twatfs_env(call, "TWATFS_WEBDAV_PUBLIC_URL"), *link;

    if (base == NULL)
        return set_own_link(call, server, place);
    link =
        twatfs_printf(call, "%s%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/", place->path);
    return link != NULL ? twatfs_set_url(call, link) : dav_out_of_memory(call);
}

static twatfs_status webdav_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    bool may_meet = (upload->flags & (TWATFS_UPLOAD_FORCE | TWATFS_UPLOAD_UNIQUE)) == 0;
    bool done = false;
    struct dav_place place;
    twatfs_status status = dav_place_find(call, upload, &place);

    if (status == TWATFS_OK && may_meet)
        status = look(call, &place, upload->size, &done);
    if (status == TWATFS_OK && !done)
        status = dav_make_folders(call, &place);
    if (status == TWATFS_OK && !done)
        status = put(call, &place, upload);
    if (status != TWATFS_OK)
        return status;
    (void)twatfs_set_delete(call, place.url);
    return set_link(call, state, &place);
}

/* ---- The rest ---- */

/* An address that things can be put below. */
static twatfs_status check_address(struct twatfs_call *call, const char *variable, const char *url)
{
    const char *authority = url != NULL ? strstr(url, "://") : NULL;
    size_t length;

    if (url == NULL)
        return TWATFS_OK;
    if (authority == NULL || (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "%s: begins with neither http:// nor https://", variable);
    authority += 3;
    length = strcspn(authority, "/?#");
    if (memchr(authority, '@', length) != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "%s: holds a user: set WEBDAV_USER and WEBDAV_PASSWORD instead",
                           variable);
    if (strpbrk(authority, "?#") != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "%s: is no folder's address: it has a query or a fragment", variable);
    return TWATFS_OK;
}

static twatfs_status webdav_open(struct twatfs_call *call, void **state)
{
    const char *public = twatfs_env(call, "TWATFS_WEBDAV_PUBLIC_URL");
    twatfs_status status = check_address(call, "TWATFS_WEBDAV_URL", twatfs_endpoint(call));

    if (status == TWATFS_OK)
        status = check_address(call, "TWATFS_WEBDAV_PUBLIC_URL", public);
    if (status != TWATFS_OK)
        return status;
    *state = calloc(1, sizeof(struct server));
    return *state != NULL ? TWATFS_OK : dav_out_of_memory(call);
}

static void webdav_close(struct twatfs_call *call, void *state)
{
    (void)call;
    free(state);
}

static twatfs_status webdav_remove(struct twatfs_call *call, void *state,
                                   const struct twatfs_removal *removal)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *folder = twatfs_endpoint_url(call, ""), *token = removal->token, *authorization;
    size_t length = folder != NULL ? strlen(folder) : 0;
    twatfs_status status;

    (void)state;
    if (folder == NULL)
        return dav_out_of_memory(call);
    if (token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "without the token its place is not known");
    /* Elsewhere the password has no business. */
    if (strncmp(token, folder, length) != 0 || !dav_is_below(token + length))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "token: is not below TWATFS_WEBDAV_URL: set that to what it was then");
    status = dav_authorization(call, &authorization);
    if (status == TWATFS_OK)
        status = dav_ask(call, "DELETE", token, authorization, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    return dav_meaning(call, &answer);
}

/* Whether the folder is there and lets us in, without writing anything. */
static twatfs_status webdav_examine(struct twatfs_call *call, void *state)
{
    const char *headers[] = {"Depth", "0", "Authorization", NULL, NULL};
    const char *public = twatfs_env(call, "TWATFS_WEBDAV_PUBLIC_URL");
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = dav_authorization(call, &headers[3]);

    (void)state;
    request.method = "PROPFIND";
    request.url = twatfs_endpoint_url(call, "");
    request.headers = headers;
    if (status != TWATFS_OK || request.url == NULL)
        return status != TWATFS_OK ? status : dav_out_of_memory(call);
    twatfs_log(call, TWATFS_LOG_INFO, "links: %s",
               public != NULL ? public : "the files' own addresses");
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    if (answer.status == 405 || answer.status == 501) {
        twatfs_log(call, TWATFS_LOG_INFO, "folder: the server cannot be asked (no PROPFIND)");
        return TWATFS_OK;
    }
    status = dav_meaning(call, &answer);
    if (status == TWATFS_OK && answer.status != 207)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d to PROPFIND: check that TWATFS_WEBDAV_URL is a folder of a "
                           "WebDAV server",
                           (int)answer.status);
    if (status == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_INFO, "folder: it is there");
    return status;
}

TWATFS_PROVIDER(.open = webdav_open, .upload = webdav_upload, .close = webdav_close,
                .remove = webdav_remove, .examine = webdav_examine);

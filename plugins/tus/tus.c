/* tus.c: servers of the resumable upload protocol, tus 1.0.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST makes an upload and names it by a Location, PATCH adds to it from an offset on, HEAD tells
 * how much of it is there, DELETE ends it.  What else a server can do OPTIONS tells.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <twatfs/provider.h>

#include "creation.h"
#include "lanes.h"
#include "location.h"
#include "saved.h"
#include "server.h"
#include "stream.h"

TWATFS_MANIFEST({
  "name": "tus",
  "version": "0.1.0",
  "description": "a server of the resumable upload protocol tus",
  "homepage": "https://tus.io",
  "env": { "any_of": [["TWATFS_TUS_URL"]],
           "optional": ["TUS_TOKEN", "TUS_USER", "TUS_PASSWORD", "TWATFS_TUS_PUBLIC_URL", "TMPDIR"],
           "public": ["TWATFS_TUS_URL", "TUS_USER", "TWATFS_TUS_PUBLIC_URL", "TMPDIR"] },
  "endpoint": { "env": "TWATFS_TUS_URL" },
  "supports": ["delete", "resume", "unique", "unknown-size"],
  "options": { "parallel": "parts of a large file that are sent at once, where the server can put them together: from 1 to 8 (default 4)" },
  "retention": "as the server is set",
  "threads": "parallel",
  "priority": 210,
  "setup": "Set TWATFS_TUS_URL to the address where the server makes uploads, TUS_TOKEN, or TUS_USER and TUS_PASSWORD, if it asks for them, and TWATFS_TUS_PUBLIC_URL to where everyone may read what was uploaded, if that is elsewhere."
});

#define PARALLEL          4
#define PARALLEL_SIZE_MIN (UINT64_C(64) << 20) /* of a file that is cut */

/* ---- Files ---- */

/* How many uploads a file is made of. */
static twatfs_status choose_count(struct twatfs_call *call, const struct tus_server *server,
                                  uint64_t size, unsigned *count)
{
    const char *given = twatfs_option(call, "parallel");

    *count = PARALLEL;
    if (given != NULL && (given[0] < '1' || given[0] > '0' + TUS_LANES_MAX || given[1] != '\0'))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "parallel: %s: is not from 1 to %d", given,
                           TUS_LANES_MAX);
    if (given != NULL)
        *count = (unsigned)(given[0] - '0');
    if ((server->extensions & TUS_CONCATENATION) == 0 || size < PARALLEL_SIZE_MIN)
        *count = 1;
    return TWATFS_OK;
}

/* Make the uploads that are not there yet; those of an earlier run are asked. */
static twatfs_status prepare(struct tus_lanes *lanes, const struct twatfs_upload *upload,
                             struct tus_saved *saved)
{
    uint64_t part = upload->size / saved->count;
    twatfs_status status = TWATFS_OK;

    lanes->count = saved->count;
    for (unsigned i = 0; i < saved->count && status == TWATFS_OK; i++) {
        struct tus_lane *lane = &lanes->lanes[i];
        struct tus_creation creation = {.upload = saved->count == 1 ? upload : NULL};

        lane->start = part * i;
        lane->length = i + 1 < saved->count ? part : upload->size - lane->start;
        lane->declared = true;
        lane->fresh = saved->urls[i] == NULL;
        lane->stage = saved->urls[i] != NULL ? TUS_ASK : TUS_SEND;
        if (saved->urls[i] == NULL) {
            creation.length = lane->length;
            creation.with_source = saved->count == 1 && upload->size > 0 &&
                                   upload->size <= TUS_WITH_UPLOAD_MAX && !lanes->from_memory &&
                                   (lanes->server->extensions & TUS_CREATION_WITH_UPLOAD) != 0;
            status = tus_create(lanes->call, &creation, &saved->urls[i], &lane->offset);
            if (status == TWATFS_OK && lane->offset < lane->length)
                tus_saved_store(lanes->call, saved);
        }
        lane->url = saved->urls[i];
    }
    return status;
}

/* Make one of several; what they were made of is of no more use then. */
static twatfs_status join(struct twatfs_call *call, const struct tus_server *server,
                          const struct twatfs_upload *upload, const struct tus_saved *saved,
                          const char **url)
{
    struct tus_creation creation = {.length = upload->size, .upload = upload, .parts = ""};
    uint64_t offset;
    twatfs_status status;

    for (unsigned i = 0; i < saved->count && creation.parts != NULL; i++)
        creation.parts =
            twatfs_printf(call, "%s%s%s", creation.parts, i > 0 ? " " : "", saved->urls[i]);
    if (creation.parts == NULL)
        return tus_out_of_memory(call);
    status = tus_create(call, &creation, url, &offset);
    for (unsigned i = 0; i < saved->count && status == TWATFS_OK; i++)
        tus_drop(call, server, saved->urls[i]);
    return status;
}

/* What changed while it was sent is no file anybody had. */
static twatfs_status check_unchanged(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    char byte;

    return twatfs_read(call, &byte, 1, upload->size) < 0 ? TWATFS_LOCAL : TWATFS_OK;
}

/* What no later attempt can go on with need not wait until it expires. */
static void give_up(struct twatfs_call *call, const struct tus_server *server,
                    const struct tus_saved *saved)
{
    for (unsigned i = 0; i < saved->count; i++)
        if (saved->urls[i] != NULL)
            tus_drop(call, server, saved->urls[i]);
    tus_saved_forget(call);
}

/* One go at it.  *gone: what an earlier one began is of no more use, and forgotten. */
static twatfs_status try_file(struct twatfs_call *call, const struct tus_server *server,
                              const struct twatfs_upload *upload, const char **url, bool *gone)
{
    TUS_CLEANUP(tus_lanes_free)
    struct tus_lanes lanes = {
        .call = call, .server = server, .from_memory = server->checksum != NULL, .spool = -1};
    struct tus_saved saved;
    twatfs_status status = TWATFS_OK;

    tus_saved_load(call, &saved);
    if (saved.count > 0 && strcmp(saved.endpoint, twatfs_endpoint(call)) != 0) {
        twatfs_log(call, TWATFS_LOG_WARNING, "what was begun earlier stays at %s until it expires",
                   saved.endpoint);
        saved = (struct tus_saved){.count = 0};
    }
    if (saved.count == 0) {
        status = choose_count(call, server, upload->size, &saved.count);
        saved.endpoint = twatfs_endpoint(call);
    } else {
        twatfs_log(call, TWATFS_LOG_INFO, "goes on with an upload that was begun earlier");
    }
    if (status == TWATFS_OK)
        status = prepare(&lanes, upload, &saved);
    if (status == TWATFS_OK)
        status = tus_lanes_run(&lanes);
    *gone = lanes.gone;
    if (status == TWATFS_OK)
        status = check_unchanged(call, upload);
    *url = saved.urls[0];
    if (status == TWATFS_OK && saved.count > 1)
        status = join(call, server, upload, &saved, url);
    if (lanes.gone ||
        (status != TWATFS_OK && status != TWATFS_TEMPORARY && status != TWATFS_CANCELLED))
        give_up(call, server, &saved);
    return status;
}

static twatfs_status upload_file(struct twatfs_call *call, const struct tus_server *server,
                                 const struct twatfs_upload *upload, const char **url)
{
    bool gone;
    twatfs_status status;

    if (upload->size > server->max_size)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "larger than the %" PRIu64 " bytes that the server takes",
                           server->max_size);
    status = try_file(call, server, upload, url, &gone);
    return gone ? try_file(call, server, upload, url, &gone) : status;
}

/* ---- Links ---- */

/* Many servers give out what was uploaded at its own address. */
static twatfs_status set_link(struct twatfs_call *call, struct tus_server *server, const char *url)
{
    const char *base = twatfs_env(call, "TWATFS_TUS_PUBLIC_URL"), *link;
    /* HEAD of an upload is the protocol's, which wants its version. */
    const char *headers[] = {"Tus-Resumable", TUS_VERSION, "Authorization", NULL, NULL};
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *name;
    twatfs_status status;
    size_t length;

    if (base != NULL) {
        name = tus_name(twatfs_endpoint(call), url, &length);
        link = twatfs_printf(call, "%s%s%.*s", base, base[strlen(base) - 1] == '/' ? "" : "/",
                             (int)length, name);
        return link != NULL ? twatfs_set_url(call, link) : tus_out_of_memory(call);
    }
    if (tus_same_origin(url, twatfs_endpoint(call)))
        headers[3] = tus_authorization(call);
    if (headers[3] != NULL && !atomic_exchange(&server->warned, true))
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "its links are checked with the credentials, and may ask for some: set "
                   "TWATFS_TUS_PUBLIC_URL to where everyone may read, be it the same address");
    check.headers = headers;
    status = twatfs_set_check(call, &check);
    return status == TWATFS_OK ? twatfs_set_url(call, url) : status;
}

static twatfs_status tus_upload(struct twatfs_call *call, void *state,
                                const struct twatfs_upload *upload)
{
    struct tus_server *server = state;
    const char *url = NULL;
    twatfs_status status = upload->size == TWATFS_SIZE_UNKNOWN
                               ? tus_stream_upload(call, server, upload, &url)
                               : upload_file(call, server, upload, &url);

    if (status != TWATFS_OK)
        return status;
    if ((server->extensions & TUS_TERMINATION) != 0)
        (void)twatfs_set_delete(call, url);
    return set_link(call, server, url);
}

/* ---- The rest ---- */

static twatfs_status check_address(struct twatfs_call *call, const char *variable, const char *url)
{
    const char *authority = url != NULL ? strstr(url, "://") : NULL;

    if (url == NULL)
        return TWATFS_OK;
    if (authority == NULL || (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "%s: begins with neither http:// nor https://", variable);
    if (memchr(authority + 3, '@', strcspn(authority + 3, "/?#")) != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "%s: holds a user: set TUS_USER and TUS_PASSWORD instead", variable);
    return TWATFS_OK;
}

static twatfs_status tus_open(struct twatfs_call *call, void **state)
{
    const char *public = twatfs_env(call, "TWATFS_TUS_PUBLIC_URL");
    struct tus_server *server;
    twatfs_status status = check_address(call, "TWATFS_TUS_URL", twatfs_endpoint(call));

    if (status == TWATFS_OK)
        status = check_address(call, "TWATFS_TUS_PUBLIC_URL", public);
    if (status != TWATFS_OK)
        return status;
    server = calloc(1, sizeof *server);
    if (server == NULL)
        return tus_out_of_memory(call);
    status = tus_discover(call, server);
    if (status != TWATFS_OK) {
        free(server);
        return status;
    }
    *state = server;
    return TWATFS_OK;
}

static void tus_close(struct twatfs_call *call, void *state)
{
    (void)call;
    free(state);
}

static twatfs_status tus_remove(struct twatfs_call *call, void *state,
                                const struct twatfs_removal *removal)
{
    const char *endpoint = twatfs_endpoint(call);

    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "without the token its upload is not known");
    /* The token is what the server said once: nothing else is asked because of it. */
    if (!tus_same_origin(removal->token, endpoint) &&
        !tus_same_origin(removal->token, removal->url))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "token: is of another server than the link and TWATFS_TUS_URL");
    return tus_terminate(call, state, removal->token);
}

static twatfs_status tus_abandon(struct twatfs_call *call, void *state)
{
    struct tus_saved saved;
    twatfs_status status = TWATFS_OK;

    tus_saved_load(call, &saved);
    if (saved.count > 0 && strcmp(saved.endpoint, twatfs_endpoint(call)) != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "it was begun at %s: set TWATFS_TUS_URL to that", saved.endpoint);
    for (unsigned i = 0; i < saved.count && saved.urls[i] != NULL && status == TWATFS_OK; i++)
        status = tus_terminate(call, state, saved.urls[i]);
    return status;
}

/* open has asked the server already. */
static twatfs_status tus_examine(struct twatfs_call *call, void *state)
{
    const struct tus_server *server = state;
    const char *public = twatfs_env(call, "TWATFS_TUS_PUBLIC_URL");

    if (server->max_size != UINT64_MAX)
        twatfs_log(call, TWATFS_LOG_INFO, "largest file: %" PRIu64 " bytes", server->max_size);
    twatfs_log(call, TWATFS_LOG_INFO, "checksums on the way: %s",
               server->checksum != NULL ? server->checksum : "none");
    twatfs_log(call, TWATFS_LOG_INFO, "links: %s",
               public != NULL ? public : "the uploads' own addresses");
    return TWATFS_OK;
}

TWATFS_PROVIDER(.open = tus_open, .upload = tus_upload, .close = tus_close, .remove = tus_remove,
                .abandon = tus_abandon, .examine = tus_examine);

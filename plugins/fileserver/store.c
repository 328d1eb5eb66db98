/* store.c: a file on its way to its name, and off again.
 *
 * SPDX-License-Identifier: MIT
 *
 * It is sent under a temporary name beside its own; what a killed run sent of it is gone on with.
 * The name is looked at before anything is sent, because a refusal should not cost an upload, and
 * given when the temporary file has the size of ours.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "begun.h"

/* ---- Where to ---- */

static twatfs_status begin(struct session *session, const struct twatfs_upload *upload,
                           struct begun *begun)
{
    twatfs_status status;

    if (begun_load(session, begun))
        return TWATFS_OK;
    *begun = (struct begun){0};
    status = location_target(session->call, upload, &begun->target);
    if (status != TWATFS_OK)
        return status;
    begun->temporary = location_beside(session->call, begun->target);
    return begun->temporary != NULL ? TWATFS_OK : fileserver_out_of_memory(session->call);
}

/* Take back what was sent, without a word: why it failed has been said already. */
static void take_back(struct session *session, const struct begun *begun)
{
    struct session other;

    begun_forget(session);
    session->quiet = true;
    /* Over a connection of its own, if the first broke. */
    if (session->broken) {
        if (session_begin(&other, session->call, session->pool, session->protocol) == TWATFS_OK) {
            other.quiet = true;
            (void)session_drop(&other, begun->temporary);
        }
        session_end(&other);
    } else {
        (void)session_drop(session, begun->temporary);
    }
    session->quiet = false;
}

/* ---- The name ---- */

static twatfs_status taken(struct session *session, const char *target)
{
    return twatfs_fail(session->call, TWATFS_REFUSED, 0,
                       "%s: is there already: use --force, --unique or --remote-path", target);
}

/* The answer to renaming may have been lost: then the temporary name is gone, and the bytes are
 * ours.  Anything less may be said of an old file, or of one that someone has put there since. */
static twatfs_status look_for_ours(struct session *session, const struct begun *begun, bool *ours)
{
    char sha256[SESSION_SHA256];
    const char *own;
    bool unnamed;
    uint64_t unused;
    twatfs_status status = session_look(session, begun->temporary, &unnamed, &unused);

    if (status != TWATFS_OK || unnamed)
        return status;
    status = session_read_back(session, begun->target, sha256);
    if (status == TWATFS_PERMANENT)
        return TWATFS_OK; /* not to be read, so nobody knows */
    if (status != TWATFS_OK)
        return status;
    own = twatfs_digest(session->call, "sha256");
    if (own == NULL) /* recorded */
        return twatfs_cancelled(session->call) ? TWATFS_CANCELLED : TWATFS_LOCAL;
    *ours = strcmp(sha256, own) == 0;
    return TWATFS_OK;
}

/* Whether the name is free; *ours when what has it is what an earlier attempt sent. */
static twatfs_status look_at_name(struct session *session, const struct begun *begun,
                                  const struct twatfs_upload *upload, bool *ours)
{
    bool there;
    uint64_t size;
    twatfs_status status;

    *ours = false;
    if (!begun->again && (upload->flags & (TWATFS_UPLOAD_FORCE | TWATFS_UPLOAD_UNIQUE)) != 0)
        return TWATFS_OK;
    status = session_look(session, begun->target, &there, &size);
    if (status != TWATFS_OK || !there)
        return status;
    if (begun->renaming && size == upload->size)
        status = look_for_ours(session, begun, ours);
    if (status != TWATFS_OK || *ours || (upload->flags & TWATFS_UPLOAD_FORCE) != 0)
        return status;
    if (begun->again)
        take_back(session, begun);
    return taken(session, begun->target);
}

/* Saved before, so that a later run knows what a lost answer may have been. */
static twatfs_status rename_sent(struct session *session, struct begun *begun)
{
    twatfs_status status;

    begun->renaming = true;
    status = begun_save(session, begun);
    return status == TWATFS_OK ? session_move(session, begun->temporary, begun->target) : status;
}

/* Where renaming does not replace: out of the way with the old one, which comes back if the new
 * one cannot have its name. */
static twatfs_status replace(struct session *session, struct begun *begun)
{
    const char *old = location_beside(session->call, begun->target);
    twatfs_status status;

    if (old == NULL)
        return fileserver_out_of_memory(session->call);
    status = session_move(session, begun->target, old);
    if (status != TWATFS_OK)
        return status;
    status = rename_sent(session, begun);
    session->quiet = true;
    if (status != TWATFS_OK)
        (void)session_move(session, old, begun->target);
    else if (session_drop(session, old) != TWATFS_OK)
        twatfs_log(session->call, TWATFS_LOG_WARNING, "%s: what was replaced is left as %s",
                   begun->target, old);
    session->quiet = false;
    return status;
}

static twatfs_status give_name(struct session *session, struct begun *begun,
                               const struct twatfs_upload *upload)
{
    bool force = (upload->flags & TWATFS_UPLOAD_FORCE) != 0, there = false;
    uint64_t size;
    twatfs_status status;

    /* Right before, because someone else may have been quicker than this upload. */
    if (!force || !session->protocol->move_replaces) {
        status = session_look(session, begun->target, &there, &size);
        if (status != TWATFS_OK)
            return status;
    }
    if (there && !force)
        return taken(session, begun->target);
    if (there)
        return replace(session, begun);
    status = rename_sent(session, begun);
    if (status != TWATFS_PERMANENT || session->protocol->move_replaces || force)
        return status;
    /* Refused: because it is there now? */
    session->quiet = true;
    if (session_look(session, begun->target, &there, &size) == TWATFS_OK && there)
        status = taken(session, begun->target);
    session->quiet = false;
    return status;
}

/* ---- An upload ---- */

/* A full disk has no status of its own in SFTP: so it is asked before. */
static twatfs_status look_at_room(struct session *session, const struct begun *begun,
                                  const struct twatfs_upload *upload)
{
    uint64_t needed = upload->size, room, size;
    twatfs_status status = TWATFS_OK;
    bool there = false;

    if (session->protocol->room == NULL)
        return TWATFS_OK;
    if (begun->again)
        status = session_look(session, begun->temporary, &there, &size);
    if (status != TWATFS_OK)
        return status;
    if (there && size <= needed)
        needed -= size;
    room = session->protocol->room(session);
    if (room >= needed)
        return TWATFS_OK;
    return twatfs_fail(session->call, TWATFS_REFUSED, 0,
                       "disk full: %" PRIu64 " bytes are free there, %" PRIu64
                       " are needed: make room there",
                       room, needed);
}

/* All of it under its temporary name. */
static twatfs_status send_whole(struct session *session, struct begun *begun,
                                const struct twatfs_upload *upload)
{
    bool there;
    uint64_t size = 0;
    twatfs_status status;

    status = look_at_room(session, begun, upload);
    begun->renaming = false;
    if (status == TWATFS_OK)
        status = begun_save(session, begun);
    if (status == TWATFS_OK)
        status = session_send(session, begun->temporary, upload->size, begun->again);
    if (status != TWATFS_OK)
        return status;
    begun->again = true;
    status = session_look(session, begun->temporary, &there, &size);
    if (status != TWATFS_OK)
        return status;
    /* Such as where an earlier connection went on writing: begun anew, it will be right. */
    if (!there || (size != upload->size && size != UINT64_MAX)) {
        take_back(session, begun);
        return twatfs_fail(session->call, TWATFS_TEMPORARY, 0,
                           "%s: has %" PRIu64 " bytes there, the file has %" PRIu64, begun->target,
                           there ? size : 0, upload->size);
    }
    return TWATFS_OK;
}

/* A link that the host program cannot open is proven by reading it back. */
static twatfs_status set_link(struct session *session, const char *target)
{
    const struct location *location = &session->location;
    const char *base = location->public != NULL ? location->public : location->link;
    const char *url = location_url(session->call, base, target);
    struct twatfs_check check = TWATFS_CHECK_INIT;
    char sha256[SESSION_SHA256];
    twatfs_status status;

    status =
        url != NULL ? twatfs_set_url(session->call, url) : fileserver_out_of_memory(session->call);
    if (status != TWATFS_OK || location->public != NULL)
        return status;
    check.method = TWATFS_CHECK_READ_BACK;
    status = twatfs_set_check(session->call, &check);
    if (status == TWATFS_OK)
        status = session_read_back(session, target, sha256);
    return status == TWATFS_OK ? twatfs_set_digest(session->call, "sha256", sha256) : status;
}

static twatfs_status put(struct session *session, const struct twatfs_upload *upload)
{
    struct begun begun;
    bool ours = false;
    twatfs_status status = begin(session, upload, &begun);

    if (status == TWATFS_OK)
        status = look_at_name(session, &begun, upload, &ours);
    if (status != TWATFS_OK)
        return status;
    if (!ours) {
        status = send_whole(session, &begun, upload);
        if (status == TWATFS_OK)
            status = give_name(session, &begun, upload);
        /* What may still work is gone on with, by this run or another; so is what was stopped. */
        if (session->too_long ||
            (status != TWATFS_OK && status != TWATFS_TEMPORARY && status != TWATFS_CANCELLED))
            take_back(session, &begun);
    }
    return status == TWATFS_OK ? set_link(session, begun.target) : status;
}

twatfs_status fileserver_upload(struct twatfs_call *call, void *state,
                                const struct protocol *protocol, const struct twatfs_upload *upload)
{
    struct session session;
    twatfs_status status = session_begin(&session, call, state, protocol);

    if (status == TWATFS_OK)
        status = put(&session, upload);
    session_end(&session);
    return status;
}

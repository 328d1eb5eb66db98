/* manage.c: deleting what was uploaded, ending what was begun, seeing whether it would work.
 *
 * SPDX-License-Identifier: MIT
 */
#include "begun.h"

static twatfs_status delete_link(struct session *session, const struct twatfs_removal *removal)
{
    const char *path = location_of_link(session->call, &session->location, removal->url);
    uint64_t size;
    bool there;
    twatfs_status status;

    if (path == NULL)
        return twatfs_fail(
            session->call, TWATFS_PERMANENT, 0,
            "%s: is not below %s: set %s and %s as they were for the upload", removal->url,
            session->location.public != NULL ? session->location.public : session->location.link,
            session->protocol->endpoint, session->protocol->public_url);
    status = session_look(session, path, &there, &size);
    return status == TWATFS_OK && there ? session_drop(session, path) : status;
}

twatfs_status fileserver_remove(struct twatfs_call *call, void *state,
                                const struct protocol *protocol,
                                const struct twatfs_removal *removal)
{
    struct session session;
    twatfs_status status = session_begin(&session, call, state, protocol);

    if (status == TWATFS_OK)
        status = delete_link(&session, removal);
    session_end(&session);
    return status;
}

static twatfs_status end_begun(struct session *session)
{
    struct begun begun;
    uint64_t size;
    bool there;
    twatfs_status status;

    if (!begun_load(session, &begun))
        return twatfs_fail(session->call, TWATFS_PERMANENT, 0,
                           "was begun elsewhere: set %s as it was then",
                           session->protocol->endpoint);
    status = session_look(session, begun.temporary, &there, &size);
    return status == TWATFS_OK && there ? session_drop(session, begun.temporary) : status;
}

twatfs_status fileserver_abandon(struct twatfs_call *call, void *state,
                                 const struct protocol *protocol)
{
    struct session session;
    twatfs_status status = session_begin(&session, call, state, protocol);

    if (status == TWATFS_OK)
        status = end_begun(&session);
    session_end(&session);
    return status;
}

twatfs_status fileserver_examine(struct twatfs_call *call, void *state,
                                 const struct protocol *protocol)
{
    struct session session;
    bool there = false;
    twatfs_status status = session_begin(&session, call, state, protocol);

    if (status == TWATFS_OK)
        status = session_visit(&session, &there);
    if (status == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_INFO, "%s: logged in; %s: %s", session.location.host,
                   session.location.path,
                   there ? "is there" : "is not there: it is made with the first upload");
    if (status == TWATFS_OK && session.location.public == NULL)
        twatfs_log(call, TWATFS_LOG_INFO,
                   "links begin with %s, for those who may log in there: set %s to the address at "
                   "which a web server shows the folder",
                   session.location.link, protocol->public_url);
    session_end(&session);
    return status;
}

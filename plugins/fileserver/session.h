/* session.h: one connection to the server, and what is asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SESSION_H
#define SESSION_H

#include "guard.h"
#include "location.h"
#include "pool.h"

#include <openssl/evp.h>

#define SESSION_SHA256 (2 * 32 + 1) /* bytes of a SHA-256 in hex, with its end */

struct session {
    struct twatfs_call *call;
    const struct protocol *protocol;
    struct location location;
    struct pool *pool;         /* where the handle comes from, and goes when it is well */
    CURL *easy;                /* with its connection */
    bool broken;               /* something failed: the handle is not used again */
    char why[CURL_ERROR_SIZE]; /* libcurl's words */
    char said[512];            /* the server's last ones */
    const char *refusal;       /* why the server is not trusted; NULL */
    bool quiet;                /* failures are not recorded: one is already */

    /* Of the request under way. */
    struct guard guard;
    uint64_t size;     /* bytes of the file that is sent */
    uint64_t begun_at; /* its first byte that is sent */
    uint64_t offset;   /* the next byte that is read */
    uint64_t moved;    /* bytes in either direction … */
    uint64_t moved_s;  /* … and when they last were more, in seconds of the monotonic clock */
    uint64_t patience_s;
    bool sending;
    bool stalled, unreadable, too_long;
    EVP_MD_CTX *digest; /* of what comes; NULL: it is thrown away */
    uint64_t received;  /* bytes hashed */
};

/* Find the location, take a handle. */
twatfs_status session_begin(struct session *session, struct twatfs_call *call, struct pool *pool,
                            const struct protocol *protocol);
void session_end(struct session *session);

/* Whether there is a file, and of which size: UINT64_MAX where the server does not say. */
twatfs_status session_look(struct session *session, const char *path, bool *there, uint64_t *size);

/* Send the call's file; with go_on only what the server does not have of it. */
twatfs_status session_send(struct session *session, const char *path, uint64_t size, bool go_on);

/* Rename or delete within a folder. */
twatfs_status session_move(struct session *session, const char *from, const char *to);
twatfs_status session_drop(struct session *session, const char *path);

/* The SHA-256 of a file, read back. */
twatfs_status session_read_back(struct session *session, const char *path,
                                char sha256[SESSION_SHA256]);

/* Log in and look at the folder; *there tells whether it is. */
twatfs_status session_visit(struct session *session, bool *there);

/* For a protocol: one command more; false without memory, and for one that is NULL. */
bool session_add_command(struct curl_slist **commands, const char *command);

/* For a protocol: one request at the folder that does nothing but commands; what the server says
 * goes to session->said. */
CURLcode session_command(struct session *session, const char *folder, CURLoption when,
                         struct curl_slist *commands);

#endif

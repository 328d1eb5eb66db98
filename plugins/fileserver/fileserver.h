/* fileserver.h: putting files on a server of one's own, through libcurl; what sftp and ftp share.
 *
 * SPDX-License-Identifier: MIT
 *
 * A protocol says how it logs in, whom it trusts, and by which commands it renames and deletes.
 * All else is the same: a file is sent under a temporary name beside its own, its size is looked
 * at, and only then it gets its name.  libcurl and, for SFTP, its libssh2 are those that the host
 * program has loaded already.
 */
#ifndef FILESERVER_H
#define FILESERVER_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include <curl/curl.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

struct session;

/* Where files go, out of the endpoint. */
struct location {
    const char *scheme; /* "sftp", "ftp", "ftps" */
    const char *wire;   /* what libcurl and other programs call it */
    const char *user;   /* decoded; "" without one */
    const char *host;   /* an IPv6 address in brackets */
    uint16_t port;
    const char *path;   /* of the folder: encoded, with a slash at both ends */
    const char *link;   /* what a link begins with, up to the folder's final slash */
    const char *public; /* likewise where a web server shows the folder; NULL without */
};

struct protocol {
    const char *name;          /* the provider's */
    const char *const *scheme; /* those of an endpoint, up to a NULL */
    const char *endpoint;      /* the variable of the endpoint, for messages */
    const char *public_url;    /* the variable of the web server's address */
    const char *example;       /* of an endpoint, for messages */
    const char *denied;        /* what to look at when the login was refused */
    const char *untrusted;     /* what to look at when the server could not be trusted */
    /* What libcurl calls it, by a port that is 0 where none is given; and the port it has then. */
    const char *(*wire_scheme)(struct twatfs_call *call, const struct location *location);
    uint16_t (*port)(const char *wire);

    /* Options of the handle: login and trust.  What is wrong already is recorded and returned. */
    twatfs_status (*settle)(struct session *session);

    /* Whether the end of a file is told by closing its connection: then nobody else holds that,
     * and no guard watches. */
    bool closing_ends_files;

    /* Whether renaming replaces a file that has the name. */
    bool move_replaces;
    /* Commands, as curl_slist_append takes them; false without memory. */
    bool (*move)(struct session *session, const char *from, const char *to,
                 struct curl_slist **commands);
    bool (*drop)(struct session *session, const char *path, struct curl_slist **commands);
    /* CURLOPT_QUOTE or CURLOPT_POSTQUOTE: when the folder is the current one. */
    CURLoption when;

    /* Free bytes for files in the folder; UINT64_MAX when nobody says.  NULL: nobody does. */
    uint64_t (*room)(struct session *session);
};

/* The callbacks of a provider.  The state is made by fileserver_open. */
twatfs_status fileserver_open(struct twatfs_call *call, void **state);
void fileserver_close(struct twatfs_call *call, void *state);
twatfs_status fileserver_upload(struct twatfs_call *call, void *state,
                                const struct protocol *protocol,
                                const struct twatfs_upload *upload);
twatfs_status fileserver_remove(struct twatfs_call *call, void *state,
                                const struct protocol *protocol,
                                const struct twatfs_removal *removal);
twatfs_status fileserver_abandon(struct twatfs_call *call, void *state,
                                 const struct protocol *protocol);
twatfs_status fileserver_examine(struct twatfs_call *call, void *state,
                                 const struct protocol *protocol);

twatfs_status fileserver_out_of_memory(struct twatfs_call *call);

#endif

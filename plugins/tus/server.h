/* server.h: a tus server: what it can do, how it is asked, what its answers mean.
 *
 * SPDX-License-Identifier: MIT
 *
 * The protocol is tus 1.0.0, of 2016-03 (https://tus.io/protocols/resumable-upload).
 */
#ifndef TUS_SERVER_H
#define TUS_SERVER_H

#include <stdatomic.h>
#include <stdbool.h>

#include <twatfs/provider.h>

#define TUS_VERSION "1.0.0"

#define TUS_CLEANUP(function) __attribute__((cleanup(function)))

/* Extensions of the protocol, as OPTIONS names them. */
enum tus_extension {
    TUS_CREATION = 1u << 0,
    TUS_CREATION_WITH_UPLOAD = 1u << 1,
    TUS_CREATION_DEFER_LENGTH = 1u << 2,
    TUS_TERMINATION = 1u << 3,
    TUS_CHECKSUM = 1u << 4,
    TUS_CONCATENATION = 1u << 5,
    TUS_EXPIRATION = 1u << 6,
};

struct tus_server {
    unsigned extensions;  /* enum tus_extension */
    uint64_t max_size;    /* bytes of an upload; UINT64_MAX without a limit */
    const char *checksum; /* static: the algorithm to use, NULL without one */
    atomic_bool warned;   /* that its links may need credentials */
};

/* Ask the server (OPTIONS).  One that does not tell what it can do is taken to know creation
 * alone. */
twatfs_status tus_discover(struct twatfs_call *call, struct tus_server *server);

/* Request headers; begun with those of every request to url. */
struct tus_headers {
    const char *pairs[17]; /* names and values, NULL at the end */
    size_t used;
};
void tus_headers_begin(struct twatfs_call *call, const char *url, struct tus_headers *headers);
void tus_headers_add(struct tus_headers *headers, const char *name, const char *value);

/* The value of Authorization; NULL when there are no credentials. */
const char *tus_authorization(struct twatfs_call *call);

/* The class that an answer deserves, with the reason recorded where it is a no. */
twatfs_status tus_meaning(struct twatfs_call *call, const struct twatfs_http_response *answer);

/* A number of bytes in a header; false without it, or when it is no number. */
bool tus_header_bytes(struct twatfs_call *call, const struct twatfs_http_response *answer,
                      const char *name, uint64_t *bytes);

/* End an upload, finished or not.  TWATFS_OK when it is gone, and TWATFS_REFUSED where the server
 * does not end any. */
twatfs_status tus_terminate(struct twatfs_call *call, const struct tus_server *server,
                            const char *url);

/* End one that nobody will go on with, as far as that can be done: it expires in any case. */
void tus_drop(struct twatfs_call *call, const struct tus_server *server, const char *url);

/* Records that there is no memory left: TWATFS_LOCAL. */
twatfs_status tus_out_of_memory(struct twatfs_call *call);

#endif

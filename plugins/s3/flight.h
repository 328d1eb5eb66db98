/* flight.h: pieces of a file on their way, several at once, each until it has arrived.
 *
 * SPDX-License-Identifier: MIT
 *
 * A piece is the whole object or a part of one.  It is signed when it is sent and anew each
 * time it is sent again; a slow one at the end of all gets a second chance on another connection; a
 * store that says "slow down" is sent fewer at once.
 */
#ifndef S3_FLIGHT_H
#define S3_FLIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include "object.h"
#include "store.h"

#define ETAG_SIZE 136 /* bytes of an ETag that we keep; they are 32 to 70 in fact */

struct piece {
    uint64_t offset, length; /* bytes of the file */
    uint64_t crc;            /* of them, where the object has checksums */
    uint32_t number;         /* of the part, from 1; 0: it is the object */
    bool arrived;
    char etag[ETAG_SIZE];
    char listed[16];  /* of one that an earlier run sent: its checksum as listed, "" without */
    bool doubted;     /* such a one: its ETag may say that it has other bytes */
    bool crc_echoed;  /* the store named the same checksum */
    char payload[65]; /* SHA-256 that its signature covers; "": not known */
    /* while it is under way */
    unsigned attempts;   /* that failed */
    unsigned remedies;   /* bits, for store_remedy */
    unsigned sent;       /* copies that were put on their way, ever */
    unsigned flying;     /* copies under way: more than one where it is hedged */
    unsigned hedges;     /* second chances it had */
    uint64_t started_ns; /* the first copy that is under way */
    uint64_t wait_ns;    /* not before then */
};

struct flight;

/* Where pieces come from: 1 with piece, and with held its bytes, which are the flight's from then
 * on, or NULL for a piece that is sent from the file itself; 0 when there is none now (*wait_ms is
 * when to ask again; UINT64_MAX: there will be none); -1 with the reason recorded. */
struct piece_source {
    int (*next)(struct twatfs_call *call, void *data, struct piece **piece, void **held,
                uint64_t *wait_ms);
    void (*give_back)(void *data, void *held); /* bytes that the flight is done with */
    void *data;
};

struct flight_plan {
    struct store *store;
    struct object *object;
    const char *upload_id;      /* NULL: one piece that is the object */
    const char *const *headers; /* of each piece; or NULL */
    uint32_t concurrency;       /* at most */
    uint64_t total;             /* bytes of all; TWATFS_SIZE_UNKNOWN */
    uint64_t there;             /* bytes that an earlier run has sent */
    struct piece_source source;
    int *refused_status; /* gets the HTTP status of what ends it; or NULL */
};

/* Let all of them arrive.  On failure *gone says that the multipart upload is not known any more.
 */
twatfs_status flight_run(struct twatfs_call *call, const struct flight_plan *plan, bool *gone);

#endif

/* lanes.h: the bytes of a file on their way into its uploads, one lane for each.
 *
 * SPDX-License-Identifier: MIT
 *
 * A lane asks what the server has of its upload (HEAD), where that is not known, and sends what is
 * missing (PATCH): all of it at once from the file, or, where a checksum comes before the bytes or
 * they come from a stream, piece by piece from memory.
 */
#ifndef TUS_LANES_H
#define TUS_LANES_H

#include "saved.h"
#include "server.h"

#define TUS_PIECE_MAX  (UINT64_C(8) << 20)  /* bytes that a lane sends at once from memory */
#define TUS_PIECES_MAX (UINT64_C(16) << 20) /* bytes of all lanes in memory */

enum tus_stage {
    TUS_ASK,  /* what does the server have? */
    TUS_SEND, /* what is missing */
    TUS_DONE,
};

struct tus_lane {
    const char *url;
    uint64_t start;       /* of its part in the file */
    uint64_t length;      /* of its part; TWATFS_SIZE_UNKNOWN: until the stream ends */
    uint64_t offset;      /* bytes of it that the server has */
    enum tus_stage stage; /* what comes next */
    bool busy;            /* a request is under way */
    bool declared;        /* the server knows its length */
    bool fresh;           /* made in this call, and it has taken nothing by PATCH yet */
    unsigned failures;    /* in a row, that were made up for */
    /* From memory: */
    unsigned char *piece;
    uint64_t piece_start, piece_length; /* in the lane */
    /* Of the request under way: */
    struct tus_headers headers;
    char offset_text[24], length_text[24];
    char checksum[128]; /* name and base64 of at most 64 bytes */
};

struct tus_lanes {
    struct twatfs_call *call;
    const struct tus_server *server;
    bool from_memory; /* piece by piece */
    bool once;        /* a stream: no other attempt could read it again */
    int spool;        /* a file that holds the stream; -1: the source itself */
    unsigned count;
    struct tus_lane lanes[TUS_LANES_MAX];
    bool gone;            /* the server knows an upload no more: to be begun anew */
    twatfs_status failed; /* what a request could not be made for */
};

/* Send what is missing in all lanes.  Anything but TWATFS_OK is a class with its reason recorded;
 * with gone the uploads are of no more use. */
twatfs_status tus_lanes_run(struct tus_lanes *lanes);

/* Have the lane's first piece read, as far as there are so many bytes; false with the reason in
 * failed. */
bool tus_lanes_fill(struct tus_lanes *lanes, struct tus_lane *lane);

void tus_lanes_free(struct tus_lanes *lanes);

#endif

/* cut.h: the file, cut into pieces as they are needed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_CUT_H
#define S3_CUT_H

#include "flight.h"

#define CUT_IDLE_MAX 8 /* kept for the next pieces, so that the kernel need not clear others */

struct cut {
    struct store *store;
    const struct object *object;
    uint64_t total;        /* bytes of the file; TWATFS_SIZE_UNKNOWN until its end was seen */
    uint64_t part_size;    /* of all but the last; of a stream the wish, 0 without */
    struct piece **pieces; /* by number from 1; they stay where they are */
    uint32_t count, room;
    uint32_t given;           /* how many the flight was given, or need not be */
    uint64_t offset;          /* of a stream: how much was read */
    char *filling;            /* of a stream: the next piece's bytes … */
    uint64_t filled;          /* … and how many are there */
    bool ended;               /* of a stream */
    uint32_t lent;            /* pieces whose bytes are held, not given back yet */
    void *idle[CUT_IDLE_MAX]; /* of a file: memory of pieces that are done with */
    uint32_t idle_count;
};

/* Cut a file of known size: all pieces are there at once. False without memory. */
bool cut_file(struct cut *cut, uint64_t total, uint64_t part_size);

/* Make all of the file, or what a stream held, one piece that is the object itself. False without
 * memory. */
bool cut_single(struct cut *cut);

/* Add an empty piece behind the last; NULL without memory. */
struct piece *cut_add(struct cut *cut);
void cut_free(struct cut *cut);

/* Read a stream until its next piece is full or it has ended. */
twatfs_status cut_fill(struct twatfs_call *call, struct cut *cut);

/* The bytes of a piece of a file, read into new memory, with its checksum; *held stays NULL for one
 * that is too large to be held. */
twatfs_status cut_read(struct twatfs_call *call, struct cut *cut, struct piece *piece, void **held);

/* A piece_source's give_back and next; data is the cut. */
void cut_give_back(void *data, void *held);
int cut_next(struct twatfs_call *call, void *data, struct piece **piece, void **held,
             uint64_t *wait_ms);

#endif

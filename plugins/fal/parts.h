/* parts.h: a file as parts, and the ETags of those that have arrived.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FAL_PARTS_H
#define FAL_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#define FAL_ETAG_SIZE 80   /* with the NUL; 35 in fact */
#define FAL_TEXT_SIZE 1024 /* of the address and the upload's id, each */

enum fal_part_state { FAL_PART_WAITS, FAL_PART_FLIES, FAL_PART_ARRIVED };

struct fal_part {
    char etag[FAL_ETAG_SIZE];
    uint64_t wait_ns; /* not before then */
    uint8_t state;    /* enum fal_part_state */
    uint8_t attempts; /* that failed */
    bool renewed;     /* it had a new token already */
};

struct fal_parts {
    char access_url[FAL_TEXT_SIZE], upload_id[FAL_TEXT_SIZE];
    uint64_t total, size; /* bytes of the file, and of a part */
    uint32_t count, first, arrived;
    struct fal_part *items;
};

/* Cut a file; false without memory. */
bool fal_parts_cut(struct fal_parts *parts, uint64_t total, uint64_t size);
void fal_parts_free(struct fal_parts *parts);

uint64_t fal_parts_length(const struct fal_parts *parts, uint32_t index);

/* False for an ETag that is none. */
bool fal_parts_arrived(struct fal_parts *parts, uint32_t index, const char *etag);

/* One that can be sent now; else the count, and *wait_ms till one can. */
uint32_t fal_parts_next(const struct fal_parts *parts, uint64_t now_ns, uint64_t *wait_ms);

/* The body that completes the upload, the caller's; NULL without memory. */
char *fal_parts_list(const struct fal_parts *parts);

/* What a later run needs. */
void fal_parts_save(struct twatfs_call *call, const struct fal_parts *parts);
void fal_parts_forget(struct twatfs_call *call);

/* Take over, for a file that was cut, what was saved at the same endpoint; false without it. */
bool fal_parts_load(struct twatfs_call *call, struct fal_parts *parts);

#endif

/* parts.h: how a file is cut into parts.
 *
 * SPDX-License-Identifier: MIT
 *
 * Amazon's limits ("Amazon S3 multipart upload limits", 2026-10): 10,000 parts of 5 MiB to 5 GiB,
 * 48.8 TiB in all; the last part may be smaller.  Other stores may take fewer: OpenStack Swift's
 * s3api 1,000 (max_upload_part_num, by default; 2.35).  Parts are of one size, because some stores
 * ask for that, except where the size of the whole is not known: there they grow.
 */
#ifndef S3_PARTS_H
#define S3_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#define MIB UINT64_C(1048576)

#define PARTS_MAX      10000
#define PARTS_FEW      1000 /* to be aimed at elsewhere than at Amazon */
#define PART_SIZE_MIN  (5 * MIB)
#define PART_SIZE_MAX  (5120 * MIB)
#define PART_SIZE      (8 * MIB)  /* where nothing asks for another; a large file's grow */
#define PART_SIZE_MOST (16 * MIB) /* up to here, as long as PARTS_MAX of them will do */
#define PART_BUFFER    (64 * MIB) /* a larger one is read twice instead of held in memory */
#define IN_FLIGHT      (64 * MIB) /* bytes of parts under way, or one part where it is larger */
#define PART_GROWN_MAX (1024 * MIB)

/* The size of parts for so many bytes: the wish, or without one (0) between 8 and 16 MiB, such that
 * there are few; elsewhere than at Amazon up to 64 where 1,000 would not do; anywhere more where
 * 10,000 would not; 0 when none would. */
uint64_t parts_size(uint64_t bytes, uint64_t wish, bool amazon);

/* The size of the part of that number, from 1, of a stream: it doubles with every thousand, so that
 * ten thousand parts hold more than 3 TiB; elsewhere than at Amazon, without a wish, earlier. */
uint64_t parts_grown_size(uint32_t number, uint64_t wish, bool amazon);

/* How many parts of that size may be under way at once, at most most. */
uint32_t parts_at_once(uint64_t size, uint32_t most);

#endif

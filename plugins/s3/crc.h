/* crc.h: cyclic redundancy checks of 32 and of 64 bits, reflected.
 *
 * SPDX-License-Identifier: MIT
 *
 * A value is a polynomial over GF(2) whose highest power is the lowest bit: "reflected".  The value
 * of nothing is 0; while bytes go in, all its bits are inverted.
 */
#ifndef S3_CRC_H
#define S3_CRC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One such check, and what computing it needs. */
struct crc {
    unsigned width;      /* 32 or 64 */
    uint64_t polynomial; /* reflected, without its highest power */
    uint64_t table[8][256];
    uint64_t near[2], far[2]; /* what moves a block of 16 bytes on by 1 and by 4 blocks */
    bool folds;               /* whether the CPU can do that */
};

void crc_prepare(struct crc *crc, unsigned width, uint64_t polynomial);

/* Continue a value over more bytes: with the CPU's carry-less multiplication where it has one, and
 * with the table alone. */
uint64_t crc_update(const struct crc *crc, uint64_t value, const void *bytes, size_t length);
uint64_t crc_update_by_table(const struct crc *crc, uint64_t value, const void *bytes,
                             size_t length);

/* The value of A followed by B, from both and B's length. */
uint64_t crc_combine(const struct crc *crc, uint64_t a, uint64_t b, uint64_t b_length);

/* "pclmul" or "pmull", the CPU's instruction, or "table": the way that crc_update takes. */
const char *crc_way(const struct crc *crc);

#endif

/* checksum.h: CRC-64/NVME and CRC-32C, of parts and of the whole that they make.
 *
 * SPDX-License-Identifier: MIT
 *
 * Both are computed with the CPU's carry-less multiplication where it has one, chosen once at run
 * time, and with tables elsewhere.  Any thread may call any of these at any time.
 */
#ifndef S3_CHECKSUM_H
#define S3_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* Continue a CRC (0 to begin) over more bytes. */
uint64_t crc64nvme(uint64_t crc, const void *bytes, size_t length);
uint32_t crc32c(uint32_t crc, const void *bytes, size_t length);

/* The CRC of A followed by B, from both and B's length. */
uint64_t crc64nvme_combine(uint64_t a, uint64_t b, uint64_t b_length);
uint32_t crc32c_combine(uint32_t a, uint32_t b, uint64_t b_length);

/* As S3 writes them: big-endian, base64 (with its NUL). */
void crc64nvme_text(uint64_t crc, char text[13]);
void crc32c_text(uint32_t crc, char text[9]);

/* "pclmul", "pmull", "table": which way is taken, for tests and -v. */
const char *crc64nvme_way(void);
const char *crc32c_way(void);

#endif

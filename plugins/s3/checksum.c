/* checksum.c: CRC-64/NVME and CRC-32C, as S3 takes them.
 *
 * SPDX-License-Identifier: MIT
 */
#include <endian.h>
#include <pthread.h>

#include <openssl/evp.h>

#include "checksum.h"
#include "crc.h"

/* NVM Express NVM Command Set Specification 1.0 (2021), "64b CRC Polynomial"; reflected. */
#define CRC64NVME_POLYNOMIAL UINT64_C(0x9a6c9329ac4bc9b5)

/* RFC 3720, section 12.1 (the CRC32C of iSCSI); reflected. */
#define CRC32C_POLYNOMIAL UINT64_C(0x82f63b78)

static struct crc nvme, castagnoli;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void prepare(void)
{
    crc_prepare(&nvme, 64, CRC64NVME_POLYNOMIAL);
    crc_prepare(&castagnoli, 32, CRC32C_POLYNOMIAL);
}

/* The one that is asked for, ready for use; pthread_once fails only for what is no once. */
static const struct crc *ready(const struct crc *crc)
{
    (void)pthread_once(&once, prepare);
    return crc;
}

uint64_t crc64nvme(uint64_t crc, const void *bytes, size_t length)
{
    return crc_update(ready(&nvme), crc, bytes, length);
}

uint32_t crc32c(uint32_t crc, const void *bytes, size_t length)
{
    return (uint32_t)crc_update(ready(&castagnoli), crc, bytes, length);
}

uint64_t crc64nvme_combine(uint64_t a, uint64_t b, uint64_t b_length)
{
    return crc_combine(ready(&nvme), a, b, b_length);
}

uint32_t crc32c_combine(uint32_t a, uint32_t b, uint64_t b_length)
{
    return (uint32_t)crc_combine(ready(&castagnoli), a, b, b_length);
}

/* The value of x-amz-checksum-… is the base64 of the big-endian bytes (Amazon S3 User Guide,
 * "Checking object integrity for data uploads", 2026). */
void crc64nvme_text(uint64_t crc, char text[13])
{
    uint64_t bytes = htobe64(crc);

    EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)&bytes, sizeof bytes);
}

void crc32c_text(uint32_t crc, char text[9])
{
    uint32_t bytes = htobe32(crc);

    EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)&bytes, sizeof bytes);
}

const char *crc64nvme_way(void)
{
    return crc_way(ready(&nvme));
}

const char *crc32c_way(void)
{
    return crc_way(ready(&castagnoli));
}

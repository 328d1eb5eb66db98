/* sha256.h: SHA-256 of one message, or of two that share bytes, with the instructions of x86 for
 * it.
 *
 * SPDX-License-Identifier: MIT
 *
 * A part of a file needs a digest of its own where it is signed, and the file needs one over all
 * parts.  Both take the same blocks of 64 bytes, so that what is made of a block (the message
 * schedule) serves both, and the rounds of one fill the time in which the other's wait for their
 * result: two cost a quarter more than one.  On other CPUs digest.c leaves all to OpenSSL.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_BLOCK 64 /* bytes */
#define SHA256_SIZE  32 /* bytes of the digest */

struct sha256 {
    uint32_t state[8];
    uint64_t length;                   /* bytes so far */
    unsigned char block[SHA256_BLOCK]; /* the last length % SHA256_BLOCK of them */
};

/* Whether this CPU can; nothing else here may be called where it cannot. */
bool sha256_possible(void);

void sha256_begin(struct sha256 *sha256);
void sha256_update(struct sha256 *sha256, const void *bytes, size_t length);

/* The same bytes to both; quick when both stand at the same place in a block. */
void sha256_update_both(struct sha256 *a, struct sha256 *b, const void *bytes, size_t length);
void sha256_finish(struct sha256 *sha256, unsigned char digest[SHA256_SIZE]);

#endif

/* digest.h: message digests, computed as the bytes pass.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define DIGEST_MAX_SIZE 64                        /* bytes, of SHA-512 */
#define DIGEST_HEX_SIZE (2 * DIGEST_MAX_SIZE + 1) /* its hex form with the NUL */

struct digest; /* one computation in progress */

/* algorithm is "sha256", "sha1" or "md5".  NULL for any other, and where the
 * system's policy forbids it. */
struct digest *digest_new(const char *algorithm);
bool digest_update(struct digest *digest, const void *bytes, size_t length);

/* The same bytes to two of them; of two SHA-256 that may cost much less than one after the other.
 */
bool digest_update_both(struct digest *a, struct digest *b, const void *bytes, size_t length);

/* Lower-case hex of all so far; the computation is over. */
bool digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE]);
void digest_free(struct digest *digest);

/* The lower-case hex form of a digest given in hex (any case) or base64 (RFC
 * 4648); false unless it is one of algorithm's length. */
bool digest_normalize(const char *algorithm, const char *text, char hex[DIGEST_HEX_SIZE]);

DEFINE_CLEANUP(digest, struct digest, digest_free)
#define CLEANUP_DIGEST CLEANUP(cleanup_digest)

#endif

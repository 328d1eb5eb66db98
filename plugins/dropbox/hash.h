/* hash.h: Dropbox's content_hash.
 *
 * SPDX-License-Identifier: MIT
 *
 * The SHA-256 of the SHA-256s of blocks of 4 MiB ("Dropbox content hash", www.dropbox.com/
 * developers/reference/content-hash, 2026-08).  Whoever reads a file in order, a multiple of
 * 4 MiB at a time, has it when the file is read.
 */
#ifndef DROPBOX_HASH_H
#define DROPBOX_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define HASH_BLOCK    ((size_t)4 << 20)
#define HASH_HEX_SIZE 65 /* with the NUL */

struct hash; /* of what was added so far */

/* NULL without memory. */
struct hash *dropbox_hash_new(void);
void dropbox_hash_free(struct hash *hash);

/* Add what follows; only the last may be no multiple of HASH_BLOCK. */
bool dropbox_hash_add(struct hash *hash, const void *bytes, size_t length);

/* The same, and in hex the content_hash of these bytes alone; their blocks are hashed once.
 * hash may be NULL. */
bool dropbox_hash_piece(struct hash *hash, const void *bytes, size_t length,
                        char hex[HASH_HEX_SIZE]);

/* In hex that of all; nothing can be added any more. */
bool dropbox_hash_end(struct hash *hash, char hex[HASH_HEX_SIZE]);

#endif

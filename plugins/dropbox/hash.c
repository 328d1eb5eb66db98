/* hash.c: Dropbox's content_hash.
 *
 * SPDX-License-Identifier: MIT
 */
#include "hash.h"

#include <stdio.h>

#include <openssl/evp.h>

#include "cleanup.h"

#define SHA256_SIZE 32

/* struct hash is EVP_MD_CTX under a name of ours: it takes the blocks' digests. */
static EVP_MD_CTX *context(struct hash *hash)
{
    return (EVP_MD_CTX *)hash;
}

struct hash *dropbox_hash_new(void)
{
    EVP_MD_CTX *made = EVP_MD_CTX_new();

    if (made != NULL && EVP_DigestInit_ex(made, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(made);
        made = NULL;
    }
    return (struct hash *)made;
}

void dropbox_hash_free(struct hash *hash)
{
    EVP_MD_CTX_free(context(hash));
}

static void free_hash(struct hash **hash)
{
    dropbox_hash_free(*hash);
}

static bool add_blocks(struct hash *first, struct hash *second, const void *bytes, size_t length)
{
    const unsigned char *block = bytes;

    while (length > 0) {
        size_t size = length < HASH_BLOCK ? length : HASH_BLOCK;
        unsigned char digest[SHA256_SIZE];

        if (EVP_Digest(block, size, digest, NULL, EVP_sha256(), NULL) != 1 ||
            (first != NULL && EVP_DigestUpdate(context(first), digest, sizeof digest) != 1) ||
            (second != NULL && EVP_DigestUpdate(context(second), digest, sizeof digest) != 1))
            return false;
        block += size;
        length -= size;
    }
    return true;
}

bool dropbox_hash_add(struct hash *hash, const void *bytes, size_t length)
{
    return add_blocks(hash, NULL, bytes, length);
}

bool dropbox_hash_piece(struct hash *hash, const void *bytes, size_t length,
                        char hex[HASH_HEX_SIZE])
{
    CLEANUP(free_hash) struct hash *alone = dropbox_hash_new();

    return alone != NULL && add_blocks(hash, alone, bytes, length) && dropbox_hash_end(alone, hex);
}

bool dropbox_hash_end(struct hash *hash, char hex[HASH_HEX_SIZE])
{
    unsigned char digest[SHA256_SIZE];

    if (EVP_DigestFinal_ex(context(hash), digest, NULL) != 1)
        return false;
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return true;
}

/* digest.c: message digests, computed as the bytes pass.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/digest.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/sha256.h"
#include "base/text.h"

static const struct algorithm {
    const char *name;
    size_t size; /* bytes */
    const EVP_MD *(*method)(void);
} algorithms[] = {
    {"sha256", 32, EVP_sha256},
    {"sha1", 20, EVP_sha1},
    {"md5", 16, EVP_md5},
};

static const struct algorithm *find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(algorithms); i++)
        if (strcmp(algorithms[i].name, name) == 0)
            return &algorithms[i];
    return NULL;
}

struct digest {
    EVP_MD_CTX *context;  /* NULL: sha256 does it */
    struct sha256 sha256; /* so that two can share their work */
};

struct digest *digest_new(const char *name)
{
    const struct algorithm *algorithm = find(name);
    CLEANUP_DIGEST struct digest *made = algorithm != NULL ? calloc(1, sizeof *made) : NULL;

    if (made == NULL)
        return NULL;
    sha256_begin(&made->sha256);
    if (algorithm->method == EVP_sha256 && sha256_possible())
        return STEAL(made);
    made->context = EVP_MD_CTX_new();
    if (made->context == NULL || EVP_DigestInit_ex(made->context, algorithm->method(), NULL) != 1)
        return NULL;
    return STEAL(made);
}

bool digest_update(struct digest *digest, const void *bytes, size_t length)
{
    if (digest->context != NULL)
        return EVP_DigestUpdate(digest->context, bytes, length) == 1;
    sha256_update(&digest->sha256, bytes, length);
    return true;
}

bool digest_update_both(struct digest *a, struct digest *b, const void *bytes, size_t length)
{
    if (a->context != NULL || b->context != NULL)
        return digest_update(a, bytes, length) && digest_update(b, bytes, length);
    sha256_update_both(&a->sha256, &b->sha256, bytes, length);
    return true;
}

bool digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = SHA256_SIZE;

    if (digest->context == NULL)
        sha256_finish(&digest->sha256, bytes);
    else if (EVP_DigestFinal_ex(digest->context, bytes, &size) != 1 || size > DIGEST_MAX_SIZE)
        return false;
    text_hex(hex, bytes, size);
    return true;
}

void digest_free(struct digest *digest)
{
    EVP_MD_CTX_free(digest->context);
    free(digest);
}

static bool all_hex(const char *text)
{
    return text[strspn(text, "0123456789abcdefABCDEF")] == '\0';
}

bool digest_normalize(const char *name, const char *text, char hex[DIGEST_HEX_SIZE])
{
    const struct algorithm *algorithm = find(name);
    unsigned char bytes[DIGEST_MAX_SIZE + 3];
    size_t length = strlen(text), padding;
    int decoded;

    if (algorithm == NULL)
        return false;
    if (length == 2 * algorithm->size && all_hex(text)) {
        for (size_t i = 0; i <= length; i++)
            hex[i] = (char)tolower((unsigned char)text[i]);
        return true;
    }
    /* EVP_DecodeBlock counts the padding as zero bytes, and takes no other form
     * than the padded one. */
    if (length != (algorithm->size + 2) / 3 * 4)
        return false;
    padding = length / 4 * 3 - algorithm->size;
    if (strcspn(text, "=") != length - padding || strspn(text + length - padding, "=") != padding)
        return false;
    decoded = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)length);
    if (decoded < 0 || (size_t)decoded - padding != algorithm->size)
        return false;
    text_hex(hex, bytes, algorithm->size);
    return true;
}

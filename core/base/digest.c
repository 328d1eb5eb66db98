/* digest.c: message digests, computed as the bytes pass.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/digest.h"

#include <ctype.h>
#include <string.h>

#include <openssl/evp.h>

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

/* struct digest is EVP_MD_CTX under a name of ours. */
static EVP_MD_CTX *context(struct digest *digest)
{
    return (EVP_MD_CTX *)digest;
}

struct digest *digest_new(const char *name)
{
    const struct algorithm *algorithm = find(name);
    EVP_MD_CTX *made;

    if (algorithm == NULL)
        return NULL;
    made = EVP_MD_CTX_new();
    if (made != NULL && EVP_DigestInit_ex(made, algorithm->method(), NULL) != 1) {
        EVP_MD_CTX_free(made);
        made = NULL;
    }
    return (struct digest *)made;
}

bool digest_update(struct digest *digest, const void *bytes, size_t length)
{
    return EVP_DigestUpdate(context(digest), bytes, length) == 1;
}

bool digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size;

    if (EVP_DigestFinal_ex(context(digest), bytes, &size) != 1 || size > DIGEST_MAX_SIZE)
        return false;
    text_hex(hex, bytes, size);
    return true;
}

void digest_free(struct digest *digest)
{
    EVP_MD_CTX_free(context(digest));
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

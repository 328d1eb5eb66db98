/* whole.c: whether what is there under the key is what we sent.
 *
 * SPDX-License-Identifier: MIT
 *
 * The ETag of an object is the MD5 of its bytes or, of one made of parts, the MD5 of the parts'
 * MD5s with their number behind it; not where the store encrypts with keys of KMS or the
 * customer ("Checking object integrity", Amazon S3 User Guide, 2026-10).
 */
#include "whole.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/evp.h>

#include "attempts.h"
#include "parts.h"

#define MD5_SIZE 16 /* bytes */
#define LOOKS    4  /* what is there must not be sent again because the store is busy */

static void free_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

static void free_bytes(char **bytes)
{
    free(*bytes);
}

void whole_copy_etag(char etag[ETAG_SIZE], const char *text)
{
    size_t length;

    if (text == NULL)
        text = "";
    if (text[0] == '"')
        text++;
    length = strcspn(text, "\"");
    snprintf(etag, ETAG_SIZE, "%.*s", (int)(length < ETAG_SIZE ? length : ETAG_SIZE - 1), text);
}

/* ---- Asking ---- */

static bool same_size(const char *text, uint64_t size)
{
    char expected[24];

    snprintf(expected, sizeof expected, "%" PRIu64, size);
    return text != NULL && strcmp(text, expected) == 0;
}

static bool same_etag(const char *text, const struct whole *whole)
{
    char etag[ETAG_SIZE], parts[16];
    const char *dash;

    whole_copy_etag(etag, text);
    if (whole->etag[0] != '\0')
        return strcmp(etag, whole->etag) == 0;
    snprintf(parts, sizeof parts, "-%u", (unsigned)whole->parts);
    dash = strrchr(etag, '-');
    return whole->parts > 0 && dash != NULL && strcmp(dash, parts) == 0;
}

/* Whether it was written since then.  Both times are the store's, so that its clock does not
 * matter; they are of whole seconds. */
static bool is_new(struct twatfs_call *call, const struct twatfs_http_response *response,
                   int64_t since_s)
{
    int64_t now_s = twatfs_parse_time(call, twatfs_header(call, response, "Date"));
    int64_t written_s = twatfs_parse_time(call, twatfs_header(call, response, "Last-Modified"));

    return since_s == 0 ||
           (now_s >= 0 && written_s >= 0 && now_s - written_s <= (int64_t)time(NULL) - since_s + 1);
}

enum whole_seen whole_look(struct twatfs_call *call, struct store *store, struct object *object,
                           const struct whole *whole, bool *proven)
{
    const char *const headers[] = {"x-amz-checksum-mode", "ENABLED", NULL};
    const struct store_request request = {
        .method = "HEAD",
        .key = object->key,
        .headers = object->checksum != OBJECT_CHECKSUM_NONE ? headers : NULL,
        /* That it failed is no news, and must not take the place of why we look. */
        .aside = true};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
    twatfs_status status = attempts_send(call, store, &request, LOOKS, &response, &answer, NULL);
    const char *crc = NULL, *type;

    if (status == TWATFS_TEMPORARY || status == TWATFS_CANCELLED)
        return WHOLE_UNSEEN;
    if (status != TWATFS_OK ||
        !same_size(twatfs_header(call, &response, "Content-Length"), whole->size) ||
        !is_new(call, &response, whole->since_s))
        return WHOLE_ABSENT;
    object_note_expiry(call, &response, object);
    type = twatfs_header(call, &response, "x-amz-checksum-type");
    if (whole->crc[0] != '\0' && (type == NULL || strcmp(type, "FULL_OBJECT") == 0))
        crc = twatfs_header(call, &response, object_checksum_header(object));
    if (crc != NULL) {
        *proven = strcmp(crc, whole->crc) == 0;
        return *proven ? WHOLE_THERE : WHOLE_ABSENT;
    }
    return same_etag(twatfs_header(call, &response, "ETag"), whole) ? WHOLE_THERE : WHOLE_ABSENT;
}

twatfs_status whole_judge(struct twatfs_call *call, const struct object *object,
                          enum whole_seen seen, twatfs_status failed)
{
    if (seen == WHOLE_THERE)
        return TWATFS_OK;
    if (seen == WHOLE_ABSENT || failed == TWATFS_TEMPORARY)
        return failed;
    if (twatfs_cancelled(call))
        return TWATFS_CANCELLED;
    return twatfs_fail(call, TWATFS_TEMPORARY, 0,
                       "%s: may be there, put there by us: the store cannot be asked: upload the "
                       "file again to see",
                       object->key);
}

/* ---- What it must be ---- */

static void put_hex(char *text, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

void whole_of_put(struct twatfs_call *call, const struct cut *cut, struct whole *whole)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    const char *known;

    *whole = (struct whole){.size = cut->pieces[0]->length};
    if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
        object_crc_text(cut->object, cut->pieces[0]->crc, whole->crc);
    if (cut->total == TWATFS_SIZE_UNKNOWN) {
        if (EVP_Digest(cut->filling != NULL ? cut->filling : "", (size_t)cut->filled, bytes, NULL,
                       EVP_md5(), NULL) == 1)
            put_hex(whole->etag, bytes, MD5_SIZE);
        return;
    }
    known = twatfs_digest(call, "md5");
    if (known != NULL)
        snprintf(whole->etag, sizeof whole->etag, "%s", known);
}

/* The MD5 that an ETag is; false when it is none. */
static bool read_md5(const char *etag, unsigned char bytes[MD5_SIZE])
{
    char plain[ETAG_SIZE];

    whole_copy_etag(plain, etag);
    if (strlen(plain) != 2 * MD5_SIZE || strspn(plain, "0123456789abcdef") != 2 * MD5_SIZE)
        return false;
    for (size_t i = 0; i < MD5_SIZE; i++) {
        unsigned value = 0;

        sscanf(plain + 2 * i, "%2x", &value);
        bytes[i] = (unsigned char)value;
    }
    return true;
}

/* The MD5 of a part of the file; *crc, of all before it, becomes that of it too, unless crc is
 * NULL. */
static bool md5_of_piece(struct twatfs_call *call, const struct object *object,
                         const struct piece *piece, char *block, unsigned char bytes[MD5_SIZE],
                         uint64_t *crc)
{
    CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    unsigned char found[EVP_MAX_MD_SIZE];

    if (digest == NULL || EVP_DigestInit_ex(digest, EVP_md5(), NULL) != 1)
        return false;
    for (uint64_t done = 0; done < piece->length;) {
        uint64_t want = piece->length - done < MIB ? piece->length - done : MIB;
        int64_t got = twatfs_read(call, block, want, piece->offset + done);

        if (got == 0)
            (void)twatfs_fail(call, TWATFS_LOCAL, 0, "the file became shorter");
        if (got <= 0 || twatfs_cancelled(call) || EVP_DigestUpdate(digest, block, (size_t)got) != 1)
            return false;
        if (crc != NULL && object->checksum != OBJECT_CHECKSUM_NONE)
            *crc = object_crc(object, *crc, block, (size_t)got);
        done += (uint64_t)got;
    }
    if (EVP_DigestFinal_ex(digest, found, NULL) != 1)
        return false;
    memcpy(bytes, found, MD5_SIZE);
    return true;
}

/* call NULL: from the parts' ETags, else from the file, with its checksum. */
static bool etag_of_parts(struct twatfs_call *call, const struct cut *cut, char etag[ETAG_SIZE],
                          uint64_t *crc)
{
    CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    CLEANUP(free_bytes) char *block = call != NULL ? malloc(MIB) : NULL;
    unsigned char bytes[EVP_MAX_MD_SIZE];

    if (digest == NULL || EVP_DigestInit_ex(digest, EVP_md5(), NULL) != 1 ||
        (call != NULL && block == NULL))
        return false;
    for (uint32_t i = 0; i < cut->count; i++) {
        bool done = call != NULL
                        ? md5_of_piece(call, cut->object, cut->pieces[i], block, bytes, crc)
                        : read_md5(cut->pieces[i]->etag, bytes);

        if (!done || EVP_DigestUpdate(digest, bytes, MD5_SIZE) != 1)
            return false;
    }
    if (EVP_DigestFinal_ex(digest, bytes, NULL) != 1)
        return false;
    put_hex(etag, bytes, MD5_SIZE);
    snprintf(etag + 2 * MD5_SIZE, ETAG_SIZE - 2 * MD5_SIZE, "-%u", (unsigned)cut->count);
    return true;
}

static void begin_parts(const struct cut *cut, struct whole *whole)
{
    *whole = (struct whole){.parts = cut->count};
    for (uint32_t i = 0; i < cut->count; i++)
        whole->size += cut->pieces[i]->length;
}

void whole_of_parts(const struct cut *cut, struct whole *whole)
{
    begin_parts(cut, whole);
    if (!etag_of_parts(NULL, cut, whole->etag, NULL))
        whole->etag[0] = '\0';
}

bool whole_of_file(struct twatfs_call *call, const struct cut *cut, struct whole *whole)
{
    uint64_t crc = 0;

    begin_parts(cut, whole);
    if (!etag_of_parts(call, cut, whole->etag, &crc))
        return false;
    if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
        object_crc_text(cut->object, crc, whole->crc);
    return true;
}

enum whole_etag whole_compare_part(struct twatfs_call *call, const struct piece *piece)
{
    CLEANUP(free_bytes) char *block = malloc(MIB);
    unsigned char there[MD5_SIZE], ours[MD5_SIZE];

    if (block == NULL || !read_md5(piece->etag, there) ||
        !md5_of_piece(call, NULL, piece, block, ours, NULL))
        return WHOLE_ETAG_TELLS_NOTHING;
    return memcmp(there, ours, MD5_SIZE) == 0 ? WHOLE_ETAG_SAME : WHOLE_ETAG_OTHER;
}

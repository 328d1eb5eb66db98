/* object.c: the object that an upload makes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "object.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "checksum.h"
#include "key.h"
#include "number.h"
#include "parts.h"

#define CONCURRENCY     8
#define CONCURRENCY_MAX 32
#define METADATA_MAX    2048 /* bytes, names and values ("Working with object metadata", 2026-10) */

static void free_text(char **text)
{
    free(*text);
}

static twatfs_status bad(struct twatfs_call *call, const char *option, const char *value,
                         const char *need)
{
    return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s: %s: %s", option, value, need);
}

/* A value that becomes a header. */
static bool is_header_value(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

/* ---- Headers ---- */

/* Beside the object's own a request has a condition, or what a Create says of checksums. */
static_assert(OBJECT_HEADERS_MAX + 4 <= STORE_HEADERS_MAX, "a request has room for them");

static bool add(struct object *object, size_t *used, const char *name, const char *value)
{
    const size_t room = sizeof object->headers / sizeof object->headers[0] - 1;

    if (value == NULL)
        return true;
    if (*used + 2 > room)
        return false;
    object->headers[(*used)++] = name;
    object->headers[(*used)++] = value;
    object->headers[*used] = NULL;
    return true;
}

/* Options whose value is a header's. */
static const struct {
    const char *option, *header;
} plain_headers[] = {
    {"cache_control", "Cache-Control"},
    {"content_disposition", "Content-Disposition"},
    {"content_encoding", "Content-Encoding"},
    {"storage_class", "x-amz-storage-class"},
    {"acl", "x-amz-acl"},
    {"sse", "x-amz-server-side-encryption"},
    {"kms_key", "x-amz-server-side-encryption-aws-kms-key-id"},
};

static twatfs_status add_plain(struct twatfs_call *call, struct object *object, size_t *used)
{
    for (size_t i = 0; i < sizeof plain_headers / sizeof plain_headers[0]; i++) {
        const char *value = twatfs_option(call, plain_headers[i].option);

        if (value == NULL)
            continue;
        if (value[strspn(value, " ")] == '\0' || !is_header_value(value))
            return bad(call, plain_headers[i].option, value,
                       "needs printable ASCII, not only blanks");
        if (!add(object, used, plain_headers[i].header, value))
            return bad(call, plain_headers[i].option, value, "one option too many");
    }
    return TWATFS_OK;
}

/* "name=value,name=value": each becomes x-amz-meta-NAME. */
static twatfs_status add_metadata(struct twatfs_call *call, struct object *object, size_t *used)
{
    const char *rest = twatfs_option(call, "metadata");
    size_t total = 0;
    unsigned count = 0;

    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, ","), name = strcspn(rest, "=");
        const char *header, *value;

        if (name == 0 || name >= length ||
            strspn(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") < name)
            return bad(call, "metadata", rest, "needs NAME=VALUE, separated by commas");
        header = twatfs_printf(call, "x-amz-meta-%.*s", (int)name, rest);
        value = twatfs_printf(call, "%.*s", (int)(length - name - 1), rest + name + 1);
        if (header == NULL || value == NULL)
            return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        total += length - 1;
        if (!is_header_value(value) || total > METADATA_MAX)
            return bad(call, "metadata", value, "needs at most 2 KiB of printable ASCII");
        if (++count > OBJECT_METADATA_MAX || !add(object, used, header, value))
            return bad(call, "metadata", rest, "needs at most 90 names");
        rest += length + (rest[length] == ',');
    }
    return TWATFS_OK;
}

/* ---- Sizes ---- */

static twatfs_status read_sizes(struct twatfs_call *call, struct object *object)
{
    const char *size = twatfs_option(call, "part_size");
    const char *concurrency = twatfs_option(call, "concurrency");
    uint64_t number;

    object->concurrency = CONCURRENCY;
    if (size != NULL) {
        if (!number_read(size, PART_SIZE_MIN / MIB, PART_SIZE_MAX / MIB, &number))
            return bad(call, "part_size", size, "needs MiB, from 5 to 5120");
        object->part_size = number * MIB;
    }
    if (concurrency != NULL) {
        if (!number_read(concurrency, 1, CONCURRENCY_MAX, &number))
            return bad(call, "concurrency", concurrency, "needs a number from 1 to 32");
        object->concurrency = (uint32_t)number;
    }
    return TWATFS_OK;
}

/* ---- Checksums ---- */

/* Amazon stores a CRC-64/NVME of its own anyway and returns it; other stores have refused what they
 * did not know, so they get one only when it is asked for. */
static twatfs_status choose_checksum(struct twatfs_call *call, const struct store *store,
                                     struct object *object)
{
    const char *wish = twatfs_option(call, "checksum");
    const char *variable = twatfs_env(call, "AWS_REQUEST_CHECKSUM_CALCULATION");

    object->checksum = OBJECT_CHECKSUM_NONE;
    if (wish == NULL || strcmp(wish, "auto") == 0) {
        bool required_only = variable != NULL && strcasecmp(variable, "when_required") == 0;

        bool supported = variable != NULL && strcasecmp(variable, "when_supported") == 0;

        if (supported || (store->location.amazon && !required_only))
            object->checksum = OBJECT_CHECKSUM_CRC64NVME;
    } else if (strcmp(wish, "crc64nvme") == 0) {
        object->checksum = OBJECT_CHECKSUM_CRC64NVME;
    } else if (strcmp(wish, "crc32c") == 0) {
        object->checksum = OBJECT_CHECKSUM_CRC32C;
    } else if (strcmp(wish, "none") != 0) {
        return bad(call, "checksum", wish, "is none of auto, crc64nvme, crc32c, none");
    }
    return TWATFS_OK;
}

const char *object_checksum_name(const struct object *object)
{
    return object->checksum == OBJECT_CHECKSUM_CRC32C ? "CRC32C" : "CRC64NVME";
}

const char *object_checksum_header(const struct object *object)
{
    return object->checksum == OBJECT_CHECKSUM_CRC32C ? "x-amz-checksum-crc32c"
                                                      : "x-amz-checksum-crc64nvme";
}

uint64_t object_crc(const struct object *object, uint64_t crc, const void *bytes, size_t length)
{
    if (object->checksum == OBJECT_CHECKSUM_CRC32C)
        return crc32c((uint32_t)crc, bytes, length);
    return crc64nvme(crc, bytes, length);
}

uint64_t object_crc_combine(const struct object *object, uint64_t a, uint64_t b, uint64_t b_length)
{
    if (object->checksum == OBJECT_CHECKSUM_CRC32C)
        return crc32c_combine((uint32_t)a, (uint32_t)b, b_length);
    return crc64nvme_combine(a, b, b_length);
}

void object_crc_text(const struct object *object, uint64_t crc, char text[16])
{
    if (object->checksum == OBJECT_CHECKSUM_CRC32C)
        crc32c_text((uint32_t)crc, text);
    else
        crc64nvme_text(crc, text);
}

/* ---- The whole ---- */

/* The file's bytes are part of it where they are part of the key. */
static const char *origin_of(struct twatfs_call *call, const char *template, bool unique)
{
    const char *digest = NULL;

    if (template != NULL && strstr(template, "{sha256") != NULL)
        digest = twatfs_digest(call, "sha256");
    return twatfs_printf(call, "%s %s %s", unique ? "unique" : "plain",
                         digest != NULL ? digest : "-", template != NULL ? template : "{name}");
}

twatfs_status object_make(struct twatfs_call *call, struct store *store,
                          const struct twatfs_upload *upload, struct object *object)
{
    const char *template = upload->remote_path, *below = NULL;
    bool unique = (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0;
    size_t used = 0;
    twatfs_status status;

    *object = (struct object){.replace = (upload->flags & TWATFS_UPLOAD_FORCE) != 0};
    if (template == NULL)
        template = twatfs_option(call, "key");
    else if (TWATFS_HAS(upload, path_below))
        below = upload->path_below;
    object->key = key_make(call, template, below, upload->name, store_now_s(store), unique);
    if (object->key == NULL)
        return TWATFS_REFUSED; /* it has said why */
    object->origin = origin_of(call, template, unique);
    if (object->origin == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    (void)add(object, &used, "Content-Type", upload->content_type);
    status = add_plain(call, object, &used);
    if (status == TWATFS_OK)
        status = add_metadata(call, object, &used);
    if (status == TWATFS_OK)
        status = read_sizes(call, object);
    if (status == TWATFS_OK)
        status = choose_checksum(call, store, object);
    return status;
}

bool object_wishes(const struct object *object, char hex[SIGN_HEX_SIZE])
{
    CLEANUP(free_text) char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        return false;
    fprintf(stream, "%d\n", (int)object->checksum);
    for (size_t i = 0; object->headers[i] != NULL; i += 2)
        fprintf(stream, "%s: %s\n", object->headers[i], object->headers[i + 1]);
    return fclose(stream) == 0 && sign_payload(text, length, hex);
}

/* Wrong keys are answered so as well: of that, too, only what is sent next tells more. */
static twatfs_status look_forbidden(struct twatfs_call *call, struct object *object, bool guarded)
{
    object->unseen = true;
    if (guarded)
        return TWATFS_OK;
    return twatfs_fail(call, TWATFS_AUTH, 0,
                       "HTTP 403: check the access key and its secret; where they are right, this "
                       "store tells whether %s is there only to who has s3:ListBucket, and has no "
                       "guard of its own: use --force to replace what may be there",
                       object->key);
}

twatfs_status object_look(struct twatfs_call *call, struct store *store, struct object *object,
                          bool guarded)
{
    const struct store_request request = {.method = "HEAD", .key = object->key};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
    twatfs_status status;

    if (object->replace || object->looked)
        return TWATFS_OK;
    status = store_send(call, store, &request, 404, &response, &answer);
    if (status != TWATFS_OK)
        return answer.error.status == 403 ? look_forbidden(call, object, guarded) : status;
    object->looked = true;
    if (answer.error.status == 404)
        return TWATFS_OK;
    return twatfs_fail(call, TWATFS_REFUSED, 0,
                       "%s: is there already: use --force to replace it, or --unique", object->key);
}

/* expiry-date="Mon, 23 Nov 2026 00:00:00 GMT", rule-id="..." ("PutObject", Amazon S3 API
 * Reference, 2026-10).  What is no time to come tells nothing. */
void object_note_expiry(struct twatfs_call *call, const struct twatfs_http_response *response,
                        struct object *object)
{
    static const char begin[] = "expiry-date=\"";
    const char *text = twatfs_header(call, response, "x-amz-expiration");
    const char *date = text != NULL ? strstr(text, begin) : NULL;
    int64_t expires_s;

    if (date == NULL)
        return;
    date += strlen(begin);
    date = twatfs_printf(call, "%.*s", (int)strcspn(date, "\""), date);
    expires_s = date != NULL ? twatfs_parse_time(call, date) : -1;
    if (expires_s > (int64_t)time(NULL))
        object->expires_s = expires_s;
}

/* complete.c: making an object of the parts that are there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "complete.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "listing.h"
#include "whole.h"

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static uint64_t crc_of_all(const struct multipart *multipart)
{
    const struct cut *cut = multipart->cut;
    uint64_t crc = cut->count > 0 ? cut->pieces[0]->crc : 0;

    for (uint32_t i = 1; i < cut->count; i++)
        crc =
            object_crc_combine(multipart->object, crc, cut->pieces[i]->crc, cut->pieces[i]->length);
    return crc;
}

/* ETags are the server's text: only what needs no escaping in XML is given back. */
static bool plain(const char *etag)
{
    for (; *etag != '\0'; etag++)
        if (*etag <= ' ' || *etag > '~' || strchr("<>&", *etag) != NULL)
            return false;
    return true;
}

static char *complete_body(const struct multipart *multipart, size_t *length)
{
    const struct cut *cut = multipart->cut;
    char *text = NULL;
    FILE *stream = open_memstream(&text, length);

    if (stream == NULL)
        return NULL;
    fputs("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">", stream);
    for (uint32_t i = 0; i < cut->count; i++) {
        const struct piece *piece = cut->pieces[i];
        char crc[16];

        fprintf(stream, "<Part><PartNumber>%u</PartNumber><ETag>%s</ETag>", (unsigned)piece->number,
                plain(piece->etag) ? piece->etag : "");
        if (multipart->object->checksum != OBJECT_CHECKSUM_NONE && piece->crc_echoed) {
            const char *name = object_checksum_name(multipart->object);

            object_crc_text(multipart->object, piece->crc, crc);
            fprintf(stream, "<Checksum%s>%s</Checksum%s>", name, crc, name);
        }
        fputs("</Part>", stream);
    }
    fputs("</CompleteMultipartUpload>", stream);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

/* A Complete, ready to be sent. */
struct completion {
    char *body;
    size_t length;
    char crc[16], size[24];
    const char *query[3];
    const char *headers[9];
    size_t condition; /* where among headers If-None-Match is; 0: it is not there */
    bool listed;      /* the store was asked which parts it has */
};

/* A Complete that failed may mean that an earlier one worked: the host may have sent it twice by
 * itself, on another connection; or a 2xx says nothing, being empty, cut or somebody else's.  A
 * store that has begun its answer with 200 can tell what is wrong by the code only
 * ("CompleteMultipartUpload", Amazon S3 API Reference, 2026-10). */
static bool may_be_complete(const struct store_answer *answer, bool nothing_said)
{
    return nothing_said || answer->verdict.remedy == S3_REMEDY_NO_UPLOAD ||
           answer->error.status == 404 || answer->error.status == 412 ||
           (answer->error.status != 0 && strcmp(answer->error.code, "PreconditionFailed") == 0);
}

/* A Complete whose answer was lost may have worked: then the object is there. */
static twatfs_status is_complete(struct multipart *multipart, const struct completion *completion,
                                 struct stored *stored, twatfs_status failed)
{
    struct whole whole;

    whole_of_parts(multipart->cut, &whole);
    /* An object of parts is as old as its upload, at Amazon. */
    whole.since_s = multipart->begun_s;
    memcpy(whole.crc, completion->crc, sizeof whole.crc);
    return whole_judge(
        multipart->call, multipart->object,
        whole_look(multipart->call, multipart->store, multipart->object, &whole, &stored->proven),
        failed);
}

/* The store names a checksum of what it has: it is ours, or what is there is something else. */
static twatfs_status take_completed(struct multipart *multipart, const struct store_answer *answer,
                                    const char *crc, struct stored *stored)
{
    const char *type = xml_text(&answer->xml, "CompleteMultipartUploadResult/ChecksumType");
    char path[64];
    const char *named;

    if (answer->xml.root == NULL || strcmp(answer->xml.root, "CompleteMultipartUploadResult") != 0)
        return twatfs_fail(multipart->call, TWATFS_TEMPORARY, 0,
                           "answer: not one to a completed upload");
    snprintf(path, sizeof path, "CompleteMultipartUploadResult/Checksum%s",
             object_checksum_name(multipart->object));
    named = xml_text(&answer->xml, path);
    if (multipart->object->checksum == OBJECT_CHECKSUM_NONE || named == NULL ||
        (type != NULL && strcmp(type, "FULL_OBJECT") != 0))
        return TWATFS_OK;
    if (strcmp(named, crc) != 0)
        return twatfs_fail(multipart->call, TWATFS_PERMANENT, 0,
                           "checksum: the store has %s, we sent %s: what is there now is not "
                           "the file",
                           named, crc);
    stored->proven = true;
    return TWATFS_OK;
}

static void completion_free(struct completion *completion)
{
    free(completion->body);
}

static bool completion_make(const struct multipart *multipart, struct completion *completion)
{
    const struct cut *cut = multipart->cut;
    uint64_t size = 0;
    size_t used = 0;

    *completion = (struct completion){.query = {"uploadId", multipart->id, NULL}};
    completion->body = complete_body(multipart, &completion->length);
    completion->headers[used++] = "Content-Type";
    completion->headers[used++] = "application/xml";
    for (uint32_t i = 0; i < cut->count; i++)
        size += cut->pieces[i]->length;
    if (multipart->object->checksum != OBJECT_CHECKSUM_NONE) {
        object_crc_text(multipart->object, crc_of_all(multipart), completion->crc);
        snprintf(completion->size, sizeof completion->size, "%" PRIu64, size);
        completion->headers[used++] = object_checksum_header(multipart->object);
        completion->headers[used++] = completion->crc;
        completion->headers[used++] = "x-amz-mp-object-size";
        completion->headers[used++] = completion->size;
    }
    if (!multipart->object->replace) {
        completion->condition = used;
        completion->headers[used++] = "If-None-Match";
        completion->headers[used++] = "*";
    }
    completion->headers[used] = NULL;
    return completion->body != NULL;
}

/* A store that does not know the condition says so: then a look has to do. */
static twatfs_status drop_condition(struct multipart *multipart, struct completion *completion)
{
    twatfs_status status;

    multipart->object->looked = false;
    status = object_look(multipart->call, multipart->store, multipart->object, false);
    if (status != TWATFS_OK)
        return status;
    completion->headers[completion->condition] = NULL;
    completion->condition = 0;
    return TWATFS_OK;
}

/* Name the parts as the store lists them.  Of one that was sent twice the copy nobody heard of may
 * have come after the other, and has another ETag where that is no MD5.  Their bytes are the same;
 * where there are checksums, the store compares those that go with a Complete.  *named: that is
 * done; failed where they are not all there, or cannot be listed. */
static twatfs_status name_listed(struct multipart *multipart, struct completion *completion,
                                 twatfs_status failed, bool *named)
{
    const struct cut *cut = multipart->cut;
    enum listing listing = LISTING_DONE;
    bool all;
    twatfs_status status;

    for (uint32_t i = 0; i < cut->count; i++)
        cut->pieces[i]->arrived = false;
    status = listing_read(multipart, &listing);
    if (status == TWATFS_TEMPORARY || status == TWATFS_CANCELLED)
        return status;
    completion->listed = true;
    all = status == TWATFS_OK && listing == LISTING_DONE;
    for (uint32_t i = 0; i < cut->count; i++)
        all = all && cut->pieces[i]->arrived;
    if (!all)
        return failed;
    free(completion->body);
    completion->body = complete_body(multipart, &completion->length);
    *named = completion->body != NULL;
    return *named ? TWATFS_OK : out_of_memory(multipart->call);
}

/* Change what the store did not like.  *mended: it may be sent again at once. */
static twatfs_status mend(struct multipart *multipart, struct completion *completion,
                          const struct store_answer *answer, twatfs_status failed, bool *mended)
{
    twatfs_status status = failed;

    *mended = false;
    if (answer->error.status == 501 && completion->condition > 0) {
        status = drop_condition(multipart, completion);
        *mended = status == TWATFS_OK;
    } else if (answer->error.status != 0 && strcmp(answer->error.code, "InvalidPart") == 0 &&
               !completion->listed) {
        status = name_listed(multipart, completion, failed, mended);
    }
    return status;
}

/* The second is MinIO's word for it. */
static bool tells_damage(const struct store_answer *answer)
{
    const char *code = answer->error.code;

    return code != NULL &&
           (strcmp(code, "BadDigest") == 0 || strcmp(code, "XAmzContentChecksumMismatch") == 0);
}

twatfs_status complete(struct multipart *multipart, struct stored *stored, bool *anew)
{
    struct twatfs_call *call = multipart->call;
    CLEANUP(completion_free) struct completion completion;
    twatfs_status status, seen;

    if (!completion_make(multipart, &completion))
        return out_of_memory(call);
    for (unsigned failed = 1;; failed++) {
        const struct store_request request = {.method = "POST",
                                              .key = multipart->object->key,
                                              .query = completion.query,
                                              .headers = completion.headers,
                                              .body = completion.body,
                                              .length = completion.length};
        struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
        CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
        bool answered, mended;

        status = store_send(call, multipart->store, &request, 0, &response, &answer);
        multipart->damaged = status != TWATFS_OK && tells_damage(&answer);
        answered = status == TWATFS_OK;
        if (answered)
            status = take_completed(multipart, &answer, completion.crc, stored);
        object_note_expiry(call, &response, multipart->object);
        if (status == TWATFS_OK)
            return TWATFS_OK;
        if (may_be_complete(&answer, answered && status == TWATFS_TEMPORARY)) {
            seen = is_complete(multipart, &completion, stored, status);
            if (seen != status)
                return seen;
        }
        status = mend(multipart, &completion, &answer, status, &mended);
        if (mended)
            continue;
        if (status != TWATFS_TEMPORARY) {
            *anew = status == TWATFS_PERMANENT && answer.verdict.remedy == S3_REMEDY_NO_UPLOAD;
            return status;
        }
        if (!attempts_wait(call, failed, answer.retry_after_s))
            return twatfs_cancelled(call) ? TWATFS_CANCELLED
                                          : is_complete(multipart, &completion, stored, status);
    }
}

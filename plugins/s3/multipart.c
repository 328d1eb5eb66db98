/* multipart.c: an object made of parts, and gone on with after a kill.
 *
 * SPDX-License-Identifier: MIT
 *
 * What a later run needs is the upload's id and the size of its parts; which parts are there the
 * store tells (ListParts).  Parts keep their size and numbers: a store may refuse to complete an
 * upload that leaves out any part ever sent to it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "multipart.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "abort.h"
#include "arrived.h"
#include "backoff.h"
#include "parts.h"
#include "place.h"
#include "saved.h"
#include "whole.h"

struct multipart {
    struct twatfs_call *call;
    struct store *store;
    struct object *object;
    const struct twatfs_upload *upload;
    struct cut *cut;
    int64_t begun_s; /* by our clock; 0: by an earlier run */
    bool damaged;    /* the store has other bytes than the checksum of the whole is of */
    char id[UPLOAD_ID_SIZE];
};

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* Read at most so many digits; false for anything else. */
static bool read_number(const char *text, uint64_t most, uint64_t *number)
{
    char *end;

    if (text == NULL || text[0] < '0' || text[0] > '9' || strlen(text) > 18)
        return false;
    *number = strtoull(text, &end, 10);
    return *end == '\0' && *number <= most;
}

/* ---- Beginning ---- */

/* Of a run once: without a network each attempt would say so. */
static void warn_of_stray(struct multipart *multipart)
{
    if (store_knows(multipart->store, &multipart->store->strays))
        return;
    store_learn(multipart->store, &multipart->store->strays);
    twatfs_log(multipart->call, TWATFS_LOG_WARNING,
               "no answer to what begins %s: the store may keep an upload in parts that `twatfs "
               "clean` does not know: a lifecycle rule of the bucket ends it "
               "(AbortIncompleteMultipartUpload)",
               multipart->object->key);
}

static twatfs_status create(struct multipart *multipart)
{
    static const char *const query[] = {"uploads", "", NULL};
    struct object *object = multipart->object;
    const char *headers[sizeof object->headers / sizeof object->headers[0] + 4];
    /* On a connection that was used before, which may just have been closed, the host sends it
     * twice without a word: then there are two, and one is not known. */
    struct store_request request = {
        .method = "POST", .key = object->key, .query = query, .headers = headers, .fresh = true};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
    size_t used = 0;
    bool unheard = false;
    twatfs_status status;
    const char *id;

    while (object->headers[used] != NULL) {
        headers[used] = object->headers[used];
        headers[used + 1] = object->headers[used + 1];
        used += 2;
    }
    if (object->checksum != OBJECT_CHECKSUM_NONE) {
        headers[used++] = "x-amz-checksum-algorithm";
        headers[used++] = object->checksum == OBJECT_CHECKSUM_CRC32C ? "CRC32C" : "CRC64NVME";
        headers[used++] = "x-amz-checksum-type";
        headers[used++] = "FULL_OBJECT";
    }
    headers[used] = NULL;
    multipart->begun_s = (int64_t)time(NULL);
    /* What was read of a stream before this cannot be read again. */
    status = backoff_send(multipart->call, multipart->store, &request, BACKOFF_ATTEMPTS, &response,
                          &answer, &unheard);
    if (unheard)
        warn_of_stray(multipart);
    if (status != TWATFS_OK)
        return status;
    id = xml_text(&answer.xml, "InitiateMultipartUploadResult/UploadId");
    if (id == NULL || id[0] == '\0' || strlen(id) >= sizeof multipart->id)
        return twatfs_fail(multipart->call, TWATFS_PERMANENT, 0,
                           "answer: no upload id in what began the upload");
    strcpy(multipart->id, id);
    /* A stream cannot be gone on with, and has to be ended all the same when it was killed. */
    saved_save(multipart->call, multipart->store, multipart->object, multipart->id,
               multipart->cut->part_size, multipart->cut->total);
    return TWATFS_OK;
}

/* ---- Going on ---- */

/* One <Part> of ListParts: it counts only if it is a part of this cut, whole. */
static void take_part(const struct cut *cut, const char *number_text, const char *size_text,
                      const char *etag, const char *crc)
{
    uint64_t number, size;
    struct piece *piece;

    if (!read_number(number_text, PARTS_MAX, &number) || number < 1 || number > cut->count ||
        !read_number(size_text, PART_SIZE_MAX, &size) || etag == NULL || strlen(etag) >= ETAG_SIZE)
        return;
    piece = cut->pieces[number - 1];
    if (size != piece->length)
        return;
    piece->arrived = true;
    strcpy(piece->etag, etag);
    snprintf(piece->listed, sizeof piece->listed, "%s", crc != NULL ? crc : "");
}

static void take_parts(const struct cut *cut, const struct xml_answer *xml)
{
    const char *crc_path = cut->object->checksum == OBJECT_CHECKSUM_CRC32C
                               ? "ListPartsResult/Part/ChecksumCRC32C"
                               : "ListPartsResult/Part/ChecksumCRC64NVME";
    const char *number = NULL, *size = NULL, *etag = NULL, *crc = NULL;
    size_t item = 0;

    for (size_t i = 0; i < xml->count; i++) {
        const struct xml_leaf *leaf = &xml->leaves[i];

        if (leaf->item != item) {
            take_part(cut, number, size, etag, crc);
            number = size = etag = crc = NULL;
            item = leaf->item;
        }
        if (strcmp(leaf->path, "ListPartsResult/Part/PartNumber") == 0)
            number = leaf->text;
        else if (strcmp(leaf->path, "ListPartsResult/Part/Size") == 0)
            size = leaf->text;
        else if (strcmp(leaf->path, "ListPartsResult/Part/ETag") == 0)
            etag = leaf->text;
        else if (strcmp(leaf->path, crc_path) == 0)
            crc = leaf->text;
    }
    take_part(cut, number, size, etag, crc);
}

/* Which parts are there.  *gone: the upload is not known any more. */
static twatfs_status list_parts(struct multipart *multipart, bool *gone)
{
    char marker[24] = "0";

    for (unsigned page = 0; page <= PARTS_MAX / 1000 + 1; page++) {
        const char *const query[] = {"uploadId", multipart->id, "part-number-marker", marker, NULL};
        const struct store_request request = {
            .method = "GET", .key = multipart->object->key, .query = query};
        struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
        CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
        twatfs_status status =
            store_send(multipart->call, multipart->store, &request, 404, &response, &answer);
        const char *more, *next;
        uint64_t number;

        *gone = status == TWATFS_OK && answer.error.status == 404;
        if (status != TWATFS_OK || *gone)
            return status;
        take_parts(multipart->cut, &answer.xml);
        more = xml_text(&answer.xml, "ListPartsResult/IsTruncated");
        next = xml_text(&answer.xml, "ListPartsResult/NextPartNumberMarker");
        if (more == NULL || strcmp(more, "true") != 0 || !read_number(next, PARTS_MAX, &number))
            return TWATFS_OK;
        snprintf(marker, sizeof marker, "%" PRIu64, number);
    }
    return TWATFS_OK;
}

bool multipart_begun(struct twatfs_call *call)
{
    CLEANUP(saved_free) struct saved saved;

    return saved_load(call, &saved);
}

/* Whether an object under that key is what is asked for: a key that was made of the moment, or with
 * {random} or --unique, is as good as the one that these make now. */
static bool key_fits(const struct object *object, const struct saved *saved)
{
    return saved->origin != NULL ? strcmp(saved->origin, object->origin) == 0
                                 : strcmp(saved->key, object->key) == 0;
}

/* Whether what an earlier run began is this upload, cut as it was then: at the same place, and to
 * become the same object. */
static bool fits(struct multipart *multipart, const struct saved *saved)
{
    char wishes[SIGN_HEX_SIZE];
    uint64_t part_size, size;

    return place_is(multipart->store, saved->place) && key_fits(multipart->object, saved) &&
           object_wishes(multipart->object, wishes) && saved->wishes != NULL &&
           strcmp(saved->wishes, wishes) == 0 &&
           read_number(saved->part_size, PART_SIZE_MAX, &part_size) &&
           read_number(saved->size, UINT64_MAX, &size) && size == multipart->upload->size &&
           part_size >= PART_SIZE_MIN && cut_file(multipart->cut, size, part_size);
}

/* Whether an earlier run was killed after all was done but the telling.  The file is read: an
 * object of somebody else may have this size. */
static twatfs_status was_completed(struct multipart *multipart, struct stored *stored)
{
    struct whole whole;
    enum whole_seen seen;

    if (!whole_of_file(multipart->call, multipart->cut, &whole))
        return twatfs_cancelled(multipart->call) ? TWATFS_CANCELLED : TWATFS_LOCAL;
    seen =
        whole_look(multipart->call, multipart->store, multipart->object, &whole, &stored->proven);
    stored->complete = seen == WHOLE_THERE;
    return seen == WHOLE_UNSEEN
               ? whole_judge(multipart->call, multipart->object, seen, TWATFS_PERMANENT)
               : TWATFS_OK;
}

/* *found: there is something to go on with, and its parts are marked. */
static twatfs_status resume(struct multipart *multipart, bool *found, struct stored *stored)
{
    const char *new_key = multipart->object->key;
    CLEANUP(saved_free) struct saved saved;
    bool gone = false;
    twatfs_status status;

    *found = false;
    if (!saved_load(multipart->call, &saved))
        return TWATFS_OK;
    if (!fits(multipart, &saved)) {
        /* Another place, key or wish: this upload overwrites what is known of it, so it ends now.
         */
        cut_free(multipart->cut);
        if (multipart_abandon(multipart->call, multipart->store) != TWATFS_OK)
            twatfs_log(multipart->call, TWATFS_LOG_WARNING,
                       "an upload that was begun earlier stays at %s: end it there: %s, "
                       "upload id %s",
                       saved.place, saved.key, saved.id);
        return TWATFS_OK;
    }
    multipart->cut->store = multipart->store;
    multipart->cut->object = multipart->object;
    multipart->object->key = twatfs_printf(multipart->call, "%s", saved.key);
    if (multipart->object->key == NULL)
        return out_of_memory(multipart->call);
    strcpy(multipart->id, saved.id);
    status = list_parts(multipart, &gone);
    if (status != TWATFS_OK)
        return status;
    if (gone) {
        status = was_completed(multipart, stored);
        if (status != TWATFS_OK)
            return status;
        saved_forget(multipart->call);
        if (stored->complete)
            return TWATFS_OK;
        cut_free(multipart->cut);
        multipart->object->key = new_key;
        return TWATFS_OK;
    }
    *found = true;
    return TWATFS_OK;
}

/* ---- Completing ---- */

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
            bool narrow = multipart->object->checksum == OBJECT_CHECKSUM_CRC32C;

            object_crc_text(multipart->object, piece->crc, crc);
            fprintf(stream, "<Checksum%s>%s</Checksum%s>", narrow ? "CRC32C" : "CRC64NVME", crc,
                    narrow ? "CRC32C" : "CRC64NVME");
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

/* What changed while its parts were sent is no file anybody had: it must not become an object. */
static twatfs_status check_unchanged(const struct multipart *multipart)
{
    char byte;

    if (multipart->upload->size == TWATFS_SIZE_UNKNOWN ||
        twatfs_read(multipart->call, &byte, 1, multipart->upload->size) >= 0)
        return TWATFS_OK;
    return TWATFS_LOCAL;
}

/* The store names a checksum of what it has: it is ours, or what is there is something else. */
static twatfs_status take_completed(struct multipart *multipart, const struct store_answer *answer,
                                    const char *crc, struct stored *stored)
{
    bool narrow = multipart->object->checksum == OBJECT_CHECKSUM_CRC32C;
    const char *type = xml_text(&answer->xml, "CompleteMultipartUploadResult/ChecksumType");
    const char *named =
        xml_text(&answer->xml, narrow ? "CompleteMultipartUploadResult/ChecksumCRC32C"
                                      : "CompleteMultipartUploadResult/ChecksumCRC64NVME");

    if (answer->xml.root == NULL || strcmp(answer->xml.root, "CompleteMultipartUploadResult") != 0)
        return twatfs_fail(multipart->call, TWATFS_TEMPORARY, 0,
                           "answer: not one to a completed upload");
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
    completion->headers[completion->condition] = NULL;
    completion->condition = 0;
    multipart->object->looked = false;
    return object_look(multipart->call, multipart->store, multipart->object, false);
}

/* Name the parts as the store lists them.  Of one that was sent twice the copy nobody heard of may
 * have come after the other, and has another ETag where that is no MD5.  Their bytes are the same;
 * where there are checksums, the store compares those that go with a Complete.  *named: that is
 * done; failed where they are not all there, or cannot be listed. */
static twatfs_status name_listed(struct multipart *multipart, struct completion *completion,
                                 twatfs_status failed, bool *named)
{
    const struct cut *cut = multipart->cut;
    bool gone = false, all;
    twatfs_status status;

    for (uint32_t i = 0; i < cut->count; i++)
        cut->pieces[i]->arrived = false;
    status = list_parts(multipart, &gone);
    if (status == TWATFS_TEMPORARY || status == TWATFS_CANCELLED)
        return status;
    completion->listed = true;
    all = status == TWATFS_OK && !gone;
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

/* *anew: it cannot be completed any more, and the object is not there. */
static twatfs_status complete(struct multipart *multipart, struct stored *stored, bool *anew)
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
        if (!backoff_wait(call, failed, answer.retry_after_s))
            return twatfs_cancelled(call) ? TWATFS_CANCELLED
                                          : is_complete(multipart, &completion, stored, status);
    }
}

/* ---- The whole ---- */

/* Begin, or go on with what an earlier run began; stored->complete: it had ended all of it. */
static twatfs_status prepare(struct multipart *multipart, struct stored *stored)
{
    struct twatfs_call *call = multipart->call;
    const struct twatfs_upload *upload = multipart->upload;
    uint64_t part_size = multipart->object->part_size;
    bool begun = multipart_begun(call), found = false;
    twatfs_status status;

    if (multipart->cut->count == 0 && upload->size != TWATFS_SIZE_UNKNOWN) {
        status = resume(multipart, &found, stored);
        if (status != TWATFS_OK || stored->complete)
            return status;
        if (begun && !multipart->store->location.amazon)
            status = object_look(call, multipart->store, multipart->object, true);
        if (status != TWATFS_OK)
            return status;
        if (found)
            return arrived_check(call, multipart->cut);
        part_size = parts_size(upload->size, part_size, multipart->store->location.amazon);
        if (part_size == 0)
            return twatfs_fail(call, TWATFS_REFUSED, 0, "larger than 10,000 parts of 5 GiB hold");
        multipart->cut->store = multipart->store;
        multipart->cut->object = multipart->object;
        if (!cut_file(multipart->cut, upload->size, part_size))
            return out_of_memory(call);
    }
    return create(multipart);
}

/* What a later attempt cannot go on with must not stay and cost money.  That it stays all the same
 * is said, and does not take the place of why the upload failed.  Nothing is sent once somebody
 * wants an end: what was saved is there for `twatfs clean`. */
static void give_up(struct multipart *multipart)
{
    if (!twatfs_cancelled(multipart->call) &&
        abort_upload(multipart->call, multipart->store, multipart->object->key, multipart->id,
                     true) == TWATFS_OK)
        saved_forget(multipart->call);
    else
        twatfs_log(multipart->call, TWATFS_LOG_WARNING,
                   "parts of %s stay at the store: end them with `twatfs clean`, or there: upload "
                   "id %s",
                   multipart->object->key, multipart->id);
}

/* Let all parts arrive that are not there; once more, when those told that others were not. */
static twatfs_status send_parts(struct multipart *multipart, struct flight_plan *plan, bool *gone)
{
    twatfs_status status;

    plan->there = arrived_bytes(multipart->cut);
    status = flight_run(multipart->call, plan, gone);
    if (status != TWATFS_OK || !arrived_to_send_again(multipart->call, multipart->cut))
        return status;
    plan->there = arrived_bytes(multipart->cut);
    return flight_run(multipart->call, plan, gone);
}

twatfs_status multipart_upload(struct twatfs_call *call, struct store *store, struct object *object,
                               const struct twatfs_upload *upload, struct cut *cut,
                               struct stored *stored)
{
    struct multipart multipart = {
        .call = call, .store = store, .object = object, .upload = upload, .cut = cut};
    struct flight_plan plan = {
        .store = store,
        .object = object,
        .upload_id = multipart.id,
        .total = upload->size,
        .source = {.next = cut_next, .give_back = cut_give_back, .data = cut},
    };
    bool gone = false, anew = false, useless;
    twatfs_status status = prepare(&multipart, stored);

    if (status != TWATFS_OK || stored->complete)
        return status;
    plan.concurrency =
        parts_at_once(upload->size == TWATFS_SIZE_UNKNOWN
                          ? parts_grown_size(1, cut->part_size, store->location.amazon)
                          : cut->part_size,
                      object->concurrency);
    status = send_parts(&multipart, &plan, &gone);
    if (status == TWATFS_OK)
        status = check_unchanged(&multipart);
    if (status == TWATFS_OK)
        status = complete(&multipart, stored, &anew);
    if (status == TWATFS_OK || gone)
        saved_forget(call);
    /* Other bytes than ours may be among the parts that are there, and nothing tells which; of one
     * that was begun just now the next attempt sees what is listed. */
    useless = status == TWATFS_TEMPORARY && multipart.damaged && multipart.begun_s == 0;
    if (status != TWATFS_OK && !gone &&
        (upload->size == TWATFS_SIZE_UNKNOWN || useless ||
         (status != TWATFS_TEMPORARY && status != TWATFS_CANCELLED)))
        give_up(&multipart);
    /* One that is gone is begun anew by the next attempt. */
    if (gone)
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "the upload was ended by someone else");
    return anew ? twatfs_fail(call, TWATFS_TEMPORARY, 0,
                              "the store has lost the upload, or parts of it: it has to be started "
                              "over")
                : status;
}

twatfs_status multipart_abandon(struct twatfs_call *call, struct store *store)
{
    CLEANUP(saved_free) struct saved saved;

    if (!saved_load(call, &saved))
        return TWATFS_OK;
    if (!place_is(store, saved.place))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "it was begun at %s: set the bucket and endpoint to that", saved.place);
    return abort_upload(call, store, saved.key, saved.id, false);
}

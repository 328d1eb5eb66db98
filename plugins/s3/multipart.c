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

#include <string.h>
#include <time.h>

#include "abort.h"
#include "arrived.h"
#include "attempts.h"
#include "complete.h"
#include "listing.h"
#include "number.h"
#include "parts.h"
#include "place.h"
#include "whole.h"

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Beginning ---- */

/* Of a run once; and not before the store has answered anything: it may not be there at all. */
static void warn_of_strays(struct multipart *multipart)
{
    struct store *store = multipart->store;

    if (!store_knows(store, &store->strays) || !store_knows(store, &store->heard) ||
        store_knows(store, &store->strays_told))
        return;
    store_learn(store, &store->strays_told);
    twatfs_log(multipart->call, TWATFS_LOG_WARNING,
               "no answer to what begins an upload in parts: the store may keep one that `twatfs "
               "clean` does not know: a lifecycle rule of the bucket ends it "
               "(AbortIncompleteMultipartUpload)");
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
        headers[used++] = object_checksum_name(object);
        headers[used++] = "x-amz-checksum-type";
        headers[used++] = "FULL_OBJECT";
    }
    headers[used] = NULL;
    multipart->begun_s = (int64_t)time(NULL);
    /* What was read of a stream before this cannot be read again; of a file the host begins anew,
     * or with another provider. */
    status = attempts_send(multipart->call, multipart->store, &request,
                           multipart->upload->size == TWATFS_SIZE_UNKNOWN ? ATTEMPTS_MAX : 1,
                           &response, &answer, &unheard);
    if (unheard)
        store_learn(multipart->store, &multipart->store->strays);
    warn_of_strays(multipart);
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
           number_read(saved->part_size, 0, PART_SIZE_MAX, &part_size) &&
           number_read(saved->size, 0, UINT64_MAX, &size) && size == multipart->upload->size &&
           part_size >= PART_SIZE_MIN && cut_file(multipart->cut, size, part_size);
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

/* Whether an earlier run was killed after all was done but the telling.  The file is read: an
 * object of somebody else may have this size. */
static twatfs_status was_completed(struct multipart *multipart, struct stored *stored)
{
    struct whole whole;
    enum whole_seen seen;

    if (!whole_of_file(multipart->call, multipart->cut, &whole))
        return twatfs_cancelled(multipart->call) ? TWATFS_CANCELLED : check_unchanged(multipart);
    seen =
        whole_look(multipart->call, multipart->store, multipart->object, &whole, &stored->proven);
    stored->complete = seen == WHOLE_THERE;
    return seen == WHOLE_UNSEEN
               ? whole_judge(multipart->call, multipart->object, seen, TWATFS_PERMANENT)
               : TWATFS_OK;
}

/* This upload overwrites what is known of an earlier one: so that one ends now. */
static void end_earlier(struct multipart *multipart, const struct saved *saved)
{
    cut_free(multipart->cut);
    if (multipart_abandon(multipart->call, multipart->store) != TWATFS_OK)
        twatfs_log(multipart->call, TWATFS_LOG_WARNING,
                   "an upload that was begun earlier stays at %s: end it there: %s, "
                   "upload id %s",
                   saved->place, saved->key, saved->id);
}

/* *found: there is something to go on with, and its parts are marked. */
static twatfs_status resume(struct multipart *multipart, bool *found, struct stored *stored)
{
    const char *new_key = multipart->object->key;
    CLEANUP(saved_free) struct saved saved;
    enum listing listing = LISTING_DONE;
    twatfs_status status;

    *found = false;
    if (!saved_load(multipart->call, &saved))
        return TWATFS_OK;
    if (!fits(multipart, &saved)) {
        end_earlier(multipart, &saved);
        return TWATFS_OK;
    }
    multipart->cut->store = multipart->store;
    multipart->cut->object = multipart->object;
    multipart->object->key = twatfs_printf(multipart->call, "%s", saved.key);
    if (multipart->object->key == NULL)
        return out_of_memory(multipart->call);
    strcpy(multipart->id, saved.id);
    status = listing_read(multipart, &listing);
    *found = status == TWATFS_OK && listing == LISTING_DONE;
    if (status != TWATFS_OK || *found)
        return status;
    status = was_completed(multipart, stored);
    if (status != TWATFS_OK)
        return status;
    if (stored->complete || listing == LISTING_GONE)
        saved_forget(multipart->call);
    if (stored->complete)
        return TWATFS_OK;
    if (listing == LISTING_REFUSED) {
        twatfs_log(multipart->call, TWATFS_LOG_WARNING,
                   "the store does not list the parts of %s that are there: it is begun anew: "
                   "allow s3:ListMultipartUploadParts to go on instead",
                   saved.key);
        end_earlier(multipart, &saved);
    } else {
        cut_free(multipart->cut);
    }
    multipart->object->key = new_key;
    return TWATFS_OK;
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

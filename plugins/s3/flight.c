/* flight.c: pieces of a file on their way.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "flight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "attempts.h"
#include "backoff.h"
#include "parts.h"

#define SECOND_NS     UINT64_C(1000000000)
#define COPIES_OF_ONE 3 /* a lone piece, and two second chances */

/* Amazon's advice for requests that take unusually long ("Best practices design patterns:
 * optimizing Amazon S3 performance", timeouts and retries for latency-sensitive applications,
 * 2026-10): small ones again after 2 s and 4 s, of large transfers the slowest 5 %. */
#define SMALL           (512 * UINT64_C(1024))
#define SMALL_HEDGE_NS  (2 * SECOND_NS)
#define SLOW_LINE       (32 * UINT64_C(1024)) /* bytes a second: 256 kbit/s upwards, as of old DSL */
#define LARGE           (128 * MIB)
#define SLOWEST_PERCENT 5
#define SLOW_FACTOR     3 /* times as long as the others took */

/* One copy of a piece on its way. */
struct copy {
    struct copy *next;
    uint64_t number; /* by which the host knows it */
    struct piece *piece;
    void *held; /* its bytes, or NULL: they are read from the file */
    bool owner; /* of held: the last copy frees it */
    struct store_signed made;
    const char *headers[2 * STORE_HEADERS_MAX + 1];
    char crc[16], length_text[24];
};

struct flight {
    struct twatfs_call *call;
    const struct flight_plan *plan;
    struct twatfs_http_flow flow;
    struct copy *copies;
    struct piece **again; /* pieces that have to be sent once more, with their bytes */
    void **again_held;
    size_t again_count, again_room;
    uint64_t numbers; /* given so far */
    uint32_t limit;   /* of copies at once, as the store takes them */
    uint32_t well;    /* pieces that arrived since the limit was last changed */
    uint64_t arrived_count, arrived_ns, hedges;
    uint64_t arrived_bytes; /* with those of an earlier run */
    bool exhausted;         /* the source has no more */
    bool *gone;
    twatfs_status status; /* what next ran into; TWATFS_OK mostly */
};

static void give_back(const struct flight *flight, void *held)
{
    if (held != NULL)
        flight->plan->source.give_back(flight->plan->source.data, held);
}

static twatfs_status out_of_memory(struct flight *flight)
{
    return twatfs_fail(flight->call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Copies ---- */

static struct copy *find_copy(struct flight *flight, uint64_t number)
{
    struct copy *copy = flight->copies;

    while (copy != NULL && copy->number != number)
        copy = copy->next;
    return copy;
}

static struct copy *twin_of(struct flight *flight, const struct copy *of)
{
    struct copy *copy = flight->copies;

    while (copy != NULL && (copy == of || copy->piece != of->piece))
        copy = copy->next;
    return copy;
}

/* Its bytes go on to a twin, or with keep to the caller; else they are freed. */
static void *drop_copy(struct flight *flight, struct copy *copy, bool keep)
{
    struct copy **link = &flight->copies, *twin = twin_of(flight, copy);
    void *held = copy->owner ? copy->held : NULL;

    while (*link != copy)
        link = &(*link)->next;
    *link = copy->next;
    copy->piece->flying--;
    if (twin != NULL && held != NULL) {
        twin->owner = true;
        held = NULL;
    }
    if (!keep) {
        give_back(flight, held);
        held = NULL;
    }
    store_signed_free(&copy->made);
    free(copy);
    return held;
}

static void add_header(struct copy *copy, size_t *used, const char *name, const char *value)
{
    if (value == NULL || *used + 2 >= sizeof copy->headers / sizeof copy->headers[0])
        return;
    copy->headers[(*used)++] = name;
    copy->headers[(*used)++] = value;
    copy->headers[*used] = NULL;
}

static void make_headers(const struct flight *flight, struct copy *copy)
{
    const struct flight_plan *plan = flight->plan;
    size_t used = 0;

    for (size_t i = 0; plan->headers != NULL && plan->headers[i] != NULL; i += 2)
        add_header(copy, &used, plan->headers[i], plan->headers[i + 1]);
    if (plan->object->checksum != OBJECT_CHECKSUM_NONE) {
        object_crc_text(plan->object, copy->piece->crc, copy->crc);
        add_header(copy, &used, object_checksum_header(plan->object), copy->crc);
    }
}

/* Put a copy on its way: 1, or -1 with the flight's status set. */
static int32_t launch(struct flight *flight, struct piece *piece, void *held, bool owner,
                      bool fresh, struct twatfs_http_request *http, uint64_t *number)
{
    const struct flight_plan *plan = flight->plan;
    struct copy *copy = calloc(1, sizeof *copy);
    char part[16];
    const char *const query[] = {"partNumber", part, "uploadId", plan->upload_id, NULL};
    struct store_request request = {
        .method = "PUT",
        .key = plan->object->key,
        .query = piece->number > 0 ? query : NULL,
        .length = piece->length,
        .body = held,
        .file = held == NULL,
        .offset = piece->offset,
        .payload_sha256 = piece->payload[0] != '\0' ? piece->payload : NULL,
        .fresh = fresh,
    };

    if (copy == NULL) {
        if (owner)
            give_back(flight, held);
        flight->status = out_of_memory(flight);
        return -1;
    }
    snprintf(part, sizeof part, "%u", (unsigned)piece->number);
    *copy = (struct copy){.next = flight->copies,
                          .number = ++flight->numbers,
                          .piece = piece,
                          .held = held,
                          .owner = owner};
    flight->copies = copy;
    piece->sent++;
    if (piece->flying++ == 0)
        piece->started_ns = backoff_now_ns();
    make_headers(flight, copy);
    request.headers = copy->headers;
    flight->status = store_sign(flight->call, plan->store, &request, &copy->made, http);
    if (flight->status != TWATFS_OK) {
        drop_copy(flight, copy, false);
        return -1;
    }
    *number = copy->number;
    return 1;
}

/* ---- Sending once more ---- */

static bool push_again(struct flight *flight, struct piece *piece, void *held)
{
    if (flight->again_count == flight->again_room) {
        size_t room = flight->again_room > 0 ? 2 * flight->again_room : 16;
        struct piece **pieces = reallocarray(flight->again, room, sizeof *pieces);
        void **helds = NULL;

        if (pieces != NULL) {
            flight->again = pieces;
            helds = reallocarray(flight->again_held, room, sizeof *helds);
        }
        if (helds == NULL) {
            give_back(flight, held);
            flight->status = out_of_memory(flight);
            return false;
        }
        flight->again_held = helds;
        flight->again_room = room;
    }
    flight->again[flight->again_count] = piece;
    flight->again_held[flight->again_count++] = held;
    return true;
}

/* One whose time has come: its index; else the count, and *wait_ms to the first. */
static size_t ripe(const struct flight *flight, uint64_t *wait_ms)
{
    uint64_t now = backoff_now_ns();

    for (size_t i = 0; i < flight->again_count; i++) {
        uint64_t when = flight->again[i]->wait_ns;

        if (when <= now)
            return i;
        if ((when - now) / 1000000 + 1 < *wait_ms)
            *wait_ms = (when - now) / 1000000 + 1;
    }
    return flight->again_count;
}

/* ---- A second chance ---- */

/* How long one may be under way before it gets another chance; 0: none.  When its last byte has
 * left we are not told: a small one is given the time that a slow line takes for it. */
static uint64_t patience_ns(const struct flight *flight, const struct piece *piece)
{
    const struct flight_plan *plan = flight->plan;
    uint64_t mean_ns;

    if (piece->number == 0)
        return piece->length <= SMALL && piece->hedges < COPIES_OF_ONE - 1
                   ? SMALL_HEDGE_NS * (piece->hedges + 1) + piece->length * SECOND_NS / SLOW_LINE
                   : 0;
    if (piece->hedges > 0)
        return 0;
    if (plan->total != TWATFS_SIZE_UNKNOWN && plan->total < LARGE)
        return 0;
    if (flight->arrived_count == 0 ||
        flight->hedges >= 1 + flight->arrived_count * SLOWEST_PERCENT / 100)
        return 0;
    mean_ns = flight->arrived_ns / flight->arrived_count;
    return SLOW_FACTOR * (mean_ns > SECOND_NS ? mean_ns : SECOND_NS);
}

/* Once nothing else is left to be sent: the one that is late, or NULL and *wait_ms till one is. */
static struct copy *late_copy(struct flight *flight, uint64_t *wait_ms)
{
    uint64_t now = backoff_now_ns();

    for (struct copy *copy = flight->copies; copy != NULL; copy = copy->next) {
        uint64_t patience = patience_ns(flight, copy->piece), age = now - copy->piece->started_ns;
        uint64_t left_ns;

        if (patience == 0)
            continue;
        if (age >= patience && (copy->piece->number > 0 || store_take_hedge(flight->plan->store)))
            return copy;
        /* What is lacking for an object may be earned by another upload. */
        left_ns = age < patience ? patience - age : SECOND_NS;
        if (left_ns / 1000000 + 1 < *wait_ms)
            *wait_ms = left_ns / 1000000 + 1;
    }
    return NULL;
}

static int32_t hedge(struct flight *flight, struct copy *late, struct twatfs_http_request *http,
                     uint64_t *number)
{
    late->piece->hedges++;
    flight->hedges++;
    if (late->piece->number > 0)
        twatfs_log(flight->call, TWATFS_LOG_INFO, "part %u is slow: sent once more beside it",
                   (unsigned)late->piece->number);
    else
        twatfs_log(flight->call, TWATFS_LOG_INFO, "no answer yet: sent once more beside it");
    return launch(flight, late->piece, late->held, false, true, http, number);
}

/* ---- The flow's callbacks ---- */

static int32_t next(struct twatfs_call *call, void *data, struct twatfs_http_request *http,
                    uint64_t *number, uint64_t *wait_ms)
{
    struct flight *flight = data;
    const struct piece_source *source = &flight->plan->source;
    struct piece *piece = NULL;
    struct copy *late;
    void *held = NULL;
    size_t index;
    int got = 0;

    if (flight->status != TWATFS_OK)
        return 0;
    index = ripe(flight, wait_ms);
    if (index < flight->again_count) {
        piece = flight->again[index];
        held = flight->again_held[index];
        flight->again_count--;
        flight->again[index] = flight->again[flight->again_count];
        flight->again_held[index] = flight->again_held[flight->again_count];
        return launch(flight, piece, held, held != NULL, piece->attempts > 1, http, number) == 1;
    }
    if (!flight->exhausted) {
        uint64_t source_wait_ms = UINT64_MAX;

        got = source->next(call, source->data, &piece, &held, &source_wait_ms);
        if (source_wait_ms < *wait_ms)
            *wait_ms = source_wait_ms;
        if (got < 0)
            flight->status = TWATFS_LOCAL; /* it has said why */
        flight->exhausted = got == 0 && source_wait_ms == UINT64_MAX;
    }
    if (got == 1)
        return launch(flight, piece, held, held != NULL, false, http, number) == 1;
    if (got < 0 || !flight->exhausted)
        return 0;
    late = late_copy(flight, wait_ms);
    return late != NULL ? hedge(flight, late, http, number) == 1 : 0;
}

/* The store takes more than we send: one more at once, now and then. */
static void speed_up(struct flight *flight)
{
    if (++flight->well < flight->limit)
        return;
    flight->well = 0;
    if (flight->limit < flight->plan->concurrency)
        flight->limit++;
}

static void slow_down(struct flight *flight)
{
    flight->well = 0;
    if (flight->limit > 1)
        flight->limit /= 2;
    twatfs_log(flight->call, TWATFS_LOG_INFO, "the store asks for less: %u at once from now on",
               (unsigned)flight->limit);
}

/* The checksum that the store named of what it has; NULL without. */
static const char *named_checksum(const struct flight *flight,
                                  const struct twatfs_http_response *response)
{
    const struct object *object = flight->plan->object;

    return object->checksum != OBJECT_CHECKSUM_NONE
               ? twatfs_header(flight->call, response, object_checksum_header(object))
               : NULL;
}

static bool has_etag(const struct flight *flight, const struct twatfs_http_response *response)
{
    const char *etag = twatfs_header(flight->call, response, "ETag");

    return etag != NULL && etag[0] != '\0';
}

static void note_arrival(struct flight *flight, struct copy *copy,
                         const struct twatfs_http_response *response)
{
    struct piece *piece = copy->piece;
    const char *etag = twatfs_header(flight->call, response, "ETag");

    piece->crc_echoed = named_checksum(flight, response) != NULL;
    snprintf(piece->etag, sizeof piece->etag, "%s", etag != NULL ? etag : "");
    piece->arrived = true;
    flight->arrived_count++;
    if (piece->number == 0) {
        store_count_put(flight->plan->store);
        object_note_expiry(flight->call, response, flight->plan->object);
    }
    flight->arrived_ns += backoff_now_ns() - piece->started_ns;
    flight->arrived_bytes += piece->length;
    twatfs_progress(flight->call, flight->arrived_bytes);
    for (const struct copy *other = flight->copies; other != NULL; other = other->next)
        if (other != copy && other->piece == piece)
            twatfs_http_drop(flight->call, other->number);
    speed_up(flight);
}

/* Send it once more after a while; false with the reason recorded when it had its chances. */
static twatfs_status retry(struct flight *flight, struct copy *copy, twatfs_status status,
                           int64_t retry_after_s)
{
    struct piece *piece = copy->piece;
    uint64_t wait_ns;
    void *held;

    /* Its twin is still trying. */
    if (piece->flying > 1) {
        drop_copy(flight, copy, false);
        return TWATFS_OK;
    }
    if (!attempts_delay_ns(++piece->attempts, retry_after_s, &wait_ns))
        return status;
    piece->wait_ns = backoff_now_ns() + wait_ns;
    held = drop_copy(flight, copy, true);
    return push_again(flight, piece, held) ? TWATFS_OK : TWATFS_LOCAL;
}

static twatfs_status judge(struct flight *flight, struct copy *copy,
                           const struct twatfs_http_response *response)
{
    CLEANUP(store_answer_free) struct store_answer answer;
    struct piece *piece = copy->piece;
    bool alone = piece->flying == 1;
    unsigned afresh = 0;
    const char *named;
    twatfs_status status;

    store_read(flight->call, response, &answer);
    named = named_checksum(flight, response);
    if (answer.error.status == 0 && named != NULL && strcmp(named, copy->crc) != 0)
        return retry(flight, copy,
                     twatfs_fail(flight->call, TWATFS_TEMPORARY, 0,
                                 "checksum: the store has %s, we sent %s", named, copy->crc),
                     0);
    /* Complete names each part by it: without one this was no store. */
    if (answer.error.status == 0 && piece->number > 0 && !has_etag(flight, response))
        return retry(flight, copy,
                     twatfs_fail(flight->call, TWATFS_TEMPORARY, 0,
                                 "answer: not one to a part: it has no ETag"),
                     0);
    if (answer.error.status == 0) {
        note_arrival(flight, copy, response);
        drop_copy(flight, copy, false);
        return TWATFS_OK;
    }
    /* A twin was signed before this was known: the last of them is the one that is sent again. */
    if (store_remedy(flight->call, flight->plan->store, &copy->made, response, &answer,
                     alone ? &piece->remedies : &afresh)) {
        if (!alone) {
            drop_copy(flight, copy, false);
            return TWATFS_OK;
        }
        piece->wait_ns = 0;
        return push_again(flight, piece, drop_copy(flight, copy, true)) ? TWATFS_OK : TWATFS_LOCAL;
    }
    status = s3_fail(flight->call, &answer.error, answer.retry_after_s);
    if (flight->plan->refused_status != NULL)
        *flight->plan->refused_status = answer.error.status;
    *flight->gone = answer.verdict.remedy == S3_REMEDY_NO_UPLOAD;
    if (answer.verdict.remedy == S3_REMEDY_SLOW_DOWN)
        slow_down(flight);
    return status == TWATFS_TEMPORARY ? retry(flight, copy, status, answer.retry_after_s) : status;
}

static twatfs_status done(struct twatfs_call *call, void *data, uint64_t number,
                          twatfs_status outcome, struct twatfs_http_response *response)
{
    struct flight *flight = data;
    struct copy *copy = find_copy(flight, number);
    twatfs_status status = outcome;

    (void)call;
    if (copy == NULL)
        return TWATFS_PERMANENT;
    if (copy->piece->arrived) /* its twin was faster */
        status = (drop_copy(flight, copy, false), TWATFS_OK);
    else if (outcome == TWATFS_OK)
        status = judge(flight, copy, response);
    else if (outcome == TWATFS_TEMPORARY)
        status = retry(flight, copy, outcome, 0);
    flight->flow.concurrency = flight->limit;
    return status == TWATFS_OK ? flight->status : status;
}

twatfs_status flight_run(struct twatfs_call *call, const struct flight_plan *plan, bool *gone)
{
    struct flight flight = {.call = call,
                            .plan = plan,
                            .flow = TWATFS_HTTP_FLOW_INIT,
                            .limit = plan->upload_id == NULL ? COPIES_OF_ONE
                                     : plan->concurrency > 4 ? 4
                                                             : plan->concurrency,
                            .arrived_bytes = plan->there,
                            .gone = gone,
                            .status = TWATFS_OK};
    twatfs_status status;

    *gone = false;
    flight.flow.concurrency = flight.limit;
    flight.flow.data = &flight;
    flight.flow.next = next;
    flight.flow.done = done;
    status = twatfs_http_each(call, &flight.flow);
    while (flight.copies != NULL)
        drop_copy(&flight, flight.copies, false);
    for (size_t i = 0; i < flight.again_count; i++)
        give_back(&flight, flight.again_held[i]);
    free(flight.again);
    free(flight.again_held);
    return status == TWATFS_OK ? flight.status : status;
}

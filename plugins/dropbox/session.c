/* session.c: a file sent in pieces.
 *
 * SPDX-License-Identifier: MIT
 *
 * A concurrent upload session: files/upload_session/start without bytes, append_v2 for each piece
 * in whatever order, the last with "close", finish without bytes.  A session lives for a week.
 *
 * A piece is read when it is sent, hashed while it is in memory, and read once more only if it has
 * to be sent again.  Pieces of an earlier run are read for the hash of the whole.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "session.h"

#include <inttypes.h>
#include <stdio.h>

#include "api.h"
#include "backoff.h"
#include "cleanup.h"
#include "pieces.h"

#define TRIES 4 /* of start and finish */

/* Of one piece; the steps are the SDK's. */
static const struct backoff backoff = {
    .attempts = 6, .first_ns = BACKOFF_SECOND_NS / 5, .most_ns = 5 * BACKOFF_SECOND_NS};

/* A piece on its way. */
struct flight {
    struct flight *next;
    uint32_t index;
    void *bytes;
    struct api_prepared prepared;
};

struct session {
    struct twatfs_call *call;
    struct account *account;
    struct pieces pieces;
    const char *quoted_id, *append_url; /* lent by the call */
    struct hash *hash;                  /* of the first hashed pieces */
    uint32_t hashed;
    struct flight *flights;
    struct twatfs_http_flow flow;
    twatfs_status status; /* what next ran into */
    bool gone;            /* Dropbox does not know the session any more */
};

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static void free_text(char **text)
{
    free(*text);
}

static void free_flight(struct flight *flight)
{
    dropbox_api_prepared_free(&flight->prepared);
    free(flight->bytes);
    free(flight);
}

static void session_end(struct session *session)
{
    struct flight *flight;

    while ((flight = session->flights) != NULL) {
        session->flights = flight->next;
        free_flight(flight);
    }
    dropbox_hash_free(session->hash);
    dropbox_pieces_free(&session->pieces);
}

/* ---- Reading ---- */

static void *read_piece(struct session *session, uint32_t index)
{
    uint64_t length = dropbox_pieces_length(&session->pieces, index), done = 0;
    char *bytes = malloc((size_t)length);

    if (bytes == NULL)
        session->status = out_of_memory(session->call);
    while (bytes != NULL && done < length) {
        int64_t got =
            twatfs_read(session->call, bytes + done, length - done, index * PIECE_SIZE + done);

        if (got <= 0) {
            free(bytes);
            bytes = NULL;
            session->status =
                got < 0 ? TWATFS_LOCAL
                        : twatfs_fail(session->call, TWATFS_LOCAL, 0, "the file became shorter");
        } else {
            done += (uint64_t)got;
        }
    }
    return bytes;
}

/* The hash takes the pieces in order: those that an earlier run sent too. */
static bool catch_up(struct session *session)
{
    const struct pieces *pieces = &session->pieces;

    while (session->hashed < pieces->count &&
           pieces->items[session->hashed].state == PIECE_ARRIVED) {
        CLEANUP(free_text) char *bytes = read_piece(session, session->hashed);

        if (bytes == NULL)
            return false;
        if (!dropbox_hash_add(session->hash, bytes,
                              (size_t)dropbox_pieces_length(pieces, session->hashed))) {
            session->status = out_of_memory(session->call);
            return false;
        }
        session->hashed++;
    }
    return true;
}

/* ---- Sending ---- */

static char *append_argument(struct session *session, uint32_t index, const void *bytes)
{
    const struct pieces *pieces = &session->pieces;
    struct hash *whole = index == session->hashed ? session->hash : NULL;
    char hex[HASH_HEX_SIZE], *text;

    if (!dropbox_hash_piece(whole, bytes, (size_t)dropbox_pieces_length(pieces, index), hex))
        return NULL;
    if (whole != NULL)
        session->hashed++;
    return asprintf(&text,
                    "{\"cursor\":{\"session_id\":%s,\"offset\":%" PRIu64
                    "},\"close\":%s,\"content_hash\":\"%s\"}",
                    session->quoted_id, index * PIECE_SIZE,
                    index + 1 == pieces->count ? "true" : "false", hex) >= 0
               ? text
               : NULL;
}

/* 1 with a request for the piece; 0 with the session's status set. */
static int32_t launch(struct session *session, uint32_t index, struct twatfs_http_request *http)
{
    struct flight *flight = calloc(1, sizeof *flight);
    CLEANUP(free_text) char *argument = NULL;
    struct api_request request = {.content = true,
                                  .length = dropbox_pieces_length(&session->pieces, index)};

    if (flight == NULL) {
        session->status = out_of_memory(session->call);
        return 0;
    }
    flight->next = session->flights;
    session->flights = flight;
    flight->index = index;
    flight->bytes = read_piece(session, index);
    if (flight->bytes == NULL)
        return 0;
    argument = append_argument(session, index, flight->bytes);
    if (argument == NULL) {
        session->status = out_of_memory(session->call);
        return 0;
    }
    request.argument = argument;
    request.body = flight->bytes;
    session->status = dropbox_api_prepare(session->call, session->account, session->append_url,
                                          &request, &flight->prepared, http);
    if (session->status != TWATFS_OK)
        return 0;
    session->pieces.items[index].state = PIECE_FLIES;
    return 1;
}

static int32_t next(struct twatfs_call *call, void *data, struct twatfs_http_request *http,
                    uint64_t *number, uint64_t *wait_ms)
{
    struct session *session = data;
    uint32_t index;

    (void)call;
    if (session->status != TWATFS_OK || !catch_up(session))
        return 0;
    index = dropbox_pieces_next(&session->pieces, backoff_now_ns(), wait_ms);
    *number = index;
    return index < session->pieces.count ? launch(session, index, http) : 0;
}

/* ---- What comes back ---- */

static void arrived(struct session *session, uint32_t index)
{
    struct pieces *pieces = &session->pieces;
    uint64_t bytes;

    dropbox_pieces_arrived(pieces, index);
    dropbox_pieces_save(session->call, pieces);
    bytes = pieces->arrived * PIECE_SIZE;
    twatfs_progress(session->call, bytes < pieces->total ? bytes : pieces->total);
}

static twatfs_status again(struct session *session, uint32_t index, twatfs_status status,
                           int64_t retry_after_s)
{
    struct piece *piece = &session->pieces.items[index];
    uint64_t delay_ns;

    if (!backoff_delay_ns(&backoff, ++piece->attempts, retry_after_s, &delay_ns))
        return status;
    piece->state = PIECE_WAITS;
    piece->wait_ns = backoff_now_ns() + delay_ns;
    return TWATFS_OK;
}

/* Dropbox names the offset that it is at: behind the piece, it has arrived and only the answer was
 * lost; before it, it has not. */
static twatfs_status mind_offset(struct session *session, uint32_t index,
                                 const struct twatfs_http_response *answer)
{
    uint64_t offset = index * PIECE_SIZE, length = dropbox_pieces_length(&session->pieces, index);
    const char *text = twatfs_json(session->call, answer, "error.correct_offset");
    char *end = NULL;
    uint64_t correct = text != NULL ? strtoull(text, &end, 10) : UINT64_MAX;

    if (end != NULL && *end == '\0' && correct == offset + length) {
        arrived(session, index);
        return TWATFS_OK;
    }
    if (end != NULL && *end == '\0' && correct == offset)
        return again(session, index, TWATFS_TEMPORARY, 0);
    session->gone = true; /* what it has is of no use to us */
    return TWATFS_TEMPORARY;
}

static twatfs_status judge(struct session *session, const struct flight *flight,
                           const struct twatfs_http_response *answer)
{
    struct piece *piece = &session->pieces.items[flight->index];
    struct refusal refusal;
    twatfs_status status = dropbox_errors_judge(session->call, answer, &refusal);

    if (status == TWATFS_OK) {
        arrived(session, flight->index);
        return TWATFS_OK;
    }
    if (refusal.expired && !piece->renewed) {
        piece->renewed = true;
        piece->state = PIECE_WAITS;
        return dropbox_account_renew(session->call, session->account, flight->prepared.number);
    }
    if (dropbox_errors_has(&refusal, "incorrect_offset"))
        return mind_offset(session, flight->index, answer);
    /* Sent before, and its answer lost. */
    if (dropbox_errors_has(&refusal, "closed") && flight->index + 1 == session->pieces.count &&
        piece->attempts > 0) {
        arrived(session, flight->index);
        return TWATFS_OK;
    }
    if (dropbox_errors_has(&refusal, "not_found") || dropbox_errors_has(&refusal, "closed")) {
        session->gone = true;
        return TWATFS_TEMPORARY;
    }
    if (answer->status == 429 && session->flow.concurrency > 1)
        session->flow.concurrency /= 2;
    return status == TWATFS_TEMPORARY ? again(session, flight->index, status, refusal.retry_after_s)
                                      : status;
}

static twatfs_status done(struct twatfs_call *call, void *data, uint64_t number,
                          twatfs_status outcome, struct twatfs_http_response *answer)
{
    struct session *session = data;
    struct flight **link = &session->flights, *flight;
    twatfs_status status = outcome;

    (void)call;
    while (*link != NULL && (*link)->index != number)
        link = &(*link)->next;
    flight = *link;
    if (flight == NULL)
        return TWATFS_PERMANENT;
    *link = flight->next;
    if (outcome == TWATFS_OK)
        status = judge(session, flight, answer);
    else if (outcome == TWATFS_TEMPORARY)
        status = again(session, flight->index, outcome, 0);
    free_flight(flight);
    return status == TWATFS_OK ? session->status : status;
}

/* ---- Beginning and ending ---- */

static twatfs_status start(struct session *session)
{
    struct twatfs_call *call = session->call;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const struct api_request request = {.route = "files/upload_session/start",
                                        .argument =
                                            "{\"close\":false,\"session_type\":\"concurrent\"}",
                                        .content = true,
                                        .tries = TRIES};
    struct refusal refusal;
    twatfs_status status = dropbox_api_send(call, session->account, &request, &answer, &refusal);
    const char *id;

    if (status != TWATFS_OK)
        return status;
    id = twatfs_json(call, &answer, "session_id");
    if (id == NULL || id[0] == '\0' || strlen(id) >= SESSION_ID_SIZE || strchr(id, '\n') != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP 200 without a session_id");
    strcpy(session->pieces.id, id);
    dropbox_pieces_save(call, &session->pieces);
    return TWATFS_OK;
}

/* Begin, or go on with what an earlier run began. */
static twatfs_status prepare(struct session *session, uint64_t total)
{
    struct twatfs_call *call = session->call;
    struct pieces *pieces = &session->pieces;
    twatfs_status status;

    session->hash = dropbox_hash_new();
    session->append_url = dropbox_account_content_url(call, "2/files/upload_session/append_v2");
    if (session->hash == NULL || session->append_url == NULL || !dropbox_pieces_cut(pieces, total))
        return out_of_memory(call);
    if (dropbox_pieces_load(call, pieces)) {
        twatfs_log(call, TWATFS_LOG_INFO, "goes on with an upload: %u of %u pieces are there",
                   (unsigned)pieces->arrived, (unsigned)pieces->count);
    } else {
        status = start(session);
        if (status != TWATFS_OK)
            return status;
    }
    session->quoted_id = twatfs_json_quote(call, pieces->id);
    return session->quoted_id != NULL
               ? TWATFS_OK
               : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: the session_id is no UTF-8");
}

static twatfs_status send_pieces(struct session *session)
{
    twatfs_status status = twatfs_http_each(session->call, &session->flow);

    if (status == TWATFS_OK)
        status = session->status;
    if (status == TWATFS_OK && !catch_up(session))
        status = session->status;
    return status;
}

/* What changed while it was sent is no file that anybody had. */
static twatfs_status check_unchanged(const struct session *session)
{
    char byte;

    return twatfs_read(session->call, &byte, 1, session->pieces.total) >= 0 ? TWATFS_OK
                                                                            : TWATFS_LOCAL;
}

static twatfs_status finish(struct session *session, const char *commit,
                            struct twatfs_http_response *answer)
{
    struct api_request request = {
        .route = "files/upload_session/finish", .content = true, .tries = TRIES};
    struct refusal refusal;
    twatfs_status status;

    request.argument = twatfs_printf(
        session->call, "{\"cursor\":{\"session_id\":%s,\"offset\":%" PRIu64 "},\"commit\":%s}",
        session->quoted_id, session->pieces.total, commit);
    status = dropbox_api_send(session->call, session->account, &request, answer, &refusal);
    /* Whatever is the matter with the session, another one may do. */
    if (dropbox_errors_has(&refusal, "lookup_failed") ||
        dropbox_errors_has(&refusal, "concurrent_session_not_closed") ||
        dropbox_errors_has(&refusal, "concurrent_session_missing_data"))
        session->gone = true;
    return status;
}

twatfs_status dropbox_session_upload(struct twatfs_call *call, struct account *account,
                                     const struct twatfs_upload *upload, const char *commit,
                                     uint32_t at_once, struct twatfs_http_response *answer,
                                     char hex[HASH_HEX_SIZE])
{
    CLEANUP(session_end)
    struct session session = {
        .call = call, .account = account, .flow = TWATFS_HTTP_FLOW_INIT, .status = TWATFS_OK};
    twatfs_status status;

    session.flow.concurrency = at_once;
    session.flow.data = &session;
    session.flow.next = next;
    session.flow.done = done;
    status = prepare(&session, upload->size);
    if (status == TWATFS_OK)
        status = send_pieces(&session);
    if (status == TWATFS_OK)
        status = check_unchanged(&session);
    if (status == TWATFS_OK)
        status = finish(&session, commit, answer);
    if (status == TWATFS_OK && !dropbox_hash_end(session.hash, hex))
        status = out_of_memory(call);
    if (session.gone)
        status = twatfs_fail(call, TWATFS_TEMPORARY, 0,
                             "the upload session is of no more use: begun anew");
    /* What a later attempt can go on with is kept. */
    if (session.gone ||
        (status != TWATFS_TEMPORARY && status != TWATFS_CANCELLED && status != TWATFS_AUTH))
        dropbox_pieces_forget(call);
    return status;
}

/* multipart.c: a file sent to fal in parts.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/files/upload/multipart gives the link to be and the upload's id; PUT of each part below
 * the link answers with its ETag; …/complete takes the list of them.  fal does not tell which parts
 * it has: we keep their ETags.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "multipart.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backoff.h"
#include "parts.h"

#define PARTS_MAX         10000 /* the least that such stores allow */
#define COMPLETE_ATTEMPTS 4

/* Of one part; the steps are those of fal's own client. */
static const struct backoff backoff = {
    .attempts = 8, .first_ns = BACKOFF_SECOND_NS / 10, .most_ns = 30 * BACKOFF_SECOND_NS};

/* A part on its way. */
struct flight {
    struct flight *next;
    uint32_t index;
    char *url;
    struct fal_token token;
    const char *headers[5];
};

struct multipart {
    struct twatfs_call *call;
    struct fal_cdn *cdn;
    struct fal_parts parts;
    const char *part_url; /* with a slash at its end; lent by the call */
    struct flight *flights;
    struct twatfs_http_flow flow;
    twatfs_status status; /* what next ran into */
    bool resumed;         /* an earlier run or attempt began the upload */
    bool gone;            /* fal does not know the upload any more */
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
    fal_token_free(&flight->token);
    free(flight->url);
    free(flight);
}

static void multipart_end(struct multipart *multipart)
{
    struct flight *flight;

    while ((flight = multipart->flights) != NULL) {
        multipart->flights = flight->next;
        free_flight(flight);
    }
    fal_parts_free(&multipart->parts);
}

/* Whether fal says by a status that it does not know the upload.  One of before may be another
 * account's, which no token of ours is for. */
static bool is_gone(const struct multipart *multipart, int32_t status)
{
    return status == 404 || status == 410 || (status == 401 && multipart->resumed);
}

/* ---- Parts ---- */

static int32_t launch(struct multipart *multipart, uint32_t index,
                      struct twatfs_http_request *request)
{
    struct flight *flight = calloc(1, sizeof *flight);

    if (flight == NULL) {
        multipart->status = out_of_memory(multipart->call);
        return 0;
    }
    flight->next = multipart->flights;
    multipart->flights = flight;
    flight->index = index;
    if (asprintf(&flight->url, "%s%" PRIu32, multipart->part_url, index + 1) < 0) {
        flight->url = NULL;
        multipart->status = out_of_memory(multipart->call);
        return 0;
    }
    multipart->status = fal_cdn_token(multipart->call, multipart->cdn, &flight->token);
    if (multipart->status != TWATFS_OK)
        return 0;
    flight->headers[0] = "Authorization";
    flight->headers[1] = flight->token.authorization;
    flight->headers[2] = "Accept-Encoding";
    flight->headers[3] = "identity";
    request->method = "PUT";
    request->url = flight->url;
    request->headers = flight->headers;
    request->use_source = 1;
    request->source_offset = index * multipart->parts.size;
    request->source_length = fal_parts_length(&multipart->parts, index);
    multipart->parts.items[index].state = FAL_PART_FLIES;
    return 1;
}

static int32_t next(struct twatfs_call *call, void *data, struct twatfs_http_request *request,
                    uint64_t *number, uint64_t *wait_ms)
{
    struct multipart *multipart = data;
    uint32_t index;

    (void)call;
    if (multipart->status != TWATFS_OK)
        return 0;
    index = fal_parts_next(&multipart->parts, backoff_now_ns(), wait_ms);
    *number = index;
    return index < multipart->parts.count ? launch(multipart, index, request) : 0;
}

static twatfs_status again(struct multipart *multipart, uint32_t index, twatfs_status status,
                           const char *retry_after)
{
    struct fal_part *part = &multipart->parts.items[index];
    uint64_t delay_ns;

    if (!backoff_delay_ns(&backoff, ++part->attempts, backoff_wish_s(retry_after), &delay_ns))
        return status;
    part->state = FAL_PART_WAITS;
    part->wait_ns = backoff_now_ns() + delay_ns;
    return TWATFS_OK;
}

static twatfs_status judge(struct multipart *multipart, const struct flight *flight,
                           const struct twatfs_http_response *answer)
{
    struct twatfs_call *call = multipart->call;
    struct fal_part *part = &multipart->parts.items[flight->index];
    twatfs_status status = twatfs_check_answer(call, answer);
    const char *etag;

    if (answer->status == 401 && !part->renewed) {
        part->renewed = true;
        part->state = FAL_PART_WAITS;
        fal_cdn_forget(multipart->cdn, flight->token.number);
        return TWATFS_OK;
    }
    if (is_gone(multipart, answer->status)) {
        multipart->gone = true;
        return TWATFS_TEMPORARY;
    }
    if (answer->status == 429 && multipart->flow.concurrency > 1)
        multipart->flow.concurrency /= 2;
    if (status == TWATFS_TEMPORARY || answer->status == 409)
        return again(multipart, flight->index, TWATFS_TEMPORARY,
                     twatfs_header(call, answer, "Retry-After"));
    if (status != TWATFS_OK)
        return status;
    etag = twatfs_header(call, answer, "ETag");
    if (etag == NULL || !fal_parts_arrived(&multipart->parts, flight->index, etag))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d to a part without an ETag",
                           (int)answer->status);
    fal_parts_save(call, &multipart->parts);
    return TWATFS_OK;
}

static twatfs_status done(struct twatfs_call *call, void *data, uint64_t number,
                          twatfs_status outcome, struct twatfs_http_response *answer)
{
    struct multipart *multipart = data;
    struct flight **link = &multipart->flights, *flight;
    twatfs_status status = outcome;

    (void)call;
    while (*link != NULL && (*link)->index != number)
        link = &(*link)->next;
    flight = *link;
    if (flight == NULL)
        return TWATFS_PERMANENT;
    *link = flight->next;
    if (outcome == TWATFS_OK)
        status = judge(multipart, flight, answer);
    else if (outcome == TWATFS_TEMPORARY)
        status = again(multipart, flight->index, outcome, NULL);
    free_flight(flight);
    return status == TWATFS_OK ? multipart->status : status;
}

/* ---- Beginning and ending ---- */

static twatfs_status create(struct multipart *multipart, const struct twatfs_upload *upload,
                            bool *away)
{
    struct twatfs_call *call = multipart->call;
    CLEANUP(fal_token_free) struct fal_token token = {.number = 0};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = fal_cdn_token(call, multipart->cdn, &token);
    const char *headers[] = {"Authorization",
                             token.authorization,
                             "Accept",
                             "application/json",
                             "Content-Type",
                             upload->content_type,
                             "X-Fal-File-Name",
                             fal_file_name(call, upload),
                             "X-Fal-Object-Lifecycle",
                             fal_lifecycle(call, upload),
                             NULL};
    const char *url, *id;

    *away = token.away;
    if (status != TWATFS_OK)
        return status;
    request.method = "POST";
    request.url = twatfs_printf(call, "%s/files/upload/multipart", token.base);
    request.headers = headers;
    request.body = "";
    if (request.url == NULL || headers[7] == NULL)
        return out_of_memory(call);
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK)
        status = twatfs_check_answer(call, &answer);
    if (status != TWATFS_OK) {
        if (answer.status == 401)
            fal_cdn_forget(multipart->cdn, token.number);
        *away = fal_is_away(&answer, status);
        return status;
    }
    url = twatfs_json(call, &answer, "access_url");
    id = twatfs_json(call, &answer, "uploadId");
    if (url == NULL || id == NULL || id[0] == '\0' || strlen(url) >= FAL_TEXT_SIZE ||
        strlen(id) >= FAL_TEXT_SIZE || strchr(id, '\n') != NULL || strchr(url, '\n') != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: HTTP %d without an access_url and an uploadId",
                           (int)answer.status);
    if (!fal_is_theirs(call, url))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: \"%s\": files would go to another host", url);
    strcpy(multipart->parts.access_url, url);
    strcpy(multipart->parts.upload_id, id);
    fal_parts_save(call, &multipart->parts);
    return TWATFS_OK;
}

/* Begin, or go on with what an earlier run began. */
static twatfs_status prepare(struct multipart *multipart, const struct twatfs_upload *upload,
                             bool *away)
{
    struct twatfs_call *call = multipart->call;
    struct fal_parts *parts = &multipart->parts;
    uint64_t size = FAL_PART_SIZE;
    twatfs_status status;
    const char *id;

    while (upload->size / size >= PARTS_MAX)
        size *= 2;
    if (!fal_parts_cut(parts, upload->size, size))
        return out_of_memory(call);
    if (fal_parts_load(call, parts) && fal_is_theirs(call, parts->access_url)) {
        multipart->resumed = true;
        twatfs_log(call, TWATFS_LOG_INFO, "goes on with an upload: %u of %u parts are there",
                   (unsigned)parts->arrived, (unsigned)parts->count);
    } else {
        status = create(multipart, upload, away);
        if (status != TWATFS_OK)
            return status;
    }
    id = twatfs_url_escape(call, parts->upload_id);
    if (id != NULL)
        multipart->part_url = twatfs_printf(call, "%s/multipart/%s/", parts->access_url, id);
    return multipart->part_url != NULL ? TWATFS_OK : out_of_memory(call);
}

/* What changed while it was sent is no file that anybody had. */
static twatfs_status check_unchanged(const struct multipart *multipart)
{
    char byte;

    return twatfs_read(multipart->call, &byte, 1, multipart->parts.total) >= 0 ? TWATFS_OK
                                                                               : TWATFS_LOCAL;
}

static twatfs_status complete_once(struct multipart *multipart, const char *body, bool *renewed)
{
    struct twatfs_call *call = multipart->call;
    CLEANUP(fal_token_free) struct fal_token token = {.number = 0};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = fal_cdn_token(call, multipart->cdn, &token);
    const char *headers[] = {"Authorization", token.authorization, "Content-Type",
                             "application/json", NULL};

    if (status != TWATFS_OK)
        return status;
    request.method = "POST";
    request.url = twatfs_printf(call, "%scomplete", multipart->part_url);
    request.headers = headers;
    request.body = body;
    request.body_length = strlen(body);
    if (request.url == NULL)
        return out_of_memory(call);
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK)
        status = twatfs_check_answer(call, &answer);
    if (answer.status == 401 && !*renewed) {
        *renewed = true;
        fal_cdn_forget(multipart->cdn, token.number);
        return TWATFS_TEMPORARY;
    }
    multipart->gone = is_gone(multipart, answer.status);
    return status;
}

/* An upload that is completed is not known any more, but its link serves. */
static bool is_complete(struct multipart *multipart)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    request.method = "HEAD";
    request.url = multipart->parts.access_url;
    request.flags = TWATFS_HTTP_FOLLOW;
    return twatfs_http(multipart->call, &request, &answer) == TWATFS_OK && answer.status == 200;
}

static twatfs_status complete(struct multipart *multipart)
{
    CLEANUP(free_text) char *body = fal_parts_list(&multipart->parts);
    twatfs_status status = TWATFS_TEMPORARY;
    bool renewed = false;

    if (body == NULL)
        return out_of_memory(multipart->call);
    for (unsigned attempt = 0; attempt < COMPLETE_ATTEMPTS && status == TWATFS_TEMPORARY;
         attempt++) {
        if (attempt > 0 && twatfs_wait(multipart->call, 250u << attempt) != TWATFS_OK)
            return TWATFS_CANCELLED;
        status = complete_once(multipart, body, &renewed);
        /* The host may have sent it twice by itself, or its answer was lost. */
        if (multipart->gone && is_complete(multipart)) {
            multipart->gone = false;
            return TWATFS_OK;
        }
    }
    return status;
}

twatfs_status fal_multipart(struct twatfs_call *call, struct fal_cdn *cdn,
                            const struct twatfs_upload *upload, uint32_t at_once, const char **url,
                            bool *away)
{
    CLEANUP(multipart_end)
    struct multipart multipart = {
        .call = call, .cdn = cdn, .flow = TWATFS_HTTP_FLOW_INIT, .status = TWATFS_OK};
    twatfs_status status;

    multipart.flow.concurrency = at_once;
    multipart.flow.data = &multipart;
    multipart.flow.next = next;
    multipart.flow.done = done;
    status = prepare(&multipart, upload, away);
    if (status != TWATFS_OK)
        return status;
    status = twatfs_http_each(call, &multipart.flow);
    if (status == TWATFS_OK)
        status = multipart.status;
    if (status == TWATFS_OK)
        status = check_unchanged(&multipart);
    if (status == TWATFS_OK)
        status = complete(&multipart);
    if (multipart.gone)
        status = twatfs_fail(call, TWATFS_TEMPORARY, 0,
                             "fal does not know the upload any more: begun anew");
    /* What a later attempt can go on with is kept. */
    if (multipart.gone ||
        (status != TWATFS_TEMPORARY && status != TWATFS_CANCELLED && status != TWATFS_AUTH))
        fal_parts_forget(call);
    *url = status == TWATFS_OK ? twatfs_printf(call, "%s", multipart.parts.access_url) : NULL;
    return status;
}

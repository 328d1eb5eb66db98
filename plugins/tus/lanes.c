/* lanes.c: the bytes of a file on their way into its uploads, one lane for each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "lanes.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>

#define FAILURES_MAX 4   /* in a row that a lane makes up for by itself */
#define WAIT_MS      250 /* after the first; doubled for each further one */

/* ---- Pieces in memory ---- */

static bool fail_to_make(struct tus_lanes *lanes, twatfs_status status)
{
    lanes->failed = status;
    return false;
}

/* Bytes of a piece, so that all lanes together have their fixed amount of memory. */
static uint64_t piece_size(const struct tus_lanes *lanes)
{
    uint64_t share = TUS_PIECES_MAX / lanes->count;

    return share < TUS_PIECE_MAX ? share : TUS_PIECE_MAX;
}

/* Up to length bytes at an offset of the file; -1 with the reason recorded or known to the host. */
static int64_t read_some(struct tus_lanes *lanes, void *buffer, uint64_t length, uint64_t offset)
{
    ssize_t got;

    if (lanes->spool < 0)
        return twatfs_read(lanes->call, buffer, length, offset);
    do
        got = pread(lanes->spool, buffer, (size_t)length, (off_t)offset);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        twatfs_fail(lanes->call, TWATFS_LOCAL, 0, "the stream's copy: %s", strerror(errno));
    return got;
}

bool tus_lanes_fill(struct tus_lanes *lanes, struct tus_lane *lane)
{
    uint64_t missing = lane->length - lane->offset;
    uint64_t wanted = missing < piece_size(lanes) ? missing : piece_size(lanes);

    /* What is left of the piece before has to arrive first. */
    if (lane->piece != NULL && lane->offset >= lane->piece_start &&
        lane->offset < lane->piece_start + lane->piece_length)
        return true;
    if (lane->piece == NULL)
        lane->piece = malloc(piece_size(lanes));
    if (lane->piece == NULL)
        return fail_to_make(lanes, tus_out_of_memory(lanes->call));
    if (lanes->once && lanes->spool < 0 && lane->offset != lane->piece_start + lane->piece_length)
        return fail_to_make(lanes, twatfs_fail(lanes->call, TWATFS_PERMANENT, 0,
                                               "the server has lost what it had of the stream"));
    lane->piece_start = lane->offset;
    lane->piece_length = 0;
    while (lane->piece_length < wanted) {
        int64_t got =
            read_some(lanes, lane->piece + lane->piece_length, wanted - lane->piece_length,
                      lane->start + lane->piece_start + lane->piece_length);

        if (got < 0 || (got == 0 && lane->length != TWATFS_SIZE_UNKNOWN))
            return fail_to_make(lanes,
                                twatfs_cancelled(lanes->call) ? TWATFS_CANCELLED : TWATFS_LOCAL);
        if (got == 0) {
            lane->length = lane->piece_start + lane->piece_length;
            break;
        }
        lane->piece_length += (uint64_t)got;
    }
    if (lane->piece_start + lane->piece_length > lanes->server->max_size)
        return fail_to_make(lanes,
                            twatfs_fail(lanes->call, TWATFS_REFUSED, 0,
                                        "larger than the %" PRIu64 " bytes that the server takes",
                                        lanes->server->max_size));
    return true;
}

/* The checksum of a body, as the header has it: the algorithm and base64. */
static bool put_checksum(const struct tus_lanes *lanes, struct tus_lane *lane, const void *body,
                         uint64_t length)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_length = 0;
    const EVP_MD *algorithm = EVP_get_digestbyname(lanes->server->checksum);
    int at = snprintf(lane->checksum, sizeof lane->checksum, "%s ", lanes->server->checksum);

    if (algorithm == NULL || at < 0 ||
        EVP_Digest(body, (size_t)length, digest, &digest_length, algorithm, NULL) != 1)
        return false;
    EVP_EncodeBlock((unsigned char *)lane->checksum + at, digest, (int)digest_length);
    return true;
}

/* ---- Requests ---- */

static bool body_from_memory(struct tus_lanes *lanes, struct tus_lane *lane,
                             struct twatfs_http_request *request)
{
    uint64_t done;

    if (!tus_lanes_fill(lanes, lane))
        return false;
    done = lane->offset - lane->piece_start;
    request->body = lane->piece + done;
    request->body_length = lane->piece_length - done;
    if (!lane->declared && lane->length != TWATFS_SIZE_UNKNOWN) {
        snprintf(lane->length_text, sizeof lane->length_text, "%" PRIu64, lane->length);
        tus_headers_add(&lane->headers, "Upload-Length", lane->length_text);
    }
    if (lanes->server->checksum == NULL)
        return true;
    if (!put_checksum(lanes, lane, request->body, request->body_length))
        return fail_to_make(lanes, twatfs_fail(lanes->call, TWATFS_PERMANENT, 0, "%s: failed",
                                               lanes->server->checksum));
    tus_headers_add(&lane->headers, "Upload-Checksum", lane->checksum);
    return true;
}

/* The next request of a lane; false with the reason in failed. */
static bool make_request(struct tus_lanes *lanes, struct tus_lane *lane,
                         struct twatfs_http_request *request)
{
    request->url = lane->url;
    tus_headers_begin(lanes->call, lane->url, &lane->headers);
    if (lane->stage == TUS_ASK) {
        request->method = "HEAD";
    } else {
        snprintf(lane->offset_text, sizeof lane->offset_text, "%" PRIu64, lane->offset);
        tus_headers_add(&lane->headers, "Upload-Offset", lane->offset_text);
        tus_headers_add(&lane->headers, "Content-Type", "application/offset+octet-stream");
        request->method = "PATCH";
        if (lanes->from_memory) {
            if (!body_from_memory(lanes, lane, request))
                return false;
        } else {
            request->use_source = 1;
            request->source_offset = lane->start + lane->offset;
            request->source_length = lane->length - lane->offset;
        }
    }
    request->headers = lane->headers.pairs;
    return true;
}

/* Whether all of a lane is there, and its length told. */
static bool is_whole(const struct tus_lane *lane)
{
    return lane->offset == lane->length && lane->declared;
}

static int32_t next_request(struct twatfs_call *call, void *data,
                            struct twatfs_http_request *request, uint64_t *number,
                            uint64_t *wait_ms)
{
    struct tus_lanes *lanes = data;

    (void)call;
    (void)wait_ms;
    for (unsigned i = 0; i < lanes->count && lanes->failed == TWATFS_OK; i++) {
        struct tus_lane *lane = &lanes->lanes[i];

        if (lane->stage == TUS_SEND && is_whole(lane))
            lane->stage = TUS_DONE;
        if (lane->busy || lane->stage == TUS_DONE)
            continue;
        if (!make_request(lanes, lane, request))
            return 0;
        lane->busy = true;
        *number = i;
        return 1;
    }
    return 0;
}

/* ---- Answers ---- */

/* A file is gone on with by the next attempt, which begins by asking.  A stream has no other: its
 * lane, the only one, waits here and asks. */
static twatfs_status make_up(struct tus_lanes *lanes, struct tus_lane *lane, twatfs_status status)
{
    if (status != TWATFS_TEMPORARY || !lanes->once || lane->failures >= FAILURES_MAX)
        return status;
    lane->stage = TUS_ASK;
    return twatfs_wait(lanes->call, (uint64_t)WAIT_MS << lane->failures++);
}

static bool is_gone(int32_t status)
{
    return status == 403 || status == 404 || status == 410; /* "Protocol", HEAD */
}

static twatfs_status lost(struct tus_lanes *lanes, int32_t status)
{
    lanes->gone = true;
    return twatfs_fail(lanes->call, TWATFS_TEMPORARY, 0,
                       "HTTP %d: the server no longer has what was begun", (int)status);
}

static twatfs_status no_offset(struct tus_lanes *lanes, const struct twatfs_http_response *answer)
{
    return twatfs_fail(lanes->call, TWATFS_PERMANENT, 0,
                       "answer: HTTP %d without a sensible Upload-Offset", (int)answer->status);
}

static twatfs_status take_state(struct tus_lanes *lanes, struct tus_lane *lane,
                                const struct twatfs_http_response *answer)
{
    uint64_t offset, length;
    twatfs_status status = TWATFS_OK;

    if (is_gone(answer->status))
        return lost(lanes, answer->status);
    status = tus_meaning(lanes->call, answer);
    if (status != TWATFS_OK)
        return make_up(lanes, lane, status);
    if (!tus_header_bytes(lanes->call, answer, "Upload-Offset", &offset))
        return no_offset(lanes, answer);
    lane->declared = tus_header_bytes(lanes->call, answer, "Upload-Length", &length);
    if (offset > lane->length || (lane->declared && length != lane->length))
        return lost(lanes, answer->status);
    /* Of a file the length was told when the upload was made. */
    lane->declared = lane->declared || !lanes->once;
    lane->offset = offset;
    lane->stage = TUS_SEND;
    return TWATFS_OK;
}

static twatfs_status take_sent(struct tus_lanes *lanes, struct tus_lane *lane,
                               const struct twatfs_http_response *answer)
{
    uint64_t offset, sum = 0;
    twatfs_status status;

    /* What was made a moment ago is not gone: another would fare no better. */
    if (is_gone(answer->status) && lane->fresh)
        return twatfs_fail(lanes->call, TWATFS_PERMANENT, 0,
                           "HTTP %d: the server has made an upload and takes no bytes for it: "
                           "does something in front of it refuse PATCH?",
                           (int)answer->status);
    if (is_gone(answer->status))
        return lost(lanes, answer->status);
    status = tus_meaning(lanes->call, answer);
    if (answer->status == 460 && lane->failures++ < FAILURES_MAX)
        return TWATFS_OK; /* once more: the server has thrown it away */
    if (answer->status == 409 && lane->failures++ < FAILURES_MAX) {
        lane->stage = TUS_ASK; /* what was thought lost has arrived after all */
        return TWATFS_OK;
    }
    if (status != TWATFS_OK)
        return make_up(lanes, lane, status);
    if (!tus_header_bytes(lanes->call, answer, "Upload-Offset", &offset) || offset < lane->offset ||
        offset > lane->length)
        return no_offset(lanes, answer);
    lane->declared = lane->declared || lane->length_text[0] != '\0';
    if (offset == lane->offset && !is_whole(lane))
        return make_up(lanes, lane,
                       twatfs_fail(lanes->call, TWATFS_TEMPORARY, 0,
                                   "the server has taken nothing of what was sent"));
    lane->offset = offset;
    lane->fresh = false;
    lane->failures = 0;
    for (unsigned i = 0; i < lanes->count; i++)
        sum += lanes->lanes[i].offset;
    if (lanes->from_memory)
        twatfs_progress(lanes->call, sum);
    return TWATFS_OK;
}

static twatfs_status take_answer(struct twatfs_call *call, void *data, uint64_t number,
                                 twatfs_status outcome, struct twatfs_http_response *answer)
{
    struct tus_lanes *lanes = data;
    struct tus_lane *lane = &lanes->lanes[number];

    (void)call;
    lane->busy = false;
    if (outcome != TWATFS_OK)
        return make_up(lanes, lane, outcome);
    return lane->stage == TUS_ASK ? take_state(lanes, lane, answer)
                                  : take_sent(lanes, lane, answer);
}

/* ---- The whole ---- */

twatfs_status tus_lanes_run(struct tus_lanes *lanes)
{
    struct twatfs_http_flow flow = TWATFS_HTTP_FLOW_INIT;
    twatfs_status status;

    flow.concurrency = lanes->count;
    flow.data = lanes;
    flow.next = next_request;
    flow.done = take_answer;
    status = twatfs_http_each(lanes->call, &flow);
    return status != TWATFS_OK ? status : lanes->failed;
}

void tus_lanes_free(struct tus_lanes *lanes)
{
    for (unsigned i = 0; i < lanes->count; i++)
        free(lanes->lanes[i].piece);
    if (lanes->spool >= 0)
        close(lanes->spool);
}

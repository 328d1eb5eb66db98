/* hostapi-flow.c: the service that drives a provider's flow of requests.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/clock.h"
#include "transfer/hostapi-answer.h"
#include "transfer/hostapi-http.h"

/* What a flow had in ABI 1.1: one made then is taken when the struct has grown. */
#define FLOW_SIZE_1_1 (offsetof(struct twatfs_http_flow, done) + sizeof(void *))

/* One request of a flow, from next to done. */
struct flown {
    struct flown *next;
    uint64_t number;
    struct twatfs_http_request given;
    struct http_request request;
    struct http_response response;
};

/* A flow on its way. */
struct flow {
    struct call *call;
    struct twatfs_http_flow *given;
    struct http_flow engine;
    struct sending sending;
    uint64_t sent; /* bytes of the source, by those that are done */
    struct flown *under_way;
    twatfs_status status; /* the first that is not TWATFS_OK ends it */
};

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

/* The answer's struct is the provider's for the time of done. */
static twatfs_status tell_done(struct flow *flow, struct flown *flown)
{
    struct twatfs_http_response told = TWATFS_HTTP_RESPONSE_INIT;
    struct call *call = flow->call;
    twatfs_status outcome = flown->response.done ? TWATFS_OK : flown->response.error.status, status;
    struct answer *answer = answer_new(call);

    if (answer == NULL)
        return call_record(call, TWATFS_LOCAL, 0, "out of memory");
    if (outcome != TWATFS_OK && (flown->given.flags & TWATFS_HTTP_ASIDE) == 0)
        call_record_error(call, &flown->response.error);
    call_watch(call, &flown->response);
    answer->response = flown->response;
    flown->response = (struct http_response)HTTP_RESPONSE_INIT;
    answer_fill(&told, answer);
    status = flow->given->done(&call->border, flow->given->data, flown->number, outcome, &told);
    call->border.host->release(&call->border, &told);
    return status;
}

static bool flow_done(void *data, struct http_response *response)
{
    struct flow *flow = data;
    struct flown **link = &flow->under_way, *flown;

    while (&(*link)->response != response)
        link = &(*link)->next;
    flown = *link;
    *link = flown->next;
    flow->sent += request_sent(&flown->request, response);
    if (flow->status == TWATFS_OK)
        flow->status = tell_done(flow, flown);
    http_response_free(&flown->response);
    free(flown);
    flow->engine.concurrency = flow->given->concurrency;
    return flow->status == TWATFS_OK;
}

/* There will be no next, and those under way are for nothing: always false. */
static bool flow_fail(struct flow *flow, const struct error *error)
{
    flow->status = call_record_error(flow->call, error);
    for (struct flown *flown = flow->under_way; flown != NULL; flown = flown->next)
        http_drop(flow->call->transfer->http, &flown->response);
    return false;
}

static bool flow_next(void *data, const struct http_request **request,
                      struct http_response **response, uint64_t *wake_ns)
{
    struct flow *flow = data;
    struct flown *flown = calloc(1, sizeof *flown);
    struct error error = ERROR_INIT;
    uint64_t wait_ms = UINT64_MAX;

    *wake_ns = CLOCK_NEVER;
    if (flow->status != TWATFS_OK) {
        free(flown);
        return false;
    }
    if (flown == NULL) {
        error_class(&error, TWATFS_LOCAL, "out of memory");
        return flow_fail(flow, &error);
    }
    flown->given = (struct twatfs_http_request)TWATFS_HTTP_REQUEST_INIT;
    flow->call->awaits_source = false;
    if (flow->given->next(&flow->call->border, flow->given->data, &flown->given, &flown->number,
                          &wait_ms) != 1) {
        flow->engine.watched_fd = flow->call->awaits_source ? flow->call->job->source.fd : -1;
        if (wait_ms != UINT64_MAX)
            *wake_ns = wait_ms < UINT64_MAX / NANOSECONDS_PER_MS
                           ? clock_add_ns(clock_now_ns(), wait_ms * NANOSECONDS_PER_MS)
                           : CLOCK_NEVER;
        free(flown);
        return false;
    }
    if (!request_translate(flow->call, &flown->given, &flown->request, &error)) {
        free(flown);
        return flow_fail(flow, &error);
    }
    flow->sending.source = flow->sending.source || flown->request.source != NULL;
    flow->engine.concurrency = flow->given->concurrency;
    flown->next = flow->under_way;
    flow->under_way = flown;
    *request = &flown->request;
    *response = &flown->response;
    return true;
}

static twatfs_status service_http_each(struct twatfs_call *border, struct twatfs_http_flow *given)
{
    struct call *call = ours(border);
    struct http *http = call->transfer->http;
    struct flow flow = {.call = call, .given = given, .sending = {.call = call}};
    struct twatfs_http_flow known;
    struct http_listener before;

    if (given == NULL || given->struct_size < FLOW_SIZE_1_1 || given->next == NULL ||
        given->done == NULL || call->flow != NULL)
        return call_record(call, TWATFS_PERMANENT, 0,
                           "flow: not made by TWATFS_HTTP_FLOW_INIT, without callbacks, or "
                           "within another");
    if (!take_struct(&known, sizeof known, given, given->struct_size))
        return call_record(call, TWATFS_PERMANENT, 0,
                           "flow: asks for what only a newer twatfs can do: update twatfs");
    flow.engine = (struct http_flow){.next = flow_next,
                                     .done = flow_done,
                                     .data = &flow,
                                     .concurrency = given->concurrency,
                                     .watched_fd = -1};
    call->flow = &flow;
    before = http_on_progress(http, (struct http_listener){sending_progress, &flow.sending});
    http_run(http, &flow.engine);
    (void)http_on_progress(http, before);
    call->flow = NULL;
    call->sent_before += flow.sent;
    if (flow.status == TWATFS_OK && cancel_requested(&call->job->cancel))
        return call_record(call, TWATFS_CANCELLED, 0, "interrupted");
    return flow.status;
}

static void service_http_drop(struct twatfs_call *border, uint64_t number)
{
    const struct call *call = ours(border);
    const struct flown *flown = call->flow != NULL ? call->flow->under_way : NULL;

    while (flown != NULL && flown->number != number)
        flown = flown->next;
    if (flown != NULL)
        http_drop(call->transfer->http, &flown->response);
}

const struct twatfs_host hostapi_flow = {
    .http_each = service_http_each,
    .http_drop = service_http_drop,
};

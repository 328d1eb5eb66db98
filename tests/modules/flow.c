/* flow.c: sends the file's halves in a flow, and asks for something else whenever one is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "flow", "version": "1.0", "description": "Sends parts, for tests",
  "endpoint": { "env": "TWATFS_FLOW_URL" }, "automatic": false
});

struct halves {
    uint64_t size;
    uint32_t next;
};

static int32_t next_half(struct twatfs_call *call, void *data, struct twatfs_http_request *request,
                         uint64_t *number, uint64_t *wait_ms)
{
    struct halves *halves = data;
    uint64_t first = halves->size / 2;

    (void)wait_ms;
    if (halves->next == 2)
        return 0;
    *number = halves->next++;
    request->url = twatfs_printf(call, "%s/half-%u", twatfs_endpoint(call), halves->next);
    request->use_source = 1;
    request->source_offset = *number == 0 ? 0 : first;
    request->source_length = *number == 0 ? first : halves->size - first;
    return 1;
}

static twatfs_status half_done(struct twatfs_call *call, void *data, uint64_t number,
                               twatfs_status outcome, struct twatfs_http_response *response)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = outcome == TWATFS_OK ? twatfs_check_answer(call, response) : outcome;

    (void)data;
    if (status == TWATFS_OK && number == 0)
        status = twatfs_set_url(call, call->host->find_url(call, response));
    request.url = twatfs_endpoint(call);
    return status == TWATFS_OK ? twatfs_http(call, &request, &answer) : status;
}

static twatfs_status flow_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_http_flow flow = TWATFS_HTTP_FLOW_INIT;
    struct halves halves = {.size = upload->size};

    (void)state;
    flow.concurrency = 1;
    flow.data = &halves;
    flow.next = next_half;
    flow.done = half_done;
    return twatfs_http_each(call, &flow);
}

TWATFS_PROVIDER(.upload = flow_upload);

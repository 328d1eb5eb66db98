/* hostapi-http.c: those of a provider's services that speak with its host.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/hostapi-http.h"

#include <string.h>

#include "base/clock.h"
#include "transfer/answer.h"
#include "transfer/hostapi-answer.h"
#include "transfer/tcp.h"

#define REQUESTS_MAX 100000 /* of one http_all */

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

/* ---- Requests ---- */

static bool take_request(const struct twatfs_http_request *given, struct twatfs_http_request *known,
                         struct error *error)
{
    if (!take_struct(known, sizeof *known, given, given->struct_size) ||
        (known->flags & ~(TWATFS_HTTP_FOLLOW | TWATFS_HTTP_EXPECT | TWATFS_HTTP_FRESH |
                          TWATFS_HTTP_DIRECT | TWATFS_HTTP_ASIDE)) != 0 ||
        known->reserved != 0 || known->reserved_1 != 0)
        return error_class(error, TWATFS_PERMANENT,
                           "request: asks for what only a newer twatfs can do: update twatfs");
    if (known->use_source == 0 && (known->source_offset != 0 || known->source_length != 0))
        return error_class(error, TWATFS_PERMANENT,
                           "request: a range of the file needs use_source");
    if (known->fields != NULL && known->file_field == NULL)
        return error_class(error, TWATFS_PERMANENT, "request: a form needs a file_field");
    if (known->use_source != 0 && known->file_field != NULL)
        return error_class(error, TWATFS_PERMANENT,
                           "request: a form takes the whole file, not use_source");
    return true;
}

bool request_translate(struct call *call, const struct twatfs_http_request *given,
                       struct http_request *request, struct error *error)
{
    struct twatfs_http_request known;
    struct source *source = call->uploading ? &call->job->source : NULL;

    if (!take_request(given, &known, error))
        return false;
    call->engine_pays = true;
    *request = (struct http_request){
        .method = known.method,
        .url = known.url,
        .headers = known.headers,
        .fields = known.fields,
        .follow = (known.flags & TWATFS_HTTP_FOLLOW) != 0,
        .expect = (known.flags & TWATFS_HTTP_EXPECT) != 0,
        .fresh = (known.flags & TWATFS_HTTP_FRESH) != 0,
        .direct = (known.flags & TWATFS_HTTP_DIRECT) != 0,
        .timeout_ns = known.timeout_ms * NANOSECONDS_PER_MS,
        .max_answer = known.max_response,
    };
    if (known.url == NULL)
        return error_class(error, TWATFS_PERMANENT, "request: no URL");
    if ((known.file_field != NULL || known.use_source != 0) && source == NULL)
        return error_class(error, TWATFS_PERMANENT, "request: there is no file to send here");
    if (known.file_field != NULL) {
        request->body = HTTP_BODY_FORM;
        request->source = source;
        request->file_field = known.file_field;
        request->file_name = call->job->name;
        request->file_type = call->job->content_type;
    } else if (known.use_source != 0) {
        request->body = HTTP_BODY_SOURCE;
        request->source = source;
        request->offset = known.source_offset;
        request->length = known.source_length;
        if (source->size != TWATFS_SIZE_UNKNOWN) {
            if (known.source_offset > source->size ||
                known.source_length > source->size - known.source_offset)
                return error_class(error, TWATFS_PERMANENT, "request: beyond the file's end");
            if (known.source_length == 0)
                request->length = source->size - known.source_offset;
        } else if (known.source_length == 0) {
            request->length = TWATFS_SIZE_UNKNOWN;
        }
    } else if (known.body != NULL) {
        request->body = HTTP_BODY_MEMORY;
        request->memory = known.body;
        request->length = known.body_length;
    }
    return true;
}

uint64_t request_sent(const struct http_request *request, const struct http_response *response)
{
    uint64_t length = request->body == HTTP_BODY_FORM ? request->source->size : request->length;

    /* What a refused one sent is sent again. */
    if (request->source == NULL || !response->done || response->status >= 300)
        return 0;
    return length != TWATFS_SIZE_UNKNOWN ? length : request->source->streamed - request->offset;
}

void sending_progress(void *data, uint64_t sent, uint64_t received, bool all_sent)
{
    const struct sending *sending = data;
    struct call *call = sending->call;
    uint64_t done = call->sent_before + sent, total;

    (void)received;
    if (!sending->source)
        return;
    total = call->job->source.size;
    if (done > total)
        done = total;
    if (call->job->wishes->pacing != NULL && done > call->paced) {
        const struct pacing *pacing = call->job->wishes->pacing;

        pacing->moved(pacing->data, call->instance, done - call->paced);
        call->paced = done;
    }
    job_event(call->job, call->instance,
              all_sent && done == total ? EVENT_FINISHING : EVENT_SENDING, done, total, 0);
}

/* The memory of one http_all. */
struct batch {
    struct http_request *requests;
    const struct http_request **request_pointers;
    struct http_response **response_pointers;
    struct answer **answers;
};

static void batch_free(struct batch *batch)
{
    free(batch->requests);
    free(batch->request_pointers);
    free(batch->response_pointers);
    free(batch->answers);
}

static bool batch_prepare(struct call *call, struct batch *batch,
                          const struct twatfs_http_request *const *requests, uint32_t count,
                          struct sending *sending, struct error *error)
{
    batch->requests = calloc(count, sizeof *batch->requests);
    batch->request_pointers = calloc(count, sizeof *batch->request_pointers);
    batch->response_pointers = calloc(count, sizeof *batch->response_pointers);
    batch->answers = calloc(count, sizeof *batch->answers);
    if (batch->requests == NULL || batch->request_pointers == NULL ||
        batch->response_pointers == NULL || batch->answers == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    for (uint32_t i = 0; i < count; i++) {
        if (!request_translate(call, requests[i], &batch->requests[i], error))
            return false;
        batch->answers[i] = answer_new(call);
        if (batch->answers[i] == NULL)
            return error_class(error, TWATFS_LOCAL, "out of memory");
        batch->request_pointers[i] = &batch->requests[i];
        batch->response_pointers[i] = &batch->answers[i]->response;
        sending->source = sending->source || batch->requests[i].source != NULL;
    }
    return true;
}

static twatfs_status service_http_all(struct twatfs_call *border,
                                      const struct twatfs_http_request *const *requests,
                                      struct twatfs_http_response *const *responses,
                                      twatfs_status *outcomes, uint32_t count, uint32_t concurrency)
{
    struct call *call = ours(border);
    struct http *http = call->transfer->http;
    CLEANUP(batch_free) struct batch batch = {0};
    struct sending sending = {.call = call};
    struct http_listener before;
    struct error error = ERROR_INIT;
    twatfs_status status = TWATFS_OK;

    if (count == 0)
        return TWATFS_OK;
    for (uint32_t i = 0; i < count && outcomes != NULL; i++)
        outcomes[i] = TWATFS_PERMANENT;
    for (uint32_t i = 0; i < count; i++) {
        if (!answer_has_room(responses[i]))
            return call_record(call, TWATFS_PERMANENT, 0,
                               "response: not made by TWATFS_HTTP_RESPONSE_INIT");
        answer_clear(responses[i]);
    }
    if (count > REQUESTS_MAX)
        return call_record(call, TWATFS_PERMANENT, 0, "http_all: too many requests");
    if (!batch_prepare(call, &batch, requests, count, &sending, &error))
        return call_record_error(call, &error);
    before = http_on_progress(http, (struct http_listener){sending_progress, &sending});
    http_perform(http, batch.request_pointers, batch.response_pointers, count,
                 count == 1 ? 1 : concurrency);
    (void)http_on_progress(http, before);
    for (uint32_t i = 0; i < count; i++) {
        const struct http_response *response = batch.response_pointers[i];
        twatfs_status outcome = response->done ? TWATFS_OK : response->error.status;

        call_watch(call, response);
        answer_fill(responses[i], batch.answers[i]);
        if (outcomes != NULL)
            outcomes[i] = outcome;
        call->sent_before += request_sent(&batch.requests[i], response);
        if (status == TWATFS_OK && outcome != TWATFS_OK)
            status = (requests[i]->flags & TWATFS_HTTP_ASIDE) != 0
                         ? outcome
                         : call_record_error(call, &response->error);
    }
    return status;
}

static twatfs_status service_http(struct twatfs_call *border,
                                  const struct twatfs_http_request *request,
                                  struct twatfs_http_response *response)
{
    return service_http_all(border, &request, &response, NULL, 1, 1);
}

/* ---- The whole file in one request ---- */

static twatfs_status no_url(struct call *call, const struct answer *answer)
{
    CLEANUP_FREE char *words =
        answer_words(answer->response.body.data, answer->response.body.length);
    struct error error = ERROR_INIT;

    if (words == NULL || words[0] == '\0')
        error_set(&error, "answer: empty, with HTTP %d", answer->response.status);
    else
        error_set(&error, "answer: no URL, but: %s", words);
    return call_record(call, TWATFS_PERMANENT, 0, error.text);
}

static twatfs_status take_url(struct call *call, const struct twatfs_send *send,
                              const struct twatfs_http_response *response)
{
    const struct answer *answer = answer_of(call, response);
    CLEANUP_FREE char *whole = NULL;
    const char *url;

    if (send->url_path != NULL) {
        url = call->border.host->json(&call->border, response, send->url_path);
    } else if ((send->flags & TWATFS_SEND_FIND_URL) != 0) {
        url = call->border.host->find_url(&call->border, response);
    } else {
        if (answer->response.body.data != NULL)
            whole = answer_whole(answer->response.body.data, answer->response.body.length);
        url = whole;
    }
    if (url == NULL || url[0] == '\0')
        return no_url(call, answer);
    /* A word that is no URL at all is the host saying something. */
    if (strstr(url, "://") == NULL)
        return no_url(call, answer);
    return call->border.host->set_url(&call->border, url);
}

static twatfs_status service_send_file(struct twatfs_call *border, const struct twatfs_send *given,
                                       struct twatfs_http_response *response)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response unwanted = TWATFS_HTTP_RESPONSE_INIT;
    struct twatfs_send send;
    struct call *call = ours(border);
    twatfs_status status;

    if (response == NULL)
        response = &unwanted;
    if (!take_struct(&send, sizeof send, given, given->struct_size) ||
        (send.flags & ~(TWATFS_SEND_FIND_URL | TWATFS_SEND_EXPECT | TWATFS_SEND_NO_RESULT)) != 0)
        return call_record(call, TWATFS_PERMANENT, 0,
                           "send: asks for what only a newer twatfs can do: update twatfs");
    request.method = send.method;
    request.url = send.url != NULL ? send.url : border->host->endpoint(border);
    request.headers = send.headers;
    request.fields = send.fields;
    request.file_field = send.file_field;
    request.use_source = send.file_field == NULL ? 1 : 0;
    if ((send.flags & TWATFS_SEND_EXPECT) != 0)
        request.flags |= TWATFS_HTTP_EXPECT;
    status = service_http(border, &request, response);
    if (status == TWATFS_OK)
        status = border->host->check_answer(border, response);
    if (status == TWATFS_OK && (send.flags & TWATFS_SEND_NO_RESULT) == 0)
        status = take_url(call, &send, response);
    return status;
}

/* ---- Without HTTP ---- */

static void tell_tcp_progress(void *data, uint64_t sent, bool all_sent)
{
    sending_progress(data, sent, 0, all_sent);
}

static twatfs_status service_tcp(struct twatfs_call *border, const struct twatfs_tcp_request *given,
                                 struct twatfs_http_response *response)
{
    struct call *call = ours(border);
    struct twatfs_tcp_request known;
    struct sending sending = {.call = call};
    struct tcp_request request;
    struct error error = ERROR_INIT;
    struct answer *answer;

    if (given == NULL || !take_struct(&known, sizeof known, given, given->struct_size) ||
        known.flags != 0)
        return call_record(call, TWATFS_PERMANENT, 0,
                           "request: asks for what only a newer twatfs can do: update twatfs");
    if (!answer_has_room(response))
        return call_record(call, TWATFS_PERMANENT, 0,
                           "response: not made by TWATFS_HTTP_RESPONSE_INIT");
    answer_clear(response);
    if (known.url == NULL || (known.body == NULL && !call->uploading))
        return call_record(call, TWATFS_PERMANENT, 0, "request: no URL, or nothing to send");
    sending.source = known.body == NULL;
    request = (struct tcp_request){
        .url = known.url,
        .memory = known.body,
        .length = known.body_length,
        .source = sending.source ? &call->job->source : NULL,
        .max_answer = known.max_response == 0                ? HTTP_ANSWER_DEFAULT
                      : known.max_response < HTTP_ANSWER_MAX ? known.max_response
                                                             : HTTP_ANSWER_MAX,
    };
    answer = answer_new(call);
    if (answer == NULL)
        return call_record(call, TWATFS_LOCAL, 0, "out of memory");
    if (!tcp_exchange(&request, http_settings_of(call->transfer->http), &call->job->cancel,
                      tell_tcp_progress, &sending, &answer->response.body, &error))
        return call_record_error(call, &error);
    answer->response.done = true;
    answer->response.url = strdup(known.url);
    if (answer->response.url == NULL)
        return call_record(call, TWATFS_LOCAL, 0, "out of memory");
    answer_fill(response, answer);
    return TWATFS_OK;
}

const struct twatfs_host hostapi_http = {
    .http = service_http,
    .http_all = service_http_all,
    .send_file = service_send_file,
    .tcp = service_tcp,
};

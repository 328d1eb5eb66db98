/* hostapi-http.c: those of a provider's services that speak HTTP.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/job.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "transfer/answer.h"
#include "transfer/url.h"

#define REQUESTS_MAX 100000 /* of one http_all */

/* What the answer's struct had in ABI 1.0; members that come later are filled only
 * where there is room for them. */
#define RESPONSE_SIZE_1_0 (offsetof(struct twatfs_http_response, owner) + sizeof(const void *))

/* An answer that the provider was given, until it or the callback's end frees it. */
struct answer {
    struct answer *next;
    struct http_response response;
    struct json *json; /* parsed when first asked for */
};

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

static twatfs_status record(struct call *call, twatfs_status status, int64_t retry_after_s,
                            const char *message)
{
    return call->border.host->fail(&call->border, status, retry_after_s, message);
}

static twatfs_status record_error(struct call *call, const struct error *error)
{
    return record(call, error->status != 0 ? error->status : TWATFS_PERMANENT, 0, error->text);
}

/* ---- Answers ---- */

static void answer_free(struct answer *answer)
{
    http_response_free(&answer->response);
    if (answer->json != NULL)
        json_free(answer->json);
    free(answer);
}

void call_free_answers(struct call *call)
{
    struct answer *answer;

    while ((answer = call->answers) != NULL) {
        call->answers = answer->next;
        answer_free(answer);
    }
}

static struct answer *answer_new(struct call *call)
{
    struct answer *answer = calloc(1, sizeof *answer);

    if (answer != NULL) {
        answer->next = call->answers;
        call->answers = answer;
    }
    return answer;
}

/* The answer behind a provider's struct; NULL for one that was never filled. */
static struct answer *answer_of(const struct call *call,
                                const struct twatfs_http_response *response)
{
    struct answer *answer = call->answers;

    while (answer != NULL && (response == NULL || (const void *)answer != response->owner))
        answer = answer->next;
    return answer;
}

/* One that its _INIT macro did not make has no room that we know of. */
static bool has_room(const struct twatfs_http_response *response)
{
    return response != NULL && response->struct_size >= RESPONSE_SIZE_1_0;
}

static void clear(struct twatfs_http_response *response)
{
    response->status = 0;
    response->url = NULL;
    response->body = "";
    response->body_length = 0;
    response->owner = NULL;
}

static void fill(struct twatfs_http_response *response, const struct answer *answer)
{
    response->status = answer->response.status;
    response->url = answer->response.url;
    response->body = answer->response.body.data != NULL ? answer->response.body.data : "";
    response->body_length = answer->response.body.length;
    response->owner = answer;
}

static void service_release(struct twatfs_call *border, struct twatfs_http_response *response)
{
    struct call *call = ours(border);
    struct answer *answer = answer_of(call, response), **link = &call->answers;

    if (answer == NULL)
        return;
    while (*link != answer)
        link = &(*link)->next;
    *link = answer->next;
    answer_free(answer);
    clear(response);
}

/* ---- Requests ---- */

/* Copy a provider's struct, as long as it knew it, into ours.  False when it is longer
 * and wants something there: what we do not know we must not ignore. */
static bool take_struct(void *known, size_t known_size, const void *given, uint32_t given_size)
{
    const unsigned char *bytes = given;

    memset(known, 0, known_size);
    memcpy(known, given, given_size < known_size ? given_size : known_size);
    for (size_t i = known_size; i < given_size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static bool take_request(const struct twatfs_http_request *given, struct twatfs_http_request *known,
                         struct error *error)
{
    if (!take_struct(known, sizeof *known, given, given->struct_size) ||
        (known->flags & ~(TWATFS_HTTP_FOLLOW | TWATFS_HTTP_EXPECT)) != 0 || known->reserved != 0)
        return error_class(error, TWATFS_PERMANENT,
                           "request: asks for what only a newer twatfs can do: update twatfs");
    if (known->use_source == 0 && (known->source_offset != 0 || known->source_length != 0))
        return error_class(error, TWATFS_PERMANENT,
                           "request: a range of the file needs use_source");
    if (known->use_source != 0 && known->file_field != NULL)
        return error_class(error, TWATFS_PERMANENT,
                           "request: a form takes the whole file, not use_source");
    return true;
}

static bool translate(struct call *call, const struct twatfs_http_request *given,
                      struct http_request *request, struct error *error)
{
    struct twatfs_http_request known;
    struct source *source = call->uploading ? &call->job->source : NULL;

    if (!take_request(given, &known, error))
        return false;
    *request = (struct http_request){
        .method = known.method,
        .url = known.url,
        .headers = known.headers,
        .fields = known.fields,
        .follow = (known.flags & TWATFS_HTTP_FOLLOW) != 0,
        .expect = (known.flags & TWATFS_HTTP_EXPECT) != 0,
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

struct sending {
    struct call *call;
    bool source; /* the file's bytes are among what is sent */
};

static void tell_progress(void *data, uint64_t sent, uint64_t received, bool all_sent)
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
        if (!translate(call, requests[i], &batch->requests[i], error))
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
    struct error error = ERROR_INIT;
    twatfs_status status = TWATFS_OK;

    if (count == 0)
        return TWATFS_OK;
    for (uint32_t i = 0; i < count && outcomes != NULL; i++)
        outcomes[i] = TWATFS_PERMANENT;
    for (uint32_t i = 0; i < count; i++) {
        if (!has_room(responses[i]))
            return record(call, TWATFS_PERMANENT, 0,
                          "response: not made by TWATFS_HTTP_RESPONSE_INIT");
        clear(responses[i]);
    }
    if (count > REQUESTS_MAX)
        return record(call, TWATFS_PERMANENT, 0, "http_all: too many requests");
    if (!batch_prepare(call, &batch, requests, count, &sending, &error))
        return record_error(call, &error);
    http_on_progress(http, tell_progress, &sending);
    http_perform(http, batch.request_pointers, batch.response_pointers, count,
                 count == 1 ? 1 : concurrency);
    http_on_progress(http, NULL, NULL);
    for (uint32_t i = 0; i < count; i++) {
        const struct http_response *response = batch.response_pointers[i];
        twatfs_status outcome = response->done ? TWATFS_OK : response->error.status;

        fill(responses[i], batch.answers[i]);
        if (outcomes != NULL)
            outcomes[i] = outcome;
        if (response->done && batch.requests[i].source != NULL)
            call->sent_before += batch.requests[i].body == HTTP_BODY_FORM
                                     ? call->job->source.size
                                     : batch.requests[i].length;
        if (status == TWATFS_OK && outcome != TWATFS_OK)
            status = record_error(call, &response->error);
    }
    return status;
}

static twatfs_status service_http(struct twatfs_call *border,
                                  const struct twatfs_http_request *request,
                                  struct twatfs_http_response *response)
{
    return service_http_all(border, &request, &response, NULL, 1, 1);
}

/* ---- Judging and reading an answer ---- */

static twatfs_status class_of(const struct call *call, int status)
{
    if (status >= 200 && status < 300)
        return TWATFS_OK;
    if (manifest_final_status(call->instance->entry->manifest, status))
        return TWATFS_PERMANENT;
    switch (status) {
    case 408:
    case 425:
    case 429:
        return TWATFS_TEMPORARY;
    case 413:
    case 415:
        return TWATFS_REFUSED;
    case 401:
    case 407:
        return TWATFS_AUTH;
    default:
        return status >= 500 ? TWATFS_TEMPORARY : TWATFS_PERMANENT;
    }
}

/* An upload is not sent anywhere but where the user meant it to go. */
static void moved(const struct call *call, const struct answer *answer, struct error *error)
{
    const char *location = http_header(&answer->response, "Location", 0);
    const char *variable = call->instance->entry->manifest->endpoint_env;
    CLEANUP_FREE char *shown = text_printable(location, strlen(location), 200);

    error_set(error, "HTTP %d: it points to %s%s%s", answer->response.status,
              shown != NULL ? shown : "",
              variable != NULL ? ": if that is its new place, set " : "",
              variable != NULL ? variable : "");
}

static twatfs_status service_check_answer(struct twatfs_call *border,
                                          const struct twatfs_http_response *response)
{
    struct call *call = ours(border);
    const struct answer *answer = answer_of(call, response);
    CLEANUP_FREE char *words = NULL;
    struct error error = ERROR_INIT;
    twatfs_status status;

    if (answer == NULL)
        return record(call, TWATFS_PERMANENT, 0, "no answer to check");
    status = class_of(call, answer->response.status);
    if (status == TWATFS_OK)
        return TWATFS_OK;
    words = answer_words(answer->response.body.data, answer->response.body.length);
    if (answer->response.status / 100 == 3 && http_header(&answer->response, "Location", 0) != NULL)
        moved(call, answer, &error);
    else
        error_set(&error, "HTTP %d%s%s%s", answer->response.status,
                  words != NULL && words[0] != '\0' ? ": " : "", words != NULL ? words : "",
                  answer->response.status == 407 ? ": it is the proxy's: check http_proxy" : "");
    return record(call, status, http_retry_after_s(&answer->response), error.text);
}

static const char *service_header(struct twatfs_call *border,
                                  const struct twatfs_http_response *response, const char *name,
                                  uint32_t index)
{
    const struct answer *answer = answer_of(ours(border), response);

    return answer != NULL && name != NULL ? http_header(&answer->response, name, index) : NULL;
}

/* A copy that lives as long as the callback. */
static const char *lend(struct call *call, const char *text, size_t length)
{
    char *copy = call->border.host->scratch(&call->border, length + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

static const char *service_json(struct twatfs_call *border,
                                const struct twatfs_http_response *response, const char *path)
{
    struct call *call = ours(border);
    struct answer *answer = answer_of(call, response);
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (answer == NULL || path == NULL || answer->response.body.data == NULL)
        return NULL;
    if (answer->json == NULL)
        answer->json =
            json_parse(answer->response.body.data, answer->response.body.length, 0, false, NULL);
    if (answer->json == NULL || !buffer_puts(&text, "") ||
        !json_scalar(json_path(answer->json, path), &text))
        return NULL;
    return lend(call, text.data, text.length);
}

/* A URL is ours when set_url would take it; its complaint is taken back. */
static bool takes_url(void *data, const char *url)
{
    struct call *call = data;
    struct failure before = call->failure;
    char *url_before = STEAL(call->url);
    bool takes = call->border.host->set_url(&call->border, url) == TWATFS_OK;

    free(call->url);
    call->url = url_before;
    call->failure = before;
    return takes;
}

static const char *service_find_url(struct twatfs_call *border,
                                    const struct twatfs_http_response *response)
{
    struct call *call = ours(border);
    const struct answer *answer = answer_of(call, response);
    CLEANUP_FREE char *url = NULL;

    if (answer == NULL || answer->response.body.data == NULL)
        return NULL;
    url =
        answer_find_url(answer->response.body.data, answer->response.body.length, takes_url, call);
    return url != NULL ? lend(call, url, strlen(url)) : NULL;
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
    return record(call, TWATFS_PERMANENT, 0, error.text);
}

static twatfs_status take_url(struct call *call, const struct twatfs_send *send,
                              const struct twatfs_http_response *response)
{
    const struct answer *answer = answer_of(call, response);
    CLEANUP_FREE char *whole = NULL;
    const char *url;

    if (send->url_path != NULL) {
        url = service_json(&call->border, response, send->url_path);
    } else if ((send->flags & TWATFS_SEND_FIND_URL) != 0) {
        url = service_find_url(&call->border, response);
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
        return record(call, TWATFS_PERMANENT, 0,
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
        status = service_check_answer(border, response);
    if (status == TWATFS_OK && (send.flags & TWATFS_SEND_NO_RESULT) == 0)
        status = take_url(call, &send, response);
    return status;
}

const struct twatfs_host hostapi_http = {
    .http = service_http,
    .http_all = service_http_all,
    .release = service_release,
    .check_answer = service_check_answer,
    .header = service_header,
    .json = service_json,
    .find_url = service_find_url,
    .send_file = service_send_file,
};

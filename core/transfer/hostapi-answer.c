/* hostapi-answer.c: those of a provider's services that read an answer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/hostapi-answer.h"

#include <string.h>

#include "base/log.h"
#include "transfer/answer.h"
#include "transfer/url.h"

/* What the answer's struct had in ABI 1.0; members that come later are filled only
 * where there is room for them. */
#define RESPONSE_SIZE_1_0 (offsetof(struct twatfs_http_response, owner) + sizeof(const void *))

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

twatfs_status call_record(struct call *call, twatfs_status status, int64_t retry_after_s,
                          const char *message)
{
    return call->border.host->fail(&call->border, status, retry_after_s, message);
}

twatfs_status call_record_error(struct call *call, const struct error *error)
{
    return call_record(call, error->status != 0 ? error->status : TWATFS_PERMANENT, 0, error->text);
}

/* ---- Answers ---- */

void answer_free(struct answer *answer)
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

struct answer *answer_new(struct call *call)
{
    struct answer *answer = calloc(1, sizeof *answer);

    if (answer != NULL) {
        answer->next = call->answers;
        call->answers = answer;
    }
    return answer;
}

struct answer *answer_of(const struct call *call, const struct twatfs_http_response *response)
{
    struct answer *answer = call->answers;

    while (answer != NULL && (response == NULL || (const void *)answer != response->owner))
        answer = answer->next;
    return answer;
}

bool answer_has_room(const struct twatfs_http_response *response)
{
    return response != NULL && response->struct_size >= RESPONSE_SIZE_1_0;
}

void answer_clear(struct twatfs_http_response *response)
{
    response->status = 0;
    response->url = NULL;
    response->body = "";
    response->body_length = 0;
    response->owner = NULL;
}

void answer_fill(struct twatfs_http_response *response, const struct answer *answer)
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
    answer_clear(response);
}

/* ---- Judging and reading an answer ---- */

static twatfs_status class_of(struct call *call, int status)
{
    if (status >= 200 && status < 300)
        return TWATFS_OK;
    if (manifest_final_status(call->instance->entry->manifest, status)) {
        call->final_status = status;
        return TWATFS_PERMANENT;
    }
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
    CLEANUP_FREE char *shown = text_shown(location, strlen(location), 200);

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
        return call_record(call, TWATFS_PERMANENT, 0, "no answer to check");
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
    return call_record(call, status, http_retry_after_s(&answer->response), error.text);
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

const struct twatfs_host hostapi_answer = {
    .release = service_release,
    .check_answer = service_check_answer,
    .header = service_header,
    .json = service_json,
    .find_url = service_find_url,
};

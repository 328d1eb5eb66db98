/* api.c: one request to Dropbox's API.
 *
 * SPDX-License-Identifier: MIT
 */
#include "api.h"

#include "cleanup.h"

#define RETRY_AFTER_MAX 20 /* seconds that we wait for Dropbox ourselves */
#define DEL             '\x7f'

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

char *dropbox_api_header_text(const char *json)
{
    size_t length = strlen(json), deletes = 0;
    char *text, *to;

    for (const char *from = json; *from != '\0'; from++)
        deletes += *from == DEL;
    to = text = malloc(length + 5 * deletes + 1);
    if (text == NULL)
        return NULL;
    for (const char *from = json; *from != '\0'; from++)
        if (*from == DEL) {
            memcpy(to, "\\u007f", 6);
            to += 6;
        } else {
            *to++ = *from;
        }
    *to = '\0';
    return text;
}

void dropbox_api_prepared_free(struct api_prepared *prepared)
{
    secret_free(&prepared->authorization);
    free(prepared->argument);
    prepared->argument = NULL;
}

twatfs_status dropbox_api_prepare(struct twatfs_call *call, struct account *account,
                                  const char *url, const struct api_request *request,
                                  struct api_prepared *prepared, struct twatfs_http_request *http)
{
    twatfs_status status;
    size_t used = 0;

    *prepared = (struct api_prepared){.number = 0};
    status =
        dropbox_account_authorization(call, account, &prepared->authorization, &prepared->number);
    if (status != TWATFS_OK)
        return status;
    prepared->headers[used++] = "Authorization";
    prepared->headers[used++] = prepared->authorization;
    prepared->headers[used++] = "Content-Type";
    prepared->headers[used++] = request->content ? "application/octet-stream" : "application/json";
    if (request->content) {
        prepared->argument = dropbox_api_header_text(request->argument);
        prepared->headers[used++] = "Dropbox-API-Arg";
        prepared->headers[used++] = prepared->argument;
    }
    prepared->headers[used] = NULL;
    if (url == NULL || (request->content && prepared->argument == NULL)) {
        dropbox_api_prepared_free(prepared);
        return out_of_memory(call);
    }
    http->method = "POST";
    http->url = url;
    http->headers = prepared->headers;
    if (request->content && request->file) {
        http->use_source = 1;
        http->source_offset = request->offset;
        http->source_length = request->length;
    } else if (request->content) {
        http->body = request->body != NULL ? request->body : "";
        http->body_length = request->length;
    } else {
        http->body = request->argument;
        http->body_length = strlen(request->argument);
    }
    return TWATFS_OK;
}

static twatfs_status send_once(struct twatfs_call *call, struct account *account, const char *url,
                               const struct api_request *request,
                               struct twatfs_http_response *answer, struct refusal *refusal,
                               unsigned *number)
{
    CLEANUP(dropbox_api_prepared_free) struct api_prepared prepared = {.number = 0};
    struct twatfs_http_request http = TWATFS_HTTP_REQUEST_INIT;
    twatfs_status status = dropbox_api_prepare(call, account, url, request, &prepared, &http);

    *refusal = (struct refusal){.retry_after_s = 0};
    if (status == TWATFS_OK)
        status = twatfs_http(call, &http, answer);
    *number = prepared.number;
    return status == TWATFS_OK ? dropbox_errors_judge(call, answer, refusal) : status;
}

twatfs_status dropbox_api_send(struct twatfs_call *call, struct account *account,
                               const struct api_request *request,
                               struct twatfs_http_response *answer, struct refusal *refusal)
{
    const char *path, *url;
    bool renewed = false;
    unsigned tried = 0;

    if (request->argument == NULL)
        return out_of_memory(call);
    path = twatfs_printf(call, "2/%s", request->route);
    if (path == NULL)
        return out_of_memory(call);
    url = request->content ? dropbox_account_content_url(call, path)
                           : dropbox_account_url(call, path);
    for (;;) {
        unsigned number = 0;
        twatfs_status status = send_once(call, account, url, request, answer, refusal, &number);

        if (refusal->expired && !renewed) {
            renewed = true;
            status = dropbox_account_renew(call, account, number);
            if (status != TWATFS_OK)
                return status;
        } else if (status == TWATFS_TEMPORARY && ++tried < request->tries &&
                   refusal->retry_after_s <= RETRY_AFTER_MAX) {
            uint64_t wait_ms = refusal->retry_after_s > 0 ? (uint64_t)refusal->retry_after_s * 1000
                                                          : UINT64_C(250) << tried;

            if (twatfs_wait(call, wait_ms) != TWATFS_OK)
                return TWATFS_CANCELLED;
        } else {
            return status;
        }
        twatfs_release(call, answer);
    }
}

#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "parts",
  "version": "1.0",
  "description": "A host that takes a file in parts",
  "endpoint": { "env": "TWATFS_PARTS_URL", "default": "http://127.0.0.1:8080/parts" },
  "supports": ["resume"],
  "threads": "parallel"
});

#define PART_SIZE (UINT64_C(256) * 1024)

/* A request whose answer is JSON, and a success. */
static twatfs_status ask(struct twatfs_call *call, const struct twatfs_http_request *request,
                         struct twatfs_http_response *answer)
{
    twatfs_status status = twatfs_http(call, request, answer);

    return status == TWATFS_OK ? twatfs_check_answer(call, answer) : status;
}

/* Begin, and save the id: from here on a later attempt can go on. */
static twatfs_status begin(struct twatfs_call *call, const char **id)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    request.method = "POST";
    request.url = twatfs_endpoint(call);
    status = ask(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    *id = twatfs_json(call, &answer, "id");
    if (*id == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: has no id");
    *id = twatfs_url_escape(call, *id); /* others wrote it, and it becomes a part of URLs */
    if (*id == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    return call->host->checkpoint_save(call, *id, strlen(*id));
}

/* How much of it the host has; TWATFS_PERMANENT when it does not know it any more. */
static twatfs_status received(struct twatfs_call *call, const char *id, uint64_t *offset)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *number;
    twatfs_status status;

    request.url = twatfs_endpoint_url(call, id);
    status = ask(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    number = twatfs_json(call, &answer, "received");
    *offset = 0;
    for (; number != NULL && *number >= '0' && *number <= '9'; number++)
        *offset = *offset * 10 + (uint64_t)(*number - '0');
    return TWATFS_OK;
}

/* Find what an earlier attempt began, or begin. */
static twatfs_status find_or_begin(struct twatfs_call *call, const char **id, uint64_t *offset)
{
    uint64_t length = 0;
    const char *saved = (const char *)call->host->checkpoint_load(call, &length);
    twatfs_status status;

    *offset = 0;
    if (saved == NULL)
        return begin(call, id);
    *id = twatfs_printf(call, "%.*s", (int)length, saved);
    if (*id == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    status = received(call, *id, offset);
    if (status == TWATFS_PERMANENT)
        return begin(call, id);
    if (status == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_INFO, "goes on at byte %llu", (unsigned long long)*offset);
    return status;
}

static twatfs_status send_part(struct twatfs_call *call, const char *id, uint64_t offset,
                               uint64_t length)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *tail = twatfs_printf(call, "%s?offset=%llu", id, (unsigned long long)offset);
    twatfs_status status;

    request.url = twatfs_endpoint_url(call, tail);
    request.use_source = 1;
    request.source_offset = offset;
    request.source_length = length;
    status = ask(call, &request, &answer);
    twatfs_release(call, &answer); /* there may be thousands of parts */
    return status;
}

static twatfs_status finish(struct twatfs_call *call, const char *id, const char *name)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *escaped = twatfs_url_escape(call, name);
    twatfs_status status;

    if (escaped == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    request.method = "POST";
    request.url = twatfs_endpoint_url(call, twatfs_printf(call, "%s/%s", id, escaped));
    status = ask(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    return twatfs_set_url(call, twatfs_json(call, &answer, "link"));
}

static twatfs_status parts_upload(struct twatfs_call *call, void *state,
                                  const struct twatfs_upload *upload)
{
    const char *id = NULL;
    uint64_t offset = 0;
    twatfs_status status = find_or_begin(call, &id, &offset);

    (void)state;
    while (status == TWATFS_OK && offset < upload->size) {
        uint64_t left = upload->size - offset;
        uint64_t length = left < PART_SIZE ? left : PART_SIZE;

        status = send_part(call, id, offset, length);
        offset += length;
    }
    return status == TWATFS_OK ? finish(call, id, upload->name) : status;
}

/* "twatfs clean": nobody will go on with it. */
static twatfs_status parts_abandon(struct twatfs_call *call, void *state)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    uint64_t length = 0;
    const char *saved = (const char *)call->host->checkpoint_load(call, &length);
    twatfs_status status;

    (void)state;
    if (saved == NULL)
        return TWATFS_OK;
    request.method = "DELETE";
    request.url = twatfs_endpoint_url(call, twatfs_printf(call, "%.*s", (int)length, saved));
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404)
        return status; /* 404: it is gone, which is what we want */
    return twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = parts_upload, .abandon = parts_abandon);

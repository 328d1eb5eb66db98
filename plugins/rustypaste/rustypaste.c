/* rustypaste.c: an instance of rustypaste.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /, a form whose field says what becomes of the file: "file", or "oneshot" for a link that
 * dies with its first request, HEAD included. Headers: Authorization with a token, expire with a
 * duration, filename with the name wanted; the answer is the URL and a line break. DELETE of the
 * URL, with a token of another kind, deletes a file, but none of the second sort (rustypaste
 * 0.17.0, its source of 2026-06).
 */
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

#include "link-name.h"

TWATFS_MANIFEST({
  "name": "rustypaste",
  "version": "0.1.0",
  "description": "a rustypaste of your own or of your friends",
  "homepage": "https://github.com/orhun/rustypaste",
  "env": { "any_of": [["TWATFS_RUSTYPASTE_URL"]],
           "optional": ["RUSTYPASTE_TOKEN", "RUSTYPASTE_DELETE_TOKEN"],
           "public": ["TWATFS_RUSTYPASTE_URL"] },
  "endpoint": { "env": "TWATFS_RUSTYPASTE_URL" },
  "supports": ["delete", "expiry", "once", "remote-path"],
  "min_size": 1,
  "retention": "as the instance is set",
  "threads": "parallel",
  "priority": 245,
  "setup": "Set TWATFS_RUSTYPASTE_URL to the address of an instance, RUSTYPASTE_TOKEN if it asks for a token, and RUSTYPASTE_DELETE_TOKEN to delete."
});

/* In place of a token, which the host gives to nobody: the file is where DELETE does not look. */
#define ONCE "once"

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* A name that the server keeps as it is, in its folder and in the link. */
static twatfs_status check_name(struct twatfs_call *call, const char *name)
{
    const char *escaped = twatfs_url_escape(call, name);

    if (escaped == NULL)
        return out_of_memory(call);
    if (strcmp(escaped, name) != 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "%s: a name here has only letters, digits and -._~", name);
    return TWATFS_OK;
}

/* The link in the answer, where a name stands as the server keeps it. */
static const char *link_of(struct twatfs_call *call, const struct twatfs_upload *upload,
                           const char *body)
{
    size_t length = strcspn(body, "\n");
    const char *answer = twatfs_printf(call, "%.*s", (int)length, body), *name, *escaped;

    if (answer == NULL || body[length] == '\0' || body[length + 1] != '\0')
        return answer; /* set_url says what is wrong with it */
    name = strrchr(answer, '/');
    if (name == NULL)
        return answer;
    name++;
    escaped = link_name(call, name, upload->name);
    return escaped != NULL ? twatfs_printf(call, "%.*s%s", (int)(name - answer), answer, escaped)
                           : NULL;
}

/* What the status alone does not tell. */
static twatfs_status meaning(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             twatfs_status status)
{
    switch (answer->status) {
    case 401:
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: %s RUSTYPASTE_TOKEN",
                           twatfs_env(call, "RUSTYPASTE_TOKEN") != NULL ? "check" : "set");
    case 409:
        return twatfs_fail(call, TWATFS_REFUSED, 0, "HTTP 409: it has a file of that name");
    case 507:
        return twatfs_fail(call, TWATFS_REFUSED, 0, "HTTP 507: it has no room for this file");
    default:
        return status;
    }
}

static twatfs_status rustypaste_upload(struct twatfs_call *call, void *state,
                                       const struct twatfs_upload *upload)
{
    const char *headers[] = {"Authorization",
                             twatfs_env(call, "RUSTYPASTE_TOKEN"),
                             "expire",
                             NULL,
                             "filename",
                             upload->remote_path,
                             NULL};
    int once = (upload->flags & TWATFS_UPLOAD_ONCE) != 0;
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *link;
    twatfs_status status;

    (void)state;
    if (upload->remote_path != NULL) {
        status = check_name(call, upload->remote_path);
        if (status != TWATFS_OK)
            return status;
    }
    send.url = twatfs_endpoint_url(call, "");
    if (upload->expire_s > 0)
        headers[3] = twatfs_printf(call, "%llds", (long long)upload->expire_s);
    if (send.url == NULL || (upload->expire_s > 0 && headers[3] == NULL))
        return out_of_memory(call);
    send.headers = headers;
    send.file_field = once ? "oneshot" : "file";
    send.flags = TWATFS_SEND_EXPECT | TWATFS_SEND_NO_RESULT;
    status = meaning(call, &answer, twatfs_send_file(call, &send, &answer));
    if (status != TWATFS_OK)
        return status;
    link = link_of(call, upload, answer.body);
    if (link == NULL)
        return out_of_memory(call);
    if (once)
        twatfs_set_delete(call, ONCE);
    if (upload->expire_s > 0)
        twatfs_set_expiry(call, (int64_t)time(NULL) + upload->expire_s);
    return twatfs_set_url(call, link);
}

static twatfs_status rustypaste_remove(struct twatfs_call *call, void *state,
                                       const struct twatfs_removal *removal)
{
    const char *headers[] = {"Authorization", twatfs_env(call, "RUSTYPASTE_DELETE_TOKEN"), NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *base = twatfs_endpoint_url(call, "");
    twatfs_status status;

    (void)state;
    if (base == NULL)
        return out_of_memory(call);
    /* The token goes to no other host. */
    if (strncmp(removal->url, base, strlen(base)) != 0 || removal->url[strlen(base)] == '\0' ||
        strpbrk(removal->url + strlen(base), "/?#") != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "%s: is not a link of TWATFS_RUSTYPASTE_URL, %s", removal->url, base);
    if (removal->token != NULL && strcmp(removal->token, ONCE) == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "a link for one download goes with that, and not before");
    if (headers[1] == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "set RUSTYPASTE_DELETE_TOKEN");
    request.method = "DELETE";
    request.url = removal->url;
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    if (answer.status == 401)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: check RUSTYPASTE_DELETE_TOKEN");
    /* Of a file that is gone it says so; without tokens of its own it answers with nothing. */
    if (answer.status == 404 && answer.body_length == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "has no delete_tokens, and deletes nothing");
    return answer.status == 404 ? TWATFS_OK : twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = rustypaste_upload, .remove = rustypaste_remove);

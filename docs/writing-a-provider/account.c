#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "account",
  "version": "1.0",
  "description": "A host that wants to know who you are",
  "env": { "any_of": [["ACCOUNT_TOKEN"]] },
  "endpoint": { "env": "TWATFS_ACCOUNT_URL", "default": "http://127.0.0.1:8080/account" },
  "supports": ["delete"],
  "max_size": 100000000,
  "retention": "1 day",
  "threads": "parallel",
  "setup": "The word is: export ACCOUNT_TOKEN=learning"
});

static twatfs_status judge(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    if (answer->status == 401)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: ACCOUNT_TOKEN is wrong");
    return twatfs_check_answer(call, answer);
}

static twatfs_status account_upload(struct twatfs_call *call, void *state,
                                    const struct twatfs_upload *upload)
{
    const char *headers[] = {"X-Token", twatfs_env(call, "ACCOUNT_TOKEN"), NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *token, *expires;
    twatfs_status status;

    (void)state;
    send.url = twatfs_endpoint_url(call, twatfs_url_escape(call, upload->name));
    if (send.url == NULL) /* which would mean the endpoint itself */
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.headers = headers;
    send.url_path = "link";
    status = twatfs_send_file(call, &send, &answer);
    if (answer.status == 401)
        return judge(call, &answer);
    if (status != TWATFS_OK)
        return status;
    token = twatfs_json(call, &answer, "delete");
    if (token != NULL)
        twatfs_set_delete(call, token);
    expires = twatfs_json(call, &answer, "expires");
    if (expires != NULL)
        twatfs_set_expiry(call, twatfs_parse_time(call, expires));
    return TWATFS_OK;
}

static twatfs_status account_remove(struct twatfs_call *call, void *state,
                                    const struct twatfs_removal *removal)
{
    const char *headers[] = {"X-Token", twatfs_env(call, "ACCOUNT_TOKEN"), "X-Delete",
                             removal->token, NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "there is no token that deletes it");
    request.method = "DELETE";
    request.url = twatfs_endpoint_url(call, "");
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404)
        return status; /* 404: it is gone, which is what we want */
    return judge(call, &answer);
}

static twatfs_status account_examine(struct twatfs_call *call, void *state)
{
    const char *headers[] = {"X-Token", twatfs_env(call, "ACCOUNT_TOKEN"), NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;
    const char *user;

    (void)state;
    request.url = twatfs_endpoint_url(call, "");
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK)
        status = judge(call, &answer);
    user = status == TWATFS_OK ? twatfs_json(call, &answer, "user") : NULL;
    if (user != NULL)
        twatfs_log(call, TWATFS_LOG_INFO, "the account of %s", user);
    return status;
}

TWATFS_PROVIDER(.upload = account_upload, .remove = account_remove, .examine = account_examine);

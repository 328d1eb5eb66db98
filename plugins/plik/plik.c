/* plik.c: an instance of Plik.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /upload, JSON of ttl and oneShot, makes an upload with an id and a token; POST
 * /file/ID, a form with the file, fills it, and tells the file's own id, its name and its
 * MD5. The link is /file/ID/FILE/NAME; DELETE of it with the token deletes the file (Plik's
 * source of 2025-06, and run).
 */
#include <stdbool.h>
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "plik",
  "version": "0.1.0",
  "description": "a Plik of your own or of your friends",
  "homepage": "https://github.com/root-gg/plik",
  "env": { "any_of": [["TWATFS_PLIK_URL"]], "optional": ["PLIK_TOKEN"],
           "public": ["TWATFS_PLIK_URL"] },
  "endpoint": { "env": "TWATFS_PLIK_URL" },
  "supports": ["delete", "expiry", "once", "private", "unique"],
  "retention": "as the instance is set",
  "threads": "parallel",
  "priority": 255,
  "setup": "Set TWATFS_PLIK_URL to the address of an instance, and PLIK_TOKEN to a token of your account there if it takes nothing without one."
});

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* A URL with a slash at its end. */
static const char *with_slash(struct twatfs_call *call, const char *url)
{
    return twatfs_printf(call, "%s%s", url, url[strlen(url) - 1] == '/' ? "" : "/");
}

/* The class that a refusal deserves by its words: to Plik nearly all of them are 400. */
static twatfs_status meaning(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             twatfs_status status)
{
    static const char *const refusals[] = {
        "too big",       /* "file too big (limit is set to 2.0 MB)" */
        "TTL",           /* "invalid TTL. (maximum allowed is : 86400)" */
        "one shot",      /* "one shot uploads are disabled" */
        "maximum user ", /* "maximum user upload size reached. (10 GB)" */
    };

    if (status != TWATFS_PERMANENT)
        return status;
    if (strstr(answer->body, "anonymous uploads are disabled") != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "anonymous uploads are disabled: set PLIK_TOKEN");
    if (strstr(answer->body, "invalid token") != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "invalid token: check PLIK_TOKEN");
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (answer->status == 400 && strstr(answer->body, refusals[i]) != NULL)
            return TWATFS_REFUSED;
    return status;
}

/* Make an upload; *once: its link dies with its first download, asked for or not. */
static twatfs_status create(struct twatfs_call *call, const char *base,
                            const struct twatfs_upload *upload, bool *once,
                            struct twatfs_http_response *answer)
{
    const char *headers[] = {"Content-Type", "application/json", "X-PlikToken",
                             twatfs_env(call, "PLIK_TOKEN"), NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    const char *wish = twatfs_printf(call, "%lld", (long long)upload->expire_s), *body, *told;
    twatfs_status status;

    *once = (upload->flags & TWATFS_UPLOAD_ONCE) != 0;
    if (wish == NULL)
        return out_of_memory(call);
    /* Removable is by everyone; with its token we may delete it anyway. */
    body = twatfs_printf(call, "{\"ttl\":%s,\"oneShot\":%s,\"removable\":false}", wish,
                         *once ? "true" : "false");
    request.url = twatfs_printf(call, "%supload", base);
    if (body == NULL || request.url == NULL)
        return out_of_memory(call);
    request.method = "POST";
    request.headers = headers;
    request.body = body;
    request.body_length = strlen(body);
    status = twatfs_http(call, &request, answer);
    if (status == TWATFS_OK)
        status = meaning(call, answer, twatfs_check_answer(call, answer));
    if (status != TWATFS_OK)
        return status;
    told = twatfs_json(call, answer, "ttl");
    if (upload->expire_s > 0 && told != NULL && strcmp(told, wish) != 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "keeps files for %s s, whatever is asked",
                           told);
    told = twatfs_json(call, answer, "oneShot");
    *once = *once || (told != NULL && strcmp(told, "true") == 0);
    return TWATFS_OK;
}

/* The link of the file that was sent; an instance may have another domain for downloads. */
static twatfs_status take_link(struct twatfs_call *call, const char *base, const char *id,
                               const struct twatfs_http_response *made,
                               const struct twatfs_http_response *sent)
{
    const char *domain = twatfs_json(call, made, "downloadDomain");
    const char *file = twatfs_json(call, sent, "id"), *name = twatfs_json(call, sent, "fileName");
    const char *url = NULL;

    if (file == NULL || file[0] == '\0' || name == NULL || name[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without a file's id",
                           (int)sent->status);
    if (domain != NULL && domain[0] != '\0')
        base = with_slash(call, domain);
    file = twatfs_url_escape(call, file);
    name = twatfs_url_escape(call, name);
    if (base != NULL && file != NULL && name != NULL)
        url = twatfs_printf(call, "%sfile/%s/%s/%s", base, id, file, name);
    return url != NULL ? twatfs_set_url(call, url) : out_of_memory(call);
}

static twatfs_status plik_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    const char *headers[] = {"X-UploadToken", NULL, "X-PlikToken", twatfs_env(call, "PLIK_TOKEN"),
                             NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_check check = TWATFS_CHECK_INIT;
    struct twatfs_http_response made = TWATFS_HTTP_RESPONSE_INIT, sent = made;
    const char *base = with_slash(call, twatfs_endpoint(call)), *id, *expiry;
    bool once;
    twatfs_status status;

    (void)state;
    if (base == NULL)
        return out_of_memory(call);
    status = create(call, base, upload, &once, &made);
    if (status != TWATFS_OK)
        return status;
    id = twatfs_json(call, &made, "id");
    headers[1] = twatfs_json(call, &made, "uploadToken");
    if (id == NULL || id[0] == '\0' || headers[1] == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without an upload's id",
                           (int)made.status);
    id = twatfs_url_escape(call, id);
    send.url = id != NULL ? twatfs_printf(call, "%sfile/%s", base, id) : NULL;
    if (send.url == NULL)
        return out_of_memory(call);
    send.file_field = "file";
    send.headers = headers;
    send.flags = TWATFS_SEND_NO_RESULT;
    status = meaning(call, &sent, twatfs_send_file(call, &send, &sent));
    if (status != TWATFS_OK)
        return status;
    twatfs_set_delete(call, headers[1]);
    twatfs_set_digest(call, "md5", twatfs_json(call, &sent, "fileMd5"));
    expiry = twatfs_json(call, &made, "expireAt");
    if (expiry != NULL)
        twatfs_set_expiry(call, twatfs_parse_time(call, expiry));
    if (once) {
        check.method = TWATFS_CHECK_NEVER;
        twatfs_set_check(call, &check);
    }
    return take_link(call, base, id, &made, &sent);
}

static twatfs_status plik_remove(struct twatfs_call *call, void *state,
                                 const struct twatfs_removal *removal)
{
    const char *const headers[] = {"X-UploadToken", removal->token, NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "there is no token that deletes it");
    request.method = "DELETE";
    request.url = removal->url;
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    if (answer.status == 403)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 403: this token does not delete it");
    return twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = plik_upload, .remove = plik_remove);

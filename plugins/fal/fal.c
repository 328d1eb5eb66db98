/* fal.c: fal.ai's storage, with an account's key.
 *
 * SPDX-License-Identifier: MIT
 *
 * A file goes to fal's content delivery network with a token that the key gets, in one request
 * or, if it is large, in parts.  Where that is out of order, the older way is taken: POST
 * …/storage/upload/initiate tells an address to PUT the file to (fal's clients for Python and
 * JavaScript, 2026-08).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

#include "cdn.h"
#include "multipart.h"

TWATFS_MANIFEST({
  "name": "fal",
  "version": "0.1.0",
  "description": "fal.ai's storage for files of its models, with a key",
  "homepage": "https://fal.ai",
  "env": { "any_of": [["FAL_KEY"], ["FAL_KEY_ID", "FAL_KEY_SECRET"]], "public": ["FAL_KEY_ID"] },
  "endpoint": { "env": "TWATFS_FAL_URL", "default": "https://rest.fal.ai" },
  "url": ["https://*.fal.media/", "https://fal.media/"],
  "supports": ["expiry", "private", "resume", "unique"],
  "expiry": { "min": 60 },
  "options": {
    "multipart_above": "MiB from which on a file is sent in parts, several at once, and can go on after a kill: from 10 to 100 (default)",
    "concurrency": "parts sent at once: from 1 to 10 (default 4)"
  },
  "retention": "as the account is set, until it is deleted there mostly",
  "threads": "parallel",
  "priority": 305,
  "setup": "Make a key at https://fal.ai/dashboard/keys and put it into FAL_KEY."
});

#define MIB           ((uint64_t)1 << 20)
#define MULTIPART_MIB 100 /* from which on fal's own client sends parts */
#define AT_ONCE       4

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* A number of an option, within bounds; otherwise where it was not given. */
static twatfs_status number(struct twatfs_call *call, const char *key, unsigned least,
                            unsigned most, unsigned otherwise, unsigned *value)
{
    const char *text = twatfs_option(call, key);
    char *end;
    unsigned long found;

    *value = otherwise;
    if (text == NULL)
        return TWATFS_OK;
    found = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || strlen(text) > 4 || *end != '\0' || found < least ||
        found > most)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "option %s: \"%s\": need %u to %u", key, text,
                           least, most);
    *value = (unsigned)found;
    return TWATFS_OK;
}

/* ---- The network, in one request ---- */

static twatfs_status send_whole(struct twatfs_call *call, struct fal_cdn *cdn,
                                const struct twatfs_upload *upload,
                                struct twatfs_http_response *answer, bool *away)
{
    CLEANUP(fal_token_free) struct fal_token token = {.number = 0};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    twatfs_status status = fal_cdn_token(call, cdn, &token);
    const char *headers[] = {"Authorization",
                             token.authorization,
                             "Accept",
                             "application/json",
                             "Content-Type",
                             upload->content_type,
                             "X-Fal-File-Name",
                             fal_file_name(call, upload),
                             "X-Fal-Object-Lifecycle",
                             fal_lifecycle(call, upload),
                             NULL};

    *away = token.away;
    if (status != TWATFS_OK)
        return status;
    request.method = "POST";
    request.url = twatfs_printf(call, "%s/files/upload", token.base);
    request.headers = headers;
    request.use_source = 1;
    if (request.url == NULL || headers[7] == NULL)
        return out_of_memory(call);
    status = twatfs_http(call, &request, answer);
    if (status == TWATFS_OK && answer->status == 401)
        fal_cdn_forget(cdn, token.number);
    if (status == TWATFS_OK)
        status = twatfs_check_answer(call, answer);
    *away = status != TWATFS_OK && fal_is_away(answer, status);
    return status;
}

static twatfs_status upload_whole(struct twatfs_call *call, struct fal_cdn *cdn,
                                  const struct twatfs_upload *upload, const char **url, bool *away)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = send_whole(call, cdn, upload, &answer, away);

    /* A token that ended early: once more with the next. */
    if (status == TWATFS_AUTH && answer.status == 401) {
        twatfs_release(call, &answer);
        status = send_whole(call, cdn, upload, &answer, away);
    }
    if (status != TWATFS_OK)
        return status;
    *url = twatfs_json(call, &answer, "access_url");
    return *url != NULL ? TWATFS_OK
                        : twatfs_fail(call, TWATFS_PERMANENT, 0,
                                      "answer: HTTP %d without an access_url", (int)answer.status);
}

/* ---- The older way ---- */

static twatfs_status initiate(struct twatfs_call *call, const struct twatfs_upload *upload,
                              struct twatfs_http_response *answer)
{
    const char *lifecycle = fal_lifecycle(call, upload);
    const char *headers[] = {"Authorization",
                             fal_key(call),
                             "Content-Type",
                             "application/json",
                             "X-Fal-Object-Lifecycle",
                             lifecycle,
                             "X-Fal-Object-Lifecycle-Preference",
                             lifecycle,
                             NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    const char *name = fal_file_name(call, upload), *body = NULL;
    const char *type = twatfs_json_quote(call, upload->content_type);
    twatfs_status status;

    if (name != NULL && type != NULL)
        body = twatfs_printf(call, "{\"content_type\":%s,\"file_name\":\"%s\"}", type, name);
    request.method = "POST";
    request.url = twatfs_endpoint_url(call, "storage/upload/initiate?storage_type=fal-cdn-v3");
    request.headers = headers;
    if (body == NULL || request.url == NULL || headers[1] == NULL)
        return out_of_memory(call);
    request.body = body;
    request.body_length = strlen(body);
    status = twatfs_http(call, &request, answer);
    if (status == TWATFS_OK && (answer->status == 401 || answer->status == 403))
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP %d: the key is wrong: check FAL_KEY",
                           (int)answer->status);
    return status == TWATFS_OK ? twatfs_check_answer(call, answer) : status;
}

static twatfs_status upload_older(struct twatfs_call *call, const struct twatfs_upload *upload,
                                  const char **url)
{
    const char *const headers[] = {"Content-Type", upload->content_type, NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response told = TWATFS_HTTP_RESPONSE_INIT, answer = told;
    twatfs_status status = initiate(call, upload, &told);

    if (status != TWATFS_OK)
        return status;
    request.url = twatfs_json(call, &told, "upload_url");
    *url = twatfs_json(call, &told, "file_url");
    if (request.url == NULL || *url == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: HTTP %d without an upload_url and a file_url",
                           (int)told.status);
    /* The address is the right to write there: our key does not go to it. */
    request.headers = headers;
    request.use_source = 1;
    status = twatfs_http(call, &request, &answer);
    return status == TWATFS_OK ? twatfs_check_answer(call, &answer) : status;
}

/* ---- Callbacks ---- */

static twatfs_status fal_open(struct twatfs_call *call, void **state)
{
    struct fal_cdn *cdn = NULL;
    twatfs_status status = fal_cdn_open(call, &cdn);

    *state = cdn;
    return status;
}

static void fal_close(struct twatfs_call *call, void *state)
{
    (void)call;
    fal_cdn_close(state);
}

static twatfs_status fal_upload(struct twatfs_call *call, void *state,
                                const struct twatfs_upload *upload)
{
    unsigned above = 0, at_once = 0;
    const char *url = NULL;
    bool away = false;
    twatfs_status status =
        number(call, "multipart_above", 10, MULTIPART_MIB, MULTIPART_MIB, &above);

    if (status == TWATFS_OK)
        status = number(call, "concurrency", 1, 10, AT_ONCE, &at_once);
    if (status != TWATFS_OK)
        return status;
    status = upload->size > above * MIB ? fal_multipart(call, state, upload, at_once, &url, &away)
                                        : upload_whole(call, state, upload, &url, &away);
    if (away) {
        twatfs_log(call, TWATFS_LOG_INFO, "the network takes nothing now: the older way");
        status = upload_older(call, upload, &url);
    }
    if (status != TWATFS_OK)
        return status;
    if (upload->expire_s > 0)
        twatfs_set_expiry(call, (int64_t)time(NULL) + upload->expire_s);
    return twatfs_set_url(call, url);
}

TWATFS_PROVIDER(.open = fal_open, .upload = fal_upload, .close = fal_close);

/* pixeldrain.c: pixeldrain.com, with an account's API key.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT …/file/NAME, the bare bytes, with the key as the password of Basic authentication;
 * 201 {"id"}. …/file/ID serves the file, …/file/ID/info tells its hash_sha256, DELETE of
 * …/file/ID deletes it (the site's API page and web front end, 2026-01; anonymous uploads
 * ended in 2024).
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "pixeldrain",
  "version": "0.1.0",
  "description": "pixeldrain.com: files up to 10 GB (100 GB with Pro), with an API key",
  "homepage": "https://pixeldrain.com",
  "env": { "any_of": [["PIXELDRAIN_API_KEY"]] },
  "endpoint": { "env": "TWATFS_PIXELDRAIN_URL", "default": "https://pixeldrain.com/api" },
  "url": ["https://pixeldrain.com/api/file/", "https://pixeldrain.com/u/"],
  "supports": ["delete", "unique"],
  "options": { "link": "direct (default): to the file itself; page: to the site's page of it" },
  "max_size": 100000000000,
  "retention": "until unused for 60 days",
  "threads": "parallel",
  "priority": 300,
  "setup": "Register at https://pixeldrain.com, make a key at https://pixeldrain.com/user/api_keys, and put it into PIXELDRAIN_API_KEY. A free account's direct links are not for use within other pages: the site may show a captcha there."
});

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* The endpoint without a slash at its end. */
static const char *base_of(struct twatfs_call *call)
{
    const char *endpoint = twatfs_endpoint(call);
    size_t length = strlen(endpoint);

    while (length > 0 && endpoint[length - 1] == '/')
        length--;
    return twatfs_printf(call, "%.*s", (int)length, endpoint);
}

/* The page of a file is not below the API; NULL where there is no telling. */
static const char *pages_of(struct twatfs_call *call, const char *base)
{
    size_t length = strlen(base);

    if (length < 4 || strcmp(base + length - 4, "/api") != 0)
        return NULL;
    return twatfs_printf(call, "%.*s/u/", (int)(length - 4), base);
}

static const char *authorization(struct twatfs_call *call)
{
    return twatfs_basic_auth(call, NULL, twatfs_env(call, "PIXELDRAIN_API_KEY"));
}

/* A refusal is JSON with a word of its own: it counts over the status it comes with. */
static twatfs_status meaning(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             twatfs_status status)
{
    const char *value = twatfs_json(call, answer, "value");

    if (status == TWATFS_OK)
        return status;
    if (value == NULL)
        value = "";
    if (status == TWATFS_AUTH || strncmp(value, "authentication_", 15) == 0)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP %d: %s: check PIXELDRAIN_API_KEY",
                           (int)answer->status, value[0] != '\0' ? value : "not authorized");
    if (strcmp(value, "file_too_large") == 0 || strcmp(value, "name_too_long") == 0)
        return TWATFS_REFUSED;
    return status;
}

/* The host hashes what it stores. Without its word the link has to prove itself. */
static void take_digest(struct twatfs_call *call, const char *url)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    request.url = twatfs_printf(call, "%s/info", url);
    if (request.url != NULL && twatfs_http(call, &request, &answer) == TWATFS_OK &&
        answer.status == 200)
        twatfs_set_digest(call, "sha256", twatfs_json(call, &answer, "hash_sha256"));
}

static twatfs_status take_link(struct twatfs_call *call, const char *base, const char *pages,
                               const char *id)
{
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *escaped = twatfs_url_escape(call, id), *url, *link;

    if (escaped == NULL)
        return out_of_memory(call);
    link = url = twatfs_printf(call, "%s/file/%s", base, escaped);
    if (pages != NULL)
        link = twatfs_printf(call, "%s%s", pages, escaped);
    if (url == NULL || link == NULL)
        return out_of_memory(call);
    take_digest(call, url);
    if (pages != NULL) {
        check.url = url;
        twatfs_set_check(call, &check);
    }
    return twatfs_set_url(call, link);
}

static twatfs_status pixeldrain_upload(struct twatfs_call *call, void *state,
                                       const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *base = base_of(call), *name = twatfs_url_escape(call, upload->name);
    const char *headers[] = {"Authorization", authorization(call), NULL};
    const char *kind = twatfs_option(call, "link"), *pages = NULL, *id;
    twatfs_status status;

    (void)state;
    if (kind != NULL && strcmp(kind, "direct") != 0 && strcmp(kind, "page") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "link: %s: is neither direct nor page", kind);
    if (base == NULL || name == NULL || headers[1] == NULL)
        return out_of_memory(call);
    if (kind != NULL && strcmp(kind, "page") == 0) {
        pages = pages_of(call, base);
        if (pages == NULL)
            return twatfs_fail(call, TWATFS_PERMANENT, 0,
                               "link: page: TWATFS_PIXELDRAIN_URL does not end in /api");
    }
    send.url = twatfs_printf(call, "%s/file/%s", base, name);
    if (send.url == NULL)
        return out_of_memory(call);
    send.headers = headers;
    send.flags = TWATFS_SEND_EXPECT | TWATFS_SEND_NO_RESULT;
    status = meaning(call, &answer, twatfs_send_file(call, &send, &answer));
    if (status != TWATFS_OK)
        return status;
    id = twatfs_json(call, &answer, "id");
    if (id == NULL || id[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without an id",
                           (int)answer.status);
    return take_link(call, base, pages, id);
}

/* What follows prefix in url, when that is an id; the key goes to no other place. */
static const char *id_after(const char *url, const char *prefix)
{
    size_t length = prefix != NULL ? strlen(prefix) : 0;

    if (length == 0 || strncmp(url, prefix, length) != 0 || url[length] == '\0' ||
        strpbrk(url + length, "/?#") != NULL)
        return NULL;
    return url + length;
}

static twatfs_status pixeldrain_remove(struct twatfs_call *call, void *state,
                                       const struct twatfs_removal *removal)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *headers[] = {"Authorization", authorization(call), NULL};
    const char *base = base_of(call), *files, *id;
    twatfs_status status;

    (void)state;
    files = base != NULL ? twatfs_printf(call, "%s/file/", base) : NULL;
    if (files == NULL || headers[1] == NULL)
        return out_of_memory(call);
    id = id_after(removal->url, files);
    if (id == NULL)
        id = id_after(removal->url, pages_of(call, base));
    if (id == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s: is not a link of %s", removal->url,
                           base);
    request.method = "DELETE";
    request.url = twatfs_printf(call, "%s%s", files, id);
    if (request.url == NULL)
        return out_of_memory(call);
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    if (answer.status == 403)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP 403: not a file of this account: check PIXELDRAIN_API_KEY");
    return meaning(call, &answer, twatfs_check_answer(call, &answer));
}

TWATFS_PROVIDER(.upload = pixeldrain_upload, .remove = pixeldrain_remove);

/* transfersh.c: transfer.sh, and other instances of its software.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT /NAME, the bare bytes, with Max-Days and Max-Downloads; the answer is the URL, and
 * X-Url-Delete what to DELETE. A download that is limited counts GET and not HEAD
 * (transfer.sh's source of 2026-06, and run).
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "transfersh",
  "version": "0.1.0",
  "description": "transfer.sh: files for up to 14 days, or for some downloads",
  "homepage": "https://transfer.sh",
  "env": { "any_of": [], "optional": ["TRANSFERSH_USER", "TRANSFERSH_PASSWORD"],
           "public": ["TRANSFERSH_USER"] },
  "endpoint": { "env": "TWATFS_TRANSFERSH_URL", "default": "https://transfer.sh/" },
  "url": ["https://transfer.sh/", "http://transfer.sh/"],
  "supports": ["delete", "expiry", "once", "unique", "unknown-size"],
  "expiry": { "min": 86400, "max": 1209600, "step": 86400 },
  "options": { "max_downloads": "let the link die after so many downloads: a whole number" },
  "min_size": 1,
  "retention": "14 days",
  "threads": "parallel",
  "priority": 450,
  "setup": "Nothing is needed. The public site has been on and off for years; for an instance of your own set TWATFS_TRANSFERSH_URL, and TRANSFERSH_USER and TRANSFERSH_PASSWORD if it asks for them."
});

#define DAY_S 86400

/* How many downloads the link is to survive, as text; NULL for any number. What is no
 * number the host would ignore. */
static twatfs_status downloads_wish(struct twatfs_call *call, const struct twatfs_upload *upload,
                                    const char **wish)
{
    bool once = (upload->flags & TWATFS_UPLOAD_ONCE) != 0;
    const char *given = twatfs_option(call, "max_downloads");

    *wish = once ? "1" : given;
    if (given == NULL)
        return TWATFS_OK;
    if (given[0] < '1' || given[0] > '9' || strlen(given) > 9 ||
        given[strspn(given, "0123456789")] != '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "max_downloads: %s: is not a whole number of downloads", given);
    if (once && strcmp(given, "1") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "max_downloads: %s: is more than --once allows", given);
    return TWATFS_OK;
}

/* The instance's password, if there is one; false without memory. */
static bool authorization(struct twatfs_call *call, const char **value)
{
    const char *user = twatfs_env(call, "TRANSFERSH_USER");
    const char *password = twatfs_env(call, "TRANSFERSH_PASSWORD");

    *value = NULL;
    if (user == NULL && password == NULL)
        return true;
    *value = twatfs_basic_auth(call, user, password);
    return *value != NULL;
}

static twatfs_status send_file(struct twatfs_call *call, const char *name,
                               const char *const *headers, struct twatfs_http_response *answer)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    twatfs_status status;

    send.url = twatfs_endpoint_url(call, twatfs_url_escape(call, name));
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.headers = headers;
    send.flags = TWATFS_SEND_EXPECT;
    status = twatfs_send_file(call, &send, answer);
    if (answer->status == 401)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP 401: set TRANSFERSH_USER and TRANSFERSH_PASSWORD");
    /* Of a stream nobody knew it before. */
    if (answer->status == 400 && strstr(answer->body, "empty file") != NULL)
        return TWATFS_REFUSED;
    return status;
}

static twatfs_status transfersh_upload(struct twatfs_call *call, void *state,
                                       const struct twatfs_upload *upload)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *headers[] = {"Max-Days", NULL, "Max-Downloads", NULL, "Authorization", NULL, NULL};
    const char *days = NULL, *token;
    twatfs_status status = downloads_wish(call, upload, &headers[3]);

    (void)state;
    if (status != TWATFS_OK)
        return status;
    if (upload->expire_s > 0)
        days = twatfs_printf(call, "%lld", (long long)(upload->expire_s / DAY_S));
    if (!authorization(call, &headers[5]) || (upload->expire_s > 0 && days == NULL))
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    headers[1] = days;
    status = send_file(call, upload->name, headers, &answer);
    if (status != TWATFS_OK)
        return status;
    token = twatfs_header(call, &answer, "X-Url-Delete");
    if (token != NULL)
        twatfs_set_delete(call, token);
    if (upload->expire_s > 0)
        twatfs_set_expiry(call, (int64_t)time(NULL) + upload->expire_s);
    if (headers[3] == NULL)
        return TWATFS_OK;
    check.method = TWATFS_CHECK_HEAD;
    return twatfs_set_check(call, &check);
}

/* The length of "https://HOST:PORT" in a URL. */
static size_t origin_length(const char *url)
{
    const char *authority = strstr(url, "://");

    if (authority == NULL)
        return 0;
    authority += 3;
    return (size_t)(authority - url) + strcspn(authority, "/?#");
}

/* The token is a URL that the host made up: it may name no other host than the link does. */
static bool same_origin(const char *token, const char *link)
{
    size_t length = origin_length(link);

    return length > 0 && length == origin_length(token) && strncasecmp(token, link, length) == 0;
}

static twatfs_status transfersh_remove(struct twatfs_call *call, void *state,
                                       const struct twatfs_removal *removal)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "there is no token that deletes it");
    if (!same_origin(removal->token, removal->url))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "token: is not a URL of the link's host");
    request.method = "DELETE";
    request.url = removal->token;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    return twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = transfersh_upload, .remove = transfersh_remove);

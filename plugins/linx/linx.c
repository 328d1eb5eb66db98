/* linx.c: an instance of linx-server.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT /upload/NAME, the bare bytes; with Accept: application/json the answer tells the URL
 * of the file itself, its key for DELETE, its expiry and its SHA-256, all of them strings.
 * What is too large, and names that it keeps for itself, are answered with 500
 * (linx-server's source of 2025-04, and run).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "linx",
  "version": "0.1.0",
  "description": "a linx-server of your own or of your friends",
  "homepage": "https://github.com/andreimarcu/linx-server",
  "env": { "any_of": [["TWATFS_LINX_URL"]], "optional": ["LINX_API_KEY"],
           "public": ["TWATFS_LINX_URL"] },
  "endpoint": { "env": "TWATFS_LINX_URL" },
  "supports": ["delete", "expiry", "unique"],
  "options": { "keep_name": "keep the file's name in the link, as far as the server does: yes or no (default)" },
  "min_size": 1,
  "retention": "as the instance is set",
  "threads": "parallel",
  "priority": 260,
  "setup": "Set TWATFS_LINX_URL to the address of an instance, and LINX_API_KEY if it asks for a key."
});

#define TOLERANCE_S 60 /* between their clock and ours */

/* Take the told expiry over (0 is never), and see that it is not earlier than the wish,
 * which the instance cuts to its own maximum. */
static twatfs_status take_expiry(struct twatfs_call *call, const char *seconds, int64_t wish_s)
{
    int64_t expiry_s;

    if (seconds == NULL || seconds[0] == '\0' || strlen(seconds) > 12 ||
        seconds[strspn(seconds, "0123456789")] != '\0')
        return TWATFS_OK;
    expiry_s = strtoll(seconds, NULL, 10);
    twatfs_set_expiry(call, expiry_s);
    if (wish_s > 0 && expiry_s - (int64_t)time(NULL) < wish_s - TOLERANCE_S)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "keeps files for less than --expire");
    return TWATFS_OK;
}

/* What the instance cannot take it calls its own failure. */
static twatfs_status meaning(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             twatfs_status status)
{
    if (answer->status == 401)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: set LINX_API_KEY");
    if (answer->status == 500 && (strstr(answer->body, "request body too large") != NULL ||
                                  strstr(answer->body, "Prohibited filename") != NULL))
        return TWATFS_REFUSED;
    return status;
}

static twatfs_status linx_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    const char *headers[] = {"Accept",
                             "application/json",
                             "Linx-Randomize",
                             "yes",
                             "Linx-Expiry",
                             NULL,
                             "Linx-Api-Key",
                             twatfs_env(call, "LINX_API_KEY"),
                             NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *base = twatfs_endpoint_url(call, ""), *name = twatfs_url_escape(call, upload->name);
    const char *keep_name = twatfs_option(call, "keep_name");
    twatfs_status status;

    (void)state;
    if (keep_name != NULL && strcmp(keep_name, "yes") != 0 && strcmp(keep_name, "no") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "keep_name: %s: is neither yes nor no",
                           keep_name);
    if (base != NULL && name != NULL)
        send.url = twatfs_printf(call, "%supload/%s", base, name);
    if (upload->expire_s > 0)
        headers[5] = twatfs_printf(call, "%lld", (long long)upload->expire_s);
    if (send.url == NULL || (upload->expire_s > 0 && headers[5] == NULL))
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    if (keep_name != NULL && strcmp(keep_name, "yes") == 0)
        headers[3] = NULL;
    send.headers = headers;
    send.url_path = "direct_url"; /* "url" is a page for all but curl */
    status = meaning(call, &answer, twatfs_send_file(call, &send, &answer));
    if (status != TWATFS_OK)
        return status;
    twatfs_set_delete(call, twatfs_json(call, &answer, "delete_key"));
    twatfs_set_digest(call, "sha256", twatfs_json(call, &answer, "sha256sum"));
    return take_expiry(call, twatfs_json(call, &answer, "expiry"), upload->expire_s);
}

static twatfs_status linx_remove(struct twatfs_call *call, void *state,
                                 const struct twatfs_removal *removal)
{
    const char *headers[] = {"Linx-Delete-Key", removal->token, "Linx-Api-Key",
                             twatfs_env(call, "LINX_API_KEY"), NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *base = twatfs_endpoint_url(call, ""), *name = strrchr(removal->url, '/');
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "there is no key that deletes it");
    if (base == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    /* The keys go to no other host. */
    if (strncmp(removal->url, base, strlen(base)) != 0 || name == NULL || name[1] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s: is not a link of TWATFS_LINX_URL, %s",
                           removal->url, base);
    request.url = twatfs_printf(call, "%s%s", base, name + 1); /* the link is below selif/ */
    if (request.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    request.method = "DELETE";
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    if (answer.status == 401)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 401: check the token and LINX_API_KEY");
    return twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = linx_upload, .remove = linx_remove);

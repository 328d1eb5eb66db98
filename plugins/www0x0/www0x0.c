/* www0x0.c: 0x0.st, and other instances of The Null Pointer.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /, a form of optional secret and expires (hours) and the file; the answer is the
 * URL and a line break, with X-Expires (milliseconds since 1970) and, for a file that
 * is new there, X-Token (fhost.py as observed in 2026, and the site's own page). POST to that
 * URL, a form of token and delete, deletes it.
 *
 * The site bans addresses that come back after 403, 418 or 503, so those are final.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "www0x0",
  "version": "0.1.0",
  "description": "0x0.st: files up to 512 MiB, for 30 days to a year by size",
  "homepage": "https://0x0.st",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_WWW0X0_URL", "default": "https://0x0.st/" },
  "url": "https://0x0.st/",
  "supports": ["expiry", "delete", "private", "content-type"],
  "expiry": { "min": 3600, "max": 31536000, "step": 3600 },
  "options": { "secret": "a long link that cannot be guessed: yes (default) or no" },
  "max_size": 536870912,
  "rejects": ["*.exe", "*.dll", "*.apk", "*.jar", "*.rar", "*.h5"],
  "final_statuses": [403, 418, 503],
  "retention": "30 days to 1 year",
  "priority": 800,
  "setup": "Nothing is needed. This is a public service of a private person in Germany: not for backups, build results or anything uploaded in bulk."
});

#define TOLERANCE_S 3600 /* between their clock and ours, and their hours */

/* Take the told expiry over, and see that it is not earlier than the wish: the host cuts
 * a wish that is too long for the file's size. The header is text from outside: a number
 * that no clock can show is none. */
static twatfs_status take_expiry(struct twatfs_call *call, const char *milliseconds, int64_t wish_s)
{
    char *end;
    double value;
    int64_t expiry_s;

    if (milliseconds == NULL)
        return TWATFS_OK;
    value = strtod(milliseconds, &end);
    if (*end != '\0' || end == milliseconds || !isfinite(value) || value <= 0 || value > 1e15)
        return TWATFS_OK;
    expiry_s = (int64_t)(value / 1000);
    twatfs_set_expiry(call, expiry_s);
    if (wish_s > 0 && expiry_s < (int64_t)time(NULL) + wish_s - TOLERANCE_S)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "keeps a file of this size for less than --expire");
    return TWATFS_OK;
}

static twatfs_status www0x0_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *secret = twatfs_option(call, "secret");
    const char *fields[] = {"secret", "", "expires", NULL, NULL};
    twatfs_status status;

    (void)state;
    if (secret != NULL && strcmp(secret, "yes") != 0 && strcmp(secret, "no") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "secret: %s: is neither yes nor no", secret);
    if (secret != NULL && strcmp(secret, "no") == 0)
        fields[1] = NULL;
    if (upload->expire_s > 0) {
        fields[3] = twatfs_printf(call, "%lld", (long long)(upload->expire_s / 3600));
        if (fields[3] == NULL)
            return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    }
    send.file_field = "file";
    send.fields = fields;
    send.flags = TWATFS_SEND_EXPECT;
    status = twatfs_send_file(call, &send, &answer);
    if (status != TWATFS_OK)
        return status;
    if (twatfs_header(call, &answer, "X-Token") != NULL)
        twatfs_set_delete(call, twatfs_header(call, &answer, "X-Token"));
    return take_expiry(call, twatfs_header(call, &answer, "X-Expires"), upload->expire_s);
}

static twatfs_status www0x0_remove(struct twatfs_call *call, void *state,
                                   const struct twatfs_removal *removal)
{
    static const char *const headers[] = {"Content-Type", "application/x-www-form-urlencoded",
                                          NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *token = removal->token, *form = NULL;
    twatfs_status status;

    (void)state;
    if (token == NULL)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "gave no token for it: it was there before");
    token = twatfs_url_escape(call, token);
    if (token != NULL)
        form = twatfs_printf(call, "token=%s&delete=", token);
    if (form == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    request.method = "POST";
    request.url = removal->url;
    request.headers = headers;
    request.body = form;
    request.body_length = strlen(form);
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    /* Of what is gone it knows nothing. */
    return answer.status == 404 ? TWATFS_OK : twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = www0x0_upload, .remove = www0x0_remove);

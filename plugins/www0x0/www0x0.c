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
#include <stdbool.h>
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

#define TOLERANCE_S         3600 /* between their clock and ours, and their hours */
#define MILLISECONDS_DIGITS 15

/* X-Expires in seconds; 0 for what is none.  Text from outside: a number that no clock can show is
 * none either.  Its fraction is not read as one: which sign stands before it depends on the locale.
 */
static int64_t told_expiry_s(const char *milliseconds)
{
    size_t digits = strspn(milliseconds, "0123456789");
    const char *rest = milliseconds + digits;

    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    return digits <= MILLISECONDS_DIGITS && *rest == '\0' ? strtoll(milliseconds, NULL, 10) / 1000
                                                          : 0;
}

/* Take the told expiry over, and see that it is the wish: the host cuts one that is too long for
 * the file's size, and of bytes that it has already it keeps the later expiry. */
static twatfs_status take_expiry(struct twatfs_call *call,
                                 const struct twatfs_http_response *answer, int64_t wish_s)
{
    const char *told = twatfs_header(call, answer, "X-Expires");
    int64_t expiry_s = told != NULL ? told_expiry_s(told) : 0, left_s;

    if (expiry_s == 0)
        return TWATFS_OK;
    twatfs_set_expiry(call, expiry_s);
    left_s = expiry_s - (int64_t)time(NULL);
    if (wish_s > 0 && left_s < wish_s - TOLERANCE_S)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "keeps a file of this size for less than --expire");
    if (wish_s > 0 && left_s - TOLERANCE_S > wish_s)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "%skeeps it for longer than --expire",
                           twatfs_header(call, answer, "X-Token") == NULL
                               ? "has the file from an earlier upload, and "
                               : "");
    return TWATFS_OK;
}

/* Of bytes that it has already the host gives the link that it has; secret ones are /s/…/…. */
static twatfs_status see_secret(struct twatfs_call *call, const struct twatfs_http_response *answer,
                                bool asked_for)
{
    const char *url = twatfs_find_url(call, answer);
    const char *host = url != NULL ? strstr(url, "://") : NULL;
    const char *path = host != NULL ? strchr(host + 3, '/') : NULL, *why;

    if (path == NULL || strstr(path, "/s/") != NULL)
        return TWATFS_OK;
    why = twatfs_header(call, answer, "X-Token") == NULL
              ? "the link can be guessed: the host has the file from an earlier upload"
              : "the link can be guessed: the host knows no others";
    if (asked_for)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "%s", why);
    twatfs_log(call, TWATFS_LOG_WARNING, "%s", why);
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
    status = take_expiry(call, &answer, upload->expire_s);
    if (status == TWATFS_OK && fields[1] != NULL)
        status = see_secret(call, &answer, secret != NULL);
    return status;
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

/* uguu.c: uguu.se, and other instances of Uguu.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/upload?output=json, a form of files[] with its brackets; the answer is JSON with
 * files[0].url, or with a description of what is wrong (Uguu 1.9.8 as observed in 2026). One
 * file a request: the second of two fails there.
 */
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "uguu",
  "version": "0.1.0",
  "description": "uguu.se: files up to 128 MiB, for 3 hours",
  "homepage": "https://uguu.se",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_UGUU_URL", "default": "https://uguu.se/upload" },
  "url": "https://*.uguu.se/",
  "max_size": 134217728,
  "rejects": ["*.exe", "*.scr", "*.com", "*.vbs", "*.bat", "*.cmd", "*.htm", "*.html", "*.jar",
              "*.msi", "*.apk", "*.phtml", "*.svg", "*.doc"],
  "retention": "3 hours",
  "threads": "parallel",
  "priority": 400,
  "setup": "Nothing is needed."
});

#define KEPT_S     (3 * 3600) /* seen in 2026-10; the answer does not tell it */
#define RATE_LIMIT "Rate limit, please wait "
#define A_DAY_S    INT64_C(86400)

/* The seconds of "Rate limit, please wait 60 seconds before uploading again."; 0 for any other
 * text. */
static int64_t rate_limit_s(const char *description)
{
    const char *at = description != NULL ? strstr(description, RATE_LIMIT) : NULL;
    int64_t seconds = 0;

    if (at == NULL)
        return 0;
    for (at += strlen(RATE_LIMIT); *at >= '0' && *at <= '9' && seconds < A_DAY_S; at++)
        seconds = 10 * seconds + (*at - '0');
    return seconds > 0 ? seconds : 60;
}

static twatfs_status uguu_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *dupe;
    twatfs_status status;
    int64_t wait_s;

    (void)state;
    (void)upload;
    send.url = twatfs_printf(call, "%s?output=json", twatfs_endpoint(call));
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.file_field = "files[]";
    send.url_path = "files[0].url";
    status = twatfs_send_file(call, &send, &answer);
    dupe = status == TWATFS_OK ? twatfs_json(call, &answer, "files[0].dupe") : NULL;
    /* The link that was there before for the same bytes goes sooner, nobody says when. */
    if (status == TWATFS_OK && (dupe == NULL || strcmp(dupe, "true") != 0))
        twatfs_set_expiry(call, (int64_t)time(NULL) + KEPT_S);
    if (status == TWATFS_TEMPORARY) {
        /* It says with HTTP 500 what another host would say with 429. */
        wait_s = rate_limit_s(twatfs_json(call, &answer, "description"));
        if (wait_s > 0)
            return twatfs_fail(call, TWATFS_TEMPORARY, wait_s, "rate limit: asks for %lld s",
                               (long long)wait_s);
    }
    return status;
}

TWATFS_PROVIDER(.upload = uguu_upload);

/* tempsh.c: temp.sh.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/upload, a form of the file; the answer is http://temp.sh/ID/NAME as text. A GET of that
 * serves a page, a POST of it the file (several clients of 2026).
 */
#include <string.h>
#include <strings.h>
#include <time.h>

#include <twatfs/provider.h>

#include "link-name.h"

TWATFS_MANIFEST({
  "name": "tempsh",
  "version": "0.1.0",
  "description": "temp.sh: files up to 4 GB, for 3 days; links to a page",
  "homepage": "https://temp.sh",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_TEMPSH_URL", "default": "https://temp.sh/upload" },
  "url": "https://temp.sh/",
  "supports": ["unique"],
  "max_size": 4000000000,
  "retention": "3 days",
  "direct_link": false,
  "threads": "parallel",
  "priority": 50,
  "setup": "Nothing is needed. A link leads to a page: curl -X POST LINK downloads the file."
});

#define KEPT_S (3 * 86400) /* the site's page; the answer does not tell it */

static int begins(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

/* The link in the answer; NULL when it holds something else. It says http: of a host that we reach
 * by https the links are https too, and a name that the host has not encoded is encoded. */
static const char *link_of(struct twatfs_call *call, const struct twatfs_upload *upload,
                           const char *body)
{
    size_t length = strcspn(body, "\r\n");
    const char *answer = twatfs_printf(call, "%.*s", (int)length, body), *host, *name, *escaped;
    int secure;

    if (answer == NULL || body[length + strspn(body + length, "\r\n")] != '\0' ||
        !(begins(answer, "http://") || begins(answer, "https://")))
        return NULL;
    secure = begins(answer, "https://") || begins(twatfs_endpoint(call), "https://");
    host = strstr(answer, "://") + 3;
    name = strrchr(host, '/');
    if (name == NULL || name[1] == '\0')
        return NULL;
    name++;
    escaped = link_name(call, name, upload->name);
    return escaped == NULL ? NULL
                           : twatfs_printf(call, "%s://%.*s%s", secure ? "https" : "http",
                                           (int)(name - host), host, escaped);
}

static twatfs_status tempsh_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *link;
    twatfs_status status;

    (void)state;
    send.file_field = "file";
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    if (status != TWATFS_OK)
        return status;
    link = link_of(call, upload, answer.body);
    if (link == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no link to the file");
    check.http_method = "POST";
    status = twatfs_set_check(call, &check);
    if (status != TWATFS_OK)
        return status;
    twatfs_set_expiry(call, (int64_t)time(NULL) + KEPT_S);
    return twatfs_set_url(call, link);
}

TWATFS_PROVIDER(.upload = tempsh_upload);

/* tmpfilesorg.c: tmpfiles.org.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/api/v1/upload, a form of expire (seconds) and the file; the answer is JSON with
 * data.url, the page of the file. The file itself is there under the same path below /dl (the
 * site's page, and what it answered on 2026-10-07).
 */
#include <string.h>
#include <strings.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "tmpfilesorg",
  "version": "0.1.0",
  "description": "tmpfiles.org: files up to 100 MiB, for up to 2 days",
  "homepage": "https://tmpfiles.org",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_TMPFILESORG_URL",
                "default": "https://tmpfiles.org/api/v1/upload" },
  "url": "https://tmpfiles.org/dl/",
  "supports": ["expiry", "unique"],
  "expiry": { "min": 60, "max": 172800 },
  "max_size": 104857600,
  "rate": { "uploads": 200, "per": 3600 },
  "retention": "1 day",
  "threads": "parallel",
  "priority": 500,
  "setup": "Nothing is needed. Automated use within a business needs the site's permission."
});

/* Its own default is an hour. A day is within the longest time of both its pages, which was
 * a day in the older one and is two since. */
#define USUAL_S 86400

static int begins(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

/* Whether a name may stand in a URL as it is. */
static int is_encoded(const char *name)
{
    while ((unsigned char)*name > ' ' && (unsigned char)*name < 0x7f)
        name++;
    return *name == '\0';
}

/* From the page "http://HOST/123/NAME" to the file "https://HOST/dl/123/NAME"; NULL without
 * memory. Of a host that we reach by https the links are https, though it may tell http. */
static const char *direct_link(struct twatfs_call *call, const char *page)
{
    int secure = begins(page, "https://") || begins(twatfs_endpoint(call), "https://");
    const char *host, *path, *name, *escaped;

    if (!begins(page, "https://") && !begins(page, "http://"))
        return page; /* set_url says what is wrong with it */
    host = strstr(page, "://") + 3;
    path = strchr(host, '/');
    if (path == NULL)
        return page;
    name = strrchr(path, '/') + 1;
    escaped = is_encoded(name) ? name : twatfs_url_escape(call, name);
    if (escaped == NULL)
        return NULL;
    return twatfs_printf(call, "%s://%.*s%s%.*s%s", secure ? "https" : "http", (int)(path - host),
                         host, begins(path, "/dl/") ? "" : "/dl", (int)(name - path), path,
                         escaped);
}

static twatfs_status tmpfilesorg_upload(struct twatfs_call *call, void *state,
                                        const struct twatfs_upload *upload)
{
    long long kept_s = upload->expire_s > 0 ? upload->expire_s : USUAL_S;
    const char *const fields[] = {"expire", twatfs_printf(call, "%lld", kept_s), NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *link;
    twatfs_status status;

    (void)state;
    if (fields[1] == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.file_field = "file";
    send.fields = fields;
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    if (status != TWATFS_OK)
        return status;
    link = twatfs_json(call, &answer, "data.url");
    if (link == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no data.url");
    link = direct_link(call, link);
    if (link == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    status = twatfs_set_url(call, link);
    if (status == TWATFS_OK)
        twatfs_set_expiry(call, (int64_t)time(NULL) + kept_s);
    return status;
}

TWATFS_PROVIDER(.upload = tmpfilesorg_upload);

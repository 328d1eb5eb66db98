/* tmpfilelink.c: tmpfile.link, also called tfLink.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/api/upload, a form of the file, for an account with X-User-Id and X-Auth-Token; the
 * answer is JSON with downloadLink, in which the name is as it was sent (the vendor's client
 * tflink 0.2.1, 2025-11, and blog).
 */
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "tmpfilelink",
  "version": "0.1.0",
  "description": "tmpfile.link: files up to 100 MiB, for 7 days",
  "homepage": "https://tmpfile.link",
  "env": { "any_of": [], "optional": ["TMPFILELINK_USER_ID", "TMPFILELINK_AUTH_TOKEN"] },
  "endpoint": { "env": "TWATFS_TMPFILELINK_URL", "default": "https://tmpfile.link/api/upload" },
  "url": "https://d.tmpfile.link/",
  "supports": ["unique", "private"],
  "max_size": 104857600,
  "retention": "7 days",
  "threads": "parallel",
  "priority": 650,
  "setup": "Nothing is needed. To have uploads in your account, where they are not removed by themselves, set both TMPFILELINK_USER_ID and TMPFILELINK_AUTH_TOKEN from https://tmpfile.link."
});

#define KEPT_S (7 * 86400)

/* The link with its name percent-encoded. One that does not end in the name as it is has been
 * encoded by the host. */
static const char *encoded_link(struct twatfs_call *call, const char *link, const char *name)
{
    size_t length = strlen(link), name_length = name != NULL ? strlen(name) : 0;
    size_t start = length - name_length;

    if (name_length == 0 || name_length >= length || link[start - 1] != '/' ||
        strcmp(link + start, name) != 0)
        return link;
    name = twatfs_url_escape(call, name);
    return name != NULL ? twatfs_printf(call, "%.*s%s", (int)start, link, name) : NULL;
}

static twatfs_status take_link(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *link = twatfs_json(call, answer, "downloadLink");
    const char *owner = twatfs_json(call, answer, "uploadedTo");
    twatfs_status status;

    if (link == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no downloadLink");
    link = encoded_link(call, link, twatfs_json(call, answer, "fileName"));
    if (link == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    status = twatfs_set_url(call, link);
    /* What belongs to an account stays. */
    if (status == TWATFS_OK && owner != NULL && strcmp(owner, "public") == 0)
        twatfs_set_expiry(call, (int64_t)time(NULL) + KEPT_S);
    return status;
}

static twatfs_status tmpfilelink_upload(struct twatfs_call *call, void *state,
                                        const struct twatfs_upload *upload)
{
    const char *user = twatfs_env(call, "TMPFILELINK_USER_ID");
    const char *token = twatfs_env(call, "TMPFILELINK_AUTH_TOKEN");
    const char *const headers[] = {"X-User-Id", user, "X-Auth-Token", token, NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    (void)upload;
    if ((user == NULL) != (token == NULL))
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "set both TMPFILELINK_USER_ID and TMPFILELINK_AUTH_TOKEN, or neither");
    send.file_field = "file";
    send.headers = headers;
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    if (user != NULL && (answer.status == 401 || answer.status == 403))
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP %d: check TMPFILELINK_USER_ID and TMPFILELINK_AUTH_TOKEN",
                           (int)answer.status);
    return status == TWATFS_OK ? take_link(call, &answer) : status;
}

TWATFS_PROVIDER(.upload = tmpfilelink_upload);

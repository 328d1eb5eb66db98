/* bashupload.c: bashupload.com, and bashupload.app and other servers of that kind.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT /NAME, the file as it is: the newer server keeps a form with its boundaries. The older one,
 * in PHP, answers with a banner and a line "wget URL"; the newer one, on R2, with a header
 * X-One-Time-Upload, the URL alone on a line, and a remark (both as observed in 2026). Either way
 * a link dies with its first download; on the older one HEAD and a range are downloads too.
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "bashupload",
  "version": "0.1.0",
  "description": "bashupload.com: files for 3 days or one download",
  "homepage": "https://bashupload.com",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_BASHUPLOAD_URL", "default": "https://bashupload.com/" },
  "url": ["https://bashupload.com/", "http://bashupload.com/"],
  "supports": ["unique", "once"],
  "min_size": 1,
  "retention": "3 days, or until it is downloaded",
  "single_download": true,
  "threads": "parallel",
  "priority": 120,
  "setup": "Nothing is needed. Every link dies with its first download."
});

#define BEFORE_URL "wget "

/* Whether something follows the host, and it is no folder. */
static int names_a_file(const char *url)
{
    const char *path = strchr(strstr(url, "://") + 3, '/');

    return path != NULL && path[1] != '\0' && path[strlen(path) - 1] != '/';
}

/* Of a server that we reach by https the link is https too: the older one tells http, and whoever
 * opened that would have the file come in the clear. */
static const char *as_reached(struct twatfs_call *call, const char *url)
{
    const char *endpoint = twatfs_endpoint(call), *host = endpoint + strlen("https://");
    size_t length = strcspn(host, "/");

    if (strncmp(endpoint, "https://", strlen("https://")) != 0 ||
        strncmp(url, "http://", strlen("http://")) != 0)
        return url;
    url += strlen("http://");
    if (strncmp(url, host, length) != 0 || url[length] != '/')
        return url - strlen("http://");
    return twatfs_printf(call, "https://%s", url);
}

/* Set the URL that is told: behind "wget ", or alone on its line where the newer server's header
 * stands above. Any other is not meant for us, and nothing may fetch it to see. */
static twatfs_status take_link(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *url = twatfs_find_url(call, answer);
    const char *at = url != NULL ? strstr(answer->body, url) : NULL, *line = at;

    while (line != NULL && line > answer->body && line[-1] != '\n')
        line--;
    if (line == NULL || strchr("\r\n", at[strlen(url)]) == NULL || !names_a_file(url))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no link to the file");
    if (line == at && twatfs_header(call, answer, "X-One-Time-Upload") != NULL)
        return twatfs_set_url(call, url);
    if ((size_t)(at - line) != strlen(BEFORE_URL) ||
        strncmp(line, BEFORE_URL, strlen(BEFORE_URL)) != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no link to the file");
    url = as_reached(call, url);
    /* Without this a browser gets a page about the file. */
    if (url != NULL)
        url = twatfs_printf(call, "%s?download=1", url);
    return url != NULL ? twatfs_set_url(call, url)
                       : twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static twatfs_status bashupload_upload(struct twatfs_call *call, void *state,
                                       const struct twatfs_upload *upload)
{
    const char *const headers[] = {"Content-Type", upload->content_type, NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    send.url = twatfs_endpoint_url(call, twatfs_url_escape(call, upload->name));
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.headers = headers; /* the newer server makes the link's extension from it */
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    return status == TWATFS_OK ? take_link(call, &answer) : status;
}

TWATFS_PROVIDER(.upload = bashupload_upload);

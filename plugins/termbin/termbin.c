/* termbin.c: termbin.com, and other servers of fiche.
 *
 * SPDX-License-Identifier: MIT
 *
 * Plain TCP: the text, the end of what we send, then a URL, a line break and a NUL. What
 * follows a first NUL is dropped, and so is what goes beyond 32767 bytes; to nothing the
 * answer is nothing (fiche's source of 2018, and run).
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "termbin",
  "version": "0.1.0",
  "description": "termbin.com: short texts, for a month, sent in the clear",
  "homepage": "https://termbin.com",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_TERMBIN_URL", "default": "tcp://termbin.com:9999" },
  "url": ["https://termbin.com/", "http://termbin.com/"],
  "supports": ["unique"],
  "text_only": true,
  "min_size": 1,
  "max_size": 32767,
  "retention": "1 month",
  "threads": "parallel",
  "priority": 200,
  "automatic": false,
  "setup": "Nothing is needed. It is used only when it is named, because the text is sent in the clear: whoever is on the way can read and change it."
});

#define TEXT_MAX 32767 /* as max_size */

/* Whether the file can be told by its bytes up to the first NUL. */
static twatfs_status check_text(struct twatfs_call *call)
{
    char block[4096];
    uint64_t offset = 0;
    int64_t got;

    while ((got = twatfs_read(call, block, sizeof block, offset)) > 0) {
        offset += (uint64_t)got;
        if (memchr(block, '\0', (size_t)got) != NULL)
            return twatfs_fail(call, TWATFS_REFUSED, 0, "takes text only: this holds a NUL byte");
        if (offset > TEXT_MAX)
            return twatfs_fail(call, TWATFS_REFUSED, 0, "takes at most %d bytes", TEXT_MAX);
    }
    return got < 0 ? TWATFS_LOCAL : TWATFS_OK;
}

static twatfs_status termbin_upload(struct twatfs_call *call, void *state,
                                    const struct twatfs_upload *upload)
{
    struct twatfs_tcp_request request = TWATFS_TCP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = check_text(call);
    const char *url;

    (void)state;
    (void)upload;
    if (status != TWATFS_OK)
        return status;
    request.url = twatfs_endpoint(call);
    request.max_response = 4096;
    status = twatfs_tcp(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    /* The whole answer: a URL in a sentence or in a page is none of ours. */
    url = call->host->find_url(call, &answer);
    if (url == NULL || strncmp(answer.body, url, strlen(url)) != 0 ||
        strspn(answer.body + strlen(url), "\r\n") != strlen(answer.body) - strlen(url))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no URL, but: %s", answer.body);
    return twatfs_set_url(call, url);
}

TWATFS_PROVIDER(.upload = termbin_upload);

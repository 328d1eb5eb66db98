/* haste.c: an instance of haste-server.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /documents, the bare text; the answer is {"key"}, and /raw/KEY serves the text
 * (haste-server's source of 2024-07, and run).
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "haste",
  "version": "0.1.0",
  "description": "a haste-server (hastebin) of your own or of your friends, for texts",
  "homepage": "https://github.com/toptal/haste-server",
  "env": { "any_of": [["TWATFS_HASTE_URL"]], "public": ["TWATFS_HASTE_URL"] },
  "endpoint": { "env": "TWATFS_HASTE_URL" },
  "supports": ["unique"],
  "text_only": true,
  "min_size": 1,
  "retention": "as the instance is set",
  "threads": "parallel",
  "priority": 240,
  "setup": "Set TWATFS_HASTE_URL to the address of an instance."
});

static twatfs_status haste_upload(struct twatfs_call *call, void *state,
                                  const struct twatfs_upload *upload)
{
    static const char *const headers[] = {"Content-Type", "text/plain; charset=utf-8", NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *key, *url;
    twatfs_status status;

    (void)state;
    (void)upload;
    send.method = "POST";
    send.url = twatfs_endpoint_url(call, "documents");
    send.headers = headers;
    send.flags = TWATFS_SEND_NO_RESULT;
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    status = twatfs_send_file(call, &send, &answer);
    if (answer.status == 400 && strstr(answer.body, "exceeds maximum length") != NULL)
        return TWATFS_REFUSED;
    if (status != TWATFS_OK)
        return status;
    key = twatfs_json(call, &answer, "key");
    if (key == NULL || key[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without a key",
                           (int)answer.status);
    key = twatfs_url_escape(call, key);
    url = key != NULL ? twatfs_endpoint_url(call, twatfs_printf(call, "raw/%s", key)) : NULL;
    if (url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    return twatfs_set_url(call, url);
}

TWATFS_PROVIDER(.upload = haste_upload);

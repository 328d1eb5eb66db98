/* senditsh.c: sendit.sh.
 *
 * SPDX-License-Identifier: MIT
 *
 * PUT /NAME, the file as it is; the URL, https://sendit.sh/ID/NAME, is somewhere in a text that
 * is documented nowhere (several clients of 2026). The first GET of the link is its last.
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "senditsh",
  "version": "0.1.0",
  "description": "sendit.sh: files up to 3 GB, for a day or one download",
  "homepage": "https://sendit.sh",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_SENDITSH_URL", "default": "https://sendit.sh/" },
  "url": "https://sendit.sh/",
  "supports": ["unique", "once"],
  "max_size": 3000000000,
  "retention": "1 day, or until it is downloaded",
  "single_download": true,
  "threads": "parallel",
  "priority": 110,
  "setup": "Nothing is needed. Every link dies with its first download."
});

#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define ID_LENGTH     5

/* Nothing may fetch the link to see whether it is one, so it has to look like one: an id, as long
 * as all that were reported, and a name. Those in a page of the site are not meant for us, whatever
 * they look like. */
static int is_link(const char *url, const char *text)
{
    const char *id = strchr(strstr(url, "://") + 3, '/');
    size_t length;

    if (id == NULL || text[strspn(text, " \t\r\n")] == '<')
        return 0;
    length = strspn(++id, ID_CHARACTERS);
    return length == ID_LENGTH && id[length] == '/' && id[length + 1] != '\0';
}

static twatfs_status senditsh_upload(struct twatfs_call *call, void *state,
                                     const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *url;
    twatfs_status status;

    (void)state;
    send.url = twatfs_endpoint_url(call, twatfs_url_escape(call, upload->name));
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    if (status != TWATFS_OK)
        return status;
    url = twatfs_find_url(call, &answer);
    if (url == NULL || !is_link(url, answer.body))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no link to the file");
    return twatfs_set_url(call, url);
}

TWATFS_PROVIDER(.upload = senditsh_upload);

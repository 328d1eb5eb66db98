/* example.c: files.example.org, which takes a file with PUT and answers with its link.
 *
 * SPDX-License-Identifier: MIT
 *
 *     cc -shared -fPIC -o twatfs-provider-example.so example.c \
 *        $(pkg-config --cflags --libs twatfs-provider)
 *
 * builds all of it; README tells of the other ways.
 */
#include <twatfs/provider.h>

/* What twatfs knows before it loads anything: twatfs-provider(7), "THE MANIFEST". */
TWATFS_MANIFEST({
  "name": "example",
  "version": "1.0",
  "description": "files.example.org: files up to 100 MB, for 30 days",
  "homepage": "https://files.example.org",
  "env": { "any_of": [["EXAMPLE_TOKEN"]] },
  "endpoint": { "env": "TWATFS_EXAMPLE_URL", "default": "https://files.example.org/" },
  "url": "https://files.example.org/",
  "max_size": 100000000,
  "retention": "30 days",
  "threads": "parallel",
  "setup": "Copy EXAMPLE_TOKEN from https://files.example.org/account."
});

static twatfs_status example_upload(struct twatfs_call *call, void *state,
                                    const struct twatfs_upload *upload)
{
    const char *headers[] = {"X-Token", twatfs_env(call, "EXAMPLE_TOKEN"), NULL};
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct twatfs_send send = TWATFS_SEND_INIT;
    twatfs_status status;

    (void)state;
    send.url = twatfs_endpoint_url(call, twatfs_url_escape(call, upload->name));
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.headers = headers;
    status = twatfs_send_file(call, &send, &answer);
    /* What this host says in its own way; the host program knows the rest. */
    if (answer.status == 403)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP 403: EXAMPLE_TOKEN is not known there");
    return status;
}

TWATFS_PROVIDER(.upload = example_upload);

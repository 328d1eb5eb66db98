/* put.c: a provider that sends files as they are, many at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "put", "version": "1.0", "description": "Files as they are, for benchmarks",
  "endpoint": { "env": "TWATFS_PUT_URL" }, "automatic": false, "threads": "parallel"
});

static twatfs_status put_upload(struct twatfs_call *call, void *state,
                                const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = put_upload);

/* once.c: a host whose links die on their first download.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "once", "version": "1.0", "description": "Links for one download, for tests",
  "endpoint": { "env": "TWATFS_ONCE_URL" }, "automatic": false, "single_download": true
});

static twatfs_status once_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = once_upload);

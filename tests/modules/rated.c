/* rated.c: a host that takes three uploads a second.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "rated", "version": "1.0", "description": "Three uploads in a second, for tests",
  "endpoint": { "env": "TWATFS_RATED_URL" }, "automatic": false, "threads": "parallel", "rate": { "uploads": 3, "per": 1 }
});

static twatfs_status rated_upload(struct twatfs_call *call, void *state,
                                  const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = rated_upload);

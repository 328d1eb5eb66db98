/* abi-1-0.c: a provider as it was built when ABI 1.0 was all there was: it must load and
 * work for as long as the major is 1.  abi/provider-1.0.h is that day's header.
 *
 * SPDX-License-Identifier: MIT
 */
#include "../abi/provider-1.0.h"

#if TWATFS_ABI_MINOR != 0
#error "abi/provider-1.0.h is not the header of ABI 1.0"
#endif

TWATFS_MANIFEST({
  "name": "abi-1-0", "version": "1.0",
  "description": "A form host of the first day, for tests",
  "endpoint": { "env": "TWATFS_ABI_1_0_URL" },
  "automatic": false
});

static twatfs_status upload(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = upload);

/* serial.c: a provider that must not be entered twice at once, and fails when it is.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdatomic.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "serial", "version": "1.0", "description": "One upload at a time, for tests",
  "endpoint": { "env": "TWATFS_SERIAL_URL" }, "automatic": false
});

static atomic_int within;

static twatfs_status serial_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    twatfs_status status;

    (void)state;
    if (atomic_fetch_add(&within, 1) != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "entered twice");
    (void)call->host->wait(call, 5);
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    status = twatfs_send_file(call, &send, NULL);
    atomic_fetch_sub(&within, 1);
    return status;
}

TWATFS_PROVIDER(.upload = serial_upload);

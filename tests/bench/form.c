/* form.c: a provider that sends a form and takes a file of any size.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "form", "version": "1.0", "description": "Files in a form, for benchmarks",
  "endpoint": { "env": "TWATFS_FORM_URL" }, "automatic": false
});

static twatfs_status form_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    (void)upload;
    send.file_field = "file";
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = form_upload);

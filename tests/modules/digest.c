/* digest.c: a host that tells the digest of what it stored, in JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "digest", "version": "1.0", "description": "A host with digests, for tests",
  "options": { "md5": "another digest to claim",
               "token": { "description": "a secret", "secret": true } },
  "endpoint": { "env": "TWATFS_DIGEST_URL" }, "automatic": false
});

static twatfs_status digest_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    send.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    send.url_path = "url";
    status = twatfs_send_file(call, &send, &answer);
    if (status == TWATFS_OK)
        twatfs_set_digest(call, "sha256", twatfs_json(call, &answer, "sha256"));
    if (status == TWATFS_OK && twatfs_option(call, "md5") != NULL)
        twatfs_set_digest(call, "md5", twatfs_option(call, "md5"));
    if (twatfs_option(call, "token") != NULL)
        twatfs_log(call, TWATFS_LOG_WARNING, "the token is %s", twatfs_option(call, "token"));
    return status;
}

TWATFS_PROVIDER(.upload = digest_upload);

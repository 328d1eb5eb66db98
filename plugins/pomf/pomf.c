/* pomf.c: a Pomf of one's choice, and what else speaks its API.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/upload.php, a form of files[] with its brackets; the answer is JSON with files[0].url
 * and, as hash, the file's SHA-1 (pomf as of 2024-01, observed in 2026).
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "pomf",
  "version": "0.1.0",
  "description": "a Pomf of your choice: TWATFS_POMF_URL says where it is",
  "homepage": "https://github.com/pomf/pomf",
  "env": { "any_of": [["TWATFS_POMF_URL"]], "public": ["TWATFS_POMF_URL"] },
  "endpoint": { "env": "TWATFS_POMF_URL" },
  "retention": "its operator's choice",
  "threads": "parallel",
  "priority": 250,
  "setup": "Set TWATFS_POMF_URL to the address that its form sends files to, such as https://pomf.example.org/upload.php."
});

static twatfs_status pomf_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *hash;
    twatfs_status status;

    (void)state;
    (void)upload;
    send.file_field = "files[]";
    send.url_path = "files[0].url";
    status = twatfs_send_file(call, &send, &answer);
    /* PHP's own limit lies below what the web server lets through: nobody is left to say so. */
    if (answer.status == 500 && answer.body_length == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "HTTP 500 without a word: as of a file that is too large");
    /* Relatives have other hashes there; what is no SHA-1 is not taken. */
    hash = status == TWATFS_OK ? twatfs_json(call, &answer, "files[0].hash") : NULL;
    if (hash != NULL)
        twatfs_set_digest(call, "sha1", hash);
    return status;
}

TWATFS_PROVIDER(.upload = pomf_upload);

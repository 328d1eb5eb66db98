/* catbox.c: catbox.moe, and what speaks its API.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/user/api.php, a form of reqtype, an optional userhash and the file; the answer
 * is the URL and nothing else (tools page and FAQ of catbox.moe, 2026-07).
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "catbox",
  "version": "0.1.0",
  "description": "catbox.moe: files up to 200 MB, kept for years",
  "homepage": "https://catbox.moe",
  "env": { "any_of": [], "optional": ["CATBOX_USERHASH"] },
  "endpoint": { "env": "TWATFS_CATBOX_URL", "default": "https://catbox.moe/user/api.php" },
  "url": "https://files.catbox.moe/",
  "supports": ["unique"],
  "max_size": 200000000,
  "max_size_of": { "*.gif": 20000000 },
  "rejects": ["*.exe", "*.scr", "*.cpl", "*.doc*", "*.jar"],
  "retention": "until unused for 2 years",
  "priority": 900,
  "setup": "Nothing is needed. To have uploads in your account, or while catbox takes no anonymous ones, copy the userhash from https://catbox.moe/user/manage.php into CATBOX_USERHASH. Use within a project that earns money needs catbox's permission."
});

static twatfs_status catbox_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    const char *const fields[] = {"reqtype", "fileupload", "userhash",
                                  twatfs_env(call, "CATBOX_USERHASH"), NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    (void)upload;
    send.file_field = "fileToUpload";
    send.fields = fields;
    status = twatfs_send_file(call, &send, &answer);
    /* 412 is "Uploads paused", a blocked address, or since 2026-04 at times this. */
    if (answer.status == 412 && strstr(answer.body, "userhash") != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "takes no anonymous uploads at present: set CATBOX_USERHASH");
    return status;
}

TWATFS_PROVIDER(.upload = catbox_upload);

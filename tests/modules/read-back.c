/* read-back.c: a host whose links nobody else can open, and a provider that reads them back.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "read-back", "version": "1.0", "description": "A host of another protocol, for tests",
  "options": { "sha256": "what came back, instead of the file; none: not told" },
  "env": { "optional": ["TWATFS_READ_BACK_URL"] }, "endpoint": { "env": "TWATFS_READ_BACK_URL" },
  "schemes": ["sftp"], "automatic": false
});

static twatfs_status read_back_upload(struct twatfs_call *call, void *state,
                                      const struct twatfs_upload *upload)
{
    const char *told = twatfs_option(call, "sha256");
    struct twatfs_check check = TWATFS_CHECK_INIT;

    (void)state;
    (void)upload;
    check.method = TWATFS_CHECK_READ_BACK;
    twatfs_set_check(call, &check);
    if (told == NULL || strcmp(told, "none") != 0)
        twatfs_set_digest(call, "sha256", told != NULL ? told : twatfs_digest(call, "sha256"));
    return twatfs_set_url(call, "sftp://the-users-name.example.org/file");
}

TWATFS_PROVIDER(.upload = read_back_upload);

/* strange.c: a stranger's provider, as far as a package needs one: every host says no.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "strange",
  "version": "2.5",
  "description": "strange.example: files for ${HOME}, kept",
  "max_size": 1999999,
  "retention": "a week",
  "setup": "Set STRANGE_KEY."
});

static int32_t strange_upload(struct twatfs_call *call, void *state,
                              const struct twatfs_upload *upload)
{
    (void)call;
    (void)state;
    (void)upload;
    return TWATFS_PERMANENT;
}

TWATFS_PROVIDER(.upload = strange_upload);

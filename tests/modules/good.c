/* good.c: a provider with nothing wrong: its URL is option "url", else
 * TWATFS_TEST_URL, else https://example.org/file.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "good", "version": "1.0",
  "description": "A module for tests",
  "homepage": "https://example.org/",
  "env": { "optional": ["TWATFS_TEST_URL"], "public": ["TWATFS_TEST_URL"] },
  "options": { "url": "the URL to claim" },
  "automatic": false, "threads": "parallel"
});

static twatfs_status good_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    const char *url = twatfs_option(call, "url");

    (void)state;
    (void)upload;
    if (url == NULL)
        url = twatfs_env(call, "TWATFS_TEST_URL");
    return twatfs_set_url(call, url != NULL ? url : "https://example.org/file");
}

TWATFS_PROVIDER(.upload = good_upload);

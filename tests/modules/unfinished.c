/* unfinished.c: saves a checkpoint and hangs, or goes on from one that it finds.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "unfinished", "version": "1.0", "description": "Uploads that are killed, for tests",
  "options": { "hang": "yes: begin, and never end", "abandon": "what abandoning comes to",
               "cancel": "yes: claim that someone cancelled" },
  "supports": ["resume", "content-type"], "automatic": false
});

/* There is no file here, and what an earlier run saved has to be there all the same, later. */
static twatfs_status unfinished_open(struct twatfs_call *call, void **state)
{
    uint64_t length = 0;

    (void)state;
    (void)call->host->checkpoint_load(call, &length);
    return TWATFS_OK;
}

static twatfs_status upload(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload)
{
    uint64_t length = 0;
    const char *found = (const char *)call->host->checkpoint_load(call, &length);
    const char *begun = twatfs_printf(call, "begun for %s", upload->name);

    (void)state;
    if (found != NULL)
        twatfs_log(call, TWATFS_LOG_WARNING, "goes on from \"%.*s\"", (int)length, found);
    if (twatfs_option(call, "hang") != NULL) {
        if (call->host->checkpoint_save(call, begun, strlen(begun)) != TWATFS_OK)
            return TWATFS_PERMANENT;
        return twatfs_wait(call, 60000);
    }
    return twatfs_set_url(call, "https://example.org/file");
}

static twatfs_status abandon(struct twatfs_call *call, void *state)
{
    uint64_t length = 0;
    const char *found = (const char *)call->host->checkpoint_load(call, &length);

    (void)state;
    if (twatfs_option(call, "abandon") != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s", twatfs_option(call, "abandon"));
    twatfs_log(call, TWATFS_LOG_WARNING, "abandons \"%.*s\"", (int)length,
               found != NULL ? found : "nothing");
    return TWATFS_OK;
}

static twatfs_status examine(struct twatfs_call *call, void *state)
{
    uint64_t length = 0;

    (void)state;
    (void)call->host->checkpoint_load(call, &length); /* of no use, and no harm */
    if (twatfs_option(call, "cancel") != NULL)
        return TWATFS_CANCELLED;
    twatfs_log(call, TWATFS_LOG_INFO, "looks well");
    return twatfs_option(call, "abandon") == NULL
               ? TWATFS_OK
               : twatfs_fail(call, TWATFS_AUTH, 0, "no rights: ask for some");
}

TWATFS_PROVIDER(.open = unfinished_open, .upload = upload, .abandon = abandon, .examine = examine);

/* statuses.c: returns the status it is told, to see what the core makes of it.
 *
 * SPDX-License-Identifier: MIT
 *
 * -o statuses.status=N; -o statuses.silent=yes says nothing about it, -o statuses.words=TEXT
 * that, -o statuses.aloud=TEXT logs it; without a status it says it is done and gives no URL.
 * -o statuses.open=N fails in open.
 */
#include <stdlib.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "statuses", "version": "1.0", "description": "Fails as told, for tests",
  "options": { "status": "what upload returns", "silent": "yes: say nothing",
               "words": "what to say", "aloud": "what to log", "open": "what open returns" },
  "automatic": false
});

static twatfs_status number(struct twatfs_call *call, const char *key)
{
    const char *text = twatfs_option(call, key);

    return text != NULL ? (twatfs_status)atoi(text) : TWATFS_OK;
}

static twatfs_status statuses_open(struct twatfs_call *call, void **state)
{
    static const char mine[] = "state";
    twatfs_status status = number(call, "open");

    if (*state != NULL)
        twatfs_log(call, TWATFS_LOG_ERROR, "open: what is this?");
    *state = (void *)(uintptr_t)mine;
    return status == TWATFS_OK ? status : twatfs_fail(call, status, 0, "will not open");
}

static twatfs_status statuses_upload(struct twatfs_call *call, void *state,
                                     const struct twatfs_upload *upload)
{
    const char *words = twatfs_option(call, "words"), *aloud = twatfs_option(call, "aloud");
    twatfs_status status = number(call, "status");

    (void)upload;
    if (state == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "was not opened");
    if (aloud != NULL)
        twatfs_log(call, TWATFS_LOG_WARNING, "%s", aloud);
    if (twatfs_option(call, "silent") != NULL || status == TWATFS_OK)
        return status;
    if (words != NULL)
        return twatfs_fail(call, status, 0, "%s", words);
    return twatfs_fail(call, status, 0, "told to return %d", (int)status);
}

static void statuses_close(struct twatfs_call *call, void *state)
{
    twatfs_log(call, TWATFS_LOG_INFO, "closed");
    if (state == NULL || twatfs_option(call, "status") != NULL ||
        twatfs_digest(call, "md5") != NULL)
        twatfs_log(call, TWATFS_LOG_ERROR, "close: there is no file here");
}

TWATFS_PROVIDER(.open = statuses_open, .upload = statuses_upload, .close = statuses_close);

/* place.c: where a user's state is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/place.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *state_path(const char *name)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int length = -1;

    /* A relative one is invalid and ignored, says the specification. */
    if (state != NULL && state[0] == '/')
        length = asprintf(&path, "%s/twatfs/%s", state, name);
    else if (home != NULL && home[0] == '/')
        length = asprintf(&path, "%s/.local/state/twatfs/%s", home, name);
    return length >= 0 ? path : NULL;
}

bool state_make_folders(const char *folder, struct error *error)
{
    CLEANUP_FREE char *copy = strdup(folder);

    if (copy == NULL)
        return error_memory(error);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            return error_errno(error, "%s", copy);
        *slash = '/';
    }
    if (mkdir(copy, 0700) != 0 && errno != EEXIST)
        return error_errno(error, "%s", copy);
    return true;
}

bool state_folder_is_ours(const char *folder, struct error *error)
{
    struct stat status;

    if (stat(folder, &status) != 0)
        return errno == ENOENT || error_errno(error, "%s", folder);
    if (status.st_uid != geteuid())
        return error_set(error, "%s: belongs to another user: chown it, or remove it", folder);
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return error_set(error, "%s: others can write there: chmod go-w", folder);
    return true;
}

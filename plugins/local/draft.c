/* draft.c: a file that gets its name when it is whole.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

bool local_random_name(char name[LOCAL_RANDOM_SIZE])
{
    unsigned char bytes[LOCAL_RANDOM_SIZE / 2];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(name + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

void local_draft_drop(struct local_draft *draft)
{
    if (draft->fd >= 0)
        close(draft->fd);
    if (draft->temporary[0] != '\0')
        unlinkat(draft->folder, draft->temporary, 0);
}

static bool draft_name(char name[8 + LOCAL_RANDOM_SIZE])
{
    memcpy(name, ".twatfs-", 8);
    if (local_random_name(name + 8))
        return true;
    name[0] = '\0';
    return false;
}

bool local_draft_open(struct local_draft *draft)
{
    /* Only /proc can name what has no name (local_draft_link), and a bare root has none. */
    if (access("/proc/self/fd", X_OK) == 0) {
        draft->fd = openat(draft->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
        if (draft->fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
            return draft->fd >= 0;
    }
    if (!draft_name(draft->temporary))
        return false;
    draft->fd =
        openat(draft->folder, draft->temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (draft->fd < 0)
        draft->temporary[0] = '\0';
    return draft->fd >= 0;
}

/* Where there are no hard links, as on vfat (link(2): EPERM). */
static bool rename_unless_there(struct local_draft *draft, const char *name)
{
    if (renameat2(draft->folder, draft->temporary, draft->folder, name, RENAME_NOREPLACE) != 0) {
        if (errno == EINVAL || errno == ENOSYS) /* the file system's, or the kernel's, no */
            errno = EOPNOTSUPP;
        return false;
    }
    draft->temporary[0] = '\0';
    return true;
}

bool local_draft_link(struct local_draft *draft, const char *name)
{
    char path[64];

    if (draft->temporary[0] != '\0')
        return linkat(draft->folder, draft->temporary, draft->folder, name, 0) == 0 ||
               ((errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS) &&
                rename_unless_there(draft, name));
    snprintf(path, sizeof path, "/proc/self/fd/%d", draft->fd);
    return linkat(AT_FDCWD, path, draft->folder, name, AT_SYMLINK_FOLLOW) == 0;
}

bool local_draft_replace(struct local_draft *draft, const char *name)
{
    if (draft->temporary[0] == '\0') {
        char temporary[sizeof draft->temporary];

        if (!draft_name(temporary) || !local_draft_link(draft, temporary))
            return false;
        memcpy(draft->temporary, temporary, sizeof temporary);
    }
    if (renameat(draft->folder, draft->temporary, draft->folder, name) != 0)
        return false;
    draft->temporary[0] = '\0';
    return true;
}

bool local_draft_write(struct local_draft *draft, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(draft->fd, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

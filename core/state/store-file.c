/* store-file.c: the file of a store: made, known again, set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/store-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#include "base/clock.h"
#include "state/place.h"

#define PATIENCE_NS (5 * NANOSECONDS_PER_SECOND)
#define STEP_US     UINT64_C(8000) /* the longest sleep between two looks */

/* With small random steps everyone has the same chance; were they to grow, as SQLite's own do,
 * whoever waits longest would get it last. */
bool store_file_wait(uint64_t since_ns)
{
    if (clock_now_ns() - since_ns >= PATIENCE_NS)
        return false;
    usleep((useconds_t)(1 + random_below(STEP_US)));
    return true;
}

/* A file beside it, because a lock on the file itself would be lost as soon as this process
 * closed any descriptor of it. */
int store_file_lock(const struct store_file *file, struct error *error)
{
    CLEANUP_FREE char *path = NULL;
    CLEANUP_CLOSE int fd = -1;
    uint64_t since_ns = clock_now_ns();

    if (asprintf(&path, "%s.lock", file->path) < 0) {
        path = NULL;
        error_memory(error);
        return -1;
    }
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        error_errno(error, "%s", path);
        return -1;
    }
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            error_errno(error, "%s", path);
            return -1;
        }
        if (!store_file_wait(since_ns)) {
            error_set(error, "%s: another process holds it", path);
            return -1;
        }
    }
    return steal_fd(&fd);
}

/* The file is made here and not by SQLite, so that nobody else can read it for a moment; what
 * SQLite puts beside it takes its mode.  An existing one is never opened for it: closing that
 * descriptor would take the locks of all connections that this process has to it. */
bool store_file_make(struct store_file *file, bool create, bool *absent, struct error *error)
{
    CLEANUP_FREE char *folder = strdup(file->path);
    struct stat status;
    int fd;

    *absent = false;
    if (folder == NULL)
        return error_memory(error);
    *strrchr(folder, '/') = '\0';
    if (lstat(file->path, &status) != 0) {
        *absent = errno == ENOENT && !create;
        if (*absent)
            return true;
        if (errno != ENOENT)
            return error_errno(error, "memory: %s", file->path);
        if (!state_make_folders(folder, error)) {
            error_prefix(error, "memory: ");
            return false;
        }
        fd = open(file->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0 && errno != EEXIST)
            return error_errno(error, "memory: %s", file->path);
        if (fd >= 0)
            close(fd);
        if (lstat(file->path, &status) != 0)
            return error_errno(error, "memory: %s", file->path);
    }
    if (!S_ISREG(status.st_mode))
        return error_set(error, "memory: %s: not a regular file", file->path);
    if ((status.st_mode & 077) != 0 && chmod(file->path, 0600) != 0)
        return error_errno(error, "memory: %s: others can read it", file->path);
    file->device = status.st_dev;
    file->inode = status.st_ino;
    return true;
}

static void rename_beside(const struct store_file *file, const char *suffix, const char *aside)
{
    CLEANUP_FREE char *from = NULL, *to = NULL;

    if (asprintf(&from, "%s%s", file->path, suffix) < 0)
        from = NULL;
    if (asprintf(&to, "%s%s", aside, suffix) < 0)
        to = NULL;
    if (from != NULL && to != NULL)
        (void)rename(from, to);
}

/* A name that is free, or nearly so: a second file of one second replaces the first. */
static char *name_aside(const struct store_file *file)
{
    time_t now = (time_t)clock_unix_s();
    char date[32] = "";
    struct tm parts;
    char *aside;

    if (gmtime_r(&now, &parts) != NULL)
        strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &parts);
    return asprintf(&aside, "%s.damaged-%s", file->path, date) >= 0 ? aside : NULL;
}

bool store_file_is_current(const struct store_file *file)
{
    struct stat status;

    return lstat(file->path, &status) == 0 && status.st_ino == file->inode &&
           status.st_dev == file->device;
}

bool store_file_set_aside(const struct store_file *file, char **told, struct error *error)
{
    CLEANUP_CLOSE int fd = store_file_lock(file, error);
    CLEANUP_FREE char *aside = name_aside(file);

    if (fd < 0 || aside == NULL) {
        if (fd >= 0)
            error_memory(error);
        error_prefix(error, "memory: %s: damaged, and cannot be set aside: ", file->path);
        return false;
    }
    if (!store_file_is_current(file))
        return true;
    if (rename(file->path, aside) != 0)
        return error_errno(error, "memory: %s: damaged, and cannot be set aside", file->path);
    rename_beside(file, "-wal", aside);
    rename_beside(file, "-shm", aside);
    *told = STEAL(aside);
    return true;
}

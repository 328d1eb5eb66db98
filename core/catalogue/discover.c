/* discover.c: module files on the search path, in the order that counts.
 *
 * SPDX-License-Identifier: MIT
 *
 * Whoever can write to a module can run code as us.  So directories and files
 * are judged by what was opened; and because the loader opens the path anew, it is
 * judged once more, and compared, right before that.
 */
#include "catalogue/discover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "catalogue/manifest.h"

#define FILE_PREFIX "twatfs-provider-"
#define FILE_SUFFIX ".so"

struct directory_id {
    dev_t device;
    ino_t inode;
};

DEFINE_CLEANUP(directory, DIR, closedir)

/* ---- Trust ---- */

/* Owned by root or by us, and writable by nobody else. */
static bool check_trust(const char *path, const struct stat *status, struct error *error)
{
    unsigned mode = status->st_mode & 07777;

    if (status->st_uid != 0 && status->st_uid != geteuid())
        return error_set(error,
                         "%s: not trusted: owned by user %lu (mode %04o), need root%s: "
                         "chown root %s",
                         path, (unsigned long)status->st_uid, mode,
                         geteuid() == 0 ? "" : " or yourself", path);
    if ((mode & (S_IWGRP | S_IWOTH)) != 0)
        return error_set(error,
                         "%s: not trusted: %s may write to it (owner %lu, mode %04o), need its "
                         "owner alone: chmod go-w %s",
                         path, (mode & S_IWOTH) != 0 ? "everybody" : "its group",
                         (unsigned long)status->st_uid, mode, path);
    return true;
}

static bool must_be_trusted(enum directory_origin origin)
{
    return origin == DIRECTORY_GIVEN || geteuid() == 0;
}

/* ---- Names ---- */

/* NAME of twatfs-provider-NAME.so; false for any other file. */
static bool provider_name(const char *file, char name[MANIFEST_NAME_MAX + 1])
{
    size_t prefix = strlen(FILE_PREFIX), suffix = strlen(FILE_SUFFIX), length = strlen(file);

    if (length <= prefix + suffix || length - prefix - suffix > MANIFEST_NAME_MAX ||
        memcmp(file, FILE_PREFIX, prefix) != 0 ||
        memcmp(file + length - suffix, FILE_SUFFIX, suffix) != 0)
        return false;
    length -= prefix + suffix;
    memcpy(name, file + prefix, length);
    name[length] = '\0';
    return manifest_name_valid(name);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the modules in a directory, sorted. */
static bool list_names(DIR *directory, struct string_list *names, struct error *error)
{
    char name[MANIFEST_NAME_MAX + 1];
    const struct dirent *entry;

    while (errno = 0, (entry = readdir(directory)) != NULL)
        if (provider_name(entry->d_name, name) && !string_list_add(names, name))
            return error_memory(error);
    if (errno != 0)
        return error_errno(error, "read");
    if (names->count > 0)
        qsort(names->items, names->count, sizeof names->items[0], compare_names);
    return true;
}

/* ---- Files ---- */

/* Links are followed: a distribution's alternatives are links, and what counts
 * is the file that was opened.  O_NONBLOCK, or a FIFO would make us wait. */
static bool open_file(int directory, const char *file, const char *path, bool trusted, int *fd,
                      struct file_identity *identity, struct error *error)
{
    struct stat status;

    *fd = openat(directory, file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (*fd < 0)
        return error_errno(error, "%s: open", path);
    if (fstat(*fd, &status) != 0)
        return error_errno(error, "%s: stat", path);
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s: file: not a regular file", path);
    *identity = (struct file_identity){status.st_dev, status.st_ino, !trusted};
    return trusted || check_trust(path, &status, error);
}

static bool visit_file(const struct discovery *discovery, int directory, const char *name,
                       const char *path, bool trusted, struct error *error)
{
    struct found_file file = {.name = name, .path = path, .fd = -1};
    struct error refusal = ERROR_INIT;
    CLEANUP_CLOSE int fd = -1;

    if (open_file(directory, strrchr(path, '/') + 1, path, trusted, &fd, &file.identity, &refusal))
        file.fd = fd;
    else
        file.refusal = refusal.text;
    return discovery->visit(discovery->data, &file, error);
}

/* ---- Directories ---- */

static bool add_problem(struct discovery *discovery, const char *text, struct error *error)
{
    return string_list_add(discovery->problems, text) || error_memory(error);
}

/* Whether the directory is new; remembers it. */
static bool first_time(struct discovery *discovery, const struct stat *status, bool *first,
                       struct error *error)
{
    struct directory_id *seen;

    *first = false;
    for (size_t i = 0; i < discovery->seen_count; i++)
        if (discovery->seen[i].device == status->st_dev &&
            discovery->seen[i].inode == status->st_ino)
            return true;
    seen = reallocarray(discovery->seen, discovery->seen_count + 1, sizeof *seen);
    if (seen == NULL)
        return error_memory(error);
    discovery->seen = seen;
    seen[discovery->seen_count++] = (struct directory_id){status->st_dev, status->st_ino};
    *first = true;
    return true;
}

/* Absolute, without slashes at the end: what is loaded later must not depend on
 * where the process is then. */
static char *absolute_path(const char *path)
{
    CLEANUP_FREE char *current = NULL;
    size_t length = strlen(path);
    char *result;

    while (length > 1 && path[length - 1] == '/')
        length--;
    if (path[0] == '/')
        return strndup(path, length);
    current = get_current_dir_name();
    if (current == NULL || asprintf(&result, "%s/%.*s", current, (int)length, path) < 0)
        return NULL;
    return result;
}

/* Open and judge a directory.  NULL with error set when it cannot be used. */
static DIR *open_directory(const char *path, bool trusted, struct stat *status, struct error *error)
{
    CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    DIR *directory;

    if (fd < 0 || fstat(fd, status) != 0) {
        error_errno(error, "%s: plugin directory", path);
        return NULL;
    }
    if (!trusted && !check_trust(path, status, error))
        return NULL;
    directory = fdopendir(fd);
    if (directory == NULL)
        error_errno(error, "%s: plugin directory", path);
    else
        steal_fd(&fd);
    return directory;
}

static bool visit_files(const struct discovery *discovery, DIR *directory, const char *path,
                        const struct string_list *names, bool trusted, struct error *error)
{
    for (size_t i = 0; i < names->count; i++) {
        CLEANUP_BUFFER struct buffer file = BUFFER_INIT;

        if (!buffer_printf(&file, "%s/" FILE_PREFIX "%s" FILE_SUFFIX,
                           strcmp(path, "/") == 0 ? "" : path, names->items[i]))
            return error_memory(error);
        if (!visit_file(discovery, dirfd(directory), names->items[i], file.data, trusted, error))
            return false;
    }
    return true;
}

bool discover_directory(struct discovery *discovery, const char *path, enum directory_origin origin,
                        struct error *error)
{
    CLEANUP_STRING_LIST struct string_list names = STRING_LIST_INIT;
    CLEANUP(cleanup_directory) DIR *directory = NULL;
    CLEANUP_FREE char *absolute = NULL;
    bool trusted = !must_be_trusted(origin), first;
    struct error problem = ERROR_INIT;
    struct stat status;

    if (path[0] == '\0')
        return true;
    absolute = absolute_path(path);
    if (absolute == NULL)
        return error_errno(error, "%s: plugin directory: working directory", path);
    directory = open_directory(absolute, trusted, &status, &problem);
    if (directory == NULL) {
        if (problem.code == ENOENT && origin == DIRECTORY_DEFAULT)
            return true;
        return add_problem(discovery, problem.text, error);
    }
    if (!first_time(discovery, &status, &first, error))
        return false;
    if (!first)
        return true;
    if (!list_names(directory, &names, &problem)) {
        error_prefix(&problem, "%s: plugin directory: ", absolute);
        return add_problem(discovery, problem.text, error);
    }
    return visit_files(discovery, directory, absolute, &names, trusted, error);
}

bool discover_path(struct discovery *discovery, const char *path, struct error *error)
{
    while (*path != '\0') {
        size_t length = strcspn(path, ":");
        CLEANUP_FREE char *element = strndup(path, length);

        if (element == NULL)
            return error_memory(error);
        if (!discover_directory(discovery, element, DIRECTORY_GIVEN, error))
            return false;
        path += length;
        if (*path == ':')
            path++;
    }
    return true;
}

bool discover_still_trusted(const char *path, const struct file_identity *identity,
                            struct error *error)
{
    const char *slash = strrchr(path, '/');
    CLEANUP_FREE char *folder = strndup(path, slash > path ? (size_t)(slash - path) : 1);
    CLEANUP(cleanup_directory) DIR *directory = NULL;
    CLEANUP_CLOSE int fd = -1;
    struct file_identity now;
    struct stat status;

    if (folder == NULL)
        return error_memory(error);
    directory = open_directory(folder, !identity->owner_only, &status, error);
    if (directory == NULL ||
        !open_file(dirfd(directory), slash + 1, path, !identity->owner_only, &fd, &now, error))
        return false;
    if (now.device == identity->device && now.inode == identity->inode)
        return true;
    return error_set(error,
                     "%s: file: not the one that was found: it was replaced meanwhile: "
                     "run twatfs again",
                     path);
}

void discovery_end(struct discovery *discovery)
{
    free(discovery->seen);
    discovery->seen = NULL;
    discovery->seen_count = 0;
}

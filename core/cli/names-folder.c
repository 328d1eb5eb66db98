/* names-folder.c: the files below folders, as they are read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/names.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 200 /* folders within folders: each holds a descriptor */

/* A folder that is being read, within the one above it. */
struct names_level {
    struct names_level *above;
    DIR *directory;
    size_t length; /* of its path, with the slash at its end */
};

static void leave_level(struct names *names)
{
    struct names_level *level = names->level;

    names->level = level->above;
    names->depth--;
    closedir(level->directory);
    free(level);
}

void names_folder_close(struct names *names)
{
    while (names->level != NULL)
        leave_level(names);
}

/* The folder whose path is in names->path, opened below above (AT_FDCWD: a path of its own). */
static bool enter_level(struct names *names, int above, const char *name, struct error *error)
{
    CLEANUP_CLOSE int fd = openat(above, name,
                                  O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK |
                                      (above != AT_FDCWD ? O_NOFOLLOW : 0));
    struct names_level *level = NULL;

    if (fd < 0)
        return error_errno(error, "%s", names->path.data);
    if (names->depth == DEPTH_MAX)
        return error_set(error, "%s: deeper than %d folders: not looked into", names->path.data,
                         DEPTH_MAX);
    level = calloc(1, sizeof *level);
    if (level == NULL)
        return error_memory(error);
    level->directory = fdopendir(fd);
    if (level->directory == NULL) {
        free(level);
        return error_errno(error, "%s", names->path.data);
    }
    (void)steal_fd(&fd);
    if (names->path.data[names->path.length - 1] != '/' && !buffer_puts(&names->path, "/")) {
        closedir(level->directory);
        free(level);
        return error_memory(error);
    }
    level->length = names->path.length;
    level->above = names->level;
    names->level = level;
    names->depth++;
    return true;
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* Where in names->path what is below the folder that was named begins. */
static const char *below_root(const struct names *names)
{
    const struct names_level *level = names->level;

    while (level->above != NULL)
        level = level->above;
    return names->path.data + level->length;
}

static mode_t type_of(int folder, const struct dirent *entry)
{
    struct stat status;

    switch (entry->d_type) {
    case DT_REG:
        return S_IFREG;
    case DT_DIR:
        return S_IFDIR;
    case DT_LNK:
        return S_IFLNK;
    case DT_UNKNOWN:
        break;
    default:
        return S_IFCHR;
    }
    /* What vanished meanwhile is told when it is opened. */
    return fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0
               ? status.st_mode & S_IFMT
               : S_IFREG;
}

/* Look at an entry, whose path is in names->path.  NAMES_END: go on with the next. */
static enum names_result look_at(struct names *names, const struct dirent *entry,
                                 struct error *error)
{
    int folder = dirfd(names->level->directory);
    const char *below = below_root(names);

    switch (type_of(folder, entry)) {
    case S_IFREG:
        if (!filter_takes_file(names->input.filter, below))
            return NAMES_END;
        names->below = below;
        return NAMES_ONE;
    case S_IFDIR:
        if (!filter_takes_folder(names->input.filter, below))
            return NAMES_END;
        return enter_level(names, folder, entry->d_name, error) ? NAMES_END : NAMES_BAD;
    case S_IFLNK:
        error_set(error, "%s: a symbolic link: not followed", names->path.data);
        break;
    default:
        error_set(error, "%s: not a file: left out", names->path.data);
        break;
    }
    return filter_takes_file(names->input.filter, below) ? NAMES_SKIPPED : NAMES_END;
}

/* Cut the path back to the folder that is being read, and put a name behind it. */
static bool set_path(struct names *names, const char *name)
{
    names->path.length = names->level->length;
    names->path.data[names->path.length] = '\0';
    return buffer_puts(&names->path, name);
}

static bool enter_root(struct names *names, const char *folder, struct error *error)
{
    buffer_clear(&names->path);
    if (folder[0] == '\0')
        return error_set(error, "--recursive: an empty name");
    return buffer_puts(&names->path, folder) ? enter_level(names, AT_FDCWD, folder, error)
                                             : error_memory(error);
}

enum names_result names_folder_next(struct names *names, struct error *error)
{
    const struct string_list *folders = names->input.folders;

    for (;;) {
        const struct dirent *entry;
        enum names_result result;

        if (names->input.stop != NULL && cancel_requested(names->input.stop))
            return NAMES_STOPPED;
        if (names->level == NULL) {
            if (folders == NULL || names->next_folder == folders->count)
                return NAMES_END;
            if (!enter_root(names, folders->items[names->next_folder++], error))
                return NAMES_BAD;
            continue;
        }
        errno = 0;
        entry = readdir(names->level->directory);
        if (entry == NULL) {
            bool failed = errno != 0;

            if (failed)
                error_errno(error, "%.*s", (int)names->level->length, names->path.data);
            leave_level(names);
            if (failed)
                return NAMES_BAD;
            continue;
        }
        if (is_dots(entry->d_name))
            continue;
        if (!set_path(names, entry->d_name)) {
            error_memory(error);
            return NAMES_BAD;
        }
        result = look_at(names, entry, error);
        if (result != NAMES_END)
            return result;
    }
}

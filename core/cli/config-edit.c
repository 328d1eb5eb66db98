/* config-edit.c: change one setting in a configuration file, and nothing else in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/config-edit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/write.h"

#define MOST_BYTES ((size_t)1048576) /* of a file that a person writes */
#define MOST_LINE  ((size_t)198)     /* of a line of it: see twatfs-config(5) */

/* ---- Reading ---- */

static bool read_all(int fd, struct buffer *text)
{
    char block[4096];
    ssize_t length;

    while ((length = read(fd, block, sizeof block)) != 0) {
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return false;
        errno = text->length + (size_t)length > MOST_BYTES ? EFBIG : ENOMEM;
        if (errno == EFBIG || !buffer_append(text, block, (size_t)length))
            return false;
    }
    return true;
}

bool config_edit_open(struct config_edit *edit, const char *path, struct error *error)
{
    CLEANUP_CLOSE int fd = -1;
    struct stat status;

    edit->path = realpath(path, NULL);
    if (edit->path == NULL && errno == ENOENT) {
        edit->path = strdup(path);
        return edit->path != NULL || error_memory(error);
    }
    if (edit->path == NULL)
        return error_errno(error, "%s", path);
    /* Nothing but a file is opened: a FIFO would wait. */
    if (stat(edit->path, &status) != 0)
        return error_errno(error, "%s", edit->path);
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s: not a regular file", edit->path);
    edit->mode = status.st_mode & 0777;
    fd = open(edit->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || !read_all(fd, &edit->before))
        return error_errno(error, "%s", edit->path);
    return true;
}

/* ---- Changing ---- */

static bool is_key(const char *line, size_t length, const char *key)
{
    size_t at = strlen(key);

    if (length <= at || memcmp(line, key, at) != 0)
        return false;
    while (at < length && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at < length && (line[at] == '=' || line[at] == ':');
}

static bool begins_section(const char *line, size_t length)
{
    size_t at = 0;

    while (at < length && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at < length && line[at] == '[';
}

static void put_new(struct config_edit *edit, const char *key, const char *value)
{
    const struct buffer *after = &edit->after;

    if (after->length > 0 && after->data[after->length - 1] != '\n')
        buffer_puts(&edit->after, "\n");
    buffer_printf(&edit->after, "%s = %s\n", key, value);
}

bool config_edit_set(struct config_edit *edit, const char *key, const char *value,
                     const char *dropped, struct error *error)
{
    const char *line = edit->before.data, *end = line != NULL ? line + edit->before.length : NULL;
    bool in_section = false, put = false, dropping = false;

    if (strlen(key) + strlen(" = ") + strlen(value) > MOST_LINE)
        return error_set(error, "%s: would be longer than %zu bytes, which no line may be", key,
                         MOST_LINE);
    for (; line != end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t length = stop != NULL ? (size_t)(stop - line) + 1 : (size_t)(end - line);
        bool goes_on = *line == ' ' || *line == '\t'; /* the key above has one more value */

        if (!in_section && begins_section(line, length)) {
            if (!put)
                put_new(edit, key, value);
            in_section = put = true;
        }
        dropping =
            !in_section &&
            (goes_on ? dropping : is_key(line, length, key) || is_key(line, length, dropped));
        if (dropping) {
            buffer_puts(&edit->changes, "- ");
            buffer_printable(&edit->changes, line, length - (stop != NULL), 0);
            buffer_puts(&edit->changes, "\n");
            if (!put && is_key(line, length, key)) {
                put_new(edit, key, value);
                put = true;
            }
        } else {
            buffer_append(&edit->after, line, length);
        }
        line += length;
    }
    if (!put)
        put_new(edit, key, value);
    buffer_printf(&edit->changes, "+ %s = %s\n", key, value);
    return !(edit->after.failed || edit->changes.failed) || error_memory(error);
}

/* ---- Writing ---- */

/* The folders above a file, for the user alone. */
static bool make_folders(const char *path, struct error *error)
{
    CLEANUP_FREE char *copy = strdup(path);

    if (copy == NULL)
        return error_memory(error);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            return error_errno(error, "%s", copy);
        *slash = '/';
    }
    return true;
}

bool config_edit_write(const struct config_edit *edit, struct error *error)
{
    CLEANUP_FREE char *temporary = NULL;
    CLEANUP_CLOSE int fd = -1;

    if (!make_folders(edit->path, error))
        return false;
    if (asprintf(&temporary, "%s.XXXXXX", edit->path) < 0) {
        temporary = NULL;
        return error_memory(error);
    }
    fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return error_errno(error, "%s", temporary);
    if (write_all(fd, edit->after.data, edit->after.length) && fchmod(fd, edit->mode) == 0 &&
        fsync(fd) == 0 && rename(temporary, edit->path) == 0)
        return true;
    error_errno(error, "%s", edit->path);
    (void)unlink(temporary);
    return false;
}

void config_edit_free(struct config_edit *edit)
{
    free(edit->path);
    buffer_free(&edit->before);
    buffer_free(&edit->after);
    buffer_free(&edit->changes);
}

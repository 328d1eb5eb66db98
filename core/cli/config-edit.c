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

#include "base/config.h"
#include "base/write.h"

#define MOST_BYTES      ((size_t)1048576) /* of a file that a person writes */
#define MOST_LINE       ((size_t)198)     /* of a line of it: see twatfs-config(5) */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

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
    edit->exists = true;
    edit->mode = status.st_mode & 0777;
    edit->owner = status.st_uid;
    edit->group = status.st_gid;
    fd = open(edit->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || !read_all(fd, &edit->before))
        return error_errno(error, "%s", edit->path);
    return true;
}

/* ---- Changing ---- */

/* What a line is for an edit; one that gives the key above it one more value is like that key. */
enum line {
    LINE_NONE, /* no key: blank, a comment, or the beginning of a section */
    LINE_OTHER,
    LINE_KEY,
    LINE_DROPPED,
};

struct reading {
    const char *key, *dropped;
    unsigned char *lines; /* enum line */
};

static bool take_line(void *data, const char *section, const char *key, UNUSED const char *value,
                      unsigned long line, UNUSED struct error *error)
{
    const struct reading *reading = data;
    enum line what = LINE_OTHER;

    if (*section == '\0' && strcmp(key, reading->key) == 0)
        what = LINE_KEY;
    else if (*section == '\0' && strcmp(key, reading->dropped) == 0)
        what = LINE_DROPPED;
    reading->lines[line - 1] = (unsigned char)what;
    return true;
}

/* A byte a line: only who reads the file for its settings knows where a key begins and ends. */
static unsigned char *read_lines(const struct config_edit *edit, const char *key,
                                 const char *dropped, struct error *error)
{
    size_t count = 1;
    CLEANUP_FREE unsigned char *lines = NULL;
    struct reading reading = {.key = key, .dropped = dropped};

    for (size_t i = 0; i < edit->before.length; i++)
        count += edit->before.data[i] == '\n';
    reading.lines = lines = calloc(count, 1);
    if (lines == NULL) {
        error_memory(error);
        return NULL;
    }
    if (!config_read_text(edit->path, edit->before.data, edit->before.length, take_line, &reading,
                          error))
        return NULL;
    return STEAL(lines);
}

static void put_new(struct config_edit *edit, const char *key, const char *value)
{
    buffer_printf(&edit->after, "%s = %s\n", key, value);
}

static void put_line(struct config_edit *edit, const char *line, size_t length, bool goes)
{
    if (!goes) {
        buffer_append(&edit->after, line, length);
        return;
    }
    buffer_puts(&edit->changes, "- ");
    buffer_printable(&edit->changes, line, length - (line[length - 1] == '\n'), 0);
    buffer_puts(&edit->changes, "\n");
}

bool config_edit_set(struct config_edit *edit, const char *key, const char *value,
                     const char *dropped, struct error *error)
{
    const char *line = edit->before.data != NULL ? edit->before.data : "";
    const char *end = line + edit->before.length;
    CLEANUP_FREE unsigned char *lines = NULL;
    size_t mark = 0, length;
    bool put = false;

    if (strlen(key) + strlen(" = ") + strlen(value) > MOST_LINE)
        return error_set(error, "%s: would be longer than %zu bytes, which no line may be", key,
                         MOST_LINE);
    lines = read_lines(edit, key, dropped, error);
    if (lines == NULL)
        return false;
    if (text_starts_with(line, BYTE_ORDER_MARK))
        mark = strlen(BYTE_ORDER_MARK); /* nothing may come before it */
    buffer_append(&edit->after, line, mark);
    line += mark;
    for (size_t number = 0; line != end; line += length, number++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        enum line what = lines[number];
        size_t blanks = what == LINE_NONE ? strspn(line, " \t\r\v\f") : 0;
        bool section = what == LINE_NONE && line[blanks] == '[';

        length = stop != NULL ? (size_t)(stop - line) + 1 : (size_t)(end - line);
        if (!put && (what == LINE_KEY || section)) {
            put_new(edit, key, value);
            put = true;
            /* A section with blanks before it would be one more value of the new key. */
            line += blanks;
            length -= blanks;
        }
        put_line(edit, line, length, what == LINE_KEY || what == LINE_DROPPED);
    }
    if (!put && edit->after.length > mark && edit->after.data[edit->after.length - 1] != '\n')
        buffer_puts(&edit->after, "\n");
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

static bool fill(int fd, const struct config_edit *edit, struct error *error)
{
    if (edit->exists && fchown(fd, edit->owner, edit->group) != 0)
        return error_errno(error, "%s: cannot be kept for its owner, who has to do this",
                           edit->path);
    return (write_all(fd, edit->after.data, edit->after.length) && fchmod(fd, edit->mode) == 0 &&
            fsync(fd) == 0) ||
           error_errno(error, "%s", edit->path);
}

/* Whoever was asked may have taken a long time to answer. */
static bool unchanged(const struct config_edit *edit, struct error *error)
{
    CLEANUP_CONFIG_EDIT struct config_edit now = CONFIG_EDIT_INIT;

    if (!config_edit_open(&now, edit->path, error))
        return false;
    return (strcmp(now.path, edit->path) == 0 && now.exists == edit->exists &&
            now.mode == edit->mode && now.owner == edit->owner && now.group == edit->group &&
            now.before.length == edit->before.length &&
            (now.before.length == 0 ||
             memcmp(now.before.data, edit->before.data, now.before.length) == 0)) ||
           error_set(error, "%s: was changed meanwhile, and is left as it is: try again",
                     edit->path);
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
    if (fill(fd, edit, error) && unchanged(edit, error)) {
        if (rename(temporary, edit->path) == 0)
            return true;
        error_errno(error, "%s", edit->path);
    }
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

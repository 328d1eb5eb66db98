/* config.c: an INI file, read line by line; the only room that knows inih.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <ini.h>

struct reading {
    FILE *file;
    const char *path;
    config_key *each;
    void *data;
    struct error *error;
    unsigned long line; /* the last one read */
    bool failed;        /* error is set: whatever follows does not count */
};

static char *bad_line(struct reading *reading, const char *why)
{
    reading->failed = true;
    error_set(reading->error, "%s:%lu: line: %s", reading->path, reading->line, why);
    return NULL;
}

/* inih as distributions build it gives its handler no line number, cuts a long line in
 * two, and drops what follows a NUL byte, all silently: so the lines are counted and
 * measured here. */
static char *next_line(char *line, int size, void *data)
{
    struct reading *reading = data;
    int length = 0, c = '\0';
    char why[64];

    if (reading->failed)
        return NULL;
    reading->line++;
    while (length < size - 1 && c != '\n' && (c = getc(reading->file)) != EOF) {
        if (c == '\0')
            return bad_line(reading, "holds a NUL byte");
        line[length++] = (char)c;
    }
    line[length] = '\0';
    if (length == size - 1 && c != '\n') {
        snprintf(why, sizeof why, "longer than %d bytes", size - 2);
        return bad_line(reading, why);
    }
    return length > 0 ? line : NULL;
}

static int handle_key(void *data, const char *section, const char *key, const char *value)
{
    struct reading *reading = data;

    if (reading->failed)
        return 0;
    if (!reading->each(reading->data, section, key, value, reading->line, reading->error)) {
        reading->failed = true;
        error_prefix(reading->error, "%s:%lu: ", reading->path, reading->line);
        return 0;
    }
    return 1;
}

static bool read_stream(FILE *file, const char *path, config_key *each, void *data,
                        struct error *error)
{
    struct reading reading = {file, path, each, data, error, 0, false};
    int line = ini_parse_stream(next_line, &reading, handle_key, &reading);

    if (reading.failed)
        return false;
    if (ferror(file))
        return error_set(error, "%s: cannot be read", path);
    if (line != 0)
        return error_set(error, "%s:%d: neither \"key = value\" nor \"[section]\"", path, line);
    return true;
}

bool config_read(const char *path, config_key *each, void *data, struct error *error)
{
    /* O_NONBLOCK: a pipe nobody writes to is no reason to wait. */
    CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    CLEANUP_FILE FILE *file = NULL;
    struct stat status;

    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR || error_errno(error, "%s", path);
    if (fstat(fd, &status) != 0)
        return error_errno(error, "%s", path);
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s: not a regular file", path);
    file = fdopen(fd, "r");
    if (file == NULL)
        return error_errno(error, "%s", path);
    fd = -1;
    return read_stream(file, path, each, data, error);
}

bool config_read_text(const char *path, const char *text, size_t length, config_key *each,
                      void *data, struct error *error)
{
    CLEANUP_FILE FILE *file = NULL;

    if (length == 0)
        return true;
    file = fmemopen((void *)(uintptr_t)text, length, "r"); /* which only reads it */
    if (file == NULL)
        return error_errno(error, "%s", path);
    return read_stream(file, path, each, data, error);
}

bool config_user_file(char **path)
{
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    int length = 0;

    *path = NULL;
    if (base != NULL && *base == '/')
        length = asprintf(path, "%s/twatfs/config", base);
    else if (home != NULL && *home != '\0')
        length = asprintf(path, "%s/.config/twatfs/config", home);
    if (length < 0)
        *path = NULL;
    return length >= 0;
}

/* config.c: an INI file, read line by line; the only room that knows inih.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/config.h"

#include <errno.h>
#include <stdio.h>
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

/* inih as distributions build it gives its handler no line number, and cuts a
 * long line in two silently: so the lines are counted and measured here. */
static char *next_line(char *line, int size, void *data)
{
    struct reading *reading = data;
    size_t length;

    if (reading->failed || fgets(line, size, reading->file) == NULL)
        return NULL;
    reading->line++;
    length = strlen(line);
    if (length + 1 == (size_t)size && line[length - 1] != '\n') {
        reading->failed = true;
        error_set(reading->error, "%s:%lu: line: longer than %d bytes", reading->path,
                  reading->line, size - 2);
        return NULL;
    }
    return line;
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

bool config_read(const char *path, config_key *each, void *data, struct error *error)
{
    CLEANUP_FILE FILE *file = fopen(path, "re");
    struct reading reading = {file, path, each, data, error, 0, false};
    struct stat status;
    int bad_line;

    if (file == NULL)
        return errno == ENOENT || errno == ENOTDIR || error_errno(error, "%s", path);
    if (fstat(fileno(file), &status) != 0)
        return error_errno(error, "%s", path);
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s: not a regular file", path);
    bad_line = ini_parse_stream(next_line, &reading, handle_key, &reading);
    if (reading.failed)
        return false;
    if (ferror(file))
        return error_set(error, "%s: cannot be read", path);
    if (bad_line != 0)
        return error_set(error, "%s:%d: neither \"key = value\" nor \"[section]\"", path, bad_line);
    return true;
}

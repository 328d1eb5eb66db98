/* small-file.c: a file of settings or a token, read at once.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "small-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>

static void close_descriptor(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
}

static enum small_file bad(const char *reason, const char **why)
{
    *why = reason;
    return SMALL_FILE_BAD;
}

/* Until its end rather than for its size: a file of the kernel's says 0. */
static enum small_file read_all(int descriptor, size_t limit, struct builder *text,
                                const char **why)
{
    char block[4096];
    size_t total = 0;
    ssize_t got;

    while ((got = read(descriptor, block, sizeof block)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return bad(strerror(errno), why);
        if ((size_t)got > limit - total)
            return bad("is too large", why);
        if (memchr(block, '\0', (size_t)got) != NULL)
            return bad("holds a NUL byte", why);
        builder_add(text, block, (size_t)got);
        total += (size_t)got;
    }
    OPENSSL_cleanse(block, sizeof block);
    builder_puts(text, "");
    return text->failed ? bad("out of memory", why) : SMALL_FILE_READ;
}

enum small_file small_file_read(const char *path, size_t limit, struct builder *text,
                                const char **why)
{
    /* O_NONBLOCK: a pipe that nobody writes to is no reason to wait. */
    CLEANUP(close_descriptor)
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;

    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return SMALL_FILE_MISSING;
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        return bad(strerror(errno), why);
    if (!S_ISREG(status.st_mode))
        return bad("is not a regular file", why);
    return read_all(descriptor, limit, text, why);
}

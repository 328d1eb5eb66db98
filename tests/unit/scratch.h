/* scratch.h: a directory that a test may fill, and that goes when it ends.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_SCRATCH_H
#define UNIT_SCRATCH_H

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twatfs/provider.h" /* first: cmocka makes a macro of "fail" */

#include <cmocka.h>

#include "base/cleanup.h"

struct scratch {
    char path[64];
};

UNUSED static void scratch_open(struct scratch *scratch)
{
    strcpy(scratch->path, "/tmp/twatfs-test-XXXXXX");
    assert_non_null(mkdtemp(scratch->path));
}

UNUSED static int scratch_remove(const char *path, const struct stat *status, int type,
                                 struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

UNUSED static void scratch_close(struct scratch *scratch)
{
    assert_int_equal(nftw(scratch->path, scratch_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* Paths within it, from a small ring: good until the eighth call after. */
PRINTF_LIKE(2, 3)
UNUSED static const char *scratch_path(const struct scratch *scratch, const char *format, ...)
{
    static char ring[8][512];
    static size_t next;
    char *path = ring[next++ % ARRAY_LENGTH(ring)];
    int length = snprintf(path, sizeof ring[0], "%s/", scratch->path);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(path + length, sizeof ring[0] - (size_t)length, format, arguments);
    va_end(arguments);
    return path;
}

UNUSED static void write_file(const char *path, const void *bytes, size_t length, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), length);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

/* The whole file; the caller frees it. */
UNUSED static unsigned char *read_file(const char *path, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    unsigned char *bytes;
    struct stat status;

    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &status), 0);
    *length = (size_t)status.st_size;
    bytes = malloc(*length + 1);
    assert_non_null(bytes);
    assert_int_equal(read(fd, bytes, *length), *length);
    close(fd);
    return bytes;
}

UNUSED static void make_directory(const char *path, mode_t mode)
{
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(chmod(path, mode), 0);
}

/* Where the modules of tests/modules are; the environment wins. */
UNUSED static const char *module_path(const char *name)
{
    static char path[512];
    const char *directory = getenv("TEST_MODULES_DIR");

#ifdef TEST_MODULES_DIR
    if (directory == NULL)
        directory = TEST_MODULES_DIR;
#endif
    assert_non_null(directory);
    snprintf(path, sizeof path, "%s/twatfs-provider-%s.so", directory, name);
    return path;
}

/* assert_string_contains is not in cmocka 1.1. */
#define assert_contains(text, part)                                                                \
    do {                                                                                           \
        if (strstr((text), (part)) == NULL)                                                        \
            fail_msg("\"%s\" does not contain \"%s\"", (text), (part));                            \
    } while (0)

/* One with two directories in it, "one" and "two", for what searches a path. */
UNUSED static void scratch_open_two(struct scratch *scratch)
{
    scratch_open(scratch);
    make_directory(scratch_path(scratch, "one"), 0755);
    make_directory(scratch_path(scratch, "two"), 0755);
}

#endif

/* replay.c: feed every file of the directories given to a fuzz target, so that
 * any compiler's build can go through its corpus.
 *
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/cleanup.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A block of exactly that size, so that a sanitizer sees a read beyond it. */
static void replay(int directory, const char *name)
{
    CLEANUP_CLOSE int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
    CLEANUP_FREE uint8_t *bytes = NULL;
    struct stat status;
    size_t length;

    if (fd < 0 || fstat(fd, &status) != 0)
        err(EXIT_FAILURE, "%s", name);
    length = (size_t)status.st_size;
    bytes = malloc(length);
    if ((bytes == NULL && length > 0) || read(fd, bytes, length) != (ssize_t)length)
        err(EXIT_FAILURE, "%s", name);
    LLVMFuzzerTestOneInput(bytes, length);
}

int main(int argc, char **argv)
{
    size_t count = 0;

    for (int i = 1; i < argc; i++) {
        DIR *directory = opendir(argv[i]);
        const struct dirent *entry;

        if (directory == NULL)
            err(EXIT_FAILURE, "%s", argv[i]);
        while ((entry = readdir(directory)) != NULL)
            if (entry->d_name[0] != '.') {
                replay(dirfd(directory), entry->d_name);
                count++;
            }
        closedir(directory);
    }
    printf("%zu inputs\n", count);
    /* An empty corpus would prove nothing. */
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

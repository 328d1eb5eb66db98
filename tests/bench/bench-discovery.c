/* bench-discovery.c: what finding and reading many providers costs.
 *
 * SPDX-License-Identifier: MIT
 *
 * usage: bench-discovery MODULE
 *
 * Copies MODULE, each copy under a name of its own, into a directory of its own, opens the
 * registry on 100 and on 1000 of them, and prints microseconds for each module: the best
 * of several runs, each number of modules in its turn.  With the module
 * constructor-leaves-mark it fails if one of them was loaded.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "catalogue/registry.h"

#define RUNS      15
#define DIGITS    ((size_t)4) /* they replace the last letters of the module's name */
#define PREFIX    "twatfs-provider-"
#define NAME_SIZE 64

static unsigned char *bytes;
static size_t length;
static char name[NAME_SIZE]; /* of the module */
static char *name_end;       /* in its manifest, within bytes */

static void read_module(const char *path)
{
    CLEANUP_FILE FILE *file = fopen(path, "re");
    const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;
    char quoted[NAME_SIZE + 16];
    unsigned char *found;
    struct stat status;

    if (file == NULL || fstat(fileno(file), &status) != 0)
        err(EXIT_FAILURE, "%s", path);
    length = (size_t)status.st_size;
    bytes = malloc(length);
    if (bytes == NULL || fread(bytes, 1, length, file) != length)
        err(EXIT_FAILURE, "%s", path);
    if (sscanf(base, PREFIX "%63[a-z0-9-].so", name) != 1 || strlen(name) < DIGITS)
        errx(EXIT_FAILURE, "%s: not " PREFIX "NAME.so", path);
    snprintf(quoted, sizeof quoted, "\"name\": \"%s\"", name);
    found = memmem(bytes, length, quoted, strlen(quoted));
    if (found == NULL)
        errx(EXIT_FAILURE, "%s: does not say %s", path, quoted);
    name_end = (char *)found + strlen(quoted) - 1;
}

/* Gives the module the name of copy number index, and says what its file is called. */
static void rename_module(char *path, size_t size, const char *directory, unsigned index)
{
    char digits[DIGITS + 1];

    snprintf(digits, sizeof digits, "%04u", index % 10000);
    memcpy(name + strlen(name) - DIGITS, digits, DIGITS);
    memcpy(name_end - DIGITS, digits, DIGITS);
    snprintf(path, size, "%s/" PREFIX "%s.so", directory, name);
}

static void write_copy(const char *directory, unsigned index)
{
    CLEANUP_CLOSE int fd = -1;
    char path[256];

    rename_module(path, sizeof path, directory, index);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length)
        err(EXIT_FAILURE, "%s", path);
}

static uint64_t measure(const char *directory, unsigned count)
{
    struct registry_options options = {.path = directory};
    struct error error = ERROR_INIT;
    struct registry registry;
    uint64_t start = clock_now_ns(), taken;

    if (!registry_open(&registry, &options, &error))
        errx(EXIT_FAILURE, "%s", error.text);
    taken = clock_now_ns() - start;
    if (registry.count != count)
        errx(EXIT_FAILURE, "found %zu modules, expected %u", registry.count, count);
    for (size_t i = 0; i < registry.count; i++)
        if (registry.entries[i].state != ENTRY_READY)
            errx(EXIT_FAILURE, "%s", registry.entries[i].reason);
    registry_close(&registry);
    return taken;
}

struct folder {
    char path[64];
    unsigned count; /* of modules */
    uint64_t best_ns;
};

static void folder_fill(struct folder *folder)
{
    if (mkdtemp(folder->path) == NULL)
        err(EXIT_FAILURE, "%s", folder->path);
    for (unsigned i = 0; i < folder->count; i++)
        write_copy(folder->path, i);
}

static void folder_remove(const struct folder *folder)
{
    char path[256];

    for (unsigned i = 0; i < folder->count; i++) {
        rename_module(path, sizeof path, folder->path, i);
        unlink(path);
    }
    rmdir(folder->path);
}

int main(int argc, char **argv)
{
    struct folder folders[] = {{"/tmp/twatfs-bench-XXXXXX", 100, UINT64_MAX},
                               {"/tmp/twatfs-bench-XXXXXX", 1000, UINT64_MAX}};
    char mark[128];
    bool loaded;

    if (argc != 2)
        errx(EXIT_FAILURE, "usage: bench-discovery MODULE");
    read_module(argv[1]);
    for (size_t i = 0; i < 2; i++)
        folder_fill(&folders[i]);
    snprintf(mark, sizeof mark, "%s.mark", folders[0].path);
    setenv("TWATFS_TEST_MARK", mark, 1);
    for (unsigned run = 0; run < RUNS; run++)
        for (size_t i = 0; i < 2; i++) {
            uint64_t taken = measure(folders[i].path, folders[i].count);

            folders[i].best_ns = taken < folders[i].best_ns ? taken : folders[i].best_ns;
        }
    loaded = unlink(mark) == 0;
    for (size_t i = 0; i < 2; i++) {
        printf("%5u modules: %6.2f us each\n", folders[i].count,
               (double)folders[i].best_ns / 1000 / folders[i].count);
        folder_remove(&folders[i]);
    }
    free(bytes);
    if (loaded)
        errx(EXIT_FAILURE, "a module was loaded");
    return EXIT_SUCCESS;
}

/* constructor-leaves-mark.c: creates the file that TWATFS_TEST_MARK names as soon
 * as it is loaded: a mark that is not there proves that it never was.
 *
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "constructor-leaves-mark", "version": "1.0",
                  "description": "A module for tests" });

__attribute__((constructor)) static void leave_mark(void)
{
    const char *mark = getenv("TWATFS_TEST_MARK");
    int fd = mark != NULL ? open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;

    if (fd >= 0)
        close(fd);
}

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);

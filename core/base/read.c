/* read.c: all of it, as far as the file goes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/read.h"

#include <errno.h>
#include <unistd.h>

ssize_t read_full(int fd, void *target, size_t length, uint64_t offset)
{
    char *bytes = target;
    size_t done = 0;

    while (done < length) {
        ssize_t got = pread(fd, bytes + done, length - done, (off_t)(offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

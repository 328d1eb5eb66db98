/* read.h: all of it, as far as the file goes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_READ_H
#define BASE_READ_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Read length bytes at offset of a file, however many calls that takes.  How many there were: fewer
 * only where the file ends; -1 with errno set. */
ssize_t read_full(int fd, void *target, size_t length, uint64_t offset);

#endif

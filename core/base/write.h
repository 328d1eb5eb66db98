/* write.h: all of it, or an error.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

/* Write length bytes, however many calls that takes; false with errno set. */
bool write_all(int fd, const char *bytes, size_t length);

#endif

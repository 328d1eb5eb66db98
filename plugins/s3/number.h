/* number.h: a number in a text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_NUMBER_H
#define S3_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Read one of at most 18 digits.  False for anything else, for NULL, and beyond the bounds. */
bool number_read(const char *text, uint64_t least, uint64_t most, uint64_t *number);

#endif

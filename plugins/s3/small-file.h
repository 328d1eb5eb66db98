/* small-file.h: a file of settings or a token, read at once.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_SMALL_FILE_H
#define S3_SMALL_FILE_H

#include "builder.h"

enum small_file {
    SMALL_FILE_READ,
    SMALL_FILE_MISSING, /* nothing is there */
    SMALL_FILE_BAD,     /* it cannot be used: *why says what is wrong, in a static text */
};

/* Append the text of a regular file of at most limit bytes without a NUL. */
enum small_file small_file_read(const char *path, size_t limit, struct builder *text,
                                const char **why);

#endif

/* copies.h: libraries that were linked into a module and stripped of their names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_COPIES_H
#define CHECK_COPIES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Add to found those of libcurl and OpenSSL that the bytes of the file open at fd tell of. */
bool copies_find(int fd, struct string_list *found, struct error *error);

#endif

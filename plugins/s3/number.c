/* number.c: a number in a text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "number.h"

#include <stdlib.h>
#include <string.h>

bool number_read(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end;

    if (text == NULL || text[0] < '0' || text[0] > '9' || strlen(text) > 18)
        return false;
    *number = strtoull(text, &end, 10);
    return *end == '\0' && *number >= least && *number <= most;
}

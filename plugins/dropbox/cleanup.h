/* cleanup.h: release what a scope owns when the scope ends.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DROPBOX_CLEANUP_H
#define DROPBOX_CLEANUP_H

#include <stdlib.h>
#include <string.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

/* Wipe and free a text; NULL is left alone. */
__attribute__((unused)) static inline void secret_free(char **text)
{
    if (*text != NULL)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}
#define CLEANUP_SECRET CLEANUP(secret_free)

#endif

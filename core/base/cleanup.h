/* cleanup.h: release what a scope owns when the scope ends.
 *
 * SPDX-License-Identifier: MIT
 *
 * The one place that knows the compiler's spelling of "cleanup", so that no
 * function needs a ladder of labels to free what it holds.  A variable is
 * declared with its initial value, and ownership leaves with STEAL.
 */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

#define PRINTF_LIKE(format_index, first_argument)                                                  \
    __attribute__((format(printf, format_index, first_argument)))
#define MUST_CHECK __attribute__((warn_unused_result))
#define UNUSED     __attribute__((unused))

/* Define cleanup_NAME, which calls release on a pointer that is not NULL. */
#define DEFINE_CLEANUP(name, type, release)                                                        \
    UNUSED static inline void cleanup_##name(type **pointer)                                       \
    {                                                                                              \
        if (*pointer != NULL)                                                                      \
            release(*pointer);                                                                     \
    }

UNUSED static inline void cleanup_free(void *pointer)
{
    free(*(void **)pointer);
}

/* Descriptors are -1 when there is none. */
UNUSED static inline void cleanup_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

DEFINE_CLEANUP(file, FILE, fclose)

#define CLEANUP_FREE  CLEANUP(cleanup_free)
#define CLEANUP_CLOSE CLEANUP(cleanup_close)
#define CLEANUP_FILE  CLEANUP(cleanup_file)

/* The value of a pointer variable, which is left NULL: ownership moves on. */
#define STEAL(pointer)                                                                             \
    (__extension__({                                                                               \
        __typeof__(pointer) stolen_ = (pointer);                                                   \
        (pointer) = NULL;                                                                          \
        stolen_;                                                                                   \
    }))

/* The descriptor in a variable, which is left -1. */
UNUSED static inline int steal_fd(int *fd)
{
    int stolen = *fd;

    *fd = -1;
    return stolen;
}

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif

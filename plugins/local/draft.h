/* draft.h: a file that gets its name when it is whole.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LOCAL_DRAFT_H
#define LOCAL_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#define LOCAL_RANDOM_SIZE 17 /* bytes: 16 hex digits and a NUL */

/* Digits that nobody else has; false, with errno, without randomness. */
bool local_random_name(char name[LOCAL_RANDOM_SIZE]);

/* A file that has a temporary name only where the file system cannot do without.  In all
 * functions: false, with errno, on failure. */
struct local_draft {
    int folder;                            /* borrowed: where it will be */
    int fd;                                /* -1 before it is open */
    char temporary[8 + LOCAL_RANDOM_SIZE]; /* its name until then; "" without one */
};

/* Open it for writing, in draft->folder. */
bool local_draft_open(struct local_draft *draft);

/* Write all of it. */
bool local_draft_write(struct local_draft *draft, const char *bytes, size_t length);

/* Give it a name that is free; EEXIST when it is not, EOPNOTSUPP where the file system can only
 * replace. */
bool local_draft_link(struct local_draft *draft, const char *name);

/* Give it a name whether it is free or not. */
bool local_draft_replace(struct local_draft *draft, const char *name);

/* Close it; without a name of its own it is gone. */
void local_draft_drop(struct local_draft *draft);

#endif

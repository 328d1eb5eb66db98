/* saved.h: what a later run needs to go on: the uploads that were made.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TUS_SAVED_H
#define TUS_SAVED_H

#include <stdbool.h>

#include <twatfs/provider.h>

#define TUS_LANES_MAX 8 /* uploads that one file is made of, at most */

struct tus_saved {
    unsigned count;                  /* uploads that the file is cut into; 0: nothing is saved */
    const char *endpoint;            /* where they were made */
    const char *urls[TUS_LANES_MAX]; /* NULL: not made yet */
};

/* What was saved; its texts live until the callback returns. */
void tus_saved_load(struct twatfs_call *call, struct tus_saved *saved);

void tus_saved_store(struct twatfs_call *call, const struct tus_saved *saved);
void tus_saved_forget(struct twatfs_call *call);

#endif

/* guest.h: the guest that all uploads of a run without an account are one of.
 *
 * SPDX-License-Identifier: MIT
 *
 * A guest for each would soon be too many.  The first upload makes one; those that begin meanwhile
 * wait for it.  What open made, shared by uploads on several threads.
 */
#ifndef GOFILE_GUEST_H
#define GOFILE_GUEST_H

#include <twatfs/provider.h>

struct gofile_guest;

/* NULL without memory. */
struct gofile_guest *gofile_guest_new(void);
void gofile_guest_free(struct gofile_guest *guest);

/* Before an upload: the guest's token, lent by the call.  NULL for the one that goes first while
 * there is none, as nobody; others wait until it has ended, and if it made no guest one of them
 * goes first.  TWATFS_CANCELLED, or TWATFS_LOCAL without memory. */
twatfs_status gofile_guest_begin(struct twatfs_call *call, struct gofile_guest *guest,
                                 const char **token);

/* After each upload that has begun: with which token, NULL as nobody, and which one is good now,
 * NULL if none is.  Where another upload has replaced that token already, its successor stays. */
void gofile_guest_end(struct gofile_guest *guest, const char *token, const char *good);

#endif

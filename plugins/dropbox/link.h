/* link.h: the shared link of a file, and its direct form.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DROPBOX_LINK_H
#define DROPBOX_LINK_H

#include "account.h"

/* The link of the file with that id, made now or found, that dies after so many seconds (0: not
 * of itself); its page, as Dropbox tells it. */
twatfs_status dropbox_link_of(struct twatfs_call *call, struct account *account, const char *id,
                              int64_t expire_s, const char **url);

/* A link to the file itself instead of to its page: dl=1, with all else as it was, of which rlkey
 * is needed.  NULL without memory. */
const char *dropbox_link_direct(struct twatfs_call *call, const char *url);

#endif

/* moment.h: the moment that tells a file which this upload wrote from one that was there.
 *
 * SPDX-License-Identifier: MIT
 *
 * Where the same content is there Dropbox writes nothing and answers with that file, as if it had
 * been uploaded.  Its client_modified then stays what it was (Dropbox's SDK for Objective-C, issue
 * 15, 2016-08); that of a file that was written is the one that was sent.
 */
#ifndef DROPBOX_MOMENT_H
#define DROPBOX_MOMENT_H

#include <stdbool.h>

#include <twatfs/provider.h>

/* What to send as client_modified: now, or what an earlier attempt has kept.  It lives until the
 * callback returns; NULL without memory. */
const char *dropbox_moment(struct twatfs_call *call);

/* The file may have been written: the next attempt is to know it again.  It is what the checkpoint
 * holds, so not while pieces are on their way, which have theirs. */
void dropbox_moment_keep(struct twatfs_call *call, const char *moment);

/* Whether the file that the answer tells of was written by who sent this moment. */
bool dropbox_moment_wrote(struct twatfs_call *call, const struct twatfs_http_response *answer,
                          const char *moment);

#endif

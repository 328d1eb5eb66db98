/* session.h: a file sent in pieces, several at once, and gone on with after a kill.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DROPBOX_SESSION_H
#define DROPBOX_SESSION_H

#include "account.h"
#include "hash.h"

/* Pieces, where nothing asks for another number: 16 MiB, as --max-memory counts of a large file. */
#define SESSION_AT_ONCE 2

/* Send the file, and commit it (JSON: where to, and what if something is there).  On success
 * answer tells of the file, and hex is its content_hash as we have it. */
twatfs_status dropbox_session_upload(struct twatfs_call *call, struct account *account,
                                     const struct twatfs_upload *upload, const char *commit,
                                     uint32_t at_once, struct twatfs_http_response *answer,
                                     char hex[HASH_HEX_SIZE]);

#endif

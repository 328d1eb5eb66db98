/* authorize.h: a guided set-up, by OAuth's code flow.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DROPBOX_AUTHORIZE_H
#define DROPBOX_AUTHORIZE_H

#include <twatfs/provider.h>

/* The callback setup. */
twatfs_status dropbox_authorize(struct twatfs_call *call);

/* A PKCE challenge (RFC 7636, section 4.2, S256) in base64url; NULL without memory. */
const char *dropbox_authorize_challenge(struct twatfs_call *call, const char *verifier);

#endif

/* account.h: whose Dropbox it is: an access token, and where there is a refresh token the next one.
 *
 * SPDX-License-Identifier: MIT
 *
 * What open made, shared by uploads on several threads.
 */
#ifndef DROPBOX_ACCOUNT_H
#define DROPBOX_ACCOUNT_H

#include <twatfs/provider.h>

struct account;

twatfs_status dropbox_account_open(struct twatfs_call *call, struct account **account);
void dropbox_account_close(struct account *account);

/* The value of an Authorization header, the caller's to wipe and free, with the number of its
 * token; the first one of a refresh token is fetched here. */
twatfs_status dropbox_account_authorization(struct twatfs_call *call, struct account *account,
                                            char **authorization, unsigned *number);

/* The token of that number has expired: have the next one, unless another thread has it already.
 * TWATFS_AUTH where there is no refresh token. */
twatfs_status dropbox_account_renew(struct twatfs_call *call, struct account *account,
                                    unsigned number);

/* POST a form to the token endpoint; TWATFS_OK means that there is an access_token, which is a
 * secret from then on. */
twatfs_status dropbox_account_ask_token(struct twatfs_call *call, const char *form,
                                        struct twatfs_http_response *answer);

/* An address below the API's host, such as "2/files/upload" or "oauth2/token"; NULL without
 * memory.  Files go to a host of their own, unless TWATFS_DROPBOX_URL names one for all. */
const char *dropbox_account_url(struct twatfs_call *call, const char *path);
const char *dropbox_account_content_url(struct twatfs_call *call, const char *path);

#endif

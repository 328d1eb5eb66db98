/* cdn.h: fal's content delivery network: who may send there, and where it is.
 *
 * SPDX-License-Identifier: MIT
 *
 * What open made, shared by uploads on several threads.
 */
#ifndef FAL_CDN_H
#define FAL_CDN_H

#include <stdbool.h>

#include <twatfs/provider.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

struct fal_cdn;

twatfs_status fal_cdn_open(struct twatfs_call *call, struct fal_cdn **cdn);
void fal_cdn_close(struct fal_cdn *cdn);

/* The value of an Authorization header for fal's API: its key.  NULL without memory. */
const char *fal_key(struct twatfs_call *call);

/* A token, as one has it for a while. */
struct fal_token {
    char *authorization; /* the value of a header */
    char *base;          /* of the network, without a slash at its end */
    unsigned number;
    bool away; /* there is none, because who gives them out is out of order or gone */
};

/* The token of now.  Its texts are the caller's. */
twatfs_status fal_cdn_token(struct twatfs_call *call, struct fal_cdn *cdn, struct fal_token *token);
void fal_token_free(struct fal_token *token);

/* The token of that number is taken no more: have the next one, unless another thread has it. */
void fal_cdn_forget(struct fal_cdn *cdn, unsigned number);

/* Whether a place that fal named may get our token: at fal itself only its own. */
bool fal_is_theirs(struct twatfs_call *call, const char *url);

/* Whether the flow that failed so is out of order or gone, so that the older one may do: not when
 * it said no to the file, the key or the pace. */
bool fal_is_away(const struct twatfs_http_response *answer, twatfs_status status);

/* The file's name as a header may hold it. */
const char *fal_file_name(struct twatfs_call *call, const struct twatfs_upload *upload);

/* The value of X-Fal-Object-Lifecycle; NULL where the account's default is to hold. */
const char *fal_lifecycle(struct twatfs_call *call, const struct twatfs_upload *upload);

#endif

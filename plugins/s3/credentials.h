/* credentials.h: where the keys come from, as the AWS SDKs look for them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_CREDENTIALS_H
#define S3_CREDENTIALS_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

struct credentials {
    char *access_key, *secret_key; /* owned; never NULL in what credentials_find found */
    char *session_token;           /* owned; NULL without */
    int64_t expires_s;             /* seconds since 1970; 0: never */
    const char
        *source; /* in words, for people: "environment", "profile work in ~/.aws/credentials" */
    char *source_text; /* owned memory behind source */
};

/* Find them, in the SDKs' order.  TWATFS_OK, or the class to return with its reason recorded and
 * credentials empty. */
twatfs_status credentials_find(struct twatfs_call *call, struct credentials *credentials);

/* Whether they end within so many seconds: time to find them anew. */
bool credentials_expiring(const struct credentials *credentials, int64_t now_s, int64_t within_s);

void credentials_free(struct credentials *credentials); /* wipes the secrets */

#endif

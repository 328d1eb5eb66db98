/* sources.h: the places that credentials come from, and what they share: the inside of
 * credentials.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_SOURCES_H
#define S3_SOURCES_H

#include <twatfs/provider.h>

#include "builder.h"
#include "credentials.h"
#include "profile.h"

#define CLEANUP_CREDENTIALS CLEANUP(credentials_free)

struct search {
    struct twatfs_call *call;
    struct profiles *profiles; /* NULL until search_profiles */
    const char *notes;         /* which sources had none, and why: "what: why; what: why" */
};

/* A source that has credentials fills found.  One that has none leaves a note and found empty:
 * the next is asked.  Both return TWATFS_OK.  One that was meant to be used and failed returns
 * the class with its reason recorded, which ends the search: whoever set it up would not want
 * to be somebody else instead. */
typedef twatfs_status credentials_source(struct search *search, struct credentials *found);

credentials_source credentials_from_environment;  /* credentials.c */
credentials_source credentials_from_profile;      /* credentials-profile.c */
credentials_source credentials_from_web_identity; /* credentials-sts.c */
credentials_source credentials_from_container;    /* credentials-metadata.c */
credentials_source credentials_from_instance;     /* credentials-metadata.c */

/* ---- credentials.c: what they share ---- */

__attribute__((format(printf, 2, 3))) void search_note(struct search *search, const char *format,
                                                       ...);

/* The shared files, read when first asked for; NULL with the reason recorded. */
const struct profiles *search_profiles(struct search *search);

/* What a source says, borrowed; session_token and expiration may be NULL. */
struct keys {
    const char *access_key, *secret_key, *session_token;
    const char *expiration; /* RFC 3339 */
};

/* Fill found.  what is the source in words, for found and for what is wrong with the keys. */
twatfs_status search_take(struct search *search, const char *what, const struct keys *keys,
                          struct credentials *found);

/* ---- credentials-sts.c: roles, of the Security Token Service ---- */

struct role {
    const char *arn;
    const char *session_name; /* or NULL, as those below */
    const char *external_id;
    const char *duration_s;
    const char *mfa_serial;
};

twatfs_status sts_assume_role(struct search *search, const char *what, const struct role *role,
                              const struct credentials *base, struct credentials *found);
twatfs_status sts_assume_role_with_web_identity(struct search *search, const char *what,
                                                const struct role *role, const char *token_file,
                                                struct credentials *found);

/* ---- credentials-process.c ---- */

#define PROCESS_LIMIT_MS 60000

/* What a command prints for the shell, within a time; what it says on standard error is logged. */
twatfs_status process_output(struct twatfs_call *call, const char *what, const char *command,
                             int64_t limit_ms, struct builder *output);

/* The keys that a profile's credential_process prints. */
twatfs_status process_credentials(struct search *search, const char *what, const char *command,
                                  struct credentials *found);

#endif

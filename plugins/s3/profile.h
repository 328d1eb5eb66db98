/* profile.h: the shared configuration files of the AWS tools.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_PROFILE_H
#define S3_PROFILE_H

#include <stdbool.h>

#include <twatfs/provider.h>

struct profiles; /* both files, read */

/* Read AWS_CONFIG_FILE (~/.aws/config) and AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials); a file
 * that is missing is an empty one, and so is /dev/null.  NULL with the reason recorded. */
struct profiles *profiles_read(struct twatfs_call *call);
void profiles_free(struct profiles *profiles); /* wipes the values; NULL is left alone */

/* The profile in force: AWS_PROFILE, else "default". */
const char *profiles_current(struct twatfs_call *call);

/* Whether a profile is in one of the files. */
bool profiles_has(const struct profiles *profiles, const char *profile);

/* A key of a profile, "nested" a key below it such as "s3" with "endpoint_url"; the credentials
 * file before the config file; NULL without, and for an empty value. */
const char *profiles_get(const struct profiles *profiles, const char *profile, const char *key);
const char *profiles_get_nested(const struct profiles *profiles, const char *profile,
                                const char *group, const char *key);

/* The file that profiles_get took a key from, for people: "~/.aws/credentials"; NULL without. */
const char *profiles_file(const struct profiles *profiles, const char *profile, const char *key);

/* A key of "[services NAME]" below a service's indented group: endpoint_url of s3. */
const char *profiles_get_service(const struct profiles *profiles, const char *services,
                                 const char *service, const char *key);

/* Whether endpoints of the environment and of the profile do not count. */
bool profiles_ignore_endpoints(struct twatfs_call *call, const struct profiles *profiles);

#endif

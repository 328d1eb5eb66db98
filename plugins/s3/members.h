/* members.h: the members of a JSON object in a text of our own.
 *
 * SPDX-License-Identifier: MIT
 *
 * The host reads the JSON of answers; what a credential_process prints is none.
 */
#ifndef S3_MEMBERS_H
#define S3_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "builder.h"

struct member {
    char *name, *value; /* of a string its characters, of a number or boolean its text */
};

struct members {
    struct member *items;
    size_t count;
};

/* Read an object (RFC 8259) and nothing else but blanks around it.  Members that are null, an
 * object or an array are left out.  False, and no members, for what is no such text, for a
 * name that comes twice, for a NUL in a string, for anything unreasonably deep or large, and
 * without memory. */
bool members_parse(const char *text, size_t length, struct members *members);
void members_free(struct members *members); /* wipes the values */

/* NULL without. */
const char *members_get(const struct members *members, const char *name);

#define CLEANUP_MEMBERS CLEANUP(members_free)

#endif

/* token.c: what deletes an object later.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

static void free_text(char **text)
{
    free(*text);
}

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

char *token_make(struct store *store, const char *key)
{
    CLEANUP(free_text) char *place = place_of(store);
    char *token;

    return place != NULL && asprintf(&token, "%s %s", place, key) >= 0 ? token : NULL;
}

/* How long the place is that a token begins with; 0 where it has none. */
static size_t place_length(const char *token)
{
    static const char *const begins[] = {"arn:", "http://", "https://"};
    const char *blank = strchr(token, ' ');

    for (size_t i = 0; blank != NULL && i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(token, begins[i], strlen(begins[i])) == 0)
            return (size_t)(blank - token);
    return 0;
}

/* Whether a link, presigned or not, is the address that a key has in this store. */
static bool leads_to(const char *link, const char *address)
{
    size_t length = strlen(address);

    return strncmp(link, address, length) == 0 && (link[length] == '\0' || link[length] == '?');
}

static twatfs_status read_key_alone(struct twatfs_call *call, struct store *store,
                                    const struct twatfs_removal *removal, const char **key)
{
    CLEANUP(free_text) char *address = store_public_url(store, removal->token);

    if (address == NULL)
        return out_of_memory(call);
    if (!leads_to(removal->url, address))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "the link does not lead to the bucket %s, and the token does not "
                           "say where it does: set the bucket and endpoint, or delete it there",
                           store->location.bucket);
    *key = removal->token;
    return TWATFS_OK;
}

twatfs_status token_read(struct twatfs_call *call, struct store *store,
                         const struct twatfs_removal *removal, const char **key)
{
    const char *token = removal->token != NULL ? removal->token : "";
    CLEANUP(free_text) char *ours = place_of(store);
    size_t length = place_length(token);

    if (token[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "without the token its key is not known");
    if (ours == NULL)
        return out_of_memory(call);
    if (length == 0)
        return read_key_alone(call, store, removal, key);
    if (strlen(ours) != length || strncmp(token, ours, length) != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "it is in %.*s: set the bucket and endpoint to that, not to %s",
                           length < 300 ? (int)length : 300, token, ours);
    *key = token + length + 1;
    return TWATFS_OK;
}

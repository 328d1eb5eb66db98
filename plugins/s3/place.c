/* place.c: which bucket of which store, in words that hold for a later run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partition.h"

static void free_text(char **text)
{
    free(*text);
}

char *place_of(struct store *store)
{
    const struct location *location = &store->location;
    CLEANUP(free_text) char *base = NULL;
    char *place = NULL;
    int length = -1;

    /* Another upload may learn the region meanwhile. */
    pthread_mutex_lock(&store->lock);
    if (location->amazon)
        length = asprintf(&place, "arn:%s:s3:::%s", partition_of(location->region)->name,
                          location->bucket);
    else if ((base = sign_encode(location->base, true)) != NULL)
        length = asprintf(&place, "%s://%s%s/%s", location->scheme, location->host, base,
                          location->bucket);
    pthread_mutex_unlock(&store->lock);
    return length >= 0 ? place : NULL;
}

bool place_is(struct store *store, const char *place)
{
    CLEANUP(free_text) char *ours = place_of(store);

    return ours != NULL && strcmp(ours, place) == 0;
}

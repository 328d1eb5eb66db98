/* saved.c: what a later run has to know of a multipart upload.
 *
 * SPDX-License-Identifier: MIT
 *
 * "twatfs-s3 1\nPLACE\nKEY\nID\nPART-SIZE\nSIZE\nWISHES\nORIGIN\n": no part of it holds a line
 * break, which keys with one would need: those are not gone on with.  WISHES may be missing: such a
 * one can only be ended.  So may ORIGIN, which is newer; who does not know it passes it over.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "saved.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

#define HEAD     "twatfs-s3 1\n"
#define TEXT_MAX 16384 /* bytes; ours have a key of 1 KiB and an id of as much */

static void free_text(char **text)
{
    free(*text);
}

void saved_save(struct twatfs_call *call, struct store *store, const struct object *object,
                const char *id, uint64_t part_size, uint64_t size)
{
    char wishes[SIGN_HEX_SIZE];
    CLEANUP(free_text) char *place = place_of(store), *text = NULL;

    if (place == NULL || strchr(object->key, '\n') != NULL || strchr(id, '\n') != NULL ||
        strchr(object->origin, '\n') != NULL || !object_wishes(object, wishes))
        return;
    if (asprintf(&text, HEAD "%s\n%s\n%s\n%" PRIu64 "\n%" PRIu64 "\n%s\n%s\n", place, object->key,
                 id, part_size, size, wishes, object->origin) < 0)
        text = NULL;
    if (text != NULL)
        (void)call->host->checkpoint_save(call, text, strlen(text));
}

void saved_forget(struct twatfs_call *call)
{
    (void)call->host->checkpoint_save(call, NULL, 0);
}

void saved_free(struct saved *saved)
{
    free(saved->text);
}

bool saved_load(struct twatfs_call *call, struct saved *saved)
{
    const char **members[] = {&saved->place, &saved->key,    &saved->id,    &saved->part_size,
                              &saved->size,  &saved->wishes, &saved->origin};
    const size_t needed = 5; /* of them */
    uint64_t length = 0;
    const char *data = call->host->checkpoint_load(call, &length);
    char *line;

    *saved = (struct saved){.text = NULL};
    if (data == NULL || length > TEXT_MAX)
        return false;
    saved->text = strndup(data, (size_t)length);
    if (saved->text == NULL || strncmp(saved->text, HEAD, strlen(HEAD)) != 0)
        return false;
    line = saved->text + strlen(HEAD);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char *end = strchr(line, '\n');

        if (end == NULL && i < needed)
            return false;
        if (end == NULL)
            break;
        *end = '\0';
        *members[i] = line;
        line = end + 1;
    }
    return strlen(saved->id) < UPLOAD_ID_SIZE;
}

/* saved.c: what a later run needs to go on: the uploads that were made.
 *
 * SPDX-License-Identifier: MIT
 *
 * Lines: a mark, the number of uploads, the endpoint, their URLs as far as they are made.
 */
#include "saved.h"

#include <string.h>

#define MARK      "twatfs-tus 1"
#define BYTES_MAX (128u << 10)

/* The next line, ended; NULL after the last. */
static char *next_line(char **text)
{
    char *line = *text, *end = line != NULL ? strchr(line, '\n') : NULL;

    if (end == NULL)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

void tus_saved_load(struct twatfs_call *call, struct tus_saved *saved)
{
    uint64_t length = 0;
    const char *data = call->host->checkpoint_load(call, &length);
    char *text, *line;

    *saved = (struct tus_saved){.count = 0};
    if (data == NULL || length > BYTES_MAX)
        return;
    text = call->host->scratch(call, length + 1);
    if (text == NULL)
        return;
    memcpy(text, data, length);
    text[length] = '\0';
    line = next_line(&text);
    if (line == NULL || strcmp(line, MARK) != 0)
        return;
    line = next_line(&text);
    saved->endpoint = next_line(&text);
    if (line == NULL || saved->endpoint == NULL || line[1] != '\0' || line[0] < '1' ||
        line[0] > '0' + TUS_LANES_MAX)
        return;
    saved->count = (unsigned)(line[0] - '0');
    for (unsigned i = 0; i < saved->count; i++)
        saved->urls[i] = next_line(&text);
}

void tus_saved_store(struct twatfs_call *call, const struct tus_saved *saved)
{
    const char *text = twatfs_printf(call, MARK "\n%u\n%s\n", saved->count, saved->endpoint);

    for (unsigned i = 0; i < saved->count && saved->urls[i] != NULL && text != NULL; i++)
        text = twatfs_printf(call, "%s%s\n", text, saved->urls[i]);
    if (text != NULL)
        (void)call->host->checkpoint_save(call, text, strlen(text));
}

void tus_saved_forget(struct twatfs_call *call)
{
    (void)call->host->checkpoint_save(call, NULL, 0);
}

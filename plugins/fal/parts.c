/* parts.c: a file as parts.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cdn.h"

#define NANOSECONDS_PER_MS UINT64_C(1000000)
#define HEAD               "twatfs-fal 2\n"

static void free_text(char **text)
{
    free(*text);
}

bool fal_parts_cut(struct fal_parts *parts, uint64_t total, uint64_t size)
{
    uint64_t count = total / size + (total % size != 0);

    *parts = (struct fal_parts){.total = total, .size = size, .count = (uint32_t)count};
    if (count > UINT32_MAX)
        return false;
    parts->items = calloc(count > 0 ? (size_t)count : 1, sizeof *parts->items);
    return parts->items != NULL;
}

void fal_parts_free(struct fal_parts *parts)
{
    free(parts->items);
    parts->items = NULL;
}

uint64_t fal_parts_length(const struct fal_parts *parts, uint32_t index)
{
    uint64_t offset = index * parts->size;

    return parts->total - offset < parts->size ? parts->total - offset : parts->size;
}

/* It is given back within JSON, and kept on a line of its own. */
static bool is_etag(const char *etag)
{
    size_t length = strlen(etag);

    for (size_t i = 0; i < length; i++)
        if (etag[i] <= ' ' || etag[i] > '~' || etag[i] == '\\')
            return false;
    return length > 0 && length < FAL_ETAG_SIZE;
}

bool fal_parts_arrived(struct fal_parts *parts, uint32_t index, const char *etag)
{
    struct fal_part *part = &parts->items[index];

    if (!is_etag(etag))
        return false;
    strcpy(part->etag, etag);
    if (part->state != FAL_PART_ARRIVED)
        parts->arrived++;
    part->state = FAL_PART_ARRIVED;
    while (parts->first < parts->count && parts->items[parts->first].state == FAL_PART_ARRIVED)
        parts->first++;
    return true;
}

uint32_t fal_parts_next(const struct fal_parts *parts, uint64_t now_ns, uint64_t *wait_ms)
{
    for (uint32_t i = parts->first; i < parts->count; i++) {
        const struct fal_part *part = &parts->items[i];

        if (part->state != FAL_PART_WAITS)
            continue;
        if (part->wait_ns <= now_ns)
            return i;
        if ((part->wait_ns - now_ns) / NANOSECONDS_PER_MS + 1 < *wait_ms)
            *wait_ms = (part->wait_ns - now_ns) / NANOSECONDS_PER_MS + 1;
    }
    return parts->count;
}

char *fal_parts_list(const struct fal_parts *parts)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        return NULL;
    fputs("{\"parts\":[", stream);
    for (uint32_t i = 0; i < parts->count; i++) {
        fprintf(stream, "%s{\"partNumber\":%" PRIu32 ",\"etag\":\"", i > 0 ? "," : "", i + 1);
        for (const char *byte = parts->items[i].etag; *byte != '\0'; byte++)
            fprintf(stream, "%s%c", *byte == '"' ? "\\" : "", *byte);
        fputs("\"}", stream);
    }
    fputs("]}", stream);
    if (fclose(stream) == 0)
        return text;
    free(text);
    return NULL;
}

/* ---- Checkpoints ---- */

/* "twatfs-fal 2\nENDPOINT\nADDRESS\nID\nSIZE\nPART-SIZE\n", then "INDEX ETAG\n" of each that has
 * arrived.  With another endpoint it is of no use: parts would go to an address of the first with a
 * token of the second. */
void fal_parts_save(struct twatfs_call *call, const struct fal_parts *parts)
{
    CLEANUP(free_text) char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        return;
    fprintf(stream, HEAD "%s\n%s\n%s\n%" PRIu64 "\n%" PRIu64 "\n", twatfs_endpoint(call),
            parts->access_url, parts->upload_id, parts->total, parts->size);
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->items[i].state == FAL_PART_ARRIVED)
            fprintf(stream, "%" PRIu32 " %s\n", i, parts->items[i].etag);
    if (fclose(stream) == 0)
        (void)call->host->checkpoint_save(call, text, length);
}

void fal_parts_forget(struct twatfs_call *call)
{
    (void)call->host->checkpoint_save(call, NULL, 0);
}

/* The next line of a text, without its break; NULL at its end. */
static char *take_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');

    if (end == NULL)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

static bool take_number(char **text, uint64_t most, char end, uint64_t *number)
{
    char *rest;

    if (**text < '0' || **text > '9')
        return false;
    *number = strtoull(*text, &rest, 10);
    if (*rest != end || *number > most)
        return false;
    *text = rest + (end != '\0');
    return true;
}

static bool take(struct fal_parts *parts, char *text, const char *endpoint)
{
    char *place = take_line(&text), *url = place != NULL ? take_line(&text) : NULL;
    char *id = url != NULL ? take_line(&text) : NULL;
    char *total = id != NULL ? take_line(&text) : NULL;
    char *size = total != NULL ? take_line(&text) : NULL, *line;
    uint64_t total_bytes, part_bytes, index;

    if (size == NULL || strcmp(place, endpoint) != 0 || strlen(url) >= FAL_TEXT_SIZE ||
        strlen(id) >= FAL_TEXT_SIZE || id[0] == '\0' ||
        !take_number(&total, UINT64_MAX, '\0', &total_bytes) ||
        !take_number(&size, UINT64_MAX, '\0', &part_bytes) || total_bytes != parts->total ||
        part_bytes != parts->size)
        return false;
    while ((line = take_line(&text)) != NULL)
        if (!take_number(&line, parts->count - 1, ' ', &index) ||
            !fal_parts_arrived(parts, (uint32_t)index, line))
            return false;
    strcpy(parts->access_url, url);
    strcpy(parts->upload_id, id);
    return true;
}

bool fal_parts_load(struct twatfs_call *call, struct fal_parts *parts)
{
    uint64_t length = 0;
    const char *data = call->host->checkpoint_load(call, &length);
    CLEANUP(free_text) char *text = data != NULL ? strndup(data, (size_t)length) : NULL;

    if (text != NULL && strncmp(text, HEAD, strlen(HEAD)) == 0 &&
        take(parts, text + strlen(HEAD), twatfs_endpoint(call)))
        return true;
    for (uint32_t i = 0; i < parts->count; i++)
        parts->items[i].state = FAL_PART_WAITS;
    parts->first = parts->arrived = 0;
    return false;
}

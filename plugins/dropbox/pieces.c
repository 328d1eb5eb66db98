/* pieces.c: a file as pieces.
 *
 * SPDX-License-Identifier: MIT
 */
#include "pieces.h"

#include <inttypes.h>
#include <stdio.h>

#include "cleanup.h"

#define NANOSECONDS_PER_MS UINT64_C(1000000)

bool dropbox_pieces_cut(struct pieces *pieces, uint64_t total)
{
    uint64_t count = total / PIECE_SIZE + (total % PIECE_SIZE != 0);

    *pieces = (struct pieces){.total = total, .count = (uint32_t)count};
    if (count > UINT32_MAX)
        return false;
    pieces->items = calloc(count > 0 ? (size_t)count : 1, sizeof *pieces->items);
    return pieces->items != NULL;
}

void dropbox_pieces_free(struct pieces *pieces)
{
    free(pieces->items);
    pieces->items = NULL;
}

uint64_t dropbox_pieces_length(const struct pieces *pieces, uint32_t index)
{
    uint64_t offset = index * PIECE_SIZE;

    return pieces->total - offset < PIECE_SIZE ? pieces->total - offset : PIECE_SIZE;
}

void dropbox_pieces_arrived(struct pieces *pieces, uint32_t index)
{
    if (pieces->items[index].state != PIECE_ARRIVED)
        pieces->arrived++;
    pieces->items[index].state = PIECE_ARRIVED;
    while (pieces->first < pieces->count && pieces->items[pieces->first].state == PIECE_ARRIVED)
        pieces->first++;
}

uint32_t dropbox_pieces_next(const struct pieces *pieces, uint64_t now_ns, uint64_t *wait_ms)
{
    uint32_t end = pieces->arrived + 1 < pieces->count ? pieces->count - 1 : pieces->count;

    for (uint32_t i = pieces->first; i < end; i++) {
        const struct piece *piece = &pieces->items[i];

        if (piece->state != PIECE_WAITS)
            continue;
        if (piece->wait_ns <= now_ns)
            return i;
        if ((piece->wait_ns - now_ns) / NANOSECONDS_PER_MS + 1 < *wait_ms)
            *wait_ms = (piece->wait_ns - now_ns) / NANOSECONDS_PER_MS + 1;
    }
    return pieces->count;
}

/* ---- Checkpoints ---- */

static void free_text(char **text)
{
    free(*text);
}

/* "twatfs-dropbox 1\nSESSION\nSIZE\nPIECE\nBITS\n": of the bits, four to a hexadecimal digit, the
 * highest is the first piece. */
void dropbox_pieces_save(struct twatfs_call *call, const struct pieces *pieces)
{
    size_t digits = ((size_t)pieces->count + 3) / 4, room = digits + SESSION_ID_SIZE + 80;
    CLEANUP(free_text) char *text = malloc(room);
    int used;

    if (text == NULL)
        return;
    used = snprintf(text, room, "twatfs-dropbox 1\n%s\n%" PRIu64 "\n%" PRIu64 "\n", pieces->id,
                    pieces->total, PIECE_SIZE);
    for (size_t i = 0; i < digits; i++) {
        unsigned digit = 0;

        for (size_t bit = 0; bit < 4; bit++)
            if (4 * i + bit < pieces->count && pieces->items[4 * i + bit].state == PIECE_ARRIVED)
                digit |= 8u >> bit;
        text[used++] = "0123456789abcdef"[digit];
    }
    text[used++] = '\n';
    (void)call->host->checkpoint_save(call, text, (uint64_t)used);
}

void dropbox_pieces_forget(struct twatfs_call *call)
{
    (void)call->host->checkpoint_save(call, NULL, 0);
}

/* The digits of a checkpoint as marks; false for what are none, or not so many. */
static bool take_bits(struct pieces *pieces, const char *text, size_t length)
{
    if (length != ((size_t)pieces->count + 3) / 4)
        return false;
    for (size_t i = 0; i < length; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *place = memchr(digits, text[i], 16);
        unsigned digit = place != NULL ? (unsigned)(place - digits) : 0;

        if (place == NULL)
            return false;
        for (size_t bit = 0; bit < 4; bit++)
            if ((digit & 8u >> bit) != 0) {
                if (4 * i + bit >= pieces->count)
                    return false;
                dropbox_pieces_arrived(pieces, (uint32_t)(4 * i + bit));
            }
    }
    return true;
}

static bool take(struct pieces *pieces, const char *text, size_t length)
{
    char expected[80], *line;
    const char *id, *end;
    size_t id_length, size;
    int wanted;

    if (length < 17 || memcmp(text, "twatfs-dropbox 1\n", 17) != 0)
        return false;
    id = text + 17;
    end = memchr(id, '\n', length - 17);
    if (end == NULL)
        return false;
    id_length = (size_t)(end - id);
    wanted = snprintf(expected, sizeof expected, "\n%" PRIu64 "\n%" PRIu64 "\n", pieces->total,
                      PIECE_SIZE);
    size = length - 17 - id_length;
    if (id_length == 0 || id_length >= SESSION_ID_SIZE || memchr(id, '\0', id_length) != NULL ||
        size <= (size_t)wanted || memcmp(end, expected, (size_t)wanted) != 0 ||
        text[length - 1] != '\n')
        return false;
    line = pieces->id;
    memcpy(line, id, id_length);
    line[id_length] = '\0';
    return take_bits(pieces, end + wanted, size - (size_t)wanted - 1);
}

bool dropbox_pieces_load(struct twatfs_call *call, struct pieces *pieces)
{
    uint64_t length = 0;
    const char *text = call->host->checkpoint_load(call, &length);

    if (text != NULL && take(pieces, text, (size_t)length))
        return true;
    for (uint32_t i = 0; i < pieces->count; i++)
        pieces->items[i].state = PIECE_WAITS;
    pieces->first = pieces->arrived = 0;
    return false;
}

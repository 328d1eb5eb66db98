/* cut.c: the file, cut into pieces as they are needed.
 *
 * SPDX-License-Identifier: MIT
 *
 * A piece is read once, into memory, where it gets its checksum and from where it is sent, as often
 * as it takes.  Only one that is too large for that is read twice.
 */
#include "cut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "parts.h"

#define READ_BLOCK MIB  /* bytes read at once, so that what is under way goes on */
#define SILENCE_MS 1000 /* the host asks before that if there is something to read */

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Memory ---- */

static void drop_idle(struct cut *cut)
{
    while (cut->idle_count > 0)
        free(cut->idle[--cut->idle_count]);
}

/* For any piece of a file: the first is as large as any. */
static char *take_memory(struct cut *cut)
{
    char *bytes = cut->idle_count > 0 ? cut->idle[--cut->idle_count]
                                      : malloc((size_t)cut->pieces[0]->length + 1);

    cut->lent += bytes != NULL ? 1 : 0;
    return bytes;
}

/* Whether one more of that size may be held beside those that are, of which none is larger.  The
 * flight's limit is of those under way: others are held until they are sent once more. */
static bool has_room(const struct cut *cut, uint64_t size)
{
    return cut->lent < parts_at_once(size, UINT32_MAX);
}

void cut_give_back(void *data, void *held)
{
    struct cut *cut = data;

    cut->lent--;
    /* Those of a stream grow. */
    if (cut->total != TWATFS_SIZE_UNKNOWN && cut->idle_count < CUT_IDLE_MAX)
        cut->idle[cut->idle_count++] = held;
    else
        free(held);
}

/* ---- Pieces ---- */

struct piece *cut_add(struct cut *cut)
{
    struct piece *piece = calloc(1, sizeof *piece);

    if (cut->count == cut->room && piece != NULL) {
        uint32_t room = cut->room > 0 ? 2 * cut->room : 64;
        struct piece **pieces = reallocarray(cut->pieces, room, sizeof(struct piece *));

        if (pieces == NULL) {
            free(piece);
            return NULL;
        }
        cut->pieces = pieces;
        cut->room = room;
    }
    if (piece == NULL)
        return NULL;
    piece->number = cut->count + 1;
    cut->pieces[cut->count++] = piece;
    return piece;
}

bool cut_file(struct cut *cut, uint64_t total, uint64_t part_size)
{
    cut->total = total;
    cut->part_size = part_size;
    for (uint64_t offset = 0; offset < total; offset += part_size) {
        struct piece *piece = cut_add(cut);

        if (piece == NULL)
            return false;
        piece->offset = offset;
        piece->length = total - offset < part_size ? total - offset : part_size;
    }
    return true;
}

bool cut_single(struct cut *cut)
{
    struct piece *piece = cut_add(cut);

    if (piece == NULL)
        return false;
    piece->number = 0;
    piece->length = cut->total != TWATFS_SIZE_UNKNOWN ? cut->total : cut->filled;
    return true;
}

void cut_free(struct cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++)
        free(cut->pieces[i]);
    free(cut->pieces);
    free(cut->filling);
    drop_idle(cut);
    *cut = (struct cut){.count = 0};
}

/* ---- A file ---- */

/* Whether a piece's SHA-256 is part of its signature. */
static bool signs_payload(const struct cut *cut)
{
    return !location_secure(&cut->store->location);
}

static void copy_hash(struct piece *piece, const char *hash)
{
    if (hash != NULL)
        snprintf(piece->payload, sizeof piece->payload, "%s", hash);
}

/* One that is held: into memory, with its checksum and what signing needs.  Of a piece that is the
 * file the host has that already; of another it makes it in passing, or an older host leaves it to
 * signing. */
static twatfs_status read_held(struct twatfs_call *call, struct cut *cut, struct piece *piece,
                               void **held)
{
    char *bytes = take_memory(cut);
    bool whole = piece->number == 0;
    bool hash = signs_payload(cut) && !whole && twatfs_sha256_of_reads(call, NULL);
    uint64_t done = 0;

    if (bytes == NULL)
        return out_of_memory(call);
    while (done < piece->length) {
        int64_t got = twatfs_read(call, bytes + done, piece->length - done, piece->offset + done);

        if (got <= 0) {
            cut_give_back(cut, bytes);
            return got < 0 ? TWATFS_LOCAL
                           : twatfs_fail(call, TWATFS_LOCAL, 0, "the file became shorter");
        }
        done += (uint64_t)got;
    }
    if (hash)
        (void)twatfs_sha256_of_reads(call, piece->payload);
    else if (signs_payload(cut) && whole)
        copy_hash(piece, twatfs_digest(call, "sha256"));
    if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
        piece->crc = object_crc(cut->object, 0, bytes, (size_t)piece->length);
    *held = bytes;
    return TWATFS_OK;
}

static void free_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

static void free_bytes(void *pointer)
{
    free(*(void **)pointer);
}

/* One that is not: what signing and checking need of it. */
static twatfs_status read_through(struct twatfs_call *call, const struct cut *cut,
                                  struct piece *piece)
{
    CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    CLEANUP(free_bytes) char *block = malloc(READ_BLOCK);
    bool passing = signs_payload(cut) && twatfs_sha256_of_reads(call, NULL);
    bool hash = signs_payload(cut) && !passing;
    unsigned char bytes[EVP_MAX_MD_SIZE];
    uint64_t crc = 0;

    if (digest == NULL || block == NULL || EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
        return out_of_memory(call);
    for (uint64_t done = 0; done < piece->length;) {
        uint64_t want = piece->length - done < READ_BLOCK ? piece->length - done : READ_BLOCK;
        int64_t got = twatfs_read(call, block, want, piece->offset + done);

        if (got <= 0)
            return got < 0 ? TWATFS_LOCAL
                           : twatfs_fail(call, TWATFS_LOCAL, 0, "the file became shorter");
        if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
            crc = object_crc(cut->object, crc, block, (size_t)got);
        if (hash && EVP_DigestUpdate(digest, block, (size_t)got) != 1)
            return out_of_memory(call);
        done += (uint64_t)got;
    }
    piece->crc = crc;
    if (passing)
        (void)twatfs_sha256_of_reads(call, piece->payload);
    if (!hash)
        return TWATFS_OK;
    if (EVP_DigestFinal_ex(digest, bytes, NULL) != 1)
        return out_of_memory(call);
    for (size_t i = 0; i < 32; i++)
        snprintf(piece->payload + 2 * i, 3, "%02x", bytes[i]);
    return TWATFS_OK;
}

twatfs_status cut_read(struct twatfs_call *call, struct cut *cut, struct piece *piece, void **held)
{
    *held = NULL;
    if (piece->length <= PART_BUFFER)
        return read_held(call, cut, piece, held);
    if (cut->object->checksum == OBJECT_CHECKSUM_NONE && location_secure(&cut->store->location))
        return TWATFS_OK;
    return read_through(call, cut, piece);
}

/* ---- A stream ---- */

static uint64_t next_size(const struct cut *cut)
{
    return parts_grown_size(cut->count + 1, cut->part_size, cut->store->location.amazon);
}

/* Read what is there, at most a block. */
static twatfs_status fill_some(struct twatfs_call *call, struct cut *cut)
{
    uint64_t size = next_size(cut), want = size - cut->filled;
    int64_t got;

    if (cut->filling == NULL) {
        cut->filling = malloc((size_t)size + 1);
        if (signs_payload(cut))
            (void)twatfs_sha256_of_reads(call, NULL);
    }
    if (cut->filling == NULL)
        return out_of_memory(call);
    got = twatfs_read(call, cut->filling + cut->filled, want < READ_BLOCK ? want : READ_BLOCK,
                      cut->offset);
    if (got < 0)
        return TWATFS_LOCAL;
    cut->filled += (uint64_t)got;
    cut->offset += (uint64_t)got;
    cut->ended = got == 0;
    return TWATFS_OK;
}

twatfs_status cut_fill(struct twatfs_call *call, struct cut *cut)
{
    twatfs_status status = TWATFS_OK;

    while (status == TWATFS_OK && !cut->ended && cut->filled < next_size(cut))
        status = fill_some(call, cut);
    return status;
}

/* What was read becomes a piece. */
static struct piece *take_filled(struct twatfs_call *call, struct cut *cut, void **held)
{
    struct piece *piece = cut_add(cut);

    if (piece == NULL)
        return NULL;
    piece->offset = cut->offset - cut->filled;
    piece->length = cut->filled;
    if (signs_payload(cut))
        (void)twatfs_sha256_of_reads(call, piece->payload);
    if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
        piece->crc = object_crc(cut->object, 0, cut->filling, (size_t)cut->filled);
    *held = cut->filling;
    cut->lent++;
    cut->filling = NULL;
    cut->filled = 0;
    return piece;
}

/* Piece by piece, and never waiting: what is under way goes on meanwhile. */
static int next_of_stream(struct twatfs_call *call, struct cut *cut, struct piece **piece,
                          void **held, uint64_t *wait_ms)
{
    if (!cut->ended && cut->filled < next_size(cut)) {
        if (!twatfs_read_ready(call)) {
            *wait_ms = SILENCE_MS;
            return 0;
        }
        if (fill_some(call, cut) != TWATFS_OK)
            return -1;
    }
    if (!cut->ended && cut->filled < next_size(cut)) {
        *wait_ms = 0; /* let the others go on, then read more */
        return 0;
    }
    if (cut->filled == 0)
        return 0;
    if (!has_room(cut, next_size(cut))) {
        *wait_ms = SILENCE_MS; /* or when one has arrived */
        return 0;
    }
    if (cut->count == PARTS_MAX) {
        (void)twatfs_fail(call, TWATFS_LOCAL, 0, "more than %d parts hold: upload it as a file",
                          PARTS_MAX);
        return -1;
    }
    *piece = take_filled(call, cut, held);
    if (*piece == NULL)
        (void)out_of_memory(call);
    cut->given = cut->count;
    return *piece != NULL ? 1 : -1;
}

/* A stream that ended within its first piece: its bytes are kept, should they be needed again. */
static int next_single(struct twatfs_call *call, struct cut *cut, struct piece **piece, void **held)
{
    char *copy;

    if (cut->given > 0)
        return 0;
    copy = malloc((size_t)cut->filled + 1);
    if (copy == NULL) {
        (void)out_of_memory(call);
        return -1;
    }
    if (cut->filled > 0)
        memcpy(copy, cut->filling, (size_t)cut->filled);
    *piece = cut->pieces[0];
    /* The second time nothing was read. */
    if (signs_payload(cut) && (*piece)->payload[0] == '\0')
        (void)twatfs_sha256_of_reads(call, (*piece)->payload);
    if (cut->object->checksum != OBJECT_CHECKSUM_NONE)
        (*piece)->crc = object_crc(cut->object, 0, copy, (size_t)cut->filled);
    *held = copy;
    cut->lent++;
    cut->given = 1;
    return 1;
}

int cut_next(struct twatfs_call *call, void *data, struct piece **piece, void **held,
             uint64_t *wait_ms)
{
    struct cut *cut = data;

    if (cut->total == TWATFS_SIZE_UNKNOWN && cut->count == 1 && cut->pieces[0]->number == 0)
        return next_single(call, cut, piece, held);
    if (cut->total == TWATFS_SIZE_UNKNOWN)
        return next_of_stream(call, cut, piece, held, wait_ms);
    while (cut->given < cut->count && cut->pieces[cut->given]->arrived)
        cut->given++;
    if (cut->given == cut->count)
        return 0;
    if (!has_room(cut, cut->part_size)) {
        *wait_ms = SILENCE_MS; /* or when one has arrived */
        return 0;
    }
    *piece = cut->pieces[cut->given++];
    return cut_read(call, cut, *piece, held) == TWATFS_OK ? 1 : -1;
}

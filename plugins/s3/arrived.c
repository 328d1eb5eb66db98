/* arrived.c: whether the parts that an earlier run sent are the file's.
 *
 * SPDX-License-Identifier: MIT
 *
 * The file may have been replaced by another of its size and times, and a part may be damaged.  A
 * checksum that the store lists is proof either way.  An ETag is one only where it is the MD5;
 * those of parts that are encrypted by a key of KMS or of the customer have as many digits and say
 * nothing ("Checking object integrity", Amazon S3 User Guide, 2026-10).  So a part whose ETag
 * differs is in doubt until another part, that was there or is sent now, shows that this upload's
 * are MD5s.
 */
#include "arrived.h"

#include <inttypes.h>
#include <string.h>

#include "whole.h"

uint64_t arrived_bytes(const struct cut *cut)
{
    uint64_t bytes = 0;

    for (uint32_t i = 0; i < cut->count; i++)
        bytes += cut->pieces[i]->arrived ? cut->pieces[i]->length : 0;
    return bytes;
}

/* One that was just read. */
static void check(struct twatfs_call *call, const struct object *object, struct piece *piece,
                  bool *etags_are_md5s)
{
    enum whole_etag tells;
    char crc[16];

    if (object->checksum != OBJECT_CHECKSUM_NONE && piece->listed[0] != '\0') {
        object_crc_text(object, piece->crc, crc);
        piece->arrived = strcmp(piece->listed, crc) == 0;
        return;
    }
    tells = whole_compare_part(call, piece);
    *etags_are_md5s |= tells == WHOLE_ETAG_SAME;
    piece->doubted = tells == WHOLE_ETAG_OTHER;
}

/* The first that is in doubt, or NULL. */
static struct piece *find_doubted(const struct cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++)
        if (cut->pieces[i]->doubted)
            return cut->pieces[i];
    return NULL;
}

static void unmark_doubted(const struct cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++) {
        cut->pieces[i]->arrived &= !cut->pieces[i]->doubted;
        cut->pieces[i]->doubted = false;
    }
}

/* Where all are there nothing is sent that could tell: then one that is in doubt is. */
static void leave_one_to_send(const struct cut *cut)
{
    struct piece *doubted = find_doubted(cut);

    for (uint32_t i = 0; i < cut->count; i++)
        if (!cut->pieces[i]->arrived)
            return;
    if (doubted != NULL)
        doubted->doubted = doubted->arrived = false;
}

/* Their checksums are part of the whole's, too, and their bytes of the file's digest. */
twatfs_status arrived_check(struct twatfs_call *call, struct cut *cut)
{
    bool etags_are_md5s = false;
    uint64_t bytes = 0;

    for (uint32_t i = 0; i < cut->count; i++) {
        struct piece *piece = cut->pieces[i];
        void *held = NULL;
        twatfs_status status;

        if (!piece->arrived)
            continue;
        status = cut_read(call, cut, piece, &held);
        if (held != NULL)
            cut_give_back(cut, held);
        if (status != TWATFS_OK)
            return status;
        check(call, cut->object, piece, &etags_are_md5s);
        if (twatfs_cancelled(call))
            return TWATFS_CANCELLED;
        bytes += piece->arrived ? piece->length : 0;
        twatfs_progress(call, bytes);
    }
    if (etags_are_md5s)
        unmark_doubted(cut);
    leave_one_to_send(cut);
    twatfs_log(call, TWATFS_LOG_INFO,
               "goes on with an upload: %" PRIu64 " of %" PRIu64 " bytes are there",
               arrived_bytes(cut), cut->total);
    return TWATFS_OK;
}

bool arrived_to_send_again(struct twatfs_call *call, struct cut *cut)
{
    enum whole_etag tells = WHOLE_ETAG_TELLS_NOTHING;

    if (find_doubted(cut) == NULL)
        return false;
    for (uint32_t i = 0; i < cut->count && tells == WHOLE_ETAG_TELLS_NOTHING; i++)
        if (cut->pieces[i]->sent > 0)
            tells = whole_compare_part(call, cut->pieces[i]);
    if (tells != WHOLE_ETAG_SAME)
        return false;
    unmark_doubted(cut);
    cut->given = 0; /* they may be before those that were sent */
    return true;
}

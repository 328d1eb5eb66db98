/* pieces.h: a file as pieces, and which of them have arrived.
 *
 * SPDX-License-Identifier: MIT
 *
 * The pieces of a concurrent session begin, and all but the last end, at a multiple of 4 MiB.  8
 * MiB is what Dropbox's own SDK sends.  Dropbox does not tell what it has: we have to remember.
 */
#ifndef DROPBOX_PIECES_H
#define DROPBOX_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#define PIECE_SIZE      ((uint64_t)8 << 20)
#define SESSION_ID_SIZE 512 /* bytes with the NUL; they are 30 to 80 in fact */

enum piece_state { PIECE_WAITS, PIECE_FLIES, PIECE_ARRIVED };

struct piece {
    uint64_t wait_ns; /* not before then */
    uint8_t state;    /* enum piece_state */
    uint8_t attempts; /* that failed */
    bool renewed;     /* it had a new access token already */
};

struct pieces {
    char id[SESSION_ID_SIZE]; /* of the session */
    uint64_t total;           /* bytes of the file */
    uint32_t count;
    uint32_t first;   /* all before it have arrived */
    uint32_t arrived; /* how many have */
    struct piece *items;
};

/* Cut a file; false without memory. */
bool dropbox_pieces_cut(struct pieces *pieces, uint64_t total);
void dropbox_pieces_free(struct pieces *pieces);

uint64_t dropbox_pieces_length(const struct pieces *pieces, uint32_t index);

void dropbox_pieces_arrived(struct pieces *pieces, uint32_t index);

/* One that can be sent now; else the count, and *wait_ms till one can.  The last, which closes the
 * session, only once all others have arrived. */
uint32_t dropbox_pieces_next(const struct pieces *pieces, uint64_t now_ns, uint64_t *wait_ms);

/* What a later run needs.  Without memory it is not saved, which is no reason to fail. */
void dropbox_pieces_save(struct twatfs_call *call, const struct pieces *pieces);
void dropbox_pieces_forget(struct twatfs_call *call);

/* Go on with what an earlier run saved, for a file that was cut; false when there is nothing. */
bool dropbox_pieces_load(struct twatfs_call *call, struct pieces *pieces);

#endif

/* pace.h: how many uploads a host gets at once, learnt from how they fare.
 *
 * SPDX-License-Identifier: MIT
 *
 * Pure: it is told what happens and when, waits for nobody, and asks no clock.
 *
 * The limit doubles while that pays, then stays, and is tried a quarter higher now and then.
 * What pays is told by work done in a time: bytes, and a fixed amount for each upload, so that
 * small files count by their number and large ones by their size.  A host that asks for less
 * gets half.
 */
#ifndef BATCH_PACE_H
#define BATCH_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "transfer/pacing.h"

#define PACE_MOST 32 /* whatever a host could take */

enum pace_phase {
    PACE_DOUBLING, /* twice as many as before are being tried */
    PACE_STAYING,  /* at what was best */
    PACE_TRYING,   /* a quarter more than what was best is being tried */
};

struct pace {
    unsigned limit;  /* so many at once */
    unsigned most;   /* never more */
    unsigned within; /* as many are there now */
    unsigned cuts;   /* how often it was halved */
    enum pace_phase phase;
    unsigned best;      /* the limit that was best … */
    double best_rate;   /* … and the work a second that it did; 0: not known */
    unsigned unsettled; /* uploads of an earlier limit that are yet to end */
    unsigned counted;   /* uploads that ended in this measurement */
    unsigned stayed;    /* measurements since the limit was last changed */
    double work;        /* done in this measurement */
    uint64_t since_ns;  /* when it began */
};

struct pace pace_begin(unsigned most, uint64_t now_ns);

/* Whether one more may go in. */
bool pace_has_room(const struct pace *pace);

/* One goes in; returns its ticket. */
uint64_t pace_enter(struct pace *pace, uint64_t now_ns);

/* Bytes of one within have gone. */
void pace_moved(struct pace *pace, uint64_t bytes, uint64_t now_ns);

/* One comes out; bytes are those that pace_moved was not told of. */
void pace_leave(struct pace *pace, uint64_t ticket, enum pacing_outcome outcome, uint64_t bytes,
                uint64_t now_ns);

#endif

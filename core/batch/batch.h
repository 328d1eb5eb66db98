/* batch.h: many files, by a number of threads.
 *
 * SPDX-License-Identifier: MIT
 *
 * The door of this room.  What a file is, and how it is uploaded, is the owner's: a request
 * goes in, a result comes out, both are pointers here.  What is bounded: files that wait,
 * files under way and their bytes, and results that nobody has taken yet.
 *
 *     submit -> waiting -> a worker: run -> done -> deliver, or next
 *
 * Any number of threads may call these functions at once, but batch_close.
 */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancel.h"
#include "base/error.h"
#include "batch/queue.h"
#include "transfer/pacing.h"

#define BATCH_WORKERS_MAX 256

/* What a file under way is to heed. */
struct batch_run {
    uint64_t number;
    const struct cancel *cancel;
    const struct pacing *pacing; /* NULL: nobody watches */
};

struct batch_owner {
    /* Upload a request, on a worker's thread; NULL only without memory.  parent_of is
     * what it heeds of its own; NULL without. */
    void *(*run)(void *data, void *request, const struct batch_run *run);
    const struct cancel *(*parent_of)(void *data, const void *request);
    /* The result of one that was never begun, and of one for which run gave none; NULL without
     * memory: then nothing is delivered. */
    void *(*skip)(void *data, void *request);
    void *(*lose)(void *data, void *request);
    bool (*failed)(void *data, const void *result);
    /* Take a result, on a worker's thread or in batch_wait or batch_close, never on two at once
     * and in none of the other functions; NULL: they wait for batch_next. */
    void (*deliver)(void *data, uint64_t number, void *result);
    void (*free_request)(void *data, void *request);
    void (*free_result)(void *data, void *result);
    void *data;
};

struct batch_settings {
    unsigned workers; /* 0: as many as pay */
    uint64_t memory;  /* bytes for files under way, about */
    bool unordered;   /* results as they come */
    bool fail_fast;   /* after a failure no other file is begun */
    enum queue_order order;
};

/* Bytes for files under way, where nobody asks for another number. */
#define BATCH_MEMORY (UINT64_C(256) << 20)

struct batch;

struct batch *batch_open(const struct batch_settings *settings, const struct batch_owner *owner,
                         struct error *error);

/* Stops what runs, waits for it, delivers all that was not, and frees what nobody took. */
void batch_close(struct batch *batch);

/* Give it a request, which is the batch's from then on; waits while there is no room.  False,
 * and the request is freed, when no more are begun or without memory. */
bool batch_submit(struct batch *batch, void *request, uint64_t size, int32_t priority,
                  uint64_t *number);

/* Whether submitting would not wait. */
bool batch_has_room(struct batch *batch);

/* There is no more to submit. */
void batch_end(struct batch *batch);

/* The next result; NULL when there are no more, and without wait when there is none yet. */
void *batch_next(struct batch *batch, bool wait, uint64_t *number);

/* Wait until all that were submitted are done with, and delivered. */
void batch_wait(struct batch *batch);

/* Stop one; false when it is done with already. */
bool batch_cancel_one(struct batch *batch, uint64_t number);

/* Begin no other; those under way go on.  With stop, they are cancelled too. */
void batch_drain(struct batch *batch, bool stop);

/* How many are under way. */
size_t batch_running(struct batch *batch);

#endif

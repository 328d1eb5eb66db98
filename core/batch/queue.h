/* queue.h: the files of a batch: those that wait, and those that are done with.
 *
 * SPDX-License-Identifier: MIT
 *
 * Without locks or threads: whoever uses it sees to those.
 */
#ifndef BATCH_QUEUE_H
#define BATCH_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file on its way through a batch. */
struct item {
    struct item *next;
    uint64_t number;  /* in the order of submission, from 1 */
    uint64_t size;    /* bytes, as far as they are known */
    int32_t priority; /* the higher first */
    void *request;    /* the owner's */
    void *result;     /* the owner's; NULL: it has none yet */
    bool begun;       /* a worker had it */
};

enum queue_order {
    QUEUE_LISTED,  /* as submitted, where priorities are alike */
    QUEUE_SMALLER, /* the smallest of those that wait */
};

struct queue {
    enum queue_order order;
    struct item *waiting, **waiting_end; /* as submitted */
    size_t waiting_count;
    bool prioritized;  /* one that waits, or waited, has a priority */
    struct item *done; /* to be handed out */
    size_t done_count;
    bool unordered; /* handed out as they end, else by their numbers */
    struct item **done_end;
    uint64_t handed_out; /* by number: the last; unordered: how many */
};

void queue_open(struct queue *queue, enum queue_order order, bool unordered);

void queue_put(struct queue *queue, struct item *item);

/* The one to be begun next, which stays there; NULL without. */
struct item *queue_first(const struct queue *queue);

/* Take one out of those that wait. */
void queue_take(struct queue *queue, struct item *item);

/* The one that waits under this number; NULL without. */
struct item *queue_find(const struct queue *queue, uint64_t number);

/* It is done with. */
void queue_finish(struct queue *queue, struct item *item);

/* The next to be handed out, taken out; NULL where there is none yet. */
struct item *queue_hand_out(struct queue *queue);

/* Whether one could be handed out now. */
bool queue_has_done(const struct queue *queue);

#endif

/* queue.c: the files of a batch: those that wait, and those that are done with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "batch/queue.h"

void queue_open(struct queue *queue, enum queue_order order, bool unordered)
{
    *queue = (struct queue){.order = order, .unordered = unordered};
    queue->waiting_end = &queue->waiting;
    queue->done_end = &queue->done;
}

void queue_put(struct queue *queue, struct item *item)
{
    item->next = NULL;
    *queue->waiting_end = item;
    queue->waiting_end = &item->next;
    queue->waiting_count++;
    queue->prioritized = queue->prioritized || item->priority != 0;
}

static bool goes_before(const struct queue *queue, const struct item *a, const struct item *b)
{
    if (a->priority != b->priority)
        return a->priority > b->priority;
    return queue->order == QUEUE_SMALLER && a->size < b->size;
}

struct item *queue_first(const struct queue *queue)
{
    struct item *first = queue->waiting;

    if (queue->order == QUEUE_LISTED && !queue->prioritized)
        return first;
    for (struct item *item = first; item != NULL; item = item->next)
        if (goes_before(queue, item, first))
            first = item;
    return first;
}

void queue_take(struct queue *queue, struct item *item)
{
    struct item **link = &queue->waiting;

    while (*link != item)
        link = &(*link)->next;
    *link = item->next;
    if (*link == NULL)
        queue->waiting_end = link;
    queue->waiting_count--;
    item->next = NULL;
}

struct item *queue_find(const struct queue *queue, uint64_t number)
{
    struct item *item = queue->waiting;

    while (item != NULL && item->number != number)
        item = item->next;
    return item;
}

void queue_finish(struct queue *queue, struct item *item)
{
    struct item **link = queue->done_end;

    /* Most end nearly in their order: those that do not are few. */
    if (!queue->unordered) {
        link = &queue->done;
        while (*link != NULL && (*link)->number < item->number)
            link = &(*link)->next;
    }
    item->next = *link;
    *link = item;
    if (item->next == NULL)
        queue->done_end = &item->next;
    queue->done_count++;
}

bool queue_has_done(const struct queue *queue)
{
    return queue->done != NULL &&
           (queue->unordered || queue->done->number == queue->handed_out + 1);
}

struct item *queue_hand_out(struct queue *queue)
{
    struct item *item = queue->done;

    if (!queue_has_done(queue))
        return NULL;
    queue->done = item->next;
    if (queue->done == NULL)
        queue->done_end = &queue->done;
    queue->done_count--;
    queue->handed_out++;
    item->next = NULL;
    return item;
}

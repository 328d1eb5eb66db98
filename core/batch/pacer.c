/* pacer.c: a pace for each provider, shared by all threads of a batch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "batch/pacer.h"

#include <time.h>

#include "base/cancel.h"
#include "base/clock.h"

#define LOOK_AGAIN_NS (50 * NANOSECONDS_PER_MS) /* who waits may have been cancelled */

void pacer_open(struct pacer *pacer, unsigned most, void (*grown)(void *data), void *data)
{
    *pacer = (struct pacer){.most = most, .grown = grown, .data = data};
    pthread_mutex_init(&pacer->lock, NULL);
    pthread_cond_init(&pacer->changed, NULL);
}

void pacer_close(struct pacer *pacer)
{
    free(pacer->items);
    pthread_cond_destroy(&pacer->changed);
    pthread_mutex_destroy(&pacer->lock);
}

static unsigned limit_of_all(const struct pacer *pacer)
{
    unsigned limit = 1;

    for (size_t i = 0; i < pacer->count; i++)
        if (pacer->items[i].pace.limit > limit)
            limit = pacer->items[i].pace.limit;
    return limit;
}

unsigned pacer_limit(struct pacer *pacer)
{
    unsigned limit;

    pthread_mutex_lock(&pacer->lock);
    limit = limit_of_all(pacer);
    pthread_mutex_unlock(&pacer->lock);
    return limit;
}

static struct pace *find(struct pacer *pacer, const void *provider)
{
    for (size_t i = 0; i < pacer->count; i++)
        if (pacer->items[i].provider == provider)
            return &pacer->items[i].pace;
    return NULL;
}

/* NULL without memory: then nobody paces this one. */
static struct pace *find_or_make(struct pacer *pacer, const void *provider, unsigned parallel)
{
    struct pace *pace = find(pacer, provider);
    struct paced *items;
    unsigned most = pacer->most;

    if (pace != NULL)
        return pace;
    items = reallocarray(pacer->items, pacer->count + 1, sizeof *items);
    if (items == NULL)
        return NULL;
    if (parallel > 0 && parallel < most)
        most = parallel;
    pacer->items = items;
    items[pacer->count] =
        (struct paced){.provider = provider, .pace = pace_begin(most, clock_now_ns())};
    return &items[pacer->count++].pace;
}

static void wait_for_change(struct pacer *pacer)
{
    uint64_t until_ns = clock_add_ns(clock_now_ns(), LOOK_AGAIN_NS);
    struct timespec until = {.tv_sec = (time_t)(until_ns / NANOSECONDS_PER_SECOND),
                             .tv_nsec = (long)(until_ns % NANOSECONDS_PER_SECOND)};

    (void)pthread_cond_clockwait(&pacer->changed, &pacer->lock, CLOCK_MONOTONIC, &until);
}

static bool enter(void *data, const void *provider, unsigned parallel, const struct cancel *cancel,
                  uint64_t *ticket)
{
    struct pacer *pacer = data;
    struct pace *pace;
    bool entered = false;

    pthread_mutex_lock(&pacer->lock);
    while (!cancel_requested(cancel)) {
        /* The array may have moved while we waited. */
        pace = find_or_make(pacer, provider, parallel);
        if (pace == NULL || pace_has_room(pace)) {
            *ticket = pace != NULL ? pace_enter(pace, clock_now_ns()) : 0;
            entered = true;
            break;
        }
        wait_for_change(pacer);
    }
    pthread_mutex_unlock(&pacer->lock);
    return entered;
}

static void moved(void *data, const void *provider, uint64_t bytes)
{
    struct pacer *pacer = data;
    struct pace *pace;
    unsigned before, after;

    pthread_mutex_lock(&pacer->lock);
    before = limit_of_all(pacer);
    pace = find(pacer, provider);
    if (pace != NULL)
        pace_moved(pace, bytes, clock_now_ns());
    after = limit_of_all(pacer);
    if (after > before)
        pthread_cond_broadcast(&pacer->changed);
    pthread_mutex_unlock(&pacer->lock);
    if (after > before)
        pacer->grown(pacer->data);
}

static void leave(void *data, const void *provider, uint64_t ticket, enum pacing_outcome outcome,
                  uint64_t bytes)
{
    struct pacer *pacer = data;
    struct pace *pace;

    pthread_mutex_lock(&pacer->lock);
    pace = find(pacer, provider);
    if (pace != NULL && pace->within > 0)
        pace_leave(pace, ticket, outcome, bytes, clock_now_ns());
    pthread_cond_broadcast(&pacer->changed);
    pthread_mutex_unlock(&pacer->lock);
}

struct pacing pacer_pacing(struct pacer *pacer)
{
    return (struct pacing){.enter = enter, .moved = moved, .leave = leave, .data = pacer};
}

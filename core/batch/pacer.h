/* pacer.h: a pace for each provider, shared by all threads of a batch.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BATCH_PACER_H
#define BATCH_PACER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "batch/pace.h"
#include "transfer/pacing.h"

struct paced {
    const void *provider;
    struct pace pace;
};

struct pacer {
    pthread_mutex_t lock;   /* guards what follows; nothing else is locked under it */
    pthread_cond_t changed; /* someone left, or a limit grew */
    struct paced *items;
    size_t count;
    unsigned most;
    void (*grown)(void *data); /* called without the lock, when more may run though none ended */
    void *data;
};

void pacer_open(struct pacer *pacer, unsigned most, void (*grown)(void *data), void *data);
void pacer_close(struct pacer *pacer);

/* How many files should be under way: what the provider that takes most of them takes. */
unsigned pacer_limit(struct pacer *pacer);

/* For upload_wishes; lives as long as the pacer. */
struct pacing pacer_pacing(struct pacer *pacer);

#endif

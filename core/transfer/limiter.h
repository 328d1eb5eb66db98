/* limiter.h: so many bytes a second, all connections together.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_LIMITER_H
#define TRANSFER_LIMITER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whoever moves bytes pays for them afterwards, in time: until free_ns nobody moves any. */
struct limiter {
    uint64_t rate; /* bytes a second; 0: as many as there are */
    pthread_mutex_t lock;
    uint64_t free_ns; /* guarded by lock */
};

void limiter_open(struct limiter *limiter, uint64_t rate);
void limiter_close(struct limiter *limiter);

/* How many of length bytes may be moved now; 0 with *wake_ns, the time to ask again.  They
 * are paid for by limiter_spend. */
size_t limiter_allows(struct limiter *limiter, size_t length, uint64_t now_ns, uint64_t *wake_ns);
void limiter_spend(struct limiter *limiter, size_t length, uint64_t now_ns);

#endif

/* limiter.c: so many bytes a second, all connections together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/limiter.h"

#include "base/clock.h"

#define PIECES_PER_SECOND 8    /* a piece is the most that goes at once */
#define PIECE_SMALLEST    1024 /* bytes: below it the work is all in the asking */

void limiter_open(struct limiter *limiter, uint64_t rate)
{
    limiter->rate = rate;
    limiter->free_ns = 0;
    pthread_mutex_init(&limiter->lock, NULL);
}

void limiter_close(struct limiter *limiter)
{
    pthread_mutex_destroy(&limiter->lock);
}

size_t limiter_allows(struct limiter *limiter, size_t length, uint64_t now_ns, uint64_t *wake_ns)
{
    uint64_t piece = limiter->rate / PIECES_PER_SECOND, free_ns;

    if (limiter->rate == 0)
        return length;
    pthread_mutex_lock(&limiter->lock);
    free_ns = limiter->free_ns;
    pthread_mutex_unlock(&limiter->lock);
    if (free_ns > now_ns) {
        *wake_ns = free_ns;
        return 0;
    }
    if (piece < PIECE_SMALLEST)
        piece = PIECE_SMALLEST;
    return length < piece ? length : (size_t)piece;
}

void limiter_spend(struct limiter *limiter, size_t length, uint64_t now_ns)
{
    if (limiter->rate == 0)
        return;
    pthread_mutex_lock(&limiter->lock);
    /* What was not used while nobody had anything to move is gone. */
    if (limiter->free_ns < now_ns)
        limiter->free_ns = now_ns;
    limiter->free_ns +=
        (uint64_t)((double)length / (double)limiter->rate * (double)NANOSECONDS_PER_SECOND);
    pthread_mutex_unlock(&limiter->lock);
}

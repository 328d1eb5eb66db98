/* pool.c: handles of libcurl with their connections, for the next file.
 *
 * SPDX-License-Identifier: MIT
 *
 * Logging in takes longer than many a file.  A handle belongs to one thread at a time; an idle one
 * waits here for whoever comes.
 */
#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

#define IDLE_MAX 8

struct pool {
    pthread_mutex_t lock;
    CURL *idle[IDLE_MAX];
    size_t count;
};

CURL *pool_take(struct pool *pool)
{
    CURL *easy = NULL;

    pthread_mutex_lock(&pool->lock);
    if (pool->count > 0)
        easy = pool->idle[--pool->count];
    pthread_mutex_unlock(&pool->lock);
    return easy != NULL ? easy : curl_easy_init();
}

void pool_give(struct pool *pool, CURL *easy, bool usable)
{
    bool kept = false;

    /* Its options point into the memory of a call that ends. */
    curl_easy_reset(easy);
    pthread_mutex_lock(&pool->lock);
    if (usable && pool->count < IDLE_MAX) {
        pool->idle[pool->count++] = easy;
        kept = true;
    }
    pthread_mutex_unlock(&pool->lock);
    if (!kept)
        curl_easy_cleanup(easy);
}

twatfs_status fileserver_open(struct twatfs_call *call, void **state)
{
    struct pool *pool = calloc(1, sizeof *pool);

    if (pool == NULL)
        return fileserver_out_of_memory(call);
    pthread_mutex_init(&pool->lock, NULL);
    *state = pool;
    return TWATFS_OK;
}

void fileserver_close(struct twatfs_call *call, void *state)
{
    struct pool *pool = state;

    (void)call;
    for (size_t i = 0; i < pool->count; i++)
        curl_easy_cleanup(pool->idle[i]);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

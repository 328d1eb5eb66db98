/* cache.c: the cache, told of and managed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/cache.h"

#include <string.h>

#include "base/clock.h"
#include "library/library.h"

/* What struct twatfs_cache_statistics had at first. */
#define STATISTICS_LEAST (offsetof(struct twatfs_cache_statistics, errors) + sizeof(uint64_t))

/* The cache; NULL with error set without one. */
static struct cache *cache_of(struct twatfs_context *context, int32_t *code, struct error *error)
{
    if (!context_open(context, code, error))
        return NULL;
    *code = TWATFS_ERROR_USAGE;
    if (context->cache == NULL)
        error_set(error, "cache: there is none: the setting \"cache\" is \"none\"");
    return context->cache;
}

bool twatfs_cache_count(struct twatfs_context *context, struct twatfs_cache_statistics *statistics,
                        struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    int32_t code = TWATFS_ERROR_USAGE;
    struct cache *cache = NULL;
    struct cache_statistics found;
    struct twatfs_cache_statistics filled = {.struct_size = statistics->struct_size};

    if (statistics->struct_size < STATISTICS_LEAST)
        error_set(&own, "cache: struct_size is not set");
    else
        cache = cache_of(context, &code, &own);
    if (cache == NULL)
        return error_give(error, code, &own);
    if (!cache_statistics(cache, clock_unix_s(), &found, &own))
        return error_give(error, TWATFS_ERROR_SYSTEM, &own);
    filled.engine = found.engine;
    filled.entries = found.entries;
    filled.hits = found.outcomes[CACHE_HIT];
    filled.misses = found.outcomes[CACHE_MISS];
    filled.stale = found.outcomes[CACHE_STALE];
    filled.errors = found.outcomes[CACHE_ERROR];
    memcpy(statistics, &filled,
           statistics->struct_size < sizeof filled ? statistics->struct_size : sizeof filled);
    return true;
}

typedef bool remover(struct cache *cache, uint64_t *removed, struct error *error);

static bool prune(struct cache *cache, uint64_t *removed, struct error *error)
{
    return cache_prune(cache, clock_unix_s(), removed, error);
}

static bool remove_by(remover *function, struct twatfs_context *context, uint64_t *removed,
                      struct twatfs_error **error)
{
    struct error own = ERROR_INIT;
    int32_t code;
    struct cache *cache = cache_of(context, &code, &own);
    uint64_t count;

    if (cache == NULL)
        return error_give(error, code, &own);
    return function(cache, removed != NULL ? removed : &count, &own) ||
           error_give(error, TWATFS_ERROR_SYSTEM, &own);
}

bool twatfs_cache_clear(struct twatfs_context *context, uint64_t *removed,
                        struct twatfs_error **error)
{
    IN_CONTEXT(context);
    return remove_by(cache_clear, context, removed, error);
}

bool twatfs_cache_prune(struct twatfs_context *context, uint64_t *removed,
                        struct twatfs_error **error)
{
    IN_CONTEXT(context);
    return remove_by(prune, context, removed, error);
}

/* cache-engine.h: what an engine of the cache can do.
 *
 * SPDX-License-Identifier: MIT
 *
 * An engine keeps texts under keys until a given time.  It knows nothing of what they mean.  It is
 * called by several threads at once.
 */
#ifndef STATE_CACHE_ENGINE_H
#define STATE_CACHE_ENGINE_H

#include "base/text.h"
#include "state/cache.h"

#define CACHE_KEY_SIZE  65    /* of SHA-256 in hex, with the NUL */
#define CACHE_VALUE_MAX 16384 /* bytes of a value */

struct cache_engine {
    const char *name;

    /* Each is false with error set when the engine is away or fails. */

    /* Append the value; nothing when there is none or its time is over. */
    bool (*get)(void *state, const char *key, int64_t now_s, struct buffer *value,
                struct error *error);
    bool (*put)(void *state, const char *key, const char *value, int64_t now_s, int64_t dies_s,
                struct error *error);
    bool (*drop)(void *state, const char *key, struct error *error);
    bool (*count)(void *state, enum cache_outcome outcome, struct error *error);
    bool (*statistics)(void *state, int64_t now_s, struct cache_statistics *statistics,
                       struct error *error);
    bool (*clear)(void *state, uint64_t *removed, struct error *error);
    bool (*prune)(void *state, int64_t now_s, uint64_t *removed, struct error *error);
    void (*close)(void *state);
};

/* The word under which an outcome is counted: "hits", "misses", "stale", "errors". */
const char *cache_outcome_name(enum cache_outcome outcome);

/* Their states; NULL without memory. */
void *cache_memory_open(void);
void *cache_sqlite_open(struct store *store);
void *cache_redis_open(const char *choice);

extern const struct cache_engine cache_memory, cache_sqlite, cache_redis;

/* Whether a choice that begins with "redis:" is one. */
bool cache_redis_valid(const char *choice, struct error *error);

#endif

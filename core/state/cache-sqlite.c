/* cache-sqlite.c: the cache's usual engine: two tables of the memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/cache-engine.h"

#include <string.h>

void *cache_sqlite_open(struct store *store)
{
    return store;
}

static void leave_open(UNUSED void *state)
{
    /* The store belongs to who lent it. */
}

static bool get(void *state, const char *key, int64_t now_s, struct buffer *value,
                struct error *error)
{
    struct store *store = state;
    struct query query;
    const char *found = NULL;

    if (!store_begin(store, STORE_READ, error))
        return false;
    query = store_query(store, "SELECT value FROM cache WHERE key = ? AND dies > ?");
    query_put_text(&query, key);
    query_put_integer(&query, now_s);
    if (query_next(&query))
        found = query_text(&query, 0);
    if (found != NULL && strlen(found) <= CACHE_VALUE_MAX)
        buffer_puts(value, found);
    return store_end(store, true, error) && (!value->failed || error_memory(error));
}

static void remove_until(struct store *store, int64_t now_s)
{
    struct query query = store_query(store, "DELETE FROM cache WHERE dies <= ?");

    query_put_integer(&query, now_s);
    query_run(&query);
}

static bool put(void *state, const char *key, const char *value, int64_t now_s, int64_t dies_s,
                struct error *error)
{
    struct store *store = state;
    struct query query;

    if (!store_begin(store, STORE_WRITE, error))
        return false;
    remove_until(store, now_s); /* what nobody prunes does not pile up */
    query = store_query(store, "INSERT OR REPLACE INTO cache (key, value, dies) VALUES (?, ?, ?)");
    query_put_text(&query, key);
    query_put_text(&query, value);
    query_put_integer(&query, dies_s);
    query_run(&query);
    return store_end(store, true, error);
}

static bool drop(void *state, const char *key, struct error *error)
{
    struct store *store = state;
    struct query query;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, "DELETE FROM cache WHERE key = ?");
    query_put_text(&query, key);
    query_run(&query);
    return store_end(store, true, error);
}

static bool count(void *state, enum cache_outcome outcome, struct error *error)
{
    struct store *store = state;
    struct query query;

    if (!store_begin(store, STORE_WRITE, error))
        return false;
    query = store_query(store, "INSERT INTO cache_count (name, count) VALUES (?, 1) "
                               "ON CONFLICT (name) DO UPDATE SET count = count + 1");
    query_put_text(&query, cache_outcome_name(outcome));
    query_run(&query);
    return store_end(store, true, error);
}

static bool statistics(void *state, int64_t now_s, struct cache_statistics *statistics,
                       struct error *error)
{
    struct store *store = state;
    struct query query;

    if (!store_begin(store, STORE_READ, error))
        return false;
    query = store_query(store, "SELECT count(*) FROM cache WHERE dies > ?");
    query_put_integer(&query, now_s);
    if (query_next(&query))
        statistics->entries = (uint64_t)query_integer(&query, 0);
    query = store_query(store, "SELECT name, count FROM cache_count");
    while (query_next(&query)) {
        const char *name = query_text(&query, 0);

        for (enum cache_outcome i = CACHE_HIT; i < CACHE_OUTCOMES; i++)
            if (name != NULL && strcmp(name, cache_outcome_name(i)) == 0)
                statistics->outcomes[i] = (uint64_t)query_integer(&query, 1);
    }
    return store_end(store, true, error);
}

static bool clear(void *state, uint64_t *removed, struct error *error)
{
    struct store *store = state;
    struct query query;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, "DELETE FROM cache_count");
    query_run(&query);
    query = store_query(store, "DELETE FROM cache");
    query_run(&query);
    *removed = store_changed(store);
    if (!store_end(store, true, error))
        return false;
    store_settle(store);
    return true;
}

static bool prune(void *state, int64_t now_s, uint64_t *removed, struct error *error)
{
    struct store *store = state;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    remove_until(store, now_s);
    *removed = store_changed(store);
    return store_end(store, true, error);
}

const struct cache_engine cache_sqlite = {
    .name = "sqlite",
    .get = get,
    .put = put,
    .drop = drop,
    .count = count,
    .statistics = statistics,
    .clear = clear,
    .prune = prune,
    .close = leave_open,
};

/* cache-memory.c: the cache's simplest engine, which ends with the process.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/cache-engine.h"

#include <pthread.h>
#include <string.h>

#define BUCKETS 512
#define PLACES  8 /* of a bucket: the memory of the whole is bounded */

struct place {
    char key[CACHE_KEY_SIZE]; /* "": empty */
    char *value;
    int64_t dies_s;
};

struct memory {
    pthread_mutex_t lock;
    uint64_t outcomes[CACHE_OUTCOMES];
    struct place places[BUCKETS][PLACES];
};

void *cache_memory_open(void)
{
    struct memory *memory = calloc(1, sizeof *memory);

    if (memory != NULL)
        pthread_mutex_init(&memory->lock, NULL);
    return memory;
}

static void empty(struct place *place)
{
    free(place->value);
    *place = (struct place){0};
}

static void close_memory(void *state)
{
    struct memory *memory = state;

    for (size_t i = 0; i < BUCKETS * PLACES; i++)
        empty(&memory->places[i / PLACES][i % PLACES]);
    pthread_mutex_destroy(&memory->lock);
    free(memory);
}

/* Keys are digests already; FNV-1a costs nothing and takes anything. */
static struct place *bucket_of(struct memory *memory, const char *key)
{
    uint32_t hash = UINT32_C(2166136261);

    for (; *key != '\0'; key++)
        hash = (hash ^ (unsigned char)*key) * UINT32_C(16777619);
    return memory->places[hash % BUCKETS];
}

static struct place *find(struct place *bucket, const char *key)
{
    for (size_t i = 0; i < PLACES; i++)
        if (strcmp(bucket[i].key, key) == 0)
            return &bucket[i];
    return NULL;
}

static bool get(void *state, const char *key, int64_t now_s, struct buffer *value,
                struct error *error)
{
    struct memory *memory = state;
    const struct place *place;
    bool done = true;

    pthread_mutex_lock(&memory->lock);
    place = find(bucket_of(memory, key), key);
    if (place != NULL && place->value != NULL && place->dies_s > now_s)
        done = buffer_puts(value, place->value) || error_memory(error);
    pthread_mutex_unlock(&memory->lock);
    return done;
}

/* The same key's, an empty one, or the one that dies first. */
static struct place *choose(struct place *bucket, const char *key)
{
    struct place *chosen = find(bucket, key);

    if (chosen == NULL)
        chosen = find(bucket, "");
    if (chosen != NULL)
        return chosen;
    chosen = &bucket[0];
    for (size_t i = 1; i < PLACES; i++)
        if (bucket[i].dies_s < chosen->dies_s)
            chosen = &bucket[i];
    return chosen;
}

static bool put(void *state, const char *key, const char *value, UNUSED int64_t now_s,
                int64_t dies_s, struct error *error)
{
    struct memory *memory = state;
    char *copy = strdup(value);
    struct place *place;

    if (copy == NULL)
        return error_memory(error);
    pthread_mutex_lock(&memory->lock);
    place = choose(bucket_of(memory, key), key);
    empty(place);
    text_copy(place->key, sizeof place->key, key);
    place->value = copy;
    place->dies_s = dies_s;
    pthread_mutex_unlock(&memory->lock);
    return true;
}

static bool drop(void *state, const char *key, UNUSED struct error *error)
{
    struct memory *memory = state;
    struct place *place;

    pthread_mutex_lock(&memory->lock);
    place = find(bucket_of(memory, key), key);
    if (place != NULL)
        empty(place);
    pthread_mutex_unlock(&memory->lock);
    return true;
}

static bool count(void *state, enum cache_outcome outcome, UNUSED struct error *error)
{
    struct memory *memory = state;

    pthread_mutex_lock(&memory->lock);
    memory->outcomes[outcome]++;
    pthread_mutex_unlock(&memory->lock);
    return true;
}

static bool statistics(void *state, int64_t now_s, struct cache_statistics *statistics,
                       UNUSED struct error *error)
{
    struct memory *memory = state;

    pthread_mutex_lock(&memory->lock);
    memcpy(statistics->outcomes, memory->outcomes, sizeof memory->outcomes);
    for (size_t i = 0; i < BUCKETS * PLACES; i++) {
        const struct place *place = &memory->places[i / PLACES][i % PLACES];

        statistics->entries += place->value != NULL && place->dies_s > now_s;
    }
    pthread_mutex_unlock(&memory->lock);
    return true;
}

static uint64_t remove_until(struct memory *memory, int64_t until_s)
{
    uint64_t removed = 0;

    for (size_t i = 0; i < BUCKETS * PLACES; i++) {
        struct place *place = &memory->places[i / PLACES][i % PLACES];

        if (place->value != NULL && place->dies_s <= until_s) {
            empty(place);
            removed++;
        }
    }
    return removed;
}

static bool clear(void *state, uint64_t *removed, UNUSED struct error *error)
{
    struct memory *memory = state;

    pthread_mutex_lock(&memory->lock);
    *removed = remove_until(memory, INT64_MAX);
    memset(memory->outcomes, 0, sizeof memory->outcomes);
    pthread_mutex_unlock(&memory->lock);
    return true;
}

static bool prune(void *state, int64_t now_s, uint64_t *removed, UNUSED struct error *error)
{
    struct memory *memory = state;

    pthread_mutex_lock(&memory->lock);
    *removed = remove_until(memory, now_s);
    pthread_mutex_unlock(&memory->lock);
    return true;
}

const struct cache_engine cache_memory = {
    .name = "memory",
    .get = get,
    .put = put,
    .drop = drop,
    .count = count,
    .statistics = statistics,
    .clear = clear,
    .prune = prune,
    .close = close_memory,
};

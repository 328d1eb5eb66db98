/* cache.c: links that serve given bytes, so that those need not be uploaded again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/cache.h"

#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "state/cache-engine.h"

#define ENGINES_MAX    3
#define AWAY_NS        (30 * NANOSECONDS_PER_SECOND) /* before one that failed is asked again */
#define MARGIN_MOST_S  INT64_C(3600)
#define MARGIN_PART    10                    /* of its life, if that is less */
#define LIFE_NEVER_S   (INT64_C(30) * 86400) /* of a link that does not expire */
#define LIFE_UNKNOWN_S (INT64_C(7) * 86400)  /* or may */
#define SKEW_S         INT64_C(3600)         /* by which others' clocks may be ahead */
#define URL_LONGEST    8000
#define CHOICES        "sqlite, memory, none, redis://HOST:PORT/N"

/* One that may serve. */
struct engine {
    const struct cache_engine *table;
    void *state;
    uint64_t away_until; /* not asked before; 0: it may be */
    bool told;           /* that it is away */
};

struct cache {
    pthread_mutex_t lock; /* guards what engines note of themselves */
    struct engine engines[ENGINES_MAX];
    size_t count;
};

const char *cache_outcome_name(enum cache_outcome outcome)
{
    static const char *const names[] = {
        [CACHE_HIT] = "hits",
        [CACHE_MISS] = "misses",
        [CACHE_STALE] = "stale",
        [CACHE_ERROR] = "errors",
    };

    return names[outcome];
}

/* ---- Engines ---- */

bool cache_choice_valid(const char *choice, struct error *error)
{
    if (strcmp(choice, "sqlite") == 0 || strcmp(choice, "memory") == 0 ||
        strcmp(choice, "none") == 0)
        return true;
    if (text_starts_with(choice, "redis:"))
        return cache_redis_valid(choice, error);
    /* An address that is mistyped may have a password in it. */
    if (strstr(choice, "://") != NULL || strchr(choice, '@') != NULL)
        return error_set(error, "not one of " CHOICES);
    return error_set(error, "\"%s\": not one of " CHOICES, choice);
}

static void add_engine(struct cache *cache, const struct cache_engine *table, void *state)
{
    if (state != NULL)
        cache->engines[cache->count++] = (struct engine){.table = table, .state = state};
}

struct cache *cache_new(const char *choice, struct store *store)
{
    struct cache *cache = strcmp(choice, "none") != 0 ? calloc(1, sizeof *cache) : NULL;

    if (cache == NULL)
        return NULL;
    pthread_mutex_init(&cache->lock, NULL);
    if (text_starts_with(choice, "redis:"))
        add_engine(cache, &cache_redis, cache_redis_open(choice));
    if (store != NULL && strcmp(choice, "memory") != 0)
        add_engine(cache, &cache_sqlite, cache_sqlite_open(store));
    add_engine(cache, &cache_memory, cache_memory_open());
    if (cache->count > 0)
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_free(struct cache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->count; i++)
        cache->engines[i].table->close(cache->engines[i].state);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* The first that is not away; the last never is. */
static struct engine *serving(struct cache *cache)
{
    uint64_t now_ns = clock_now_ns();
    size_t i = 0;

    pthread_mutex_lock(&cache->lock);
    while (i + 1 < cache->count && cache->engines[i].away_until > now_ns)
        i++;
    pthread_mutex_unlock(&cache->lock);
    return &cache->engines[i];
}

/* It failed: true when another one serves now. */
static bool pass_over(struct cache *cache, struct engine *engine, const struct error *error)
{
    bool last = engine == &cache->engines[cache->count - 1], tell;

    if (last)
        return false;
    pthread_mutex_lock(&cache->lock);
    tell = !engine->told;
    engine->told = true;
    engine->away_until = clock_add_ns(clock_now_ns(), AWAY_NS);
    pthread_mutex_unlock(&cache->lock);
    if (tell)
        log_warning("cache: %s: %s serves instead", error->text, engine[1].table->name);
    cache_count(cache, CACHE_ERROR);
    return true;
}

/* ---- Values ---- */

void cache_entry_free(struct cache_entry *entry)
{
    free(entry->provider);
    free(entry->url);
    *entry = (struct cache_entry){0};
}

int64_t cache_dies_s(const struct cache_entry *entry)
{
    int64_t life_s = LIFE_UNKNOWN_S, left_s;

    if (entry->expiry_known && entry->expiry_s == 0)
        life_s = LIFE_NEVER_S;
    if (entry->expiry_known && entry->expiry_s != 0) {
        int64_t margin_s = MARGIN_MOST_S;

        if (entry->expiry_s <= entry->stored_s)
            return entry->stored_s;
        left_s = entry->expiry_s - entry->stored_s;
        if (left_s / MARGIN_PART < margin_s)
            margin_s = left_s / MARGIN_PART;
        life_s = left_s - margin_s < LIFE_NEVER_S ? left_s - margin_s : LIFE_NEVER_S;
    }
    return entry->stored_s + life_s;
}

static char *encode(const struct cache_entry *entry)
{
    CLEANUP_JSON struct json *value = json_new_object();
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (value == NULL || !json_set_integer(value, "version", 1) ||
        !json_set_text(value, "provider", entry->provider) ||
        !json_set_text(value, "url", entry->url) ||
        !json_set_text(value, "sha256", entry->sha256) ||
        !json_set_integer(value, "size", (int64_t)entry->size) ||
        !json_set_boolean(value, "proven", entry->proven) ||
        !(entry->expiry_known ? json_set_integer(value, "expires", entry->expiry_s)
                              : json_set_null(value, "expires")) ||
        !json_set_integer(value, "stored", entry->stored_s) || !json_write(value, false, &text) ||
        text.length > CACHE_VALUE_MAX)
        return NULL;
    return buffer_steal(&text);
}

static bool is_sha256(const char *text)
{
    return text != NULL && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* Only what we might have written; anything else is nobody's link. */
static bool decode(const struct buffer *text, int64_t now_s, struct cache_entry *entry)
{
    CLEANUP_JSON struct json *value = json_parse(text->data, text->length, 2, true, NULL);
    const struct json *expires = json_get(value, "expires");
    const char *provider = json_get_text(value, "provider"), *url = json_get_text(value, "url");
    const char *sha256 = json_get_text(value, "sha256");
    int64_t version = 0, size = -1, stored_s = -1, expiry_s = 0;
    bool proven = false;

    if (!json_to_integer(json_get(value, "version"), &version) || version != 1 ||
        provider == NULL || url == NULL || strlen(url) > URL_LONGEST || !is_sha256(sha256) ||
        !json_to_integer(json_get(value, "size"), &size) || size < 0 ||
        !json_to_integer(json_get(value, "stored"), &stored_s) || stored_s < 0 ||
        stored_s > now_s + SKEW_S || !json_to_boolean(json_get(value, "proven"), &proven) ||
        (json_kind(expires) != JSON_KIND_NULL &&
         (!json_to_integer(expires, &expiry_s) || expiry_s < 0)))
        return false;
    *entry = (struct cache_entry){
        .provider = strdup(provider),
        .url = strdup(url),
        .size = (uint64_t)size,
        .proven = proven,
        .expiry_known = json_kind(expires) != JSON_KIND_NULL,
        .expiry_s = expiry_s,
        .stored_s = stored_s,
    };
    text_copy(entry->sha256, sizeof entry->sha256, sha256);
    if (entry->provider != NULL && entry->url != NULL)
        return true;
    cache_entry_free(entry);
    return false;
}

/* ---- Looking up and keeping ---- */

bool cache_get(struct cache *cache, const char *key, int64_t now_s, struct cache_entry *entry)
{
    CLEANUP_BUFFER struct buffer value = BUFFER_INIT;
    struct engine *engine = serving(cache);
    struct error error = ERROR_INIT;

    *entry = (struct cache_entry){0};
    while (!engine->table->get(engine->state, key, now_s, &value, &error)) {
        if (!pass_over(cache, engine, &error))
            return false;
        buffer_clear(&value);
        engine++;
    }
    if (value.length == 0)
        return false;
    if (!decode(&value, now_s, entry)) {
        log_info("cache: %s: what was there is not ours", engine->table->name);
        cache_count(cache, CACHE_ERROR);
        return false;
    }
    if (cache_dies_s(entry) > now_s)
        return true;
    cache_entry_free(entry);
    return false;
}

void cache_put(struct cache *cache, const char *key, int64_t now_s, const struct cache_entry *entry)
{
    CLEANUP_FREE char *value = encode(entry);
    struct engine *engine = serving(cache);
    struct error error = ERROR_INIT;
    int64_t dies_s = cache_dies_s(entry);

    if (value == NULL || dies_s <= now_s)
        return;
    while (!engine->table->put(engine->state, key, value, now_s, dies_s, &error) &&
           pass_over(cache, engine, &error))
        engine++;
}

void cache_drop(struct cache *cache, const char *key)
{
    struct engine *engine = serving(cache);
    struct error error = ERROR_INIT;

    while (!engine->table->drop(engine->state, key, &error) && pass_over(cache, engine, &error))
        engine++;
}

void cache_count(struct cache *cache, enum cache_outcome outcome)
{
    struct engine *engine = serving(cache);
    struct error error = ERROR_INIT;

    while (!engine->table->count(engine->state, outcome, &error) &&
           pass_over(cache, engine, &error))
        engine++;
}

/* ---- Managing ---- */

bool cache_statistics(struct cache *cache, int64_t now_s, struct cache_statistics *statistics,
                      struct error *error)
{
    struct engine *engine = serving(cache);

    for (;;) {
        *statistics = (struct cache_statistics){.engine = engine->table->name};
        if (engine->table->statistics(engine->state, now_s, statistics, error))
            return true;
        if (!pass_over(cache, engine, error))
            return false;
        engine++;
    }
}

/* Here the engine that was chosen is meant, and no other. */
bool cache_clear(struct cache *cache, uint64_t *removed, struct error *error)
{
    const struct engine *engine = &cache->engines[0];

    *removed = 0;
    if (engine->table->clear(engine->state, removed, error))
        return true;
    error_prefix(error, "cache: ");
    return false;
}

bool cache_prune(struct cache *cache, int64_t now_s, uint64_t *removed, struct error *error)
{
    const struct engine *engine = &cache->engines[0];

    *removed = 0;
    if (engine->table->prune(engine->state, now_s, removed, error))
        return true;
    error_prefix(error, "cache: ");
    return false;
}

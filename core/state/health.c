/* health.c: how providers have done lately.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/health.h"

#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"

#define LEAST_WEIGHT 0.01 /* what has faded below it was never there */

const char *breaker_name(enum breaker breaker)
{
    static const char *const names[] = {
        [BREAKER_CLOSED] = "closed",
        [BREAKER_OPEN] = "open",
        [BREAKER_HALF_OPEN] = "half-open",
    };

    return names[breaker];
}

/* ---- By itself ---- */

void health_fade(struct health *health, int64_t now_s)
{
    /* A clock that was put back lets nothing fade, and nothing grow. */
    int64_t passed_s =
        health->updated_s != 0 && now_s > health->updated_s ? now_s - health->updated_s : 0;
    double factor = exp2(-(double)passed_s / (double)HEALTH_HALF_LIFE_S);

    health->successes *= factor;
    health->failures *= factor;
    health->streak *= factor;
    health->took_ns *= factor;
    health->updated_s = now_s;
}

static bool keeps_failing(const struct health *health)
{
    return health->streak >= HEALTH_STREAK ||
           (health->failures >= HEALTH_FAILURES && health_rate(health) < HEALTH_LEAST_RATE);
}

void health_succeeded(struct health *health, int64_t now_s, uint64_t took_ns)
{
    health_fade(health, now_s);
    health->successes += 1;
    health->took_ns += (double)took_ns;
    health->streak = 0;
    health->seen_s = now_s;
    health->trial_s = 0;
    /* What it failed at is over: it must not be shut out again by its next failure. */
    if (health->opened > 0)
        health->failures = 0;
    health->opened = 0;
    health->retry_s = 0;
}

static int64_t wait_s(int64_t opened)
{
    int64_t wait = HEALTH_FIRST_WAIT_S;

    while (--opened > 0 && wait < HEALTH_LONGEST_WAIT_S)
        wait *= 2;
    return wait < HEALTH_LONGEST_WAIT_S ? wait : HEALTH_LONGEST_WAIT_S;
}

void health_failed(struct health *health, int64_t now_s, const char *reason)
{
    bool waits =
        health->opened > 0 && health_breaker(health, now_s) == BREAKER_OPEN && health->trial_s == 0;

    health_fade(health, now_s);
    health->failures += 1;
    health->streak += 1;
    health->failed_s = now_s;
    health->trial_s = 0;
    text_copy(health->reason, sizeof health->reason, reason);
    /* Many that fail at the same moment are one reason to wait longer, not many. */
    if (waits || (health->opened == 0 && !keeps_failing(health)))
        return;
    health->opened++;
    health->retry_s = now_s + wait_s(health->opened);
}

enum breaker health_breaker(const struct health *health, int64_t now_s)
{
    if (health->opened == 0)
        return BREAKER_CLOSED;
    /* A clock that was put back must not make the wait longer than any is. */
    if (health->retry_s > now_s && health->retry_s - now_s <= HEALTH_LONGEST_WAIT_S)
        return BREAKER_OPEN;
    if (health->trial_s > now_s && health->trial_s - now_s <= HEALTH_TRIAL_S)
        return BREAKER_OPEN;
    return BREAKER_HALF_OPEN;
}

double health_rate(const struct health *health)
{
    double all = health->successes + health->failures;

    return all >= LEAST_WEIGHT ? health->successes / all : -1;
}

uint64_t health_typical_ns(const struct health *health)
{
    return health->successes >= LEAST_WEIGHT ? (uint64_t)(health->took_ns / health->successes) : 0;
}

/* ---- In the store ---- */

void health_place(const char *endpoint, char place[HEALTH_PLACE_SIZE])
{
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");
    char hex[DIGEST_HEX_SIZE];

    place[0] = '\0';
    if (endpoint != NULL && digest != NULL && digest_update(digest, endpoint, strlen(endpoint)) &&
        digest_finish(digest, hex))
        text_copy(place, HEALTH_PLACE_SIZE, hex);
}

/* A weight that nothing of ours has written would spoil all that follow. */
static double sane(double value)
{
    return isfinite(value) && value > 0 ? value : 0;
}

#define COLUMNS                                                                                    \
    "updated, successes, failures, streak, took, seen, failed, reason, opened, retry, trial"

static void take_row(struct health *health, const struct query *query)
{
    const char *reason = query_text(query, 7);

    *health = (struct health){
        .updated_s = query_integer(query, 0),
        .successes = sane(query_real(query, 1)),
        .failures = sane(query_real(query, 2)),
        .streak = sane(query_real(query, 3)),
        .took_ns = sane(query_real(query, 4)),
        .seen_s = query_integer(query, 5),
        .failed_s = query_integer(query, 6),
        .opened = query_integer(query, 8) > 0 ? query_integer(query, 8) : 0,
        .retry_s = query_integer(query, 9),
        .trial_s = query_integer(query, 10),
    };
    if (reason != NULL)
        text_copy(health->reason, sizeof health->reason, reason);
}

/* Within a transaction; nothing, when nothing is known. */
static void load(struct store *store, const char *provider, const char *place,
                 struct health *health)
{
    struct query query =
        store_query(store, "SELECT " COLUMNS " FROM health WHERE provider = ? AND place = ?");

    *health = (struct health){0};
    query_put_text(&query, provider);
    query_put_text(&query, place);
    if (query_next(&query))
        take_row(health, &query);
}

static void save(struct store *store, const char *provider, const char *place,
                 const struct health *health)
{
    struct query query =
        store_query(store, "INSERT OR REPLACE INTO health (" COLUMNS ", provider, place) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    query_put_integer(&query, health->updated_s);
    query_put_real(&query, health->successes);
    query_put_real(&query, health->failures);
    query_put_real(&query, health->streak);
    query_put_real(&query, health->took_ns);
    query_put_integer(&query, health->seen_s);
    query_put_integer(&query, health->failed_s);
    query_put_text(&query, health->reason[0] != '\0' ? health->reason : NULL);
    query_put_integer(&query, health->opened);
    query_put_integer(&query, health->retry_s);
    query_put_integer(&query, health->trial_s);
    query_put_text(&query, provider);
    query_put_text(&query, place);
    query_run(&query);
}

void health_list_free(struct health_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].provider);
    free(list->items);
    *list = (struct health_list){0};
}

static bool collect(struct store *store, struct health_list *list)
{
    struct query query = store_query(store, "SELECT " COLUMNS ", provider, place FROM health");

    while (query_next(&query)) {
        struct health_entry *items = reallocarray(list->items, list->count + 1, sizeof *items);
        struct health_entry *entry;
        const char *provider = query_text(&query, 11), *place = query_text(&query, 12);

        if (items == NULL)
            return false;
        list->items = items;
        entry = &items[list->count];
        *entry = (struct health_entry){.provider = provider != NULL ? strdup(provider) : NULL};
        if (entry->provider == NULL)
            return false;
        list->count++;
        text_copy(entry->place, sizeof entry->place, place != NULL ? place : "");
        take_row(&entry->health, &query);
    }
    return true;
}

bool health_list(struct store *store, struct health_list *list, struct error *error)
{
    bool done;

    *list = (struct health_list){0};
    if (!store_begin(store, STORE_READ, error))
        return false;
    done = collect(store, list);
    if (store_end(store, done, error) && done)
        return true;
    health_list_free(list);
    return done ? false : error_memory(error);
}

const struct health *health_find(const struct health_list *list, const char *provider,
                                 const char *place)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].provider, provider) == 0 &&
            strcmp(list->items[i].place, place) == 0)
            return &list->items[i].health;
    return NULL;
}

bool health_report(struct store *store, const char *provider, const char *place, int64_t now_s,
                   uint64_t took_ns, const char *reason, struct error *error)
{
    struct health health;

    if (!store_begin(store, STORE_WRITE, error))
        return false;
    load(store, provider, place, &health);
    if (reason == NULL)
        health_succeeded(&health, now_s, took_ns);
    else
        health_failed(&health, now_s, reason);
    save(store, provider, place, &health);
    return store_end(store, true, error);
}

bool health_begin_trial(struct store *store, const char *provider, const char *place, int64_t now_s,
                        bool *mine, struct error *error)
{
    struct health health;
    enum breaker breaker;

    *mine = false;
    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    load(store, provider, place, &health);
    breaker = health_breaker(&health, now_s);
    *mine = breaker != BREAKER_OPEN;
    if (breaker == BREAKER_HALF_OPEN) {
        health.trial_s = now_s + HEALTH_TRIAL_S;
        save(store, provider, place, &health);
    }
    return store_end(store, true, error);
}

bool health_end_trial(struct store *store, const char *provider, const char *place,
                      struct error *error)
{
    struct query query;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, "UPDATE health SET trial = 0 WHERE provider = ? AND place = ?");
    query_put_text(&query, provider);
    query_put_text(&query, place);
    query_run(&query);
    return store_end(store, true, error);
}

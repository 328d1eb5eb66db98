/* health.c: how providers have done, told to programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"
#include "library/library.h"
#include "state/health.h"

struct twatfs_health {
    struct health *items; /* of the registry's entries, in their order */
    size_t count;
    int64_t asked_s; /* when that was */
};

void twatfs_health_free(struct twatfs_health *health)
{
    if (health == NULL)
        return;
    free(health->items);
    free(health);
}

DEFINE_CLEANUP(health, struct twatfs_health, twatfs_health_free)

static void take(struct twatfs_health *health, const struct registry *registry,
                 const struct health_list *list)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct entry *entry = &registry->entries[i];
        char place[HEALTH_PLACE_SIZE];
        const struct health *known;

        health_place(entry->manifest != NULL ? manifest_endpoint(entry->manifest, NULL) : NULL,
                     place);
        known = health_find(list, entry->name, place);
        if (known != NULL) {
            health->items[i] = *known;
            health_fade(&health->items[i], health->asked_s);
        }
    }
}

struct twatfs_health *twatfs_health_new(struct twatfs_context *context, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    CLEANUP(cleanup_health) struct twatfs_health *health = calloc(1, sizeof *health);
    CLEANUP_HEALTH_LIST struct health_list list = {0};
    struct error own = ERROR_INIT;
    int32_t code;
    struct store *memory = context_memory(context, &code, &own);

    if (memory == NULL || !health_list(memory, &list, &own)) {
        error_give(error, code, &own);
        return NULL;
    }
    if (health != NULL)
        health->items = calloc(context->registry.count + 1, sizeof *health->items);
    if (health == NULL || health->items == NULL) {
        error_memory(&own);
        error_give(error, TWATFS_ERROR_SYSTEM, &own);
        return NULL;
    }
    health->count = context->registry.count;
    health->asked_s = clock_unix_s();
    take(health, &context->registry, &list);
    return STEAL(health);
}

static const struct health *item(const struct twatfs_health *health, size_t index)
{
    static const struct health nothing = {0};

    return index < health->count ? &health->items[index] : &nothing;
}

double twatfs_health_rate(const struct twatfs_health *health, size_t index)
{
    return health_rate(item(health, index));
}

uint64_t twatfs_health_typical_ns(const struct twatfs_health *health, size_t index)
{
    return health_typical_ns(item(health, index));
}

int64_t twatfs_health_succeeded(const struct twatfs_health *health, size_t index)
{
    return item(health, index)->seen_s;
}

int64_t twatfs_health_failed(const struct twatfs_health *health, size_t index)
{
    return item(health, index)->failed_s;
}

const char *twatfs_health_reason(const struct twatfs_health *health, size_t index)
{
    const char *reason = item(health, index)->reason;

    return reason[0] != '\0' ? reason : NULL;
}

static int32_t public_breaker(enum breaker breaker)
{
    switch (breaker) {
    case BREAKER_OPEN:
        return TWATFS_BREAKER_OPEN;
    case BREAKER_HALF_OPEN:
        return TWATFS_BREAKER_HALF_OPEN;
    case BREAKER_CLOSED:
        break;
    }
    return TWATFS_BREAKER_CLOSED;
}

int32_t twatfs_health_breaker(const struct twatfs_health *health, size_t index)
{
    return public_breaker(health_breaker(item(health, index), health->asked_s));
}

const char *twatfs_breaker_name(int32_t breaker)
{
    for (enum breaker own = BREAKER_CLOSED; own <= BREAKER_HALF_OPEN; own++)
        if (public_breaker(own) == breaker)
            return breaker_name(own);
    return "unknown";
}

int64_t twatfs_health_retry(const struct twatfs_health *health, size_t index)
{
    const struct health *own = item(health, index);

    if (health_breaker(own, health->asked_s) != BREAKER_OPEN)
        return 0;
    return own->retry_s > own->trial_s ? own->retry_s : own->trial_s;
}

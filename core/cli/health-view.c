/* health-view.c: how providers have done, for people and for JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/health-view.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

struct twatfs_health *health_view_recall(struct twatfs_context *context)
{
    struct twatfs_error *failure = NULL;
    struct twatfs_health *health = twatfs_health_new(context, &failure);

    /* Who switched it off need not be told. */
    if (health == NULL && twatfs_error_code(failure) != TWATFS_ERROR_USAGE)
        log_warning("%s", twatfs_error_message(failure));
    twatfs_error_free(failure);
    return health;
}

bool health_view_known(const struct twatfs_health *health, size_t index)
{
    return health != NULL && (twatfs_health_succeeded(health, index) != 0 ||
                              twatfs_health_failed(health, index) != 0);
}

void health_view_cells(struct health_view *cells, const struct twatfs_health *health, size_t index)
{
    char span[MOMENT_SIZE];
    double rate;

    *cells = (struct health_view){.rate = "-", .time = "-", .seen = "-", .breaker = "-"};
    if (!health_view_known(health, index))
        return;
    rate = twatfs_health_rate(health, index);
    if (rate >= 0)
        snprintf(cells->rate, sizeof cells->rate, "%.0f %%", 100 * rate);
    moment_time(cells->time, twatfs_health_typical_ns(health, index));
    if (twatfs_health_succeeded(health, index) != 0) {
        moment_span(clock_unix_s() - twatfs_health_succeeded(health, index), span);
        snprintf(cells->seen, sizeof cells->seen, "%s ago", span);
    }
    cells->breaker = twatfs_breaker_name(twatfs_health_breaker(health, index));
}

bool health_view_trouble(struct buffer *note, const struct twatfs_health *health, size_t index)
{
    char span[MOMENT_SIZE];
    const char *reason;

    if (!health_view_known(health, index) ||
        twatfs_health_breaker(health, index) == TWATFS_BREAKER_CLOSED)
        return false;
    reason = twatfs_health_reason(health, index);
    buffer_printf(note, "keeps failing: %s", reason != NULL ? reason : "");
    if (twatfs_health_breaker(health, index) == TWATFS_BREAKER_OPEN) {
        moment_span(twatfs_health_retry(health, index) - clock_unix_s(), span);
        buffer_printf(note, "; tried last for %s", span);
    }
    return true;
}

bool health_view_json(struct json *item, const struct twatfs_health *health, size_t index)
{
    struct json *object;
    double rate;

    if (!health_view_known(health, index))
        return json_set_null(item, "health");
    object = json_new_object();
    rate = twatfs_health_rate(health, index);
    return object != NULL && json_set(item, "health", object) &&
           (rate >= 0 ? json_set_integer(object, "success_percent", (int64_t)(100 * rate + 0.5))
                      : json_set_null(object, "success_percent")) &&
           moment_set_ms(object, "typical_ms", twatfs_health_typical_ns(health, index)) &&
           moment_set(object, "succeeded", twatfs_health_succeeded(health, index)) &&
           moment_set(object, "failed", twatfs_health_failed(health, index)) &&
           json_set_text(object, "reason", twatfs_health_reason(health, index)) &&
           json_set_text(object, "breaker",
                         twatfs_breaker_name(twatfs_health_breaker(health, index))) &&
           moment_set(object, "retry", twatfs_health_retry(health, index));
}

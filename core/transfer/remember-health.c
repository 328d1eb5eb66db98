/* remember-health.c: how providers have done, told and asked.
 *
 * SPDX-License-Identifier: MIT
 *
 * What a named list says is the user's: there the memory changes nothing, and only listens.
 */
#include "transfer/job.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "state/health.h"

static void place_of(const struct entry *entry, char place[HEALTH_PLACE_SIZE])
{
    health_place(entry->manifest != NULL ? manifest_endpoint(entry->manifest, NULL) : NULL, place);
}

/* ---- Asked ---- */

static char *describe(const struct health *health, enum breaker breaker, int64_t now_s)
{
    int64_t wait_s = health->retry_s > health->trial_s ? health->retry_s : health->trial_s;
    char wait[64], *text;
    int length;

    text_seconds(wait, sizeof wait, wait_s > now_s ? (uint64_t)(wait_s - now_s) : 0);
    if (breaker == BREAKER_HALF_OPEN)
        length = asprintf(&text, "kept failing, and is given another chance: %s", health->reason);
    else
        length =
            asprintf(&text, "tried last for %s more: it keeps failing: %s", wait, health->reason);
    return length >= 0 ? text : NULL;
}

static void judge(struct plan_item *item, const struct health_list *list, int64_t now_s)
{
    char place[HEALTH_PLACE_SIZE];
    const struct health *health;
    enum breaker breaker;

    place_of(item->entry, place);
    health = health_find(list, item->entry->name, place);
    breaker = health != NULL ? health_breaker(health, now_s) : BREAKER_CLOSED;
    if (breaker == BREAKER_CLOSED)
        return;
    item->last = breaker == BREAKER_OPEN;
    item->trial = breaker == BREAKER_HALF_OPEN;
    item->reason = describe(health, breaker, now_s);
}

static bool keeps_failing(const struct plan_item *item)
{
    return item->last;
}

void health_order(struct job *job)
{
    CLEANUP_HEALTH_LIST struct health_list list = {0};
    struct plan *plan = &job->plan;
    struct error error = ERROR_INIT;
    int64_t now_s = clock_unix_s();

    if (job->session->memory == NULL || job->session->settings->ignore_health ||
        plan->candidates < 2)
        return;
    if (!health_list(job->session->memory, &list, &error)) {
        remember_complain(job, &error);
        return;
    }
    for (size_t i = 0; i < plan->candidates; i++)
        judge(&plan->items[i], &list, now_s);
    plan_put_last(plan->items, plan->candidates, keeps_failing);
}

bool health_take_turn(struct job *job, struct plan_item *item)
{
    char place[HEALTH_PLACE_SIZE];
    struct error error = ERROR_INIT;
    bool mine = true;

    if (!item->trial)
        return true;
    place_of(item->entry, place);
    if (!health_begin_trial(job->session->memory, item->entry->name, place, clock_unix_s(), &mine,
                            &error)) {
        remember_complain(job, &error);
        mine = true;
    }
    item->trial = mine;
    return mine;
}

/* ---- Told ---- */

static void report(struct job *job, const struct plan_item *item, uint64_t took_ns,
                   const char *reason)
{
    char place[HEALTH_PLACE_SIZE];
    struct error error = ERROR_INIT;

    place_of(item->entry, place);
    if (!health_report(job->session->memory, item->entry->name, place, clock_unix_s(), took_ns,
                       reason, &error))
        remember_complain(job, &error);
}

void health_tell_success(struct job *job, const struct plan_item *item, uint64_t took_ns)
{
    if (job->session->memory != NULL)
        report(job, item, took_ns, NULL);
}

/* The file, the user and the limits that we keep ourselves say nothing of a host. */
static bool tells_of_host(const struct failure *failure)
{
    return !failure->ours && failure->status != TWATFS_REFUSED && failure->status != TWATFS_LOCAL &&
           failure->status != TWATFS_CANCELLED;
}

void health_note_failure(struct job *job, struct plan_item *item, const struct failure *failure)
{
    char place[HEALTH_PLACE_SIZE];

    if (job->session->memory == NULL)
        return;
    if (tells_of_host(failure)) {
        /* It is written to the disk: what the log would not show does not get there.  There is
         * room for the mark of a cut. */
        item->failed =
            text_shown(failure->text, strlen(failure->text), HEALTH_REASON_SIZE - sizeof "…");
    } else if (item->trial) {
        place_of(item->entry, place);
        (void)health_end_trial(job->session->memory, item->entry->name, place, NULL);
    }
}

void health_conclude(struct job *job, bool served, size_t tried)
{
    for (size_t i = 0; i < job->plan.candidates; i++) {
        const struct plan_item *item = &job->plan.items[i];

        /* Where all failed, it was rather our own network; of one alone nobody can tell. */
        if (item->failed != NULL && (served || tried < 2 || item->trial))
            report(job, item, 0, item->failed);
    }
}

/* dispatch.c: every call into a provider, and nothing else.
 *
 * SPDX-License-Identifier: MIT
 *
 * With hostapi.c this is the whole border: what is needed to move providers into
 * a process of their own is needed here and there.
 */
#include "transfer/job.h"

#include <inttypes.h>

#include <time.h>

#include "base/clock.h"

#define LOOK_AGAIN_NS (50 * NANOSECONDS_PER_MS)

/* A class of a newer minor counts as the one whose thousand it is in; what is in none,
 * such as -1 or an errno, is a mistake and no success. */
static twatfs_status known_class(twatfs_status status)
{
    if (status == TWATFS_OK)
        return status;
    status = status / 1000 * 1000;
    return status >= TWATFS_TEMPORARY && status <= TWATFS_CANCELLED ? status : TWATFS_PERMANENT;
}

/* Another thread may have it for as long as an upload takes: who is asked to stop while
 * waiting for it does so. */
static bool lock(struct instance *instance, struct call *call)
{
    while (!cancel_requested(&call->job->cancel)) {
        uint64_t until_ns = clock_add_ns(clock_now_ns(), LOOK_AGAIN_NS);
        struct timespec until = {.tv_sec = (time_t)(until_ns / NANOSECONDS_PER_SECOND),
                                 .tv_nsec = (long)(until_ns % NANOSECONDS_PER_SECOND)};

        if (pthread_mutex_clocklock(&instance->lock, CLOCK_MONOTONIC, &until) == 0)
            return true;
    }
    return failure_set(&call->failure, TWATFS_CANCELLED, "interrupted");
}

/* A provider that is not parallel has one callback at a time. */
static bool enter(struct instance *instance, struct call *call)
{
    return instance->entry->manifest->parallel || lock(instance, call);
}

static void leave(struct instance *instance)
{
    if (!instance->entry->manifest->parallel)
        pthread_mutex_unlock(&instance->lock);
}

twatfs_status dispatch_open(struct instance *instance, struct call *call)
{
    const struct twatfs_provider *table = instance->entry->table;
    twatfs_status status = TWATFS_OK;

    /* Once, however many threads want it, parallel or not. */
    if (!lock(instance, call))
        return TWATFS_CANCELLED;
    if (!instance->opened && table->open != NULL)
        status = known_class(table->open(&call->border, &instance->state));
    if (status == TWATFS_OK)
        instance->opened = true;
    else
        instance->state = NULL; /* what it left there is freed, or never was */
    pthread_mutex_unlock(&instance->lock);
    return status;
}

static bool take_rate(struct instance *instance, uint64_t *wait_ns)
{
    const struct manifest *manifest = instance->entry->manifest;
    bool done;

    pthread_mutex_lock(&instance->host_lock);
    done = rate_take(&instance->rate, manifest->rate_uploads,
                     manifest->rate_per_s * NANOSECONDS_PER_SECOND, clock_now_ns(), wait_ns);
    pthread_mutex_unlock(&instance->host_lock);
    return done;
}

/* A limit that the host publishes is kept before it has to enforce it. */
static bool within_rate(struct instance *instance, struct call *call)
{
    const struct manifest *manifest = instance->entry->manifest;
    struct failure *failure = &call->failure;
    struct job *job = call->job;
    uint64_t wait_ns = 0;

    if (manifest->rate_uploads == 0)
        return true;
    if (!take_rate(instance, &wait_ns))
        return failure_set(failure, TWATFS_LOCAL, "out of memory");
    /* Among many, others may be quicker each time: waiting must not use up the retries. */
    while (wait_ns > 0 && job->wishes->patient &&
           wait_ns <= job->transfer->settings->retry_after_max_ns) {
        job_event(job, instance, EVENT_WAITING, 0, 0, wait_ns);
        if (!cancel_sleep(&job->cancel, wait_ns))
            return failure_set(failure, TWATFS_CANCELLED, "interrupted");
        if (!take_rate(instance, &wait_ns))
            return failure_set(failure, TWATFS_LOCAL, "out of memory");
    }
    if (wait_ns == 0)
        return true;
    failure_set(failure, TWATFS_TEMPORARY, "takes %" PRIu64 " uploads in %" PRIu64 " s, no more",
                manifest->rate_uploads, manifest->rate_per_s);
    failure->retry_after_s = (int64_t)(wait_ns / NANOSECONDS_PER_SECOND) + 1;
    failure->ours = true;
    return false;
}

twatfs_status dispatch_upload(struct instance *instance, struct call *call,
                              const struct twatfs_upload *upload)
{
    twatfs_status status;

    if (!enter(instance, call))
        return TWATFS_CANCELLED;
    /* Asked once it is our turn: whoever waited for it would count at the wrong time. */
    if (within_rate(instance, call))
        status =
            known_class(instance->entry->table->upload(&call->border, instance->state, upload));
    else
        status = call->failure.status;
    leave(instance);
    return status;
}

/* A callback without an argument of its own. */
static twatfs_status plain(struct instance *instance, struct call *call,
                           twatfs_status (*callback)(struct twatfs_call *call, void *state))
{
    twatfs_status status;

    if (!enter(instance, call))
        return TWATFS_CANCELLED;
    status = known_class(callback(&call->border, instance->state));
    leave(instance);
    return status;
}

twatfs_status dispatch_abandon(struct instance *instance, struct call *call)
{
    return plain(instance, call, instance->entry->table->abandon);
}

twatfs_status dispatch_examine(struct instance *instance, struct call *call)
{
    return plain(instance, call, instance->entry->table->examine);
}

/* It has no state: an instance of its own would do as well. */
twatfs_status dispatch_setup(struct instance *instance, struct call *call)
{
    twatfs_status status;

    if (!enter(instance, call))
        return TWATFS_CANCELLED;
    status = known_class(instance->entry->table->setup(&call->border));
    leave(instance);
    return status;
}

twatfs_status dispatch_remove(struct instance *instance, struct call *call,
                              const struct twatfs_removal *removal)
{
    twatfs_status status;

    if (!enter(instance, call))
        return TWATFS_CANCELLED;
    status = known_class(instance->entry->table->remove(&call->border, instance->state, removal));
    leave(instance);
    return status;
}

void dispatch_close(struct instance *instance, struct call *call)
{
    const struct twatfs_provider *table = instance->entry->table;

    if (instance->opened && table->open != NULL && table->close != NULL)
        table->close(&call->border, instance->state);
    instance->opened = false;
    instance->state = NULL;
}

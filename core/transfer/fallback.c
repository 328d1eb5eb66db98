/* fallback.c: one provider after the other, until one serves the bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/job.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "transfer/retry.h"

static void text_wait(char *target, size_t size, uint64_t wait_ns)
{
    char decimal[TEXT_DECIMAL_SIZE];

    text_decimal(decimal, (double)wait_ns / (double)NANOSECONDS_PER_SECOND);
    if (wait_ns < 10 * NANOSECONDS_PER_SECOND)
        snprintf(target, size, "%s s", decimal);
    else
        snprintf(target, size, "%.0f s", (double)wait_ns / (double)NANOSECONDS_PER_SECOND);
}

bool wait_for_retry(struct job *job, const struct instance *instance, struct retry *retry,
                    struct failure *failure)
{
    uint64_t wait_ns;
    const char *why;
    char wait[32];
    size_t length;

    if (!retry_again(retry, failure->status, failure->retry_after_s, clock_now_ns(), &wait_ns,
                     &why)) {
        length = strlen(failure->text);
        if (why[0] != '\0')
            snprintf(failure->text + length, sizeof failure->text - length, " (%s)", why);
        return false;
    }
    text_wait(wait, sizeof wait, wait_ns);
    log_warning("%s: %s: trying again in %s (retry %u of %u)", instance->entry->name, failure->text,
                wait, retry->failures, job->transfer->settings->retries);
    job_event(job, instance, EVENT_WAITING, 0, 0, wait_ns);
    if (!cancel_sleep(&job->cancel, wait_ns))
        return failure_set(failure, TWATFS_CANCELLED, "interrupted");
    return true;
}

/* A file that was left somewhere, under a link that is not the result: whoever wants it gone
 * needs both. */
static void keep_left(struct job *job, struct call *call)
{
    struct upload_result *result = job->result;

    if (call->url == NULL)
        return;
    log_info("%s: left, unverified, at %s", call->instance->entry->name, call->url);
    remember_left(job, call);
    free(result->unverified_url);
    free(result->provider);
    free(result->delete_token);
    result->provider = strdup(call->instance->entry->name);
    result->unverified_url = STEAL(call->url);
    result->delete_token = STEAL(call->delete_token);
}

static void take_result(struct job *job, const struct instance *instance, struct call *call)
{
    struct upload_result *result = job->result;
    const char *retention = instance->entry->manifest->retention;

    free(result->provider);
    result->provider = strdup(instance->entry->name);
    result->direct = call_is_direct(call);
    result->url = STEAL(call->url);
    free(result->delete_token);
    result->delete_token = STEAL(call->delete_token);
    result->expiry_unix_s = call->expiry_unix_s;
    result->expiry_known =
        call->expiry_known || (retention != NULL && strcmp(retention, "permanent") == 0);
}

/* A stream that was begun has no second try; what went wrong is the first half of why. */
static bool sent_once(struct failure *failure)
{
    CLEANUP_FREE char *shown = text_shown(failure->text, strlen(failure->text), 600);

    return failure_set(failure, TWATFS_LOCAL,
                       "%s; standard input has been read and cannot be sent again",
                       shown != NULL ? shown : "out of memory");
}

/* Upload through one provider, with its retries.  True: the call holds a URL. */
static bool upload(struct job *job, struct instance *instance, struct call *call,
                   struct failure *failure)
{
    struct retry retry = retry_begin(job->transfer->settings, clock_now_ns());

    for (;;) {
        uint64_t started_ns = clock_now_ns();
        bool done;

        job->attempt = retry.failures + 1;
        job->result->attempts++;
        *failure = (struct failure){.status = TWATFS_OK};
        job_event(job, instance, EVENT_PROVIDER, 0, job->source.size, 0);
        done = attempt(job, instance, call, failure);
        job->result->upload_ns += clock_now_ns() - started_ns;
        if (done)
            return true;
        keep_left(job, call);
        call_end(call);
        if (failure->status == TWATFS_TEMPORARY && job->source.stream && job->source.streamed > 0)
            return sent_once(failure);
        if (!wait_for_retry(job, instance, &retry, failure))
            return false;
    }
}

/* Prove the URL that the call holds, with retries of its own: a fresh link may need a
 * moment before it answers. */
static bool prove(struct job *job, const struct instance *instance, const struct call *call,
                  struct failure *failure)
{
    struct retry retry = retry_begin(job->transfer->settings, clock_now_ns());
    uint64_t started_ns = clock_now_ns();
    bool done;

    do {
        *failure = (struct failure){.status = TWATFS_OK};
        job_event(job, instance, EVENT_VERIFYING, 0, job->source.size, 0);
        done = verify_url(job, call, &job->result->proof, failure);
    } while (!done && wait_for_retry(job, instance, &retry, failure));
    job->result->verify_ns += clock_now_ns() - started_ns;
    return done;
}

/* One provider, all the way. True when the job is done with a URL. */
static bool try_provider(struct job *job, struct instance *instance, struct failure *failure)
{
    struct upload_result *result = job->result;
    CLEANUP_CALL struct call call = {0};

    if (!upload(job, instance, &call, failure))
        return false;
    log_info("%s: %s: uploaded: %s", job->source.path, instance->entry->name, call.url);
    if (prove(job, instance, &call, failure)) {
        take_result(job, instance, &call);
        if (result->proof == PROOF_HEAD && job->transfer->settings->check == CHECK_FULL)
            result->outcome = OUTCOME_UNVERIFIED; /* it was asked for more */
        else if (result->proof != PROOF_NONE)
            result->outcome = OUTCOME_VERIFIED;
        else if (job->transfer->settings->check == CHECK_NONE)
            result->outcome = OUTCOME_UNCHECKED;
        else
            result->outcome = OUTCOME_UNVERIFIED;
        /* Whoever is killed in between still knows where the file is. */
        remember_result(job);
        checkpoint_finish(job, instance->entry);
        reuse_keep(job, &call);
        return true;
    }
    keep_left(job, &call);
    job->check_failed = true;
    return false;
}

/* What ends the job whatever other providers there are. */
static bool ends_job(struct job *job, const struct failure *failure, struct error *error)
{
    if (failure->status == TWATFS_LOCAL) {
        job->result->outcome = OUTCOME_LOCAL;
        /* What went wrong with the file itself names it already. */
        if (text_starts_with(failure->text, job->source.path))
            error_class(error, TWATFS_LOCAL, "%s", failure->text);
        else
            error_class(error, TWATFS_LOCAL, "%s: %s", job->source.path, failure->text);
        return true;
    }
    if (failure->status == TWATFS_CANCELLED) {
        bool late = job_cancelled(job, error);

        job->result->outcome = !late               ? OUTCOME_CANCELLED
                               : job->check_failed ? OUTCOME_UNVERIFIED
                                                   : OUTCOME_FAILED;
        return true;
    }
    return false;
}

/* The plan has those that link to the file before those that link to a page, and within each
 * those that keep failing last: where the candidates like this one end. */
static size_t group_end(const struct plan *plan, size_t begin)
{
    size_t end = begin + 1;

    while (end < plan->candidates && plan->items[end].page == plan->items[begin].page &&
           plan->items[end].last == plan->items[begin].last)
        end++;
    return end;
}

/* Around the list, from whoever served last after others had failed; but the order of a list
 * that the user named is the user's, and who keeps failing or links to a page stays at the
 * end. */
static void make_turns(const struct job *job, size_t *turns)
{
    struct session *session = job->session;
    const struct plan *plan = &job->plan;
    bool named = job->wishes->providers != NULL && job->wishes->providers->count > 0;
    const struct entry *start;
    size_t end;

    pthread_mutex_lock(&session->lock);
    start = session->start;
    pthread_mutex_unlock(&session->lock);
    for (size_t begin = 0; begin < plan->candidates; begin = end) {
        size_t first = 0;

        end = group_end(plan, begin);
        for (size_t i = begin; i < end && !named && !plan->items[i].last; i++)
            if (plan->items[i].entry == start)
                first = i - begin;
        for (size_t i = begin; i < end; i++)
            turns[i] = begin + (first + i - begin) % (end - begin);
    }
}

/* Whose turn is the i-th: one that another upload is trying again waits at the end, which for
 * a link to the file is before those to pages. */
static struct plan_item *take_turn(struct job *job, size_t *turns, size_t i)
{
    const struct plan_item *items = job->plan.items;

    while (!health_take_turn(job, &job->plan.items[turns[i]])) {
        size_t waits = turns[i], end = i + 1;

        while (end < job->plan.candidates && items[turns[end]].page == items[waits].page)
            end++;
        memmove(&turns[i], &turns[i + 1], (end - i - 1) * sizeof *turns);
        turns[end - 1] = waits;
    }
    return &job->plan.items[turns[i]];
}

static void served(struct job *job, const struct plan_item *item, bool others_failed,
                   uint64_t took_ns, struct error *error)
{
    struct session *session = job->session;

    health_tell_success(job, item, took_ns);
    if (others_failed) {
        pthread_mutex_lock(&session->lock);
        session->start = item->entry;
        pthread_mutex_unlock(&session->lock);
    }
    if (job->result->outcome == OUTCOME_UNVERIFIED)
        error_set(error,
                  job->result->proof == PROOF_HEAD
                      ? "%s: a download counts, so only its length was checked"
                  : job->result->direct
                      ? "%s: it dies on its first download, so it was not requested"
                      : "%s: it leads to a page, and the host told no digest to prove it by",
                  item->entry->name);
}

/* One after the other; *tried is how many were. */
static bool try_all(struct job *job, size_t *turns, size_t *tried, struct error *error)
{
    struct failure failure = {.status = TWATFS_OK};
    size_t candidates = job->plan.candidates;
    bool others_failed = false;

    for (size_t i = 0; i < candidates; i++) {
        struct plan_item *item = take_turn(job, turns, i);
        uint64_t started_ns = clock_now_ns();

        free(job->result->tried);
        job->result->tried = strdup(item->entry->name);
        *tried = i + 1;
        if (try_provider(job, session_instance(job->session, item->entry), &failure)) {
            served(job, item, others_failed, clock_now_ns() - started_ns, error);
            return true;
        }
        health_note_failure(job, item, &failure);
        if (ends_job(job, &failure, error))
            return false;
        /* A host that will not take this file may well take the next. */
        others_failed = others_failed || failure.status != TWATFS_REFUSED;
        if (i + 1 < candidates)
            log_warning("%s: %s: trying %s", item->entry->name, failure.text,
                        job->plan.items[turns[i + 1]].entry->name);
        else if (candidates > 1)
            error_class(error, failure.status, "%s: all %zu providers failed; the last: %s: %s",
                        job->source.path, candidates, item->entry->name, failure.text);
        else
            error_class(error, failure.status, "%s: %s: %s", job->source.path, item->entry->name,
                        failure.text);
    }
    job->result->outcome = job->check_failed ? OUTCOME_UNVERIFIED : OUTCOME_FAILED;
    return false;
}

bool fallback_run(struct job *job, struct error *error)
{
    CLEANUP_FREE size_t *turns = calloc(job->plan.candidates, sizeof *turns);
    size_t tried = 0;
    bool done;

    if (turns == NULL) {
        job->result->outcome = OUTCOME_LOCAL;
        return error_class(error, TWATFS_LOCAL, "out of memory");
    }
    make_turns(job, turns);
    done = try_all(job, turns, &tried, error);
    health_conclude(job, done, tried);
    return done;
}

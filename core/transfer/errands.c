/* errands.c: what a provider is asked beside uploading: delete, abandon, examine, guide.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/job.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "transfer/retry.h"

/* One errand; the others' members are NULL. */
struct errand {
    const struct twatfs_removal *removal;      /* delete what is there */
    const struct checkpoint_entry *unfinished; /* abandon what was begun */
};

static bool is_ready(struct job *job, struct instance *instance, struct failure *failure)
{
    const struct entry *entry = instance->entry;
    const char *reason;
    enum entry_state state = registry_state(entry, &reason);

    if (state != ENTRY_READY)
        return failure_set(failure, TWATFS_PERMANENT, "%s: %s", entry_state_name(state),
                           reason != NULL ? reason : "");
    return instance_ready(job, instance, failure);
}

static bool can_do(struct job *job, struct instance *instance, const struct errand *errand,
                   struct failure *failure)
{
    const struct entry *entry = instance->entry;
    bool there;

    if (errand->removal != NULL && (entry->manifest->supports & SUPPORTS_DELETE) == 0)
        return failure_set(failure, TWATFS_REFUSED, "cannot delete what it took");
    if (!is_ready(job, instance, failure))
        return false;
    there = errand->removal != NULL      ? entry->table->remove != NULL
            : errand->unfinished != NULL ? entry->table->abandon != NULL
                                         : true;
    return there || failure_set(failure, TWATFS_PERMANENT,
                                errand->removal != NULL
                                    ? "says that it can delete, and has no function for it"
                                    : "cannot end what it began");
}

static bool do_once(struct job *job, struct instance *instance, const struct errand *errand,
                    struct failure *failure)
{
    CLEANUP_CALL struct call call = {0};
    twatfs_status status = TWATFS_OK;

    if (instance->entry->manifest == NULL)
        return failure_set(failure, TWATFS_PERMANENT, "faulty");
    if (!can_do(job, instance, errand, failure))
        return false;
    call_begin(&call, job, instance, false);
    if (errand->removal != NULL)
        status = dispatch_remove(instance, &call, errand->removal);
    else if (errand->unfinished != NULL)
        status = dispatch_abandon(instance, &call);
    else if (instance->entry->table->examine != NULL)
        status = dispatch_examine(instance, &call);
    /* What is gone is gone, whoever was asked to stop meanwhile. */
    if (status == TWATFS_OK)
        return true;
    if (status != TWATFS_REFUSED)
        instance_final(instance, call.final_status);
    return !call_stopped(job, status, failure) && call_failure(&call, status, failure);
}

/* With the retries of an upload. */
static bool run(struct transfer *transfer, struct job *job, struct entry *entry,
                const struct errand *errand, struct failure *failure)
{
    struct retry retry = retry_begin(transfer->settings, clock_now_ns());
    bool done;

    http_obey(transfer->http, &job->cancel);
    for (;;) {
        *failure = (struct failure){.status = TWATFS_OK};
        done = do_once(job, session_instance(transfer->session, entry), errand, failure);
        if (done ||
            !wait_for_retry(job, session_instance(transfer->session, entry), &retry, failure))
            break;
    }
    http_obey(transfer->http, NULL);
    /* A deadline is nobody's wish to stop. */
    if (!done && failure->status == TWATFS_CANCELLED && cancel_by_deadline(&job->cancel))
        return failure_set(failure, TWATFS_TEMPORARY, "gave up: --timeout is over");
    return done;
}

static struct job make_job(struct transfer *transfer, const struct upload_wishes *wishes)
{
    uint64_t timeout_ns = transfer->settings->timeout_ns;

    return (struct job){
        .session = transfer->session,
        .transfer = transfer,
        .wishes = wishes,
        .cancel =
            cancel_within(wishes->cancel,
                          timeout_ns > 0 ? clock_add_ns(clock_now_ns(), timeout_ns) : CLOCK_NEVER),
        .source = {.fd = -1}};
}

static struct entry *find_entry(struct transfer *transfer, const char *provider,
                                struct error *error)
{
    struct entry *entry = registry_find(transfer->session->registry, provider);

    if (entry == NULL)
        error_class(error, TWATFS_PERMANENT, "%s: unknown provider", provider);
    return entry;
}

bool transfer_remove(struct transfer *transfer, const char *provider, const char *url,
                     const char *token, const struct upload_wishes *wishes, struct error *error)
{
    struct twatfs_removal removal = {
        .struct_size = (uint32_t)sizeof removal, .url = url, .token = token};
    const struct errand errand = {.removal = &removal};
    struct entry *entry = find_entry(transfer, provider, error);
    struct job job = make_job(transfer, wishes);
    /* A token is a secret wherever it appears meanwhile, unless the link has it anyway. */
    bool secret = token != NULL && strstr(url, token) == NULL;
    CLEANUP_BUFFER struct buffer why = BUFFER_INIT;
    struct failure failure;
    bool done;

    if (entry == NULL)
        return false;
    if (secret && !log_add_secret(token))
        return error_class(error, TWATFS_LOCAL, "out of memory");
    done = run(transfer, &job, entry, &errand, &failure);
    if (!done)
        (void)buffer_redacted(&why, failure.text, strlen(failure.text));
    if (secret)
        log_drop_secret(token);
    return done || error_class(error, failure.status, "%s: %s: %s", url, provider,
                               why.failed || why.data == NULL ? "out of memory" : why.data);
}

bool transfer_examine(struct transfer *transfer, const char *provider,
                      const struct upload_wishes *wishes, struct error *error)
{
    const struct errand errand = {.removal = NULL};
    struct entry *entry = find_entry(transfer, provider, error);
    struct job job = make_job(transfer, wishes);
    struct failure failure;

    if (entry == NULL)
        return false;
    return run(transfer, &job, entry, &errand, &failure) ||
           error_class(error, failure.status, "%s: %s", provider, failure.text);
}

/* ---- A guided set-up ---- */

static bool can_guide(const struct job *job, struct instance *instance, struct failure *failure)
{
    const struct entry *entry = instance->entry;
    const char *reason;
    enum entry_state state = registry_state(entry, &reason);

    if (state != ENTRY_READY && state != ENTRY_NEEDS_CONFIGURATION)
        return failure_set(failure, TWATFS_PERMANENT, "%s: %s", entry_state_name(state),
                           reason != NULL ? reason : "");
    if ((entry->manifest->supports & SUPPORTS_SETUP) == 0)
        return failure_set(failure, TWATFS_REFUSED, "has no guided set-up");
    return instance_load(job, instance, failure) &&
           (entry->table->setup != NULL ||
            failure_set(failure, TWATFS_PERMANENT,
                        "says that it guides through its set-up, and has no function for it"));
}

/* Once: nobody wants to be asked the same again. */
static bool guide_once(struct job *job, struct instance *instance, const struct guide *guide,
                       struct failure *failure)
{
    CLEANUP_CALL struct call call = {0};
    twatfs_status status;

    if (!can_guide(job, instance, failure))
        return false;
    call_begin(&call, job, instance, false);
    call.guide = guide;
    status = dispatch_setup(instance, &call);
    if (cancel_requested(&job->cancel))
        return failure_set(failure, TWATFS_CANCELLED, "interrupted");
    return status == TWATFS_OK || call_failure(&call, status, failure);
}

bool transfer_setup(struct transfer *transfer, const char *provider, const struct guide *guide,
                    const struct upload_wishes *wishes, struct error *error)
{
    struct entry *entry = find_entry(transfer, provider, error);
    struct job job = make_job(transfer, wishes);
    struct failure failure = {.status = TWATFS_OK};
    bool done;

    if (entry == NULL)
        return false;
    /* People take their time. */
    job.cancel = cancel_within(wishes->cancel, CLOCK_NEVER);
    http_obey(transfer->http, &job.cancel);
    done = guide_once(&job, session_instance(transfer->session, entry), guide, &failure);
    http_obey(transfer->http, NULL);
    return done || error_class(error, failure.status, "%s: %s", provider, failure.text);
}

/* ---- What was begun and not ended ---- */

/* One that no provider here can end can only be forgotten. */
static bool tell_way_out(const struct checkpoint_entry *unfinished, struct error *error)
{
    size_t length = strlen(error->text);

    snprintf(error->text + length, sizeof error->text - length, ": to forget it, remove %s",
             unfinished->path);
    return false;
}

static bool load_checkpoint(struct job *job, const struct entry *entry,
                            const struct checkpoint_entry *unfinished, struct error *error)
{
    struct checkpoint *checkpoint = calloc(1, sizeof *checkpoint);

    if (checkpoint == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    *checkpoint = (struct checkpoint){.entry = entry, .file = CHECKPOINT_FILE_INIT};
    job->checkpoints = checkpoint;
    return checkpoint_open_entry(&checkpoint->file, unfinished, error) &&
           checkpoint_read(&checkpoint->file, &checkpoint->data, error);
}

bool transfer_abandon(struct transfer *transfer, const struct checkpoint_entry *unfinished,
                      const struct upload_wishes *wishes, struct error *error)
{
    const struct errand errand = {.unfinished = unfinished};
    struct entry *entry = find_entry(transfer, unfinished->provider, error);
    CLEANUP(checkpoints_free) struct job job = make_job(transfer, wishes);
    struct failure failure;

    if (entry == NULL)
        return false;
    if (!load_checkpoint(&job, entry, unfinished, error)) {
        if (error->text[0] == '\0')
            return true; /* it was gone already */
        error_prefix(error, "%s: ", unfinished->file);
        return false;
    }
    /* One without a word saved began nothing. */
    if (job.checkpoints->data.length > 0 && !run(transfer, &job, entry, &errand, &failure)) {
        error_class(error, failure.status, "%s: %s: %s", unfinished->file, unfinished->provider,
                    failure.text);
        return tell_way_out(unfinished, error);
    }
    checkpoint_finish(&job, entry);
    return true;
}

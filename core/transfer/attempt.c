/* attempt.c: one attempt with one provider.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/job.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

bool call_failure(const struct call *call, twatfs_status status, struct failure *failure)
{
    *failure = call->failure;
    failure->status = status;
    if (failure->text[0] == '\0')
        text_copy(failure->text, sizeof failure->text, "failed without saying why");
    return false;
}

bool call_stopped(struct job *job, twatfs_status status, struct failure *failure)
{
    if (cancel_requested(&job->cancel))
        return !failure_set(failure, TWATFS_CANCELLED, "interrupted");
    if (status == TWATFS_CANCELLED)
        return !failure_set(failure, TWATFS_PERMANENT,
                            "says that it was cancelled, and nobody asked for that");
    return false;
}

/* Before any of its code runs, the log learns what it must not show. */
static bool register_secrets(const struct job *job, const struct manifest *manifest)
{
    bool done = manifest_register_secrets(manifest);

    for (size_t i = 0; i < job->wishes->option_count && done; i++) {
        const struct provider_option *given = &job->wishes->options[i];
        const struct manifest_option *option = manifest_find_option(manifest, given->key);

        if (strcmp(given->provider, manifest->name) == 0 && option != NULL && option->secret)
            done = log_add_secret(given->value);
    }
    return done;
}

/* An endpoint that is none would be a host that cannot be found, after the upload began. */
static bool check_endpoint(const struct manifest *manifest, struct failure *failure)
{
    const char *endpoint = manifest_endpoint(manifest, NULL);
    CLEANUP_FREE char *shown = NULL;

    if (endpoint == NULL || strstr(endpoint, "://") != NULL)
        return true;
    shown = text_shown(endpoint, strlen(endpoint), 200);
    return failure_set(failure, TWATFS_AUTH, "%s: \"%s\": not a URL: set it to https://…",
                       manifest->endpoint_env != NULL ? manifest->endpoint_env : "endpoint",
                       shown != NULL ? shown : "");
}

bool instance_load(const struct job *job, struct instance *instance, struct failure *failure)
{
    struct error error = ERROR_INIT;

    if (!register_secrets(job, instance->entry->manifest))
        return failure_set(failure, TWATFS_LOCAL, "out of memory");
    if (!check_endpoint(instance->entry->manifest, failure))
        return false;
    if (registry_load(instance->entry, &error))
        return true;
    return failure_set(failure, TWATFS_PERMANENT, "%s", error.text);
}

static bool open_instance(struct job *job, struct instance *instance, struct failure *failure)
{
    CLEANUP_CALL struct call call;
    twatfs_status status;

    call_begin(&call, job, instance, false);
    status = dispatch_open(instance, &call);
    if (status == TWATFS_OK)
        return true;
    return !call_stopped(job, status, failure) && call_failure(&call, status, failure);
}

/* How long a host is left alone after a final status. None says how long its bans last: this keeps
 * a program that runs for days from never asking again. */
#define LEFT_ALONE_NS (UINT64_C(3600) * NANOSECONDS_PER_SECOND)

void instance_final(struct instance *instance, int status)
{
    if (status == 0)
        return;
    pthread_mutex_lock(&instance->host_lock);
    instance->final_status = status;
    instance->final_ns = clock_now_ns();
    pthread_mutex_unlock(&instance->host_lock);
}

/* Not for the next file either: it is the coming back that gets an address banned. */
static bool may_be_asked(struct instance *instance, struct failure *failure)
{
    int status;

    pthread_mutex_lock(&instance->host_lock);
    status = instance->final_status;
    if (status != 0 && clock_now_ns() - instance->final_ns >= LEFT_ALONE_NS)
        status = instance->final_status = 0;
    pthread_mutex_unlock(&instance->host_lock);
    if (status == 0)
        return true;
    failure_set(failure, TWATFS_PERMANENT, "answered HTTP %d before: not asked again for an hour",
                status);
    failure->ours = true;
    return false;
}

bool instance_ready(struct job *job, struct instance *instance, struct failure *failure)
{
    return may_be_asked(instance, failure) && instance_load(job, instance, failure) &&
           open_instance(job, instance, failure);
}

void call_watch(struct call *call, const struct http_response *response)
{
    if (response->status == 429 || response->status == 503 || response->stalled)
        call->crowded = true;
}

/* The upload itself, among as many others as the host takes well. */
static twatfs_status paced_upload(struct job *job, struct instance *instance, struct call *call,
                                  const struct twatfs_upload *upload)
{
    const struct pacing *pacing = job->wishes->pacing;
    /* One is proven while the next is sent: a third would only wait. */
    unsigned parallel = instance->entry->manifest->parallel ? 0 : 2;
    enum pacing_outcome outcome;
    uint64_t ticket, size = job->source.size;
    twatfs_status status;

    if (pacing == NULL)
        return dispatch_upload(instance, call, upload);
    if (!pacing->enter(pacing->data, instance, parallel, &job->cancel, &ticket))
        return TWATFS_CANCELLED;
    status = dispatch_upload(instance, call, upload);
    outcome = status == TWATFS_OK ? PACING_DONE : PACING_FAILED;
    if (call->crowded || (status == TWATFS_TEMPORARY && call->failure.retry_after_s > 0))
        outcome = PACING_CROWDED;
    if (size == TWATFS_SIZE_UNKNOWN || size < call->paced || outcome != PACING_DONE)
        size = call->paced;
    pacing->leave(pacing->data, instance, ticket, outcome, size - call->paced);
    return status;
}

twatfs_status attempt_upload(struct job *job, struct instance *instance, struct call *call)
{
    const struct upload_wishes *wishes = job->wishes;
    struct twatfs_upload upload = {
        .struct_size = (uint32_t)sizeof upload,
        .flags = (wishes->force ? TWATFS_UPLOAD_FORCE : 0) |
                 (wishes->unique ? TWATFS_UPLOAD_UNIQUE : 0) |
                 (wishes->once ? TWATFS_UPLOAD_ONCE : 0),
        .name = job->name,
        .content_type = job->content_type,
        .remote_path = wishes->remote_path,
        .size = job->source.size,
        .expire_s = wishes->expire_s,
        .path_below = wishes->path_below,
    };

    call_begin(call, job, instance, true);
    return paced_upload(job, instance, call, &upload);
}

bool attempt(struct job *job, struct instance *instance, struct call *call, struct failure *failure)
{
    struct error error = ERROR_INIT;
    twatfs_status status;

    if (!instance_ready(job, instance, failure))
        return false;
    status = attempt_upload(job, instance, call);
    /* Of a refusal the file is the cause. */
    if (status != TWATFS_OK && status != TWATFS_REFUSED)
        instance_final(instance, call->final_status);
    if (call_stopped(job, status, failure))
        return false;
    /* What was sent counts only if it is still what the user has. */
    if (!source_unchanged(&job->source, &error))
        return failure_set(failure, TWATFS_LOCAL, "%s", error.text);
    if (status != TWATFS_OK)
        return call_failure(call, status, failure);
    if (call->url == NULL)
        return failure_set(failure, TWATFS_PERMANENT, "says it is done, and gives no URL");
    return true;
}

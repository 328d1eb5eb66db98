/* transfer.c: a file in, a proven URL out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/transfer.h"

#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "transfer/job.h"
#include "transfer/mime.h"

const char *proof_name(enum proof proof)
{
    static const char *const names[] = {
        [PROOF_NONE] = "none",
        [PROOF_HEAD] = "head",
        [PROOF_SERVER_DIGEST] = "server-digest",
        [PROOF_DOWNLOAD] = "download",
    };

    return names[proof];
}

bool failure_set(struct failure *failure, twatfs_status status, const char *format, ...)
{
    char text[sizeof failure->text]; /* an argument may be failure->text itself */
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof text)
        text_ellipsis(text, sizeof text);
    memcpy(failure->text, text, sizeof text);
    failure->status = status;
    failure->retry_after_s = 0;
    return false;
}

void job_event(const struct job *job, const struct instance *instance, enum event_kind kind,
               uint64_t done, uint64_t total, uint64_t wait_ns)
{
    const struct event_sink *sink = &job->transfer->events;
    struct event event = {
        .kind = kind,
        .name = job->name,
        .provider = instance != NULL ? instance->entry->name : NULL,
        .attempt = job->attempt,
        .done = done,
        .total = total,
        .wait_ns = wait_ns,
    };

    if (sink->function != NULL)
        sink->function(sink->data, &event);
}

bool job_cancelled(const struct job *job, struct error *error)
{
    bool late = cancel_by_deadline(job->transfer->cancel);

    error_class(error, TWATFS_CANCELLED, "%s: %s", job->source.path,
                late ? "gave up: --timeout is over" : "interrupted");
    return late;
}

/* ---- A run ---- */

struct instance *transfer_instance(struct transfer *transfer, const struct entry *entry)
{
    return &transfer->instances[entry - transfer->registry->entries];
}

struct transfer *transfer_open(const struct registry *registry,
                               const struct transfer_settings *settings, struct cancel *cancel,
                               struct event_sink events, struct error *error)
{
    struct http_settings http = {.connect_timeout_ns = settings->connect_timeout_ns,
                                 .stall_ns = settings->stall_ns,
                                 .answer_timeout_ns = settings->answer_timeout_ns};
    struct transfer *transfer = calloc(1, sizeof *transfer);

    if (transfer == NULL) {
        error_memory(error);
        return NULL;
    }
    *transfer = (struct transfer){
        .registry = registry, .settings = settings, .cancel = cancel, .events = events};
    transfer->instances =
        calloc(registry->count > 0 ? registry->count : 1, sizeof *transfer->instances);
    if (transfer->instances == NULL) {
        free(transfer);
        error_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < registry->count; i++) {
        transfer->instances[i].entry = &registry->entries[i];
        pthread_mutex_init(&transfer->instances[i].lock, NULL);
    }
    transfer->http = http_open(&http, cancel, error);
    if (transfer->http == NULL) {
        transfer_close(transfer);
        return NULL;
    }
    return transfer;
}

void transfer_close(struct transfer *transfer)
{
    for (size_t i = 0; i < transfer->registry->count; i++) {
        CLEANUP_CALL struct call call;

        call_begin(&call, transfer, NULL, &transfer->instances[i], false);
        dispatch_close(&transfer->instances[i], &call);
        pthread_mutex_destroy(&transfer->instances[i].lock);
    }
    if (transfer->http != NULL)
        http_close(transfer->http);
    free(transfer->instances);
    free(transfer);
}

/* ---- A file ---- */

static void job_free(struct job *job)
{
    struct checkpoint *checkpoint;

    while ((checkpoint = job->checkpoints) != NULL) {
        job->checkpoints = checkpoint->next;
        buffer_free(&checkpoint->data);
        free(checkpoint);
    }
    plan_free(&job->plan);
    source_close(&job->source);
    free(job->name);
    free(job->content_type);
}

#define CLEANUP_JOB CLEANUP(job_free)

static bool job_open(struct job *job, const char *path, struct error *error)
{
    const struct upload_wishes *wishes = job->wishes;

    if (!source_open(&job->source, path, job->transfer->cancel, error))
        return false;
    job->name = source_name(path, wishes->name);
    if (job->name == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    job->content_type =
        wishes->content_type != NULL ? strdup(wishes->content_type) : mime_type(job->name);
    if (job->content_type == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    return true;
}

/* A stream goes unspooled only to a sole candidate that takes an unknown size; any
 * other choice may need the bytes again. */
static bool spool_unless_taken(struct job *job, enum outcome *outcome, struct error *error)
{
    const struct plan_item *sole = job->plan.candidates == 1 ? &job->plan.items[0] : NULL;

    if (!job->source.stream ||
        (sole != NULL && (sole->entry->manifest->supports & SUPPORTS_UNKNOWN_SIZE) != 0))
        return true;
    job_event(job, NULL, EVENT_SPOOLING, 0, TWATFS_SIZE_UNKNOWN, 0);
    if (!source_spool(&job->source, error)) {
        *outcome = OUTCOME_LOCAL;
        if (error->status == TWATFS_CANCELLED)
            *outcome = job_cancelled(job, error) ? OUTCOME_FAILED : OUTCOME_CANCELLED;
        return false;
    }
    /* Now that the size is known, some may have to be passed over. */
    return plan_make(job, outcome, error);
}

bool transfer_plan(struct transfer *transfer, const char *path, const struct upload_wishes *wishes,
                   struct plan *plan, enum outcome *outcome, struct error *error)
{
    CLEANUP_JOB struct job job = {.transfer = transfer, .wishes = wishes, .source = {.fd = -1}};
    bool done;

    *plan = (struct plan){0};
    *outcome = OUTCOME_LOCAL;
    if (!job_open(&job, path, error))
        return false;
    done = plan_make(&job, outcome, error);
    *plan = job.plan;
    job.plan = (struct plan){0};
    return done;
}

static bool run(struct job *job, const char *path, struct error *error)
{
    struct upload_result *result = job->result;

    result->outcome = OUTCOME_LOCAL;
    if (!job_open(job, path, error) || !plan_make(job, &result->outcome, error) ||
        !spool_unless_taken(job, &result->outcome, error))
        return false;
    for (size_t i = job->plan.candidates; i < job->plan.count; i++)
        log_info("%s: passed over: %s", job->plan.items[i].entry->name, job->plan.items[i].reason);
    return fallback_run(job, error);
}

bool transfer_upload(struct transfer *transfer, const char *path,
                     const struct upload_wishes *wishes, struct upload_result *result,
                     struct error *error)
{
    CLEANUP_JOB struct job job = {
        .transfer = transfer, .wishes = wishes, .source = {.fd = -1}, .result = result};
    uint64_t started_ns = clock_now_ns();
    bool done;

    *result = (struct upload_result)UPLOAD_RESULT_INIT;
    transfer->cancel->until_ns = transfer->settings->timeout_ns > 0
                                     ? clock_add_ns(started_ns, transfer->settings->timeout_ns)
                                     : CLOCK_NEVER;
    done = run(&job, path, error);
    transfer->cancel->until_ns = CLOCK_NEVER;
    result->name = job.name;
    job.name = NULL;
    result->size = job.source.size;
    text_copy(result->sha256, sizeof result->sha256, job.source.sha256);
    result->total_ns = clock_now_ns() - started_ns;
    job_event(&job, NULL, EVENT_END, 0, 0, 0);
    return done;
}

void upload_result_free(struct upload_result *result)
{
    free(result->url);
    free(result->unverified_url);
    free(result->provider);
    free(result->name);
    if (result->delete_token != NULL)
        explicit_bzero(result->delete_token, strlen(result->delete_token));
    free(result->delete_token);
    *result = (struct upload_result)UPLOAD_RESULT_INIT;
}

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

    va_start(arguments, format);
    text_format(text, sizeof text, format, arguments);
    va_end(arguments);
    memcpy(failure->text, text, sizeof text);
    failure->status = status;
    failure->retry_after_s = 0;
    failure->ours = false;
    return false;
}

void job_event(const struct job *job, const struct instance *instance, enum event_kind kind,
               uint64_t done, uint64_t total, uint64_t wait_ns)
{
    const struct event_sink *sink = &job->wishes->events;
    struct event event = {
        .kind = kind,
        .name = job->name != NULL          ? job->name
                : job->source.path != NULL ? job->source.path
                                           : "",
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
    bool late = cancel_by_deadline(&job->cancel);

    error_class(error, late ? TWATFS_TEMPORARY : TWATFS_CANCELLED, "%s: %s", job->source.path,
                late ? "gave up: --timeout is over" : "interrupted");
    return late;
}

/* ---- What threads share ---- */

struct instance *session_instance(struct session *session, const struct entry *entry)
{
    return &session->instances[entry - session->registry->entries];
}

struct session *session_open(const struct registry *registry,
                             const struct transfer_settings *settings, struct error *error)
{
    struct session *session = calloc(1, sizeof *session);
    size_t count = registry->count > 0 ? registry->count : 1;

    if (session != NULL)
        session->instances = calloc(count, sizeof *session->instances);
    if (session == NULL || session->instances == NULL) {
        free(session);
        error_memory(error);
        return NULL;
    }
    session->registry = registry;
    session->settings = settings;
    pthread_mutex_init(&session->lock, NULL);
    limiter_open(&session->limiter, settings->limit_rate);
    for (size_t i = 0; i < registry->count; i++) {
        session->instances[i].entry = &registry->entries[i];
        pthread_mutex_init(&session->instances[i].lock, NULL);
        pthread_mutex_init(&session->instances[i].host_lock, NULL);
    }
    return session;
}

void session_remember(struct session *session, struct store *memory, struct cache *cache)
{
    session->memory = memory;
    session->cache = cache;
}

/* A provider may have something to say to its host when it is closed. */
static void close_instances(struct session *session, struct transfer *transfer)
{
    const struct upload_wishes nothing = {.cancel = NULL};
    bool any = false;

    for (size_t i = 0; i < session->registry->count; i++)
        any = any || session->instances[i].opened;
    if (any && transfer == NULL)
        transfer = transfer_open(session, NULL);
    for (size_t i = 0; i < session->registry->count && transfer != NULL; i++) {
        struct job job = {.session = session,
                          .transfer = transfer,
                          .wishes = &nothing,
                          .cancel = cancel_within(NULL, CLOCK_NEVER),
                          .source = {.fd = -1}};
        CLEANUP_CALL struct call call = {0};

        if (!session->instances[i].opened)
            continue;
        http_obey(transfer->http, &job.cancel);
        call_begin(&call, &job, &session->instances[i], false);
        dispatch_close(&session->instances[i], &call);
        http_obey(transfer->http, NULL);
    }
    if (transfer != NULL)
        transfer_close(transfer);
}

void session_close(struct session *session, struct transfer *transfer)
{
    close_instances(session, transfer);
    for (size_t i = 0; i < session->registry->count; i++) {
        struct instance *instance = &session->instances[i];

        rate_free(&instance->rate);
        pthread_mutex_destroy(&instance->host_lock);
        pthread_mutex_destroy(&instance->lock);
    }
    pthread_mutex_destroy(&session->lock);
    limiter_close(&session->limiter);
    free(session->instances);
    free(session);
}

/* ---- One thread's way through it ---- */

struct transfer *transfer_open(struct session *session, struct error *error)
{
    struct http_settings http = {.connect_timeout_ns = session->settings->connect_timeout_ns,
                                 .stall_ns = session->settings->stall_ns,
                                 .answer_timeout_ns = session->settings->answer_timeout_ns,
                                 .limiter = session->limiter.rate > 0 ? &session->limiter : NULL};
    struct transfer *transfer = calloc(1, sizeof *transfer);

    if (transfer == NULL) {
        error_memory(error);
        return NULL;
    }
    *transfer = (struct transfer){.session = session, .settings = session->settings};
    transfer->http = http_open(&http, error);
    if (transfer->http != NULL)
        return transfer;
    free(transfer);
    return NULL;
}

void transfer_close(struct transfer *transfer)
{
    http_close(transfer->http);
    free(transfer);
}

/* ---- A file ---- */

static void job_free(struct job *job)
{
    checkpoints_free(job);
    plan_free(&job->plan);
    source_close(&job->source);
    free(job->name);
    free(job->content_type);
}

#define CLEANUP_JOB CLEANUP(job_free)

static bool job_open(struct job *job, struct error *error)
{
    const struct upload_wishes *wishes = job->wishes;

    if (!source_open(&job->source, &wishes->input, &job->cancel, error))
        return false;
    job->name = source_name(&wishes->input, wishes->name);
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

    if (!job->source.stream || (!job->wishes->reuse && sole != NULL &&
                                (sole->entry->manifest->supports & SUPPORTS_UNKNOWN_SIZE) != 0))
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

bool transfer_plan(struct session *session, const struct upload_wishes *wishes, struct plan *plan,
                   enum outcome *outcome, struct error *error)
{
    CLEANUP_JOB struct job job = {.session = session,
                                  .wishes = wishes,
                                  .cancel = cancel_within(wishes->cancel, CLOCK_NEVER),
                                  .source = {.fd = -1}};
    bool done;

    *plan = (struct plan){0};
    *outcome = OUTCOME_LOCAL;
    if (!job_open(&job, error))
        return false;
    done = plan_make(&job, outcome, error);
    *plan = job.plan;
    job.plan = (struct plan){0};
    return done;
}

static bool run(struct job *job, struct error *error)
{
    struct upload_result *result = job->result;

    result->outcome = OUTCOME_LOCAL;
    if (!job_open(job, error) || !plan_make(job, &result->outcome, error) ||
        !spool_unless_taken(job, &result->outcome, error))
        return false;
    plan_explain(&job->plan);
    return reuse_link(job) || fallback_run(job, error);
}

bool transfer_upload(struct transfer *transfer, const struct upload_wishes *wishes,
                     struct upload_result *result, struct error *error)
{
    uint64_t started_ns = clock_now_ns(), timeout_ns = transfer->settings->timeout_ns;
    CLEANUP_JOB struct job job = {
        .session = transfer->session,
        .transfer = transfer,
        .wishes = wishes,
        .cancel = cancel_within(
            wishes->cancel, timeout_ns > 0 ? clock_add_ns(started_ns, timeout_ns) : CLOCK_NEVER),
        .source = {.fd = -1},
        .started_ns = started_ns,
        .result = result};
    bool done;

    *result = (struct upload_result)UPLOAD_RESULT_INIT;
    http_obey(transfer->http, &job.cancel);
    done = run(&job, error);
    http_obey(transfer->http, NULL);
    result->size = job.name != NULL ? job.source.size : TWATFS_SIZE_UNKNOWN;
    text_copy(result->sha256, sizeof result->sha256, job.source.sha256);
    if (result->total_ns == 0) /* it was not remembered with its time already */
        result->total_ns = clock_now_ns() - started_ns;
    job_event(&job, NULL, EVENT_END, 0, 0, 0);
    result->name = STEAL(job.name);
    return done;
}

/* ---- For who judges a provider ---- */

static void try_provider(struct job *job, struct instance *instance, struct call *call,
                         struct trial_result *result)
{
    struct failure failure = {.status = TWATFS_OK};

    if (!instance_ready(job, instance, &failure)) {
        result->status = failure.status;
        result->retry_after_s = failure.retry_after_s;
        text_copy(result->text, sizeof result->text, failure.text);
        return;
    }
    result->stage = TRIAL_UPLOADING;
    result->status = attempt_upload(job, instance, call);
    result->retry_after_s = call->failure.retry_after_s;
    result->stopped = cancel_requested(&job->cancel);
    result->link = call->url != NULL;
    text_copy(result->text, sizeof result->text, call->failure.text);
}

void transfer_try(struct transfer *transfer, const char *provider,
                  const struct upload_wishes *wishes, struct trial_result *result)
{
    uint64_t timeout_ns = transfer->settings->timeout_ns;
    CLEANUP_JOB struct job job = {
        .session = transfer->session,
        .transfer = transfer,
        .wishes = wishes,
        .cancel =
            cancel_within(wishes->cancel,
                          timeout_ns > 0 ? clock_add_ns(clock_now_ns(), timeout_ns) : CLOCK_NEVER),
        .source = {.fd = -1}};
    CLEANUP_CALL struct call call = {0};
    const struct entry *entry = registry_find(transfer->session->registry, provider);
    struct error error = ERROR_INIT;

    *result = (struct trial_result){.stage = TRIAL_OPENING, .status = TWATFS_LOCAL};
    if (entry == NULL || !job_open(&job, &error)) {
        text_copy(result->text, sizeof result->text,
                  entry == NULL ? "unknown provider" : error.text);
        return;
    }
    http_obey(transfer->http, &job.cancel);
    try_provider(&job, session_instance(transfer->session, entry), &call, result);
    http_obey(transfer->http, NULL);
    result->stage = TRIAL_OVER;
}

void upload_result_free(struct upload_result *result)
{
    free(result->url);
    free(result->unverified_url);
    free(result->provider);
    free(result->tried);
    free(result->name);
    if (result->delete_token != NULL)
        explicit_bzero(result->delete_token, strlen(result->delete_token));
    free(result->delete_token);
    *result = (struct upload_result)UPLOAD_RESULT_INIT;
}

/* batch.c: many requests carried out at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include <sys/stat.h>

#include "library/library.h"

struct twatfs_batch {
    struct twatfs_context *context;
    struct batch_settings settings;
    twatfs_batch_result_function *on_result;
    void *on_result_data;
    twatfs_batch_event_function *on_event;
    void *on_event_data;
    bool borrowed;        /* requests stay the caller's */
    pthread_mutex_t lock; /* guards batch */
    struct batch *batch;  /* NULL before the first request */
};

/* ---- What a batch does with requests and results ---- */

/* One file's events, on their way to who listens to the batch. */
struct ear {
    const struct twatfs_batch *batch;
    uint64_t number;
};

static void hear(void *data, const struct event *event)
{
    const struct ear *ear = data;
    struct twatfs_event told = public_event(event);

    ear->batch->on_event(ear->batch->on_event_data, ear->number, &told);
}

static void *run(void *data, void *request, const struct batch_run *run)
{
    struct twatfs_batch *batch = data;
    struct ear ear = {.batch = batch, .number = run->number};
    struct upload_place place = {.cancel = run->cancel, .pacing = run->pacing};

    if (batch->on_event != NULL)
        place.events = (struct event_sink){.function = hear, .data = &ear};
    return upload_request(batch->context, request, &place);
}

static const struct cancel *parent_of(UNUSED void *data, const void *request)
{
    const struct twatfs_request *given = request;

    return given->cancel != NULL ? &given->cancel->cancel : NULL;
}

static void *skip(UNUSED void *data, void *request)
{
    return result_skipped(request);
}

static bool failed(UNUSED void *data, const void *result)
{
    return twatfs_result_url(result) == NULL;
}

static void deliver(void *data, uint64_t number, void *result)
{
    const struct twatfs_batch *batch = data;

    batch->on_result(batch->on_result_data, batch->borrowed ? number - 1 : number, result);
    twatfs_result_free(result);
}

static void free_request(void *data, void *request)
{
    const struct twatfs_batch *batch = data;

    if (!batch->borrowed)
        twatfs_request_free(request);
}

static void free_result(UNUSED void *data, void *result)
{
    twatfs_result_free(result);
}

/* ---- Settings ---- */

struct twatfs_batch *twatfs_batch_new(struct twatfs_context *context)
{
    struct twatfs_batch *batch = calloc(1, sizeof *batch);

    if (batch == NULL)
        return NULL;
    batch->context = context;
    batch->settings.workers = context->settings.jobs;
    batch->settings.memory = context->settings.max_memory;
    pthread_mutex_init(&batch->lock, NULL);
    return batch;
}

void twatfs_batch_free(struct twatfs_batch *batch)
{
    if (batch == NULL)
        return;
    if (batch->batch != NULL)
        batch_close(batch->batch);
    pthread_mutex_destroy(&batch->lock);
    free(batch);
}

/* The inside, as it is now; NULL before the first request. */
static struct batch *inside(struct twatfs_batch *batch)
{
    struct batch *found;

    pthread_mutex_lock(&batch->lock);
    found = batch->batch;
    pthread_mutex_unlock(&batch->lock);
    return found;
}

/* Made when it is first needed, which ends the time of settings. */
static struct batch *begin(struct twatfs_batch *batch)
{
    const struct batch_owner owner = {.run = run,
                                      .parent_of = parent_of,
                                      .skip = skip,
                                      .failed = failed,
                                      .deliver = batch->on_result != NULL ? deliver : NULL,
                                      .free_request = free_request,
                                      .free_result = free_result,
                                      .data = batch};
    struct batch *found;

    pthread_mutex_lock(&batch->lock);
    if (batch->batch == NULL)
        batch->batch = batch_open(&batch->settings, &owner, NULL);
    found = batch->batch;
    pthread_mutex_unlock(&batch->lock);
    return found;
}

bool twatfs_batch_workers(struct twatfs_batch *batch, uint32_t workers)
{
    if (inside(batch) != NULL || workers > BATCH_WORKERS_MAX)
        return false;
    batch->settings.workers = workers;
    return true;
}

bool twatfs_batch_memory(struct twatfs_batch *batch, uint64_t bytes)
{
    if (inside(batch) != NULL)
        return false;
    batch->settings.memory = bytes;
    return true;
}

bool twatfs_batch_flags(struct twatfs_batch *batch, uint32_t flags)
{
    const uint32_t known = TWATFS_BATCH_UNORDERED | TWATFS_BATCH_FAIL_FAST | TWATFS_BATCH_SMALLER;

    if (inside(batch) != NULL || (flags & ~known) != 0)
        return false;
    batch->settings.unordered = (flags & TWATFS_BATCH_UNORDERED) != 0;
    batch->settings.fail_fast = (flags & TWATFS_BATCH_FAIL_FAST) != 0;
    batch->settings.order = (flags & TWATFS_BATCH_SMALLER) != 0 ? QUEUE_SMALLER : QUEUE_LISTED;
    return true;
}

bool twatfs_batch_on_result(struct twatfs_batch *batch, twatfs_batch_result_function *function,
                            void *data)
{
    if (inside(batch) != NULL)
        return false;
    batch->on_result = function;
    batch->on_result_data = data;
    return true;
}

bool twatfs_batch_on_event(struct twatfs_batch *batch, twatfs_batch_event_function *function,
                           void *data)
{
    if (inside(batch) != NULL)
        return false;
    batch->on_event = function;
    batch->on_event_data = data;
    return true;
}

/* ---- In and out ---- */

/* As far as it can be told without opening anything. */
static uint64_t size_of(const struct twatfs_request *request)
{
    struct stat status;

    if (request->memory != NULL)
        return request->length;
    if (request->descriptor >= 0 ? fstat(request->descriptor, &status) != 0
                                 : request->path == NULL || stat(request->path, &status) != 0)
        return 0;
    /* Of a stream a part is kept in memory. */
    return S_ISREG(status.st_mode) ? (uint64_t)status.st_size : SOURCE_SPOOL_MEMORY;
}

bool twatfs_batch_submit(struct twatfs_batch *batch, struct twatfs_request *request,
                         uint64_t *number)
{
    struct batch *within = begin(batch);

    if (within != NULL)
        return batch_submit(within, request, size_of(request), request->priority, number);
    free_request(batch, request);
    return false;
}

bool twatfs_batch_has_room(struct twatfs_batch *batch)
{
    struct batch *within = inside(batch);

    return within == NULL || batch_has_room(within);
}

void twatfs_batch_end(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch);

    if (within != NULL)
        batch_end(within);
}

struct twatfs_result *twatfs_batch_next(struct twatfs_batch *batch, uint64_t *number)
{
    struct batch *within = begin(batch);

    return within != NULL && batch->on_result == NULL ? batch_next(within, true, number) : NULL;
}

struct twatfs_result *twatfs_batch_try_next(struct twatfs_batch *batch, uint64_t *number)
{
    struct batch *within = inside(batch);

    return within != NULL && batch->on_result == NULL ? batch_next(within, false, number) : NULL;
}

void twatfs_batch_wait(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch);

    if (within == NULL)
        return;
    batch_end(within);
    batch_wait(within);
}

/* ---- Stopping ---- */

bool twatfs_batch_cancel_one(struct twatfs_batch *batch, uint64_t number)
{
    struct batch *within = inside(batch);

    return within != NULL && batch_cancel_one(within, number);
}

void twatfs_batch_drain(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch);

    if (within != NULL)
        batch_drain(within, false);
}

void twatfs_batch_cancel(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch);

    if (within != NULL)
        batch_drain(within, true);
}

size_t twatfs_batch_running(struct twatfs_batch *batch)
{
    struct batch *within = inside(batch);

    return within != NULL ? batch_running(within) : 0;
}

/* ---- All at once ---- */

bool twatfs_upload_all(struct twatfs_context *context, struct twatfs_request *const *requests,
                       size_t count, uint32_t workers, twatfs_batch_result_function *function,
                       void *data)
{
    struct twatfs_batch *batch = twatfs_batch_new(context);
    bool done = batch != NULL && (workers == 0 || twatfs_batch_workers(batch, workers)) &&
                twatfs_batch_on_result(batch, function, data);

    if (done)
        batch->borrowed = true;
    for (size_t i = 0; i < count && done; i++)
        done = twatfs_batch_submit(batch, requests[i], NULL);
    if (batch != NULL)
        twatfs_batch_wait(batch);
    twatfs_batch_free(batch);
    return done;
}

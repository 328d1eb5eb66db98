/* batch.c: many requests carried out at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include <sys/stat.h>

#include "library/batch-journal.h"
#include "library/library.h"

struct twatfs_batch {
    struct twatfs_context *context;
    struct batch_settings settings;
    twatfs_batch_result_function *on_result;
    void *on_result_data;
    twatfs_batch_event_function *on_event;
    void *on_event_data;
    bool borrowed;                /* requests stay the caller's */
    pthread_mutex_t lock;         /* guards batch */
    struct batch *batch;          /* NULL before the first request */
    struct batch_journal journal; /* fixed from then on */
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
    struct journal_file file;
    struct twatfs_result *result;
    bool noted;

    result = batch_journal_claim(&batch->journal, batch->context, request, &file, &noted);
    if (result != NULL)
        return result;
    if (noted)
        place.journal = &file;
    if (batch->on_event != NULL)
        place.events = (struct event_sink){.function = hear, .data = &ear};
    result = upload_request(batch->context, request, &place);
    if (noted && result != NULL)
        batch_journal_tell(batch->context, &file, result);
    return result;
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

static void *lose(UNUSED void *data, void *request)
{
    return result_lost(request);
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
    batch->journal = (struct batch_journal)BATCH_JOURNAL_INIT;
    pthread_mutex_init(&batch->lock, NULL);
    return batch;
}

void twatfs_batch_free(struct twatfs_batch *batch)
{
    if (batch == NULL)
        return;
    if (batch->batch != NULL)
        batch_close(batch->batch);
    batch_journal_free(&batch->journal);
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

/* Made when it is first needed, which ends the time of settings; its journal only for a file. */
static struct batch *begin(struct twatfs_batch *batch, bool file)
{
    const struct batch_owner owner = {.run = run,
                                      .parent_of = parent_of,
                                      .skip = skip,
                                      .lose = lose,
                                      .failed = failed,
                                      .deliver = batch->on_result != NULL ? deliver : NULL,
                                      .free_request = free_request,
                                      .free_result = free_result,
                                      .data = batch};
    struct batch *found;

    pthread_mutex_lock(&batch->lock);
    if (batch->batch == NULL)
        batch->batch = batch_open(&batch->settings, &owner, NULL);
    if (file)
        batch_journal_begin(&batch->journal, batch->context);
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

/* ---- The journal ---- */

bool twatfs_batch_journal(struct twatfs_batch *batch, const char *identity, const char *title)
{
    return inside(batch) == NULL && batch_journal_want(&batch->journal, identity, title);
}

bool twatfs_batch_resume(struct twatfs_batch *batch, int64_t id, struct twatfs_error **error)
{
    IN_CONTEXT(batch->context);
    struct error own = ERROR_INIT;
    int32_t code = TWATFS_ERROR_USAGE;

    if (inside(batch) != NULL || batch->journal.identity == NULL || batch->journal.tried)
        error_set(&own, "batch: cannot go on with another: it has begun, or keeps no journal");
    else if (batch_journal_resume(&batch->journal, batch->context, id, &code, &own))
        return true;
    return error_give(error, code, &own);
}

/* It is opened under the lock, by the first file that comes. */
static bool is_journaled(struct twatfs_batch *batch)
{
    bool open;

    pthread_mutex_lock(&batch->lock);
    open = batch->journal.journal.lock >= 0;
    pthread_mutex_unlock(&batch->lock);
    return open;
}

int64_t twatfs_batch_id(struct twatfs_batch *batch)
{
    return is_journaled(batch) ? batch->journal.journal.id : 0;
}

bool twatfs_batch_forget(struct twatfs_batch *batch, struct twatfs_error **error)
{
    IN_CONTEXT(batch->context);
    struct journal *journal = &batch->journal.journal;
    struct error own = ERROR_INIT;
    bool left = false;

    if (!is_journaled(batch))
        return true;
    if (journal_has_left(journal, &left, &own) && (left || journal_forget(journal, &own)))
        return true;
    return error_give(error, TWATFS_ERROR_SYSTEM, &own);
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
    struct batch *within = begin(batch, true);

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
    struct batch *within = begin(batch, false);

    if (within != NULL)
        batch_end(within);
}

struct twatfs_result *twatfs_batch_next(struct twatfs_batch *batch, uint64_t *number)
{
    struct batch *within = begin(batch, false);

    return within != NULL && batch->on_result == NULL ? batch_next(within, true, number) : NULL;
}

struct twatfs_result *twatfs_batch_try_next(struct twatfs_batch *batch, uint64_t *number)
{
    struct batch *within = inside(batch);

    return within != NULL && batch->on_result == NULL ? batch_next(within, false, number) : NULL;
}

void twatfs_batch_wait(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch, false);

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
    struct batch *within = begin(batch, false);

    if (within != NULL)
        batch_drain(within, false);
}

void twatfs_batch_cancel(struct twatfs_batch *batch)
{
    struct batch *within = begin(batch, false);

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
    /* Without a function the results would wait to be taken, and there is room for so many. */
    struct twatfs_batch *batch = function != NULL ? twatfs_batch_new(context) : NULL;
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

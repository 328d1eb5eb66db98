/* batch.c: many files, by a number of threads.
 *
 * SPDX-License-Identifier: MIT
 */
#include "batch/batch.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/text.h"
#include "batch/pacer.h"

#define WAITING_MAX          256                 /* files that were submitted and not begun */
#define OUTSTANDING_MAX      1024                /* files that were submitted and not handed out */
#define DESCRIPTORS_OF_ONE   12                  /* a file, its waits, connections to a few hosts */
#define DESCRIPTORS_OF_OTHER 48                  /* what the program needs beside */
#define MEMORY_OF_ONE        (UINT64_C(1) << 20) /* of a file under way, however small */
#define MEMORY_OF_LARGE      (UINT64_C(16) << 20) /* and of a large one more than that */

/* A thread, and what it works on. */
struct worker {
    struct batch *batch;
    pthread_t thread;
    struct item *item; /* NULL: it has none */
    struct cancel cancel;
};

struct batch {
    struct batch_settings settings;
    struct batch_owner owner;
    struct pacer pacer;
    struct pacing pacing;

    pthread_mutex_t lock; /* guards what follows; the pacer's may be taken under it */
    pthread_cond_t work;  /* for workers: a file waits, or may be begun */
    pthread_cond_t room;  /* for who submits */
    pthread_cond_t done;  /* for who takes results */
    struct queue queue;
    uint64_t submitted;
    uint64_t memory; /* of those under way */
    unsigned running, idle;
    unsigned target; /* how many should be under way */
    unsigned most;   /* threads, at most */
    bool ended, draining, delivering;
    struct worker *workers; /* most of them; thread_count are there */
    unsigned thread_count;
};

/* ---- How many ---- */

/* Each file needs descriptors: too many at once would fail for want of them. */
static unsigned within_descriptors(unsigned workers)
{
    struct rlimit limit;
    uint64_t enough;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return workers;
    enough = limit.rlim_cur > DESCRIPTORS_OF_OTHER
                 ? (limit.rlim_cur - DESCRIPTORS_OF_OTHER) / DESCRIPTORS_OF_ONE
                 : 0;
    if (enough == 0)
        return 1;
    return workers < enough ? workers : (unsigned)enough;
}

/* A small file counts by being one, a large one by the parts of it that are on their way. */
static uint64_t memory_of(const struct item *item)
{
    return MEMORY_OF_ONE + (item->size < MEMORY_OF_LARGE ? item->size : MEMORY_OF_LARGE);
}

static void learn_target(struct batch *batch)
{
    if (batch->settings.workers == 0)
        batch->target = pacer_limit(&batch->pacer);
}

/* ---- Handing out ---- */

static void free_item(const struct batch *batch, struct item *item)
{
    if (item->request != NULL)
        batch->owner.free_request(batch->owner.data, item->request);
    if (item->result != NULL)
        batch->owner.free_result(batch->owner.data, item->result);
    free(item);
}

/* The next result, the caller's from now on. */
static void *take_result(struct batch *batch, uint64_t *number)
{
    struct item *item = queue_hand_out(&batch->queue);
    void *result;

    if (item == NULL)
        return NULL;
    if (item->result == NULL)
        item->result =
            (item->begun ? batch->owner.lose : batch->owner.skip)(batch->owner.data, item->request);
    *number = item->number;
    result = STEAL(item->result);
    free_item(batch, item);
    pthread_cond_broadcast(&batch->room);
    return result;
}

/* Whoever comes first delivers what is there, others add to it meanwhile.  Never on the thread of
 * one who only submits or stops: it may hold what the owner wants then. */
static void deliver(struct batch *batch)
{
    uint64_t number;

    if (batch->owner.deliver == NULL || batch->delivering || !queue_has_done(&batch->queue))
        return;
    batch->delivering = true;
    while (queue_has_done(&batch->queue)) {
        void *result = take_result(batch, &number);

        pthread_mutex_unlock(&batch->lock);
        if (result != NULL)
            batch->owner.deliver(batch->owner.data, number, result);
        pthread_mutex_lock(&batch->lock);
    }
    batch->delivering = false;
    pthread_cond_broadcast(&batch->done);
}

/* Idle workers deliver what others finish. */
static void wake_all(struct batch *batch)
{
    pthread_cond_broadcast(&batch->work);
    pthread_cond_broadcast(&batch->room);
    pthread_cond_broadcast(&batch->done);
}

/* Those that were not begun never will be. */
static void skip_waiting(struct batch *batch)
{
    struct item *item;

    batch->draining = true;
    while ((item = batch->queue.waiting) != NULL) {
        queue_take(&batch->queue, item);
        queue_finish(&batch->queue, item);
    }
    wake_all(batch);
}

/* ---- Workers ---- */

static bool add_workers(struct batch *batch);

/* The next file, if it may be begun now. */
static struct item *may_begin(const struct batch *batch)
{
    struct item *item = queue_first(&batch->queue);

    if (item == NULL || batch->running >= batch->target)
        return NULL;
    /* One may always run, however large. */
    if (batch->running > 0 && batch->memory + memory_of(item) > batch->settings.memory)
        return NULL;
    return item;
}

/* Give the worker's token back its innocence, or what this file's request heeds beside.  Without
 * descriptors it is heard a little later. */
static void ready_cancel(struct worker *worker, const struct cancel *parent)
{
    struct cancel *cancel = &worker->cancel;

    if (parent == NULL && cancel->fd >= 0 && !cancel->requested && cancel->parent == NULL)
        return;
    cancel_close(cancel);
    if (!cancel_open_below(cancel, parent, NULL)) {
        *cancel = (struct cancel)CANCEL_INIT;
        cancel->parent = parent;
    }
}

static void work_on(struct worker *worker, struct item *item)
{
    struct batch *batch = worker->batch;
    const struct batch_owner *owner = &batch->owner;
    uint64_t memory = memory_of(item);
    struct batch_run run = {.number = item->number,
                            .cancel = &worker->cancel,
                            .pacing = batch->settings.workers == 0 ? &batch->pacing : NULL};
    void *result = NULL;

    queue_take(&batch->queue, item);
    item->begun = true;
    pthread_cond_broadcast(&batch->room);
    ready_cancel(worker, owner->parent_of(owner->data, item->request));
    worker->item = item;
    batch->running++;
    batch->memory += memory;
    pthread_mutex_unlock(&batch->lock);
    result = owner->run(owner->data, item->request, &run);
    pthread_mutex_lock(&batch->lock);
    item->result = result;
    worker->item = NULL;
    batch->running--;
    batch->memory -= memory;
    learn_target(batch);
    (void)add_workers(batch);
    if (batch->settings.fail_fast && (result == NULL || owner->failed(owner->data, result)))
        skip_waiting(batch);
    queue_finish(&batch->queue, item);
    pthread_cond_broadcast(&batch->done);
    pthread_cond_broadcast(&batch->work);
}

static void *be_worker(void *data)
{
    struct worker *worker = data;
    struct batch *batch = worker->batch;
    struct item *item;

    pthread_mutex_lock(&batch->lock);
    for (;;) {
        deliver(batch);
        item = may_begin(batch);
        if (item != NULL) {
            work_on(worker, item);
            continue;
        }
        if ((batch->ended || batch->draining) && batch->queue.waiting == NULL)
            break;
        batch->idle++;
        pthread_cond_wait(&batch->work, &batch->lock);
        batch->idle--;
    }
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* Signals are for the threads of the program, which know what to do with them. */
static bool start_worker(struct batch *batch)
{
    struct worker *worker = &batch->workers[batch->thread_count];
    sigset_t all, before;
    bool started;

    *worker = (struct worker){.batch = batch, .cancel = CANCEL_INIT};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&worker->thread, NULL, be_worker, worker) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    batch->thread_count += started;
    return started;
}

/* Threads where they are of use; false when there is not a single one. */
static bool add_workers(struct batch *batch)
{
    unsigned wanted = batch->target < batch->most ? batch->target : batch->most;

    while (batch->thread_count < wanted && batch->queue.waiting_count > batch->idle)
        if (!start_worker(batch))
            break;
    return batch->thread_count > 0;
}

/* More may run than before. */
static void grown(void *data)
{
    struct batch *batch = data;

    pthread_mutex_lock(&batch->lock);
    learn_target(batch);
    (void)add_workers(batch);
    pthread_cond_broadcast(&batch->work);
    pthread_mutex_unlock(&batch->lock);
}

/* ---- The batch ---- */

struct batch *batch_open(const struct batch_settings *settings, const struct batch_owner *owner,
                         struct error *error)
{
    struct batch *batch = calloc(1, sizeof *batch);
    unsigned wanted = settings->workers > 0 ? settings->workers : PACE_MOST;

    if (batch != NULL)
        batch->most = within_descriptors(wanted < BATCH_WORKERS_MAX ? wanted : BATCH_WORKERS_MAX);
    if (batch != NULL)
        batch->workers = calloc(batch->most, sizeof *batch->workers);
    if (batch == NULL || batch->workers == NULL) {
        free(batch);
        error_memory(error);
        return NULL;
    }
    batch->settings = *settings;
    batch->owner = *owner;
    batch->target = settings->workers > 0 ? batch->most : 1;
    queue_open(&batch->queue, settings->order, settings->unordered);
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->work, NULL);
    pthread_cond_init(&batch->room, NULL);
    pthread_cond_init(&batch->done, NULL);
    pacer_open(&batch->pacer, batch->most, grown, batch);
    batch->pacing = pacer_pacing(&batch->pacer);
    return batch;
}

void batch_close(struct batch *batch)
{
    struct item *item;

    batch_drain(batch, true);
    batch_wait(batch);
    for (unsigned i = 0; i < batch->thread_count; i++)
        pthread_join(batch->workers[i].thread, NULL);
    for (unsigned i = 0; i < batch->thread_count; i++)
        cancel_close(&batch->workers[i].cancel);
    while ((item = batch->queue.done) != NULL) {
        batch->queue.done = item->next;
        free_item(batch, item);
    }
    pacer_close(&batch->pacer);
    pthread_cond_destroy(&batch->done);
    pthread_cond_destroy(&batch->room);
    pthread_cond_destroy(&batch->work);
    pthread_mutex_destroy(&batch->lock);
    free(batch->workers);
    free(batch);
}

static bool has_room(const struct batch *batch)
{
    return batch->queue.waiting_count < WAITING_MAX &&
           batch->submitted - batch->queue.handed_out < OUTSTANDING_MAX;
}

bool batch_has_room(struct batch *batch)
{
    bool room;

    pthread_mutex_lock(&batch->lock);
    room = has_room(batch) || batch->ended || batch->draining;
    pthread_mutex_unlock(&batch->lock);
    return room;
}

bool batch_submit(struct batch *batch, void *request, uint64_t size, int32_t priority,
                  uint64_t *number)
{
    struct item *item = calloc(1, sizeof *item);
    bool taken = false;

    if (item == NULL) {
        batch->owner.free_request(batch->owner.data, request);
        return false;
    }
    *item = (struct item){.request = request, .size = size, .priority = priority};
    pthread_mutex_lock(&batch->lock);
    while (!has_room(batch) && !batch->draining && !batch->ended)
        pthread_cond_wait(&batch->room, &batch->lock);
    if (!batch->draining && !batch->ended) {
        item->number = batch->submitted + 1;
        queue_put(&batch->queue, item);
        taken = add_workers(batch);
        if (!taken)
            queue_take(&batch->queue, item);
    }
    if (taken) {
        batch->submitted++;
        if (number != NULL)
            *number = item->number;
        pthread_cond_signal(&batch->work);
    }
    pthread_mutex_unlock(&batch->lock);
    if (!taken)
        free_item(batch, item);
    return taken;
}

void batch_end(struct batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    batch->ended = true;
    wake_all(batch);
    pthread_mutex_unlock(&batch->lock);
}

static bool all_handed_out(const struct batch *batch)
{
    return batch->queue.handed_out == batch->submitted;
}

void *batch_next(struct batch *batch, bool wait, uint64_t *number)
{
    uint64_t unwanted;
    void *result = NULL;

    pthread_mutex_lock(&batch->lock);
    for (;;) {
        result = take_result(batch, number != NULL ? number : &unwanted);
        if (result != NULL || !wait || ((batch->ended || batch->draining) && all_handed_out(batch)))
            break;
        if (!queue_has_done(&batch->queue))
            pthread_cond_wait(&batch->done, &batch->lock);
    }
    pthread_mutex_unlock(&batch->lock);
    return result;
}

void batch_wait(struct batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    /* What was skipped is delivered here: who drains may not be able to wait for that. */
    deliver(batch);
    /* Without a listener whoever takes results is waited for by nobody. */
    while (batch->owner.deliver != NULL ? !all_handed_out(batch) || batch->delivering
                                        : batch->running > 0 || batch->queue.waiting != NULL) {
        pthread_cond_wait(&batch->done, &batch->lock);
        deliver(batch);
    }
    pthread_mutex_unlock(&batch->lock);
}

bool batch_cancel_one(struct batch *batch, uint64_t number)
{
    struct item *item;
    bool found = false;

    pthread_mutex_lock(&batch->lock);
    item = queue_find(&batch->queue, number);
    if (item != NULL) {
        queue_take(&batch->queue, item);
        queue_finish(&batch->queue, item);
        wake_all(batch);
        found = true;
    }
    for (unsigned i = 0; i < batch->thread_count && !found; i++) {
        struct worker *worker = &batch->workers[i];

        if (worker->item != NULL && worker->item->number == number) {
            cancel_request(&worker->cancel);
            found = true;
        }
    }
    pthread_mutex_unlock(&batch->lock);
    return found;
}

void batch_drain(struct batch *batch, bool stop)
{
    pthread_mutex_lock(&batch->lock);
    skip_waiting(batch);
    for (unsigned i = 0; i < batch->thread_count && stop; i++)
        if (batch->workers[i].item != NULL)
            cancel_request(&batch->workers[i].cancel);
    pthread_mutex_unlock(&batch->lock);
}

size_t batch_running(struct batch *batch)
{
    size_t running;

    pthread_mutex_lock(&batch->lock);
    running = batch->running;
    pthread_mutex_unlock(&batch->lock);
    return running;
}

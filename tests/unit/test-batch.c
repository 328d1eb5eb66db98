/* test-batch.c: who delivers results, and what comes of those that have none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <pthread.h>
#include <semaphore.h>

#include "batch/batch.h"

#define LARGE (UINT64_C(8) << 20)

/* Of one batch.  Requests and results are letters. */
static char held = 'h';    /* a request that runs until it is let go */
static char usual = 'u';   /* one that is done at once */
static char nothing = 'n'; /* one whose run has no memory for a result */
static char done = 'd', skipped = 's', lost = 'l';

static sem_t begun, let_go, delivered;
static char told[8]; /* results, as they were delivered */
static size_t told_count;
static _Thread_local bool calling; /* this thread is in a function that must not deliver */
static bool misplaced;             /* one did */

static void *run(UNUSED void *data, void *request, UNUSED const struct batch_run *how)
{
    if (request == &held) {
        sem_post(&begun);
        sem_wait(&let_go);
    }
    return request == &nothing ? NULL : &done;
}

static const struct cancel *parent_of(UNUSED void *data, UNUSED const void *request)
{
    return NULL;
}

static void *give_up(UNUSED void *data, UNUSED void *request)
{
    return &skipped;
}

static void *lose(UNUSED void *data, UNUSED void *request)
{
    return &lost;
}

static bool failed(UNUSED void *data, const void *result)
{
    return result != &done;
}

static void deliver(UNUSED void *data, UNUSED uint64_t number, void *result)
{
    misplaced = misplaced || calling;
    if (told_count < sizeof told - 1)
        told[told_count++] = *(char *)result;
    sem_post(&delivered);
}

static void leave(UNUSED void *data, UNUSED void *what)
{
    /* Letters are nobody's. */
}

static const struct batch_owner owner = {.run = run,
                                         .parent_of = parent_of,
                                         .skip = give_up,
                                         .lose = lose,
                                         .failed = failed,
                                         .deliver = deliver,
                                         .free_request = leave,
                                         .free_result = leave};

static int begin(UNUSED void **state)
{
    memset(told, 0, sizeof told);
    told_count = 0;
    misplaced = false;
    return sem_init(&begun, 0, 0) || sem_init(&let_go, 0, 0) || sem_init(&delivered, 0, 0);
}

static struct batch *open_batch(unsigned workers, uint64_t memory)
{
    const struct batch_settings settings = {
        .workers = workers, .memory = memory, .unordered = true};
    struct error error = ERROR_INIT;
    struct batch *batch = batch_open(&settings, &owner, &error);

    assert_non_null(batch);
    return batch;
}

static void close_batch(struct batch *batch)
{
    batch_close(batch);
    assert_false(misplaced);
}

static uint64_t submit(struct batch *batch, char *request, uint64_t size)
{
    uint64_t number = 0;

    assert_true(batch_submit(batch, request, size, 0, &number));
    return number;
}

static void cancel_one(struct batch *batch, uint64_t number)
{
    calling = true;
    assert_true(batch_cancel_one(batch, number));
    calling = false;
}

/* Whoever cancels may hold what the owner wants to tell a result. */
static void test_who_cancels_delivers_nothing(UNUSED void **state)
{
    struct batch *batch = open_batch(1, BATCH_MEMORY);

    submit(batch, &held, 0);
    sem_wait(&begun);
    cancel_one(batch, submit(batch, &usual, 0));
    sem_post(&let_go);
    batch_end(batch);
    batch_wait(batch);
    assert_string_equal(told, "sd");
    close_batch(batch);
}

/* There is no memory for both: one worker is idle, and need not wait for the other. */
static void test_an_idle_worker_delivers_what_was_cancelled(UNUSED void **state)
{
    struct batch *batch = open_batch(2, LARGE);

    submit(batch, &held, LARGE);
    sem_wait(&begun);
    cancel_one(batch, submit(batch, &usual, LARGE));
    sem_wait(&delivered);
    assert_string_equal(told, "s");
    sem_post(&let_go);
    batch_end(batch);
    batch_wait(batch);
    assert_string_equal(told, "sd");
    close_batch(batch);
}

static void test_what_is_drained_is_delivered_by_others(UNUSED void **state)
{
    struct batch *batch = open_batch(1, BATCH_MEMORY);

    submit(batch, &held, 0);
    sem_wait(&begun);
    submit(batch, &usual, 0);
    calling = true;
    batch_drain(batch, false);
    calling = false;
    sem_post(&let_go);
    batch_wait(batch);
    assert_string_equal(told, "sd");
    close_batch(batch);
}

static void test_one_without_a_result_was_not_skipped(UNUSED void **state)
{
    struct batch *batch = open_batch(1, BATCH_MEMORY);

    submit(batch, &nothing, 0);
    batch_end(batch);
    batch_wait(batch);
    assert_string_equal(told, "l");
    close_batch(batch);
}

/* What nobody waited for is delivered before the end. */
static void test_closing_delivers_all(UNUSED void **state)
{
    struct batch *batch = open_batch(1, BATCH_MEMORY);

    submit(batch, &held, 0);
    sem_wait(&begun);
    submit(batch, &usual, 0);
    sem_post(&let_go);
    batch_close(batch);
    assert_int_equal(told_count, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, begin)
    const struct CMUnitTest tests[] = {
        TEST(test_who_cancels_delivers_nothing),
        TEST(test_an_idle_worker_delivers_what_was_cancelled),
        TEST(test_what_is_drained_is_delivered_by_others),
        TEST(test_one_without_a_result_was_not_skipped),
        TEST(test_closing_delivers_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-cancel.c: a request to stop wakes who waits, and a deadline counts as one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>

#include "base/cancel.h"
#include "base/clock.h"

#define FOR_EVER (3600 * NANOSECONDS_PER_SECOND) /* a test that sleeps through it hangs */

static struct cancel cancel;

static int open_cancel(UNUSED void **state)
{
    return cancel_open(&cancel, NULL) ? 0 : -1;
}

static int close_cancel(UNUSED void **state)
{
    cancel_close(&cancel);
    return 0;
}

static void test_nobody_asked(UNUSED void **state)
{
    assert_false(cancel_requested(&cancel));
    assert_false(cancel_by_deadline(&cancel));
    assert_true(cancel_sleep(&cancel, 0));
    assert_true(cancel_sleep(&cancel, 1));
}

static void test_sleep_is_as_long_as_asked(UNUSED void **state)
{
    uint64_t before = clock_now_ns();

    assert_true(cancel_sleep(&cancel, 20 * NANOSECONDS_PER_MS));
    assert_true(clock_now_ns() - before >= 20 * NANOSECONDS_PER_MS);
}

static void test_request_is_seen_and_stays(UNUSED void **state)
{
    cancel_request(&cancel);
    cancel_request(&cancel);
    assert_true(cancel_requested(&cancel));
    assert_false(cancel_by_deadline(&cancel));
    assert_false(cancel_sleep(&cancel, FOR_EVER));
    assert_false(cancel_sleep(&cancel, 0));
}

static void test_request_makes_the_descriptor_readable(UNUSED void **state)
{
    struct pollfd ready = {.fd = cancel.fd, .events = POLLIN};

    assert_int_equal(poll(&ready, 1, 0), 0);
    cancel_request(&cancel);
    assert_int_equal(poll(&ready, 1, 0), 1);
    assert_int_equal(poll(&ready, 1, 0), 1);
}

static void *ask(UNUSED void *data)
{
    usleep(20000);
    cancel_request(&cancel);
    return NULL;
}

static void test_request_wakes_a_sleeper(UNUSED void **state)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, ask, NULL), 0);
    assert_false(cancel_sleep(&cancel, FOR_EVER));
    assert_int_equal(pthread_join(thread, NULL), 0);
}

static void on_signal(UNUSED int number)
{
    cancel_request(&cancel);
}

static void test_request_from_a_signal_handler_keeps_errno(UNUSED void **state)
{
    struct sigaction action = {.sa_handler = on_signal}, before;

    assert_int_equal(sigaction(SIGUSR1, &action, &before), 0);
    errno = ERANGE;
    assert_int_equal(raise(SIGUSR1), 0);
    assert_int_equal(errno, ERANGE);
    assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
    assert_false(cancel_sleep(&cancel, FOR_EVER));
}

static void ignore_signal(UNUSED int number)
{
}

static void *disturb(void *data)
{
    usleep(10000);
    pthread_kill(*(pthread_t *)data, SIGUSR1);
    return NULL;
}

static void test_other_signals_do_not_shorten_a_sleep(UNUSED void **state)
{
    struct sigaction action = {.sa_handler = ignore_signal}, before;
    pthread_t self = pthread_self(), thread;
    uint64_t start = clock_now_ns();

    assert_int_equal(sigaction(SIGUSR1, &action, &before), 0);
    assert_int_equal(pthread_create(&thread, NULL, disturb, &self), 0);
    assert_true(cancel_sleep(&cancel, 60 * NANOSECONDS_PER_MS));
    assert_true(clock_now_ns() - start >= 60 * NANOSECONDS_PER_MS);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
}

static void test_deadline_counts_as_a_request(UNUSED void **state)
{
    cancel.until_ns = clock_now_ns() + FOR_EVER;
    assert_false(cancel_requested(&cancel));
    cancel.until_ns = clock_now_ns();
    assert_true(cancel_requested(&cancel));
    assert_true(cancel_by_deadline(&cancel));
    assert_false(cancel_sleep(&cancel, FOR_EVER));
}

static void test_deadline_ends_a_sleep(UNUSED void **state)
{
    cancel.until_ns = clock_now_ns() + 20 * NANOSECONDS_PER_MS;
    assert_false(cancel_sleep(&cancel, FOR_EVER));
    assert_true(clock_now_ns() >= cancel.until_ns);
}

static void test_who_asked_comes_before_the_deadline(UNUSED void **state)
{
    cancel.until_ns = 0;
    cancel_request(&cancel);
    assert_true(cancel_requested(&cancel));
    assert_false(cancel_by_deadline(&cancel));
}

static void test_before_it_is_opened(UNUSED void **state)
{
    struct cancel unopened = CANCEL_INIT;

    assert_false(cancel_requested(&unopened));
    assert_true(cancel_sleep(&unopened, NANOSECONDS_PER_MS));
    cancel_request(&unopened);
    assert_true(cancel_requested(&unopened));
    assert_false(cancel_sleep(&unopened, FOR_EVER));
    cancel_close(&unopened);
}

static void test_opening_again_forgets(UNUSED void **state)
{
    cancel_request(&cancel);
    cancel_close(&cancel);
    cancel_close(&cancel);
    assert_int_equal(cancel.fd, -1);
    assert_true(cancel_open(&cancel, NULL));
    assert_false(cancel_requested(&cancel));
}

static void test_clock_sums_never_wrap(UNUSED void **state)
{
    assert_true(clock_add_ns(1, 2) == 3);
    assert_true(clock_add_ns(1, CLOCK_NEVER - 1) == CLOCK_NEVER);
    assert_true(clock_add_ns(2, CLOCK_NEVER - 1) == CLOCK_NEVER);
    assert_true(clock_add_ns(CLOCK_NEVER, CLOCK_NEVER) == CLOCK_NEVER);
    assert_true(clock_add_ns(CLOCK_NEVER, 0) == CLOCK_NEVER);
}

static void test_random_stays_below(UNUSED void **state)
{
    bool seen[3] = {false};

    assert_int_equal(random_below(0), 0);
    assert_int_equal(random_below(1), 0);
    for (int i = 0; i < 1000; i++) {
        uint64_t value = random_below(ARRAY_LENGTH(seen));

        assert_true(value < ARRAY_LENGTH(seen));
        seen[value] = true;
    }
    assert_true(seen[0] && seen[1] && seen[2]);
}

static void test_one_within_another_hears_it(UNUSED void **state)
{
    struct cancel within = cancel_within(&cancel, CLOCK_NEVER);
    struct cancel late = cancel_within(&cancel, clock_now_ns());
    struct cancel alone = cancel_within(NULL, CLOCK_NEVER);

    assert_false(cancel_requested(&within));
    assert_true(cancel_by_deadline(&late));
    assert_false(cancel_requested(&cancel)); /* a deadline is the file's own */
    cancel_request(&cancel);
    assert_true(cancel_requested(&within));
    assert_false(cancel_by_deadline(&within));
    assert_false(cancel_by_deadline(&late)); /* who asked is told first */
    assert_false(cancel_sleep(&within, FOR_EVER));
    assert_false(cancel_requested(&alone));
    assert_true(cancel_sleep(&alone, 1));
}

static void test_one_within_another_is_no_later(UNUSED void **state)
{
    struct cancel outer = cancel_within(&cancel, clock_now_ns());
    struct cancel inner = cancel_within(&outer, CLOCK_NEVER);
    struct cancel earlier = cancel_within(&inner, 1);

    assert_true(cancel_by_deadline(&inner));
    assert_false(cancel_sleep(&inner, FOR_EVER));
    assert_true(inner.until_ns == outer.until_ns);
    assert_int_equal(earlier.until_ns, 1);
}

static void *ask_soon(UNUSED void *data)
{
    struct timespec while_ns = {.tv_nsec = 50 * (long)NANOSECONDS_PER_MS};

    nanosleep(&while_ns, NULL);
    cancel_request(&cancel);
    return NULL;
}

static void test_one_below_another_hears_both(UNUSED void **state)
{
    struct cancel below, sibling;
    pthread_t thread;
    uint64_t started_ns;

    assert_true(cancel_open_below(&below, &cancel, NULL));
    assert_true(cancel_open_below(&sibling, &cancel, NULL));
    cancel_request(&below);
    assert_true(cancel_requested(&below));
    assert_false(cancel_sleep(&below, FOR_EVER));
    assert_false(cancel_requested(&cancel)); /* what is above is not told */
    assert_false(cancel_requested(&sibling));
    /* One that sleeps wakes when the one above is asked. */
    assert_int_equal(pthread_create(&thread, NULL, ask_soon, NULL), 0);
    started_ns = clock_now_ns();
    assert_false(cancel_sleep(&sibling, FOR_EVER));
    assert_true(clock_now_ns() - started_ns < 5 * NANOSECONDS_PER_SECOND);
    assert_int_equal(pthread_join(thread, NULL), 0);
    cancel_close(&below);
    cancel_close(&sibling);
    cancel_close(&sibling);
    assert_true(cancel_open_below(&below, NULL, NULL));
    assert_false(cancel_requested(&below));
    cancel_close(&below);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nobody_asked, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_sleep_is_as_long_as_asked, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_request_is_seen_and_stays, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_request_makes_the_descriptor_readable, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_request_wakes_a_sleeper, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_request_from_a_signal_handler_keeps_errno, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_other_signals_do_not_shorten_a_sleep, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_deadline_counts_as_a_request, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_deadline_ends_a_sleep, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_who_asked_comes_before_the_deadline, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_before_it_is_opened, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_opening_again_forgets, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_clock_sums_never_wrap, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_random_stays_below, open_cancel, close_cancel),
        cmocka_unit_test_setup_teardown(test_one_below_another_hears_both, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_one_within_another_hears_it, open_cancel,
                                        close_cancel),
        cmocka_unit_test_setup_teardown(test_one_within_another_is_no_later, open_cancel,
                                        close_cancel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

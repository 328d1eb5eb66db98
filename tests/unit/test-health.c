/* test-health.c: what is counted fades, and whoever keeps failing waits.
 *
 * SPDX-License-Identifier: MIT
 *
 * The clock is what the tests say it is.
 */
#include "scratch-memory.h"

#include <math.h>
#include <pthread.h>
#include <sys/wait.h>

#include "state/health.h"

#define NOW    INT64_C(1800000000)
#define SECOND UINT64_C(1000000000)

static bool near(double value, double expected)
{
    return fabs(value - expected) < 1e-6 * (1 + fabs(expected));
}

static void fail_times(struct health *health, int times, int64_t now_s)
{
    for (int i = 0; i < times; i++)
        health_failed(health, now_s, "HTTP 500");
}

/* ---- Fading ---- */

static void test_nothing_is_known_of_a_new_one(UNUSED void **state)
{
    const struct health health = {0};

    assert_true(health_rate(&health) < 0);
    assert_true(health_typical_ns(&health) == 0);
    assert_int_equal(health_breaker(&health, NOW), BREAKER_CLOSED);
}

static void test_after_a_half_life_it_weighs_half(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 8; i++)
        health_succeeded(&health, NOW, SECOND);
    health_failed(&health, NOW, "HTTP 500");
    health_fade(&health, NOW + HEALTH_HALF_LIFE_S);
    assert_true(near(health.successes, 4));
    assert_true(near(health.failures, 0.5));
    health_fade(&health, NOW + 3 * HEALTH_HALF_LIFE_S);
    assert_true(near(health.successes, 1));
    assert_true(near(health.took_ns, (double)SECOND));
}

static void test_the_rate_does_not_change_by_waiting(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 3; i++)
        health_succeeded(&health, NOW, SECOND);
    health_failed(&health, NOW, "HTTP 500");
    assert_true(near(health_rate(&health), 0.75));
    health_fade(&health, NOW + 2 * HEALTH_HALF_LIFE_S);
    assert_true(near(health_rate(&health), 0.75));
    health_fade(&health, NOW + 40 * HEALTH_HALF_LIFE_S);
    assert_true(health_rate(&health) < 0);
}

static void test_the_typical_time_follows_the_latest(UNUSED void **state)
{
    struct health health = {0};

    health_succeeded(&health, NOW, SECOND);
    health_succeeded(&health, NOW, 3 * SECOND);
    assert_true(near((double)health_typical_ns(&health), 2.0 * (double)SECOND));
    for (int i = 1; i <= 10; i++)
        health_succeeded(&health, NOW + i * HEALTH_HALF_LIFE_S, 10 * SECOND);
    assert_true(health_typical_ns(&health) > 9 * SECOND);
    assert_true(health_typical_ns(&health) <= 10 * SECOND);
}

static void test_a_clock_put_back_changes_no_weight(UNUSED void **state)
{
    struct health health = {0};

    health_succeeded(&health, NOW, SECOND);
    health_fade(&health, NOW - 1000000);
    assert_true(near(health.successes, 1));
}

/* ---- The breaker ---- */

static void test_three_failures_in_a_row_open_it(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 50; i++)
        health_succeeded(&health, NOW, SECOND);
    fail_times(&health, 2, NOW);
    assert_int_equal(health_breaker(&health, NOW), BREAKER_CLOSED);
    fail_times(&health, 1, NOW);
    assert_int_equal(health_breaker(&health, NOW), BREAKER_OPEN);
    assert_string_equal(health.reason, "HTTP 500");
}

static void test_a_success_in_between_keeps_it_closed(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 20; i++) {
        fail_times(&health, 1, NOW);
        health_succeeded(&health, NOW, SECOND);
    }
    assert_int_equal(health_breaker(&health, NOW), BREAKER_CLOSED);
}

static void test_two_of_three_that_fail_open_it(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 5; i++) {
        health_succeeded(&health, NOW, SECOND);
        fail_times(&health, 2, NOW);
    }
    assert_int_equal(health_breaker(&health, NOW), BREAKER_CLOSED);
    fail_times(&health, 1, NOW);
    assert_int_equal(health_breaker(&health, NOW), BREAKER_OPEN);
}

static void test_failures_that_are_far_apart_do_not_open_it(UNUSED void **state)
{
    struct health health = {0};

    for (int i = 0; i < 50; i++)
        health_failed(&health, NOW + i * 2 * HEALTH_HALF_LIFE_S, "HTTP 500");
    assert_int_equal(health_breaker(&health, NOW + 100 * HEALTH_HALF_LIFE_S), BREAKER_CLOSED);
}

static void test_its_wait_grows_up_to_a_limit(UNUSED void **state)
{
    struct health health = {0};
    int64_t now_s = NOW, wait_s = HEALTH_FIRST_WAIT_S;

    fail_times(&health, 3, now_s);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(health.retry_s - now_s, wait_s);
        assert_int_equal(health_breaker(&health, health.retry_s - 1), BREAKER_OPEN);
        assert_int_equal(health_breaker(&health, health.retry_s), BREAKER_HALF_OPEN);
        now_s = health.retry_s;
        fail_times(&health, 1, now_s);
        wait_s = wait_s * 2 < HEALTH_LONGEST_WAIT_S ? wait_s * 2 : HEALTH_LONGEST_WAIT_S;
    }
}

static void test_many_that_fail_at_once_wait_once(UNUSED void **state)
{
    struct health health = {0};

    fail_times(&health, 30, NOW);
    assert_int_equal(health.opened, 1);
    assert_int_equal(health.retry_s, NOW + HEALTH_FIRST_WAIT_S);
}

static void test_a_success_closes_it(UNUSED void **state)
{
    struct health health = {0};

    fail_times(&health, 9, NOW);
    health_succeeded(&health, NOW + 1, SECOND);
    assert_int_equal(health_breaker(&health, NOW + 1), BREAKER_CLOSED);
    fail_times(&health, 1, NOW + 2);
    assert_int_equal(health_breaker(&health, NOW + 2), BREAKER_CLOSED);
}

static void test_a_clock_put_back_does_not_lock_it(UNUSED void **state)
{
    struct health health = {0};

    fail_times(&health, 3, NOW);
    assert_int_equal(health_breaker(&health, NOW - 10 * HEALTH_LONGEST_WAIT_S), BREAKER_HALF_OPEN);
}

/* ---- In the store ---- */

static struct health stored(const char *provider, const char *place)
{
    CLEANUP_HEALTH_LIST struct health_list list = {0};
    const struct health *found;

    assert_true(health_list(store, &list, NULL));
    found = health_find(&list, provider, place);
    return found != NULL ? *found : (struct health){0};
}

static void report(const char *provider, int64_t now_s, const char *reason)
{
    struct error error = ERROR_INIT;

    if (!health_report(store, provider, "here", now_s, SECOND, reason, &error))
        fail_msg("%s", error.text);
}

static bool take_trial(int64_t now_s)
{
    struct error error = ERROR_INIT;
    bool mine = false;

    if (!health_begin_trial(store, "catbox", "here", now_s, &mine, &error))
        fail_msg("%s", error.text);
    return mine;
}

static void test_reports_add_up(UNUSED void **state)
{
    struct health health;

    report("catbox", NOW, NULL);
    report("catbox", NOW, "HTTP 500");
    report("plik", NOW, NULL);
    health = stored("catbox", "here");
    assert_true(near(health.successes, 1) && near(health.failures, 1));
    assert_int_equal(health.seen_s, NOW);
    assert_int_equal(health.failed_s, NOW);
    assert_true(near(stored("plik", "here").successes, 1));
    assert_int_equal(stored("catbox", "elsewhere").updated_s, 0);
}

static void test_nothing_is_made_to_read_it(UNUSED void **state)
{
    assert_int_equal(stored("catbox", "here").updated_s, 0);
    assert_true(take_trial(NOW));
    assert_int_equal(access(path, F_OK), -1);
}

static void test_one_trial_at_a_time(UNUSED void **state)
{
    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    assert_false(take_trial(NOW));
    assert_true(take_trial(NOW + HEALTH_FIRST_WAIT_S));
    assert_false(take_trial(NOW + HEALTH_FIRST_WAIT_S));
    assert_false(take_trial(NOW + HEALTH_FIRST_WAIT_S + 5));
}

static void test_a_trial_that_fails_waits_longer(UNUSED void **state)
{
    int64_t now_s = NOW + HEALTH_FIRST_WAIT_S;

    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    assert_true(take_trial(now_s));
    report("catbox", now_s, "HTTP 500");
    assert_false(take_trial(now_s + HEALTH_FIRST_WAIT_S));
    assert_true(take_trial(now_s + 2 * HEALTH_FIRST_WAIT_S));
}

static void test_a_trial_that_succeeds_lets_all_in(UNUSED void **state)
{
    int64_t now_s = NOW + HEALTH_FIRST_WAIT_S;

    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    assert_true(take_trial(now_s));
    report("catbox", now_s, NULL);
    assert_true(take_trial(now_s));
    assert_true(take_trial(now_s));
}

static void test_a_trial_that_says_nothing_lets_the_next_in(UNUSED void **state)
{
    int64_t now_s = NOW + HEALTH_FIRST_WAIT_S;

    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    assert_true(take_trial(now_s));
    assert_true(health_end_trial(store, "catbox", "here", NULL));
    assert_true(take_trial(now_s));
}

static void test_a_trial_that_was_killed_is_forgotten(UNUSED void **state)
{
    int64_t now_s = NOW + HEALTH_FIRST_WAIT_S;

    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    assert_true(take_trial(now_s));
    assert_false(take_trial(now_s + HEALTH_TRIAL_S - 1));
    assert_true(take_trial(now_s + HEALTH_TRIAL_S));
}

static void test_one_of_many_processes_has_the_trial(UNUSED void **state)
{
    pid_t children[8];
    int winners = 0;

    for (int i = 0; i < 3; i++)
        report("catbox", NOW, "HTTP 500");
    for (size_t i = 0; i < ARRAY_LENGTH(children); i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            _exit(take_trial(NOW + HEALTH_FIRST_WAIT_S) ? 7 : 0);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(children); i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        winners += WEXITSTATUS(status) == 7;
    }
    assert_int_equal(winners, 1);
}

static void test_what_another_wrote_spoils_nothing(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    struct query query;
    struct health health;

    report("catbox", NOW, NULL);
    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "UPDATE health SET successes = 9e999, failures = -5, took = 'x', "
                               "opened = -1, streak = '', reason = zeroblob(10000)");
    query_run(&query);
    assert_true(store_end(store, true, &error));
    report("catbox", NOW, NULL);
    health = stored("catbox", "here");
    assert_true(isfinite(health.successes) && health.successes >= 1);
    assert_true(health.failures >= 0);
    assert_int_equal(health_breaker(&health, NOW), BREAKER_CLOSED);
}

static void test_a_place_does_not_show_its_address(UNUSED void **state)
{
    char one[HEALTH_PLACE_SIZE], two[HEALTH_PLACE_SIZE], none[HEALTH_PLACE_SIZE];

    health_place("https://user:password@host/", one);
    health_place("https://host/", two);
    health_place(NULL, none);
    assert_int_equal(strlen(one), 16);
    assert_string_not_equal(one, two);
    assert_null(strstr(one, "pass"));
    assert_string_equal(none, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_is_known_of_a_new_one),
        TEST(test_after_a_half_life_it_weighs_half),
        TEST(test_the_rate_does_not_change_by_waiting),
        TEST(test_the_typical_time_follows_the_latest),
        TEST(test_a_clock_put_back_changes_no_weight),
        TEST(test_three_failures_in_a_row_open_it),
        TEST(test_a_success_in_between_keeps_it_closed),
        TEST(test_two_of_three_that_fail_open_it),
        TEST(test_failures_that_are_far_apart_do_not_open_it),
        TEST(test_its_wait_grows_up_to_a_limit),
        TEST(test_many_that_fail_at_once_wait_once),
        TEST(test_a_success_closes_it),
        TEST(test_a_clock_put_back_does_not_lock_it),
        TEST(test_reports_add_up),
        TEST(test_nothing_is_made_to_read_it),
        TEST(test_one_trial_at_a_time),
        TEST(test_a_trial_that_fails_waits_longer),
        TEST(test_a_trial_that_succeeds_lets_all_in),
        TEST(test_a_trial_that_says_nothing_lets_the_next_in),
        TEST(test_a_trial_that_was_killed_is_forgotten),
        TEST(test_one_of_many_processes_has_the_trial),
        TEST(test_what_another_wrote_spoils_nothing),
        TEST(test_a_place_does_not_show_its_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

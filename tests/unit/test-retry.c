/* test-retry.c: how often, how long, and when not to try again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/clock.h"
#include "transfer/retry.h"

#define SECONDS(n) ((n)*NANOSECONDS_PER_SECOND)
#define NOW        SECONDS(1000)

static struct transfer_settings settings;

static int defaults(UNUSED void **state)
{
    settings = (struct transfer_settings)TRANSFER_SETTINGS_INIT;
    return 0;
}

static uint64_t expect_again(struct retry *retry, int64_t retry_after_s, uint64_t now_ns)
{
    const char *why = NULL;
    uint64_t wait_ns = CLOCK_NEVER;

    if (!retry_again(retry, TWATFS_TEMPORARY, retry_after_s, now_ns, &wait_ns, &why))
        fail_msg("%s", why);
    assert_true(wait_ns != CLOCK_NEVER);
    return wait_ns;
}

static void expect_end(struct retry *retry, twatfs_status status, int64_t retry_after_s,
                       uint64_t now_ns, const char *expected)
{
    const char *why = NULL;
    uint64_t wait_ns;

    assert_false(retry_again(retry, status, retry_after_s, now_ns, &wait_ns, &why));
    assert_string_equal(why, expected);
}

static void test_only_what_is_temporary(UNUSED void **state)
{
    static const twatfs_status others[] = {TWATFS_OK,    TWATFS_REFUSED,   TWATFS_AUTH,
                                           TWATFS_LOCAL, TWATFS_PERMANENT, TWATFS_CANCELLED};

    for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
        struct retry retry = retry_begin(&settings, NOW);

        expect_end(&retry, others[i], 0, NOW, "");
        expect_end(&retry, others[i], 5, NOW, "");
    }
}

static void test_bounded_by_attempts(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retries = 3;
    for (int i = 0; i < 3; i++)
        expect_again(&retry, 0, NOW);
    expect_end(&retry, TWATFS_TEMPORARY, 0, NOW, "no retries left");
    expect_end(&retry, TWATFS_TEMPORARY, 0, NOW, "no retries left");
}

/* Who wants no retries need not be told that there are none. */
static void test_no_retries_at_all(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retries = 0;
    expect_end(&retry, TWATFS_TEMPORARY, 0, NOW, "");
}

static void test_bounded_by_time(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retries = 100;
    settings.retry_for_ns = SECONDS(10);
    settings.retry_delay_ns = 0;
    expect_again(&retry, 0, NOW + SECONDS(10));
    expect_end(&retry, TWATFS_TEMPORARY, 0, NOW + SECONDS(10) + 1, "no time left for a retry");
    expect_again(&retry, 10, NOW);
    expect_end(&retry, TWATFS_TEMPORARY, 10, NOW + 1, "no time left for a retry");
}

static void test_time_without_end(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retry_for_ns = CLOCK_NEVER;
    expect_again(&retry, 0, NOW + SECONDS(UINT64_C(1000000000)));
}

static void test_first_wait_is_within_the_first_step(UNUSED void **state)
{
    settings.retry_delay_ns = 1000;
    for (int i = 0; i < 1000; i++) {
        struct retry retry = retry_begin(&settings, NOW);

        assert_true(expect_again(&retry, 0, NOW) <= 1000);
    }
}

static void test_step_doubles_and_jitter_stays_within_it(UNUSED void **state)
{
    uint64_t most[5] = {0};

    settings.retries = 5;
    settings.retry_delay_ns = SECONDS(1);
    settings.retry_for_ns = CLOCK_NEVER;
    for (int i = 0; i < 500; i++) {
        struct retry retry = retry_begin(&settings, NOW);

        for (size_t k = 0; k < ARRAY_LENGTH(most); k++) {
            uint64_t wait_ns = expect_again(&retry, 0, NOW);

            assert_true(wait_ns <= SECONDS(UINT64_C(1) << k));
            if (wait_ns > most[k])
                most[k] = wait_ns;
        }
    }
    /* That all of 500 fall into the lower half happens once in 2^500 runs. */
    for (size_t k = 0; k < ARRAY_LENGTH(most); k++)
        assert_true(most[k] > SECONDS(UINT64_C(1) << k) / 2);
}

static void test_step_is_never_above_half_a_minute(UNUSED void **state)
{
    static const uint64_t steps[] = {SECONDS(1), SECONDS(29), SECONDS(3600), UINT64_MAX};

    settings.retries = 200;
    settings.retry_for_ns = CLOCK_NEVER;
    for (size_t i = 0; i < ARRAY_LENGTH(steps); i++) {
        struct retry retry = retry_begin(&settings, NOW);

        settings.retry_delay_ns = steps[i];
        for (int k = 0; k < 200; k++)
            assert_true(expect_again(&retry, 0, NOW) <= SECONDS(30));
    }
}

static void test_no_delay(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retry_delay_ns = 0;
    assert_int_equal(expect_again(&retry, 0, NOW), 0);
    assert_int_equal(expect_again(&retry, 0, NOW), 0);
}

static void test_retry_after_is_a_floor(UNUSED void **state)
{
    settings.retry_delay_ns = SECONDS(8);
    for (int i = 0; i < 200; i++) {
        struct retry retry = retry_begin(&settings, NOW);
        uint64_t wait_ns = expect_again(&retry, 5, NOW);

        assert_true(wait_ns >= SECONDS(5) && wait_ns <= SECONDS(8));
    }
}

static void test_retry_after_above_the_step_is_the_wait(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retry_delay_ns = 1;
    assert_true(expect_again(&retry, 60, NOW) == SECONDS(60));
}

static void test_retry_after_beyond_what_is_granted(UNUSED void **state)
{
    static const int64_t wishes[] = {61, 3600, INT64_C(18446744074), INT64_MAX};

    settings.retries = 100;
    settings.retry_for_ns = CLOCK_NEVER;
    for (size_t i = 0; i < ARRAY_LENGTH(wishes); i++) {
        struct retry retry = retry_begin(&settings, NOW);

        expect_end(&retry, TWATFS_TEMPORARY, wishes[i], NOW,
                   "it asks for a longer wait than we grant");
    }
}

static void test_retry_after_however_long_when_all_is_granted(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retry_after_max_ns = CLOCK_NEVER;
    expect_end(&retry, TWATFS_TEMPORARY, INT64_MAX, NOW, "it asks for a longer wait than we grant");
    expect_end(&retry, TWATFS_TEMPORARY, INT64_C(18446744073), NOW, "no time left for a retry");
}

static void test_retry_after_of_the_past_is_none(UNUSED void **state)
{
    struct retry retry = retry_begin(&settings, NOW);

    settings.retry_delay_ns = 0;
    assert_int_equal(expect_again(&retry, -5, NOW), 0);
    assert_int_equal(expect_again(&retry, INT64_MIN, NOW), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_only_what_is_temporary, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_bounded_by_attempts, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_no_retries_at_all, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_bounded_by_time, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_time_without_end, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_first_wait_is_within_the_first_step, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_step_doubles_and_jitter_stays_within_it, defaults,
                                        NULL),
        cmocka_unit_test_setup_teardown(test_step_is_never_above_half_a_minute, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_no_delay, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_retry_after_is_a_floor, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_retry_after_above_the_step_is_the_wait, defaults,
                                        NULL),
        cmocka_unit_test_setup_teardown(test_retry_after_beyond_what_is_granted, defaults, NULL),
        cmocka_unit_test_setup_teardown(test_retry_after_however_long_when_all_is_granted, defaults,
                                        NULL),
        cmocka_unit_test_setup_teardown(test_retry_after_of_the_past_is_none, defaults, NULL),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

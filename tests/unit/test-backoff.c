/* test-backoff.c: how late what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "backoff/backoff.h"

#define QUARTER_NS (BACKOFF_SECOND_NS / 4)
#define MOST_NS    (3 * BACKOFF_SECOND_NS)

static const struct backoff backoff = {.attempts = 8, .first_ns = QUARTER_NS, .most_ns = MOST_NS};

static void the_delay_is_within_a_step_that_doubles(void **state)
{
    static const uint64_t steps[] = {QUARTER_NS,     2 * QUARTER_NS, 4 * QUARTER_NS,
                                     8 * QUARTER_NS, MOST_NS,        MOST_NS};
    uint64_t delay_ns = 0;

    (void)state;
    for (unsigned failed = 1; failed <= sizeof steps / sizeof steps[0]; failed++)
        for (unsigned turn = 0; turn < 100; turn++) {
            assert_true(backoff_delay_ns(&backoff, failed, 0, &delay_ns));
            assert_in_range(delay_ns, 0, steps[failed - 1]);
        }
}

static void delays_are_not_all_the_same(void **state)
{
    uint64_t first = 0, other = 0;
    bool differs = false;

    (void)state;
    assert_true(backoff_delay_ns(&backoff, 7, 0, &first));
    for (unsigned turn = 0; turn < 100; turn++) {
        assert_true(backoff_delay_ns(&backoff, 7, 0, &other));
        differs |= other != first;
    }
    assert_true(differs);
}

static void the_last_attempt_is_the_last(void **state)
{
    uint64_t delay_ns;

    (void)state;
    assert_true(backoff_delay_ns(&backoff, 7, 0, &delay_ns));
    assert_false(backoff_delay_ns(&backoff, 8, 0, &delay_ns));
    assert_false(backoff_delay_ns(&backoff, 8, 1, &delay_ns));
}

static void a_hosts_wish_is_met_up_to_a_minute(void **state)
{
    uint64_t delay_ns = 0;

    (void)state;
    assert_true(backoff_delay_ns(&backoff, 1, 60, &delay_ns));
    assert_int_equal(delay_ns, 60 * BACKOFF_SECOND_NS);
    assert_false(backoff_delay_ns(&backoff, 1, 61, &delay_ns));
}

static void a_wish_is_digits(void **state)
{
    (void)state;
    assert_int_equal(backoff_wish_s("7"), 7);
    assert_int_equal(backoff_wish_s("99999"), 99999);
    assert_int_equal(backoff_wish_s(NULL), 0);
    assert_int_equal(backoff_wish_s(""), 0);
    assert_int_equal(backoff_wish_s("-7"), 0);
    assert_int_equal(backoff_wish_s(" 7"), 0);
    assert_int_equal(backoff_wish_s("7s"), 0);
    assert_int_equal(backoff_wish_s("Sun, 06 Nov 1994 08:49:37 GMT"), 0);
}

static void a_wish_of_days_is_a_day_and_more(void **state)
{
    (void)state;
    assert_int_equal(backoff_wish_s("100000"), 100000);
    assert_int_equal(backoff_wish_s("200000"), 100000);
    assert_int_equal(backoff_wish_s("99999999999999999999999"), 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delay_is_within_a_step_that_doubles),
        cmocka_unit_test(delays_are_not_all_the_same),
        cmocka_unit_test(the_last_attempt_is_the_last),
        cmocka_unit_test(a_hosts_wish_is_met_up_to_a_minute),
        cmocka_unit_test(a_wish_is_digits),
        cmocka_unit_test(a_wish_of_days_is_a_day_and_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

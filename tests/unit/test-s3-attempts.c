/* test-s3-attempts.c: how often, and how late, what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3/attempts.h"

#define SECOND_NS UINT64_C(1000000000)

static void the_delay_is_within_a_step_that_doubles(void **state)
{
    uint64_t delay_ns = 0;

    (void)state;
    for (unsigned failed = 1; failed < ATTEMPTS_MAX; failed++) {
        assert_true(attempts_delay_ns(failed, 0, &delay_ns));
        assert_in_range(delay_ns, 0, SECOND_NS / 4 << (failed - 1));
    }
}

static void the_last_attempt_is_the_last(void **state)
{
    uint64_t delay_ns;

    (void)state;
    assert_false(attempts_delay_ns(ATTEMPTS_MAX, 0, &delay_ns));
    assert_false(attempts_delay_ns(ATTEMPTS_MAX, 1, &delay_ns));
}

static void a_stores_wish_is_met_up_to_a_minute(void **state)
{
    uint64_t delay_ns = 0;

    (void)state;
    assert_true(attempts_delay_ns(1, 60, &delay_ns));
    assert_int_equal(delay_ns, 60 * SECOND_NS);
    assert_false(attempts_delay_ns(1, 61, &delay_ns));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delay_is_within_a_step_that_doubles),
        cmocka_unit_test(the_last_attempt_is_the_last),
        cmocka_unit_test(a_stores_wish_is_met_up_to_a_minute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-s3-backoff.c: how often, and how late, what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3/backoff.h"

#define SECOND_NS UINT64_C(1000000000)

static void the_wait_is_within_a_step_that_doubles(void **state)
{
    uint64_t wait_ns = 0;

    (void)state;
    for (unsigned failed = 1; failed < BACKOFF_ATTEMPTS; failed++) {
        assert_true(backoff_ns(failed, 0, &wait_ns));
        assert_in_range(wait_ns, 0, SECOND_NS / 4 << (failed - 1));
    }
}

static void the_last_attempt_is_the_last(void **state)
{
    uint64_t wait_ns;

    (void)state;
    assert_false(backoff_ns(BACKOFF_ATTEMPTS, 0, &wait_ns));
    assert_false(backoff_ns(BACKOFF_ATTEMPTS, 1, &wait_ns));
}

static void a_stores_wish_is_met_up_to_a_minute(void **state)
{
    uint64_t wait_ns = 0;

    (void)state;
    assert_true(backoff_ns(1, 60, &wait_ns));
    assert_int_equal(wait_ns, 60 * SECOND_NS);
    assert_false(backoff_ns(1, 61, &wait_ns));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wait_is_within_a_step_that_doubles),
        cmocka_unit_test(the_last_attempt_is_the_last),
        cmocka_unit_test(a_stores_wish_is_met_up_to_a_minute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

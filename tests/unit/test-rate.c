/* test-rate.c: never more uploads in a window than a host allows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/clock.h"
#include "transfer/rate.h"

#define SECOND NANOSECONDS_PER_SECOND

/* When three in ten seconds are allowed. */
static uint64_t take(struct rate *rate, uint64_t second)
{
    uint64_t wait_ns;

    assert_true(rate_take(rate, 3, 10 * SECOND, second * SECOND, &wait_ns));
    return wait_ns / SECOND;
}

static void test_the_first_are_free(UNUSED void **state)
{
    struct rate rate = {.taken = 0};

    for (int i = 0; i < 3; i++)
        assert_int_equal(take(&rate, 100), 0);
    assert_int_equal(take(&rate, 100), 10);
    rate_free(&rate);
}

static void test_a_window_slides(UNUSED void **state)
{
    struct rate rate = {.taken = 0};

    assert_int_equal(take(&rate, 100), 0);
    assert_int_equal(take(&rate, 104), 0);
    assert_int_equal(take(&rate, 108), 0);
    assert_int_equal(take(&rate, 109), 1); /* until the first is ten seconds old */
    assert_int_equal(take(&rate, 110), 0);
    assert_int_equal(take(&rate, 110), 4); /* and now the second */
    assert_int_equal(take(&rate, 114), 0);
    rate_free(&rate);
}

static void test_one_that_has_to_wait_does_not_count(UNUSED void **state)
{
    struct rate rate = {.taken = 0};

    for (int i = 0; i < 3; i++)
        take(&rate, 100);
    for (int i = 0; i < 50; i++)
        assert_int_equal(take(&rate, 105), 5);
    for (int i = 0; i < 3; i++)
        assert_int_equal(take(&rate, 110), 0);
    rate_free(&rate);
}

static void test_no_window_ever_holds_more(UNUSED void **state)
{
    struct rate rate = {.taken = 0};
    uint64_t taken[400];
    size_t count = 0;

    for (uint64_t second = 0; second < 200; second++)
        for (int i = 0; i < 2; i++)
            if (take(&rate, second) == 0)
                taken[count++] = second;
    for (size_t i = 3; i < count; i++)
        assert_true(taken[i] - taken[i - 3] >= 10);
    assert_true(count >= 60);
    rate_free(&rate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_are_free),
        cmocka_unit_test(test_a_window_slides),
        cmocka_unit_test(test_one_that_has_to_wait_does_not_count),
        cmocka_unit_test(test_no_window_ever_holds_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

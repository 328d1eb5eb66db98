/* test-limiter.c: no more bytes a second than were granted, whoever moves them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/clock.h"
#include "transfer/limiter.h"

#define SECOND NANOSECONDS_PER_SECOND

static void test_without_a_rate_all_goes(UNUSED void **state)
{
    struct limiter limiter;
    uint64_t wake_ns;

    limiter_open(&limiter, 0);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(limiter_allows(&limiter, 1 << 20, SECOND, &wake_ns), 1 << 20);
        limiter_spend(&limiter, 1 << 20, SECOND);
    }
    limiter_close(&limiter);
}

/* Two that want as much as they get, for ten seconds. */
static void test_the_rate_is_kept_by_all_together(UNUSED void **state)
{
    struct limiter limiter;
    uint64_t moved = 0, wake_ns = 0;

    limiter_open(&limiter, 100000);
    for (uint64_t now_ns = SECOND; now_ns < 11 * SECOND; now_ns += 10 * NANOSECONDS_PER_MS) {
        for (int i = 0; i < 2; i++) {
            size_t allowed = limiter_allows(&limiter, 1 << 20, now_ns, &wake_ns);

            assert_true(allowed > 0 || wake_ns > now_ns);
            limiter_spend(&limiter, allowed, now_ns);
            moved += allowed;
        }
    }
    assert_in_range(moved, 900000, 1030000);
    limiter_close(&limiter);
}

static void test_what_was_not_used_is_gone(UNUSED void **state)
{
    struct limiter limiter;
    uint64_t wake_ns = 0;
    size_t first;

    limiter_open(&limiter, 100000);
    first = limiter_allows(&limiter, 1 << 20, 1000 * SECOND, &wake_ns);
    assert_true(first > 0 && first < 100000);
    limiter_spend(&limiter, first, 1000 * SECOND);
    assert_int_equal(limiter_allows(&limiter, 1, 1000 * SECOND, &wake_ns), 0);
    assert_in_range(wake_ns - 1000 * SECOND, SECOND / 10, SECOND / 5);
    limiter_close(&limiter);
}

static void test_a_small_rate_still_moves(UNUSED void **state)
{
    struct limiter limiter;
    uint64_t wake_ns = 0;

    limiter_open(&limiter, 1);
    assert_true(limiter_allows(&limiter, 10, SECOND, &wake_ns) > 0);
    limiter_close(&limiter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_rate_all_goes),
        cmocka_unit_test(test_the_rate_is_kept_by_all_together),
        cmocka_unit_test(test_what_was_not_used_is_gone),
        cmocka_unit_test(test_a_small_rate_still_moves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-s3-parts.c: how a file is cut into parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3/parts.h"

#define GIB        (1024 * MIB)
#define TIB        (1024 * GIB)
#define OBJECT_MAX (PARTS_MAX * PART_SIZE_MAX) /* 48.8 TiB */

static void whatever_the_size_parts_are_within_the_limits(void **state)
{
    static const uint64_t sizes[] = {
        0,
        1,
        5 * MIB - 1,
        5 * MIB,
        5 * MIB + 1,
        8 * MIB,
        PARTS_MAX * 8 * MIB - 1,
        PARTS_MAX * 8 * MIB,
        PARTS_MAX * 8 * MIB + 1,
        PARTS_MAX * 16 * MIB - 1,
        PARTS_MAX * 16 * MIB,
        PARTS_MAX * 16 * MIB + 1,
        TIB,
        5 * TIB,
        5 * TIB + 1,
        48 * TIB,
        OBJECT_MAX - 1,
        OBJECT_MAX,
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        uint64_t size = parts_size(sizes[i], 0);

        assert_in_range(size, PART_SIZE_MIN, PART_SIZE_MAX);
        assert_true(sizes[i] / size + (sizes[i] % size != 0) <= PARTS_MAX);
    }
}

static void what_no_parts_hold_has_no_size(void **state)
{
    (void)state;
    assert_int_equal(parts_size(OBJECT_MAX + 1, 0), 0);
    assert_int_equal(parts_size(UINT64_MAX - 1, 0), 0);
    assert_int_equal(parts_size(OBJECT_MAX + 1, PART_SIZE_MAX), 0);
}

static void small_files_get_the_usual_size(void **state)
{
    (void)state;
    assert_int_equal(parts_size(0, 0), PART_SIZE);
    assert_int_equal(parts_size(PART_SIZE, 0), PART_SIZE);
    assert_int_equal(parts_size(GIB / 2, 0), PART_SIZE);
    assert_int_equal(parts_size(GIB / 2 + 64 * MIB - 1, 0), PART_SIZE);
}

static void large_files_get_larger_parts_so_that_there_are_few(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB / 2 + 64 * MIB, 0), PART_SIZE + MIB);
    assert_int_equal(parts_size(GIB - 1, 0), 15 * MIB);
    assert_int_equal(parts_size(GIB, 0), 16 * MIB);
    assert_int_equal(parts_size(TIB / 10, 0), 16 * MIB);
    assert_int_equal(parts_size(PARTS_MAX * 16 * MIB, 0), 16 * MIB);
}

static void one_byte_more_than_ten_thousand_parts_takes_larger_ones(void **state)
{
    (void)state;
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE_MOST + 1, 0), PART_SIZE_MOST + MIB);
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE, PART_SIZE), PART_SIZE);
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE + 1, PART_SIZE), PART_SIZE + MIB);
}

static void sizes_that_had_to_grow_are_whole_mebibytes(void **state)
{
    (void)state;
    assert_int_equal(parts_size(TIB, 0) % MIB, 0);
    assert_int_equal(parts_size(40 * TIB, 0) % MIB, 0);
}

static void a_wish_is_kept_where_it_can_be(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB, 64 * MIB), 64 * MIB);
    assert_int_equal(parts_size(GIB, PART_SIZE_MIN), PART_SIZE_MIN);
    assert_int_equal(parts_size(GIB, PART_SIZE_MAX), PART_SIZE_MAX);
}

static void a_wish_that_is_too_small_is_raised(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB, 1), PART_SIZE_MIN);
    assert_true(parts_size(TIB, PART_SIZE_MIN) >= TIB / PARTS_MAX);
}

static void a_wish_that_is_too_large_is_none(void **state)
{
    (void)state;
    assert_in_range(parts_size(GIB, PART_SIZE_MAX + 1), PART_SIZE_MIN, PART_SIZE_MAX);
}

static void parts_of_a_stream_double_with_every_thousand(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(1, 0), PART_SIZE);
    assert_int_equal(parts_grown_size(1000, 0), PART_SIZE);
    assert_int_equal(parts_grown_size(1001, 0), 2 * PART_SIZE);
    assert_int_equal(parts_grown_size(2001, 0), 4 * PART_SIZE);
}

static void parts_of_a_stream_have_an_end(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(PARTS_MAX, 0), PART_GROWN_MAX);
    assert_int_equal(parts_grown_size(UINT32_MAX, 0), PART_GROWN_MAX);
    assert_int_equal(parts_grown_size(1, PART_SIZE_MAX), PART_GROWN_MAX);
}

static void parts_of_a_stream_begin_with_the_wish(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(1, 32 * MIB), 32 * MIB);
    assert_int_equal(parts_grown_size(1, 1), PART_SIZE_MIN);
    assert_int_equal(parts_grown_size(0, 0), PART_SIZE);
}

static void ten_thousand_parts_of_a_stream_hold_three_tebibytes(void **state)
{
    uint64_t sum = 0;

    (void)state;
    for (uint32_t number = 1; number <= PARTS_MAX; number++)
        sum += parts_grown_size(number, 0);
    assert_true(sum > 3 * TIB);
}

static void parts_under_way_fit_into_memory(void **state)
{
    (void)state;
    assert_int_equal(parts_at_once(PART_SIZE, 8), 8);
    assert_int_equal(parts_at_once(PART_SIZE, 32), IN_FLIGHT / PART_SIZE);
    assert_int_equal(parts_at_once(PART_SIZE_MIN, 32), IN_FLIGHT / PART_SIZE_MIN);
    assert_int_equal(parts_at_once(PART_SIZE, 1), 1);
}

static void one_part_is_always_under_way(void **state)
{
    (void)state;
    assert_int_equal(parts_at_once(IN_FLIGHT, 8), 1);
    assert_int_equal(parts_at_once(IN_FLIGHT + 1, 8), 1);
    assert_int_equal(parts_at_once(PART_SIZE_MAX, 8), 1);
    assert_int_equal(parts_at_once(0, 8), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_the_size_parts_are_within_the_limits),
        cmocka_unit_test(what_no_parts_hold_has_no_size),
        cmocka_unit_test(small_files_get_the_usual_size),
        cmocka_unit_test(large_files_get_larger_parts_so_that_there_are_few),
        cmocka_unit_test(one_byte_more_than_ten_thousand_parts_takes_larger_ones),
        cmocka_unit_test(sizes_that_had_to_grow_are_whole_mebibytes),
        cmocka_unit_test(a_wish_is_kept_where_it_can_be),
        cmocka_unit_test(a_wish_that_is_too_small_is_raised),
        cmocka_unit_test(a_wish_that_is_too_large_is_none),
        cmocka_unit_test(parts_of_a_stream_double_with_every_thousand),
        cmocka_unit_test(parts_of_a_stream_have_an_end),
        cmocka_unit_test(parts_of_a_stream_begin_with_the_wish),
        cmocka_unit_test(ten_thousand_parts_of_a_stream_hold_three_tebibytes),
        cmocka_unit_test(parts_under_way_fit_into_memory),
        cmocka_unit_test(one_part_is_always_under_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

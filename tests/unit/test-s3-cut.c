/* test-s3-cut.c: a stream, cut into parts as it comes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-call.h"
#include "s3/cut.h"
#include "s3/parts.h"

/* A pipe that holds so many bytes, and is closed behind them or not. */
static struct s3_call host;
static uint64_t left;
static bool closed;
static unsigned reads, waits;

static int64_t pipe_read(struct twatfs_call *call, void *buffer, uint64_t length, uint64_t offset)
{
    uint64_t got = length < left ? length : left;

    (void)call;
    (void)offset;
    reads++;
    waits += left == 0 && !closed;
    memset(buffer, 'x', (size_t)got);
    left -= got;
    return (int64_t)got;
}

static unsigned begun;

/* A digest that tells how often it was begun. */
static int32_t pipe_sha256(struct twatfs_call *call, char *hex)
{
    (void)call;
    if (hex != NULL)
        snprintf(hex, 65, "%064u", begun);
    begun++;
    return 1;
}

static int32_t pipe_ready(struct twatfs_call *call)
{
    (void)call;
    return left > 0 || closed;
}

static char scheme[] = "https";
static struct store store = {.location = {.scheme = scheme}};
static const struct object object = {.checksum = OBJECT_CHECKSUM_NONE};
static struct cut cut;
static struct piece *piece;
static void *held;
static uint64_t wait_ms;

static int begin(void **state)
{
    (void)state;
    s3_call_open(&host);
    host.host.read = pipe_read;
    host.host.read_ready = pipe_ready;
    host.host.sha256_of_reads = pipe_sha256;
    cut = (struct cut){.store = &store,
                       .object = &object,
                       .total = TWATFS_SIZE_UNKNOWN,
                       .part_size = PART_SIZE_MIN};
    left = 0;
    closed = false;
    reads = waits = begun = 0;
    strcpy(scheme, "https");
    store.location.amazon = true;
    held = NULL;
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(held);
    cut_free(&cut);
    s3_call_close(&host);
    return 0;
}

static int next(void)
{
    wait_ms = UINT64_MAX;
    return cut_next(&host.call, &cut, &piece, &held, &wait_ms);
}

static void test_nothing_to_read_is_not_waited_for(void **state)
{
    (void)state;
    assert_int_equal(next(), 0);
    assert_true(wait_ms != UINT64_MAX); /* or there would be no more of it */
    assert_int_equal(reads, 0);
}

static void test_a_beginning_of_a_part_stays_until_the_rest_comes(void **state)
{
    (void)state;
    left = 100;
    assert_int_equal(next(), 0);
    assert_int_equal(next(), 0);
    assert_int_equal(cut.filled, 100);
    left = PART_SIZE_MIN - 100 + 7;
    while (next() == 0)
        ;
    assert_int_equal(piece->number, 1);
    assert_int_equal(piece->length, PART_SIZE_MIN);
    assert_int_equal(left, 7);
    assert_int_equal(waits, 0);
}

static void test_the_end_makes_the_last_part(void **state)
{
    (void)state;
    left = 12;
    closed = true;
    while (next() == 0)
        ;
    assert_int_equal(piece->length, 12);
    assert_int_equal(next(), 0);
    assert_true(wait_ms == UINT64_MAX);
}

static void test_each_part_has_its_hash_where_it_is_signed(void **state)
{
    (void)state;
    left = PART_SIZE_MIN + 12;
    closed = true;
    while (next() == 0)
        ;
    assert_string_equal(piece->payload, "");
    free(held);
    held = NULL;
    strcpy(scheme, "http");
    begun = 7;
    while (next() == 0)
        ;
    assert_int_equal(strtoul(piece->payload, NULL, 10), 8);
}

static void test_a_short_stream_keeps_its_hash_for_another_try(void **state)
{
    (void)state;
    strcpy(scheme, "http");
    left = 12;
    closed = true;
    assert_int_equal(cut_fill(&host.call, &cut), TWATFS_OK);
    assert_true(cut_single(&cut));
    assert_int_equal(next(), 1);
    assert_int_equal(strtoul(piece->payload, NULL, 10), 1);
    free(held);
    cut.given = 0;
    assert_int_equal(next(), 1);
    assert_int_equal(strtoul(piece->payload, NULL, 10), 1);
}

/* The next piece once it is there: false when it has to wait for others. */
static bool next_is_given(void)
{
    int got;

    do {
        got = next();
    } while (got == 0 && wait_ms == 0);
    assert_true(got == 1 || wait_ms != UINT64_MAX);
    return got == 1;
}

/* Take so many pieces' bytes. */
static void take(void **all, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        assert_true(next_is_given());
        all[i] = held;
        held = NULL;
    }
}

static void give_back(void **all, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        cut_give_back(&cut, all[i]);
}

static void test_of_a_stream_no_more_is_held_than_fits(void **state)
{
    void *all[2];

    (void)state;
    cut.part_size = IN_FLIGHT / 2;
    left = 4 * cut.part_size;
    take(all, 2);
    assert_false(next_is_given());
    assert_int_equal(left, cut.part_size); /* but the next was read meanwhile, and no more */
    give_back(all, 1);
    assert_true(next_is_given());
    assert_int_equal(piece->number, 3);
    give_back(all + 1, 1);
}

static void test_a_part_that_has_grown_waits_for_several(void **state)
{
    void *all[8];

    (void)state;
    cut.part_size = 0;
    while (cut.count < 992)
        assert_non_null(cut_add(&cut));
    left = 2 * IN_FLIGHT;
    take(all, 8);
    assert_int_equal(piece->length, PART_SIZE);
    give_back(all, 4);
    assert_false(next_is_given());
    give_back(all + 4, 1);
    assert_true(next_is_given());
    assert_int_equal(piece->length, 2 * PART_SIZE);
    give_back(all + 5, 3);
}

/* What is left of it, however little, would be one too many. */
static void test_more_parts_than_a_store_takes_are_not_begun(void **state)
{
    (void)state;
    while (cut.count < PARTS_MAX - 1)
        assert_non_null(cut_add(&cut));
    cut.filling = calloc(1, 16);
    cut.filled = 12;
    cut.ended = true;
    assert_int_equal(next(), 1);
    assert_int_equal(piece->number, PARTS_MAX);
    cut_give_back(&cut, held);
    held = NULL;
    cut.filling = calloc(1, 16);
    cut.filled = 1;
    assert_int_equal(next(), -1);
    assert_int_equal(host.status, TWATFS_LOCAL);
    assert_contains(host.text, "more than 10000 parts hold");
    assert_int_equal(cut.count, PARTS_MAX);
}

static void test_elsewhere_a_stream_begins_with_larger_parts(void **state)
{
    void *all[1];

    (void)state;
    store.location.amazon = false;
    cut.part_size = 0;
    left = IN_FLIGHT;
    take(all, 1);
    assert_int_equal(piece->length, PART_SIZE_MOST);
    give_back(all, 1);
}

static void test_of_a_file_no_more_is_held_than_fits(void **state)
{
    void *all[8];

    (void)state;
    left = 9 * PART_SIZE - 1;
    assert_true(cut_file(&cut, left, PART_SIZE));
    take(all, 8);
    assert_false(next_is_given());
    give_back(all, 1);
    assert_true(next_is_given());
    assert_int_equal(piece->number, 9);
    give_back(all + 1, 7);
}

/* It has no read_ready: what lies behind its table is none of ours. */
static void test_an_older_host_is_read_as_it_comes(void **state)
{
    (void)state;
    host.host.struct_size = (uint32_t)offsetof(struct twatfs_host, read_ready);
    host.host.read_ready = NULL;
    host.host.sha256_of_reads = NULL;
    strcpy(scheme, "http");
    left = PART_SIZE_MIN;
    while (next() == 0)
        ;
    assert_int_equal(piece->length, PART_SIZE_MIN);
    assert_string_equal(piece->payload, ""); /* whoever signs it hashes it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_to_read_is_not_waited_for, begin, end),
        cmocka_unit_test_setup_teardown(test_a_beginning_of_a_part_stays_until_the_rest_comes,
                                        begin, end),
        cmocka_unit_test_setup_teardown(test_the_end_makes_the_last_part, begin, end),
        cmocka_unit_test_setup_teardown(test_each_part_has_its_hash_where_it_is_signed, begin, end),
        cmocka_unit_test_setup_teardown(test_a_short_stream_keeps_its_hash_for_another_try, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_of_a_stream_no_more_is_held_than_fits, begin, end),
        cmocka_unit_test_setup_teardown(test_a_part_that_has_grown_waits_for_several, begin, end),
        cmocka_unit_test_setup_teardown(test_more_parts_than_a_store_takes_are_not_begun, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_elsewhere_a_stream_begins_with_larger_parts, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_of_a_file_no_more_is_held_than_fits, begin, end),
        cmocka_unit_test_setup_teardown(test_an_older_host_is_read_as_it_comes, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

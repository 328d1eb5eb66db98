/* test-queue.c: the order in which files are begun, and handed out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "batch/queue.h"

#define MOST 200

static struct item items[MOST];

static void put(struct queue *queue, uint64_t number, uint64_t size, int32_t priority)
{
    items[number] = (struct item){.number = number, .size = size, .priority = priority};
    queue_put(queue, &items[number]);
}

static uint64_t take_first(struct queue *queue)
{
    struct item *item = queue_first(queue);

    assert_non_null(item);
    queue_take(queue, item);
    return item->number;
}

static void finish(struct queue *queue, uint64_t number)
{
    items[number] = (struct item){.number = number};
    queue_finish(queue, &items[number]);
}

/* 0: none yet. */
static uint64_t hand_out(struct queue *queue)
{
    struct item *item = queue_hand_out(queue);

    return item != NULL ? item->number : 0;
}

static void test_begun_as_listed(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_LISTED, false);
    assert_null(queue_first(&queue));
    for (uint64_t i = 1; i <= 5; i++)
        put(&queue, i, 100 - i, 0);
    for (uint64_t i = 1; i <= 5; i++)
        assert_int_equal(take_first(&queue), i);
    assert_int_equal(queue.waiting_count, 0);
    put(&queue, 6, 0, 0); /* also after it was empty */
    assert_int_equal(take_first(&queue), 6);
}

static void test_begun_by_size(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_SMALLER, false);
    put(&queue, 1, 30, 0);
    put(&queue, 2, 10, 0);
    put(&queue, 3, 20, 0);
    put(&queue, 4, 10, 0);
    assert_int_equal(take_first(&queue), 2);
    assert_int_equal(take_first(&queue), 4);
    assert_int_equal(take_first(&queue), 3);
    assert_int_equal(take_first(&queue), 1);
}

static void test_begun_by_priority_first(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_SMALLER, false);
    put(&queue, 1, 30, -1);
    put(&queue, 2, 10, 0);
    put(&queue, 3, 99, 5);
    put(&queue, 4, 98, 5);
    assert_int_equal(take_first(&queue), 4);
    assert_int_equal(take_first(&queue), 3);
    assert_int_equal(take_first(&queue), 2);
    assert_int_equal(take_first(&queue), 1);
}

static void test_one_in_the_middle_can_be_taken(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_LISTED, false);
    for (uint64_t i = 1; i <= 3; i++)
        put(&queue, i, 0, 0);
    queue_take(&queue, queue_find(&queue, 3)); /* the last: what is put goes behind another */
    put(&queue, 4, 0, 0);
    queue_take(&queue, queue_find(&queue, 2));
    assert_null(queue_find(&queue, 2));
    assert_int_equal(take_first(&queue), 1);
    assert_int_equal(take_first(&queue), 4);
    assert_null(queue_first(&queue));
}

static void test_handed_out_in_order(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_LISTED, false);
    finish(&queue, 3);
    finish(&queue, 2);
    assert_false(queue_has_done(&queue));
    assert_int_equal(hand_out(&queue), 0);
    finish(&queue, 1);
    finish(&queue, 5);
    assert_int_equal(hand_out(&queue), 1);
    assert_int_equal(hand_out(&queue), 2);
    assert_int_equal(hand_out(&queue), 3);
    assert_int_equal(hand_out(&queue), 0);
    finish(&queue, 4);
    assert_int_equal(hand_out(&queue), 4);
    assert_int_equal(hand_out(&queue), 5);
    assert_int_equal(queue.done_count, 0);
}

static void test_handed_out_as_they_end(UNUSED void **state)
{
    struct queue queue;

    queue_open(&queue, QUEUE_LISTED, true);
    finish(&queue, 3);
    finish(&queue, 1);
    assert_int_equal(hand_out(&queue), 3);
    assert_int_equal(hand_out(&queue), 1);
    assert_int_equal(hand_out(&queue), 0);
    finish(&queue, 2);
    assert_int_equal(hand_out(&queue), 2);
}

/* Any order of ending comes out in order: each of them once. */
static void test_any_order_comes_out_in_order(UNUSED void **state)
{
    for (unsigned seed = 1; seed <= 50; seed++) {
        uint64_t order[MOST - 1], next = 1;
        struct queue queue;

        srand(seed);
        for (uint64_t i = 0; i < MOST - 1; i++)
            order[i] = i + 1;
        for (size_t i = MOST - 2; i > 0; i--) {
            size_t other = (size_t)rand() % (i + 1);
            uint64_t kept = order[i];

            order[i] = order[other];
            order[other] = kept;
        }
        queue_open(&queue, QUEUE_LISTED, false);
        for (size_t i = 0; i < MOST - 1; i++) {
            uint64_t number;

            finish(&queue, order[i]);
            while ((number = hand_out(&queue)) != 0)
                assert_int_equal(number, next++);
        }
        assert_int_equal(next, MOST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begun_as_listed),
        cmocka_unit_test(test_begun_by_size),
        cmocka_unit_test(test_begun_by_priority_first),
        cmocka_unit_test(test_one_in_the_middle_can_be_taken),
        cmocka_unit_test(test_handed_out_in_order),
        cmocka_unit_test(test_handed_out_as_they_end),
        cmocka_unit_test(test_any_order_comes_out_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

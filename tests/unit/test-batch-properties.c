/* test-batch-properties.c: what always holds of queue, pace, limiter and rate, whatever happens.
 *
 * SPDX-License-Identifier: MIT
 *
 * Chance decides what happens.  The seed is printed; SEED has it again.
 */
#include "scratch.h"

#include <inttypes.h>
#include <time.h>

#include "base/clock.h"
#include "batch/pace.h"
#include "batch/queue.h"
#include "transfer/limiter.h"
#include "transfer/rate.h"

#define ROUNDS 200
#define STEPS  400
#define SECOND NANOSECONDS_PER_SECOND

/* splitmix64, by Sebastiano Vigna: one word of state, and every seed is a good one. */
static uint64_t state_of_chance;

static uint64_t chance(uint64_t below)
{
    uint64_t z = state_of_chance += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

static int choose_seed(UNUSED void **state)
{
    const char *given = getenv("SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) % 1000000;

    print_message("SEED=%" PRIu64 "\n", seed);
    state_of_chance = seed;
    return 0;
}

/* ---- The queue ---- */

/* The same as an array and by looking at everything. */
struct model {
    struct item items[STEPS];
    bool waits[STEPS], runs[STEPS], done[STEPS];
    size_t finished[STEPS]; /* in the order in which they ended */
    size_t count, finished_count, handed_out;
};

static struct model model;

static size_t model_first(const struct queue *queue)
{
    size_t first = STEPS;

    for (size_t i = 0; i < model.count; i++) {
        const struct item *item = &model.items[i];
        const struct item *best = first < STEPS ? &model.items[first] : NULL;

        if (!model.waits[i])
            continue;
        if (best == NULL || item->priority > best->priority ||
            (item->priority == best->priority && queue->order == QUEUE_SMALLER &&
             item->size < best->size))
            first = i;
    }
    return first;
}

static size_t model_next(bool unordered)
{
    if (unordered)
        return model.handed_out < model.finished_count ? model.finished[model.handed_out] : STEPS;
    return model.handed_out < model.count && model.done[model.handed_out] ? model.handed_out
                                                                          : STEPS;
}

static void submit_one(struct queue *queue)
{
    size_t i = model.count++;

    model.items[i] = (struct item){.number = i + 1,
                                   .size = chance(5),
                                   .priority = chance(4) == 0 ? (int32_t)chance(5) - 2 : 0};
    model.waits[i] = true;
    queue_put(queue, &model.items[i]);
}

static void begin_one(struct queue *queue)
{
    size_t expected = model_first(queue);
    struct item *first = queue_first(queue);

    if (expected == STEPS) {
        assert_null(first);
        return;
    }
    assert_ptr_equal(first, &model.items[expected]);
    queue_take(queue, first);
    model.waits[expected] = false;
    model.runs[expected] = true;
}

static void finish(struct queue *queue, size_t i)
{
    model.done[i] = true;
    model.finished[model.finished_count++] = i;
    queue_finish(queue, &model.items[i]);
}

/* One of those that run ends, or one that waits is skipped. */
static void end_one(struct queue *queue)
{
    size_t i = model.count > 0 ? (size_t)chance(model.count) : 0;

    if (model.count == 0)
        return;
    if (model.runs[i]) {
        model.runs[i] = false;
        finish(queue, i);
    } else if (model.waits[i] && chance(4) == 0) {
        assert_ptr_equal(queue_find(queue, i + 1), &model.items[i]);
        queue_take(queue, &model.items[i]);
        model.waits[i] = false;
        finish(queue, i);
    } else if (!model.waits[i]) {
        assert_null(queue_find(queue, i + 1));
    }
}

static void hand_out_one(struct queue *queue, bool unordered)
{
    size_t expected = model_next(unordered);
    struct item *item;

    assert_int_equal(queue_has_done(queue), expected < STEPS);
    item = queue_hand_out(queue);
    if (expected == STEPS) {
        assert_null(item);
        return;
    }
    assert_ptr_equal(item, &model.items[expected]);
    model.handed_out++;
}

static void test_queue(UNUSED void **state)
{
    for (int round = 0; round < ROUNDS; round++) {
        bool unordered = chance(2) == 0;
        struct queue queue;

        memset(&model, 0, sizeof model);
        queue_open(&queue, chance(2) == 0 ? QUEUE_LISTED : QUEUE_SMALLER, unordered);
        for (int step = 0; step < STEPS; step++) {
            switch (chance(4)) {
            case 0:
                submit_one(&queue);
                break;
            case 1:
                begin_one(&queue);
                break;
            case 2:
                end_one(&queue);
                break;
            default:
                hand_out_one(&queue, unordered);
            }
            assert_int_equal(queue.done_count, model.finished_count - model.handed_out);
        }
    }
}

/* ---- How many at once ---- */

static void test_pace(UNUSED void **state)
{
    for (int round = 0; round < ROUNDS; round++) {
        unsigned most = (unsigned)chance(PACE_MOST) + 1, within = 0;
        uint64_t tickets[PACE_MOST], now_ns = SECOND;
        struct pace pace = pace_begin(most, now_ns);

        for (int step = 0; step < STEPS; step++) {
            unsigned before = pace.limit;

            now_ns += chance(SECOND / (chance(100) + 1));
            if (pace_has_room(&pace) && chance(3) > 0) {
                tickets[within++] = pace_enter(&pace, now_ns);
            } else if (within > 0 && chance(4) > 0) {
                size_t which = (size_t)chance(within);
                enum pacing_outcome outcome = chance(10) == 0  ? PACING_CROWDED
                                              : chance(5) == 0 ? PACING_FAILED
                                                               : PACING_DONE;

                pace_leave(&pace, tickets[which], outcome, chance(1 << 20), now_ns);
                tickets[which] = tickets[--within];
                if (outcome == PACING_CROWDED)
                    assert_true(pace.limit <= before);
            } else if (within > 0) {
                pace_moved(&pace, chance(1 << 20), now_ns);
            }
            assert_int_equal(pace.within, within);
            assert_in_range(pace.limit, 1, most);
            assert_true(pace.limit <= 2 * before);
            assert_true(pace.limit >= before / 2);
        }
    }
}

/* ---- Bytes a second ---- */

/* However they come: never more than the rate and the piece that each mover may have at once. */
static void test_limiter(UNUSED void **state)
{
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t rate = UINT64_C(1) << chance(34), now_ns = SECOND, moved = 0, wake_ns;
        double largest = 0, passed_s;
        struct limiter limiter;

        limiter_open(&limiter, rate);
        for (int step = 0; step < STEPS; step++) {
            size_t wanted = (size_t)chance(1 << 20) + 1, allowed;

            wake_ns = 0;
            allowed = limiter_allows(&limiter, wanted, now_ns, &wake_ns);
            assert_true(allowed <= wanted);
            if (allowed == 0) {
                assert_true(wake_ns > now_ns);
                now_ns = chance(2) == 0 ? wake_ns : now_ns + chance(wake_ns - now_ns);
                continue;
            }
            allowed -= (size_t)chance(allowed); /* the other side took less */
            limiter_spend(&limiter, allowed, now_ns);
            moved += allowed;
            largest = (double)allowed > largest ? (double)allowed : largest;
        }
        passed_s = (double)(now_ns - SECOND) / (double)SECOND;
        assert_true((double)moved <= 1.001 * (double)rate * passed_s + largest + 1);
        limiter_close(&limiter);
    }
}

/* ---- Uploads in a while ---- */

static void test_rate(UNUSED void **state)
{
    static uint64_t times_ns[STEPS];

    for (int round = 0; round < ROUNDS; round++) {
        uint64_t limit = chance(8) + 1, per_ns = chance(10 * SECOND) + 1, now_ns = 100 * SECOND;
        uint64_t taken = 0, wait_ns;
        struct rate rate = {0};

        for (int step = 0; step < STEPS; step++) {
            assert_true(rate_take(&rate, limit, per_ns, now_ns, &wait_ns));
            if (wait_ns == 0) {
                /* No window of that length has one too many. */
                if (taken >= limit)
                    assert_true(now_ns - times_ns[taken - limit] >= per_ns);
                times_ns[taken++] = now_ns;
            } else {
                /* It waits no longer than it has to. */
                assert_true(taken >= limit);
                assert_true(now_ns + wait_ns == times_ns[taken - limit] + per_ns);
            }
            now_ns += chance(3) == 0 ? wait_ns : chance(per_ns);
        }
        rate_free(&rate);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queue),
        cmocka_unit_test(test_pace),
        cmocka_unit_test(test_limiter),
        cmocka_unit_test(test_rate),
    };

    return cmocka_run_group_tests(tests, choose_seed, NULL);
}

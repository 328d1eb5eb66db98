/* test-pace.c: how many uploads a host gets at once, with hosts of many kinds and a clock of ours.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/clock.h"
#include "batch/pace.h"

#define MS     NANOSECONDS_PER_MS
#define SECOND NANOSECONDS_PER_SECOND
#define WITHIN 64

/* A host: an upload takes so long when it is alone; beyond so many at once all share what
 * there is, and beyond so many it refuses. */
struct host {
    uint64_t alone_ns;
    unsigned parallel;
    unsigned refuses_beyond; /* 0: never */
    uint64_t bytes;          /* of each file */
};

struct upload {
    bool there;
    double left; /* of its work, in nanoseconds alone */
    uint64_t ticket;
    bool refused;
};

/* A world where everyone always has one more file. */
struct world {
    struct host host;
    struct pace pace;
    uint64_t now_ns;
    struct upload uploads[WITHIN];
    unsigned done, refused, most_within;
};

static struct world world_of(struct host host, unsigned most)
{
    return (struct world){.host = host, .pace = pace_begin(most, SECOND), .now_ns = SECOND};
}

static void begin_uploads(struct world *world)
{
    for (unsigned i = 0; i < WITHIN && pace_has_room(&world->pace); i++) {
        struct upload *upload = &world->uploads[i];

        if (upload->there)
            continue;
        *upload = (struct upload){.there = true,
                                  .left = (double)world->host.alone_ns,
                                  .ticket = pace_enter(&world->pace, world->now_ns)};
        upload->refused =
            world->host.refuses_beyond > 0 && world->pace.within > world->host.refuses_beyond;
        if (upload->refused)
            upload->left = (double)world->host.alone_ns / 4;
    }
    if (world->pace.within > world->most_within)
        world->most_within = world->pace.within;
}

static void end_upload(struct world *world, struct upload *upload)
{
    upload->there = false;
    world->done += !upload->refused;
    world->refused += upload->refused;
    pace_leave(&world->pace, upload->ticket, upload->refused ? PACING_CROWDED : PACING_DONE,
               world->host.bytes, world->now_ns);
}

/* Let time pass, a millisecond at a time. */
static void pass(struct world *world, uint64_t duration_ns)
{
    for (uint64_t end_ns = world->now_ns + duration_ns; world->now_ns < end_ns;) {
        double share = 1;

        begin_uploads(world);
        if (world->pace.within > world->host.parallel)
            share = (double)world->host.parallel / world->pace.within;
        world->now_ns += MS;
        for (unsigned i = 0; i < WITHIN; i++) {
            struct upload *upload = &world->uploads[i];

            if (!upload->there)
                continue;
            upload->left -= share * (double)MS;
            if (upload->left <= 0)
                end_upload(world, upload);
        }
    }
}

static void test_the_first_goes_alone(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);

    assert_true(pace_has_room(&pace));
    (void)pace_enter(&pace, SECOND);
    assert_false(pace_has_room(&pace));
}

static void test_it_grows_while_that_pays(UNUSED void **state)
{
    struct world world = world_of((struct host){.alone_ns = 100 * MS, .parallel = 1000}, 0);

    pass(&world, 5 * SECOND);
    assert_int_equal(world.pace.limit, PACE_MOST);
    assert_true(world.most_within <= PACE_MOST);
}

static void test_it_stays_where_more_does_not_pay(UNUSED void **state)
{
    struct world world = world_of((struct host){.alone_ns = 100 * MS, .parallel = 1}, 0);

    pass(&world, 20 * SECOND);
    assert_int_equal(world.pace.best, 1);
    assert_true(world.most_within <= 2);
}

static void test_it_finds_about_what_a_host_serves_at_once(UNUSED void **state)
{
    struct world world = world_of((struct host){.alone_ns = 100 * MS, .parallel = 10}, 0);
    unsigned before;

    pass(&world, 60 * SECOND);
    assert_in_range(world.pace.best, 8, 16);
    /* And uses it: ten at once make a hundred a second. */
    before = world.done;
    pass(&world, 10 * SECOND);
    assert_true(world.done - before > 850);
}

static void test_large_files_count_by_their_bytes(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);
    uint64_t now_ns = SECOND;

    /* One upload that takes hours does not keep all others waiting. */
    (void)pace_enter(&pace, now_ns);
    for (int i = 0; i < 15; i++)
        pace_moved(&pace, 1000000, now_ns += 100 * MS);
    assert_int_equal(pace.limit, 2);
}

static void test_standing_still_is_no_reason_to_grow(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);

    (void)pace_enter(&pace, SECOND);
    for (uint64_t i = 0; i < 100; i++)
        pace_moved(&pace, 0, (i + 2) * SECOND);
    assert_int_equal(pace.limit, 1);
}

static void test_a_crowded_host_gets_half(UNUSED void **state)
{
    struct world world = world_of((struct host){.alone_ns = 100 * MS, .parallel = 1000}, 0);
    uint64_t ticket;
    unsigned before;

    pass(&world, 5 * SECOND);
    before = world.pace.limit;
    ticket = world.uploads[0].ticket;
    world.uploads[0].there = false;
    pace_leave(&world.pace, ticket, PACING_CROWDED, 0, world.now_ns);
    assert_int_equal(world.pace.limit, before / 2);
}

static void test_those_sent_before_count_once(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);
    uint64_t tickets[8];

    pace.limit = pace.best = 8;
    for (int i = 0; i < 8; i++)
        tickets[i] = pace_enter(&pace, SECOND);
    for (int i = 0; i < 8; i++)
        pace_leave(&pace, tickets[i], PACING_CROWDED, 0, 2 * SECOND);
    assert_int_equal(pace.limit, 4);
    /* One begun afterwards does. */
    pace_leave(&pace, pace_enter(&pace, 2 * SECOND), PACING_CROWDED, 0, 3 * SECOND);
    assert_int_equal(pace.limit, 2);
}

static void test_one_is_always_let_in(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);

    for (uint64_t i = 1; i < 20; i++) {
        assert_true(pace_has_room(&pace));
        pace_leave(&pace, pace_enter(&pace, i * SECOND), PACING_CROWDED, 0, i * SECOND + MS);
    }
    assert_int_equal(pace.limit, 1);
}

static void test_a_host_that_refuses_many_is_not_pressed(UNUSED void **state)
{
    struct world world =
        world_of((struct host){.alone_ns = 50 * MS, .parallel = 1000, .refuses_beyond = 6}, 0);
    unsigned done, refused;

    pass(&world, 60 * SECOND);
    done = world.done;
    refused = world.refused;
    pass(&world, 30 * SECOND);
    /* Most of what it could take, and few refusals. */
    assert_true(world.done - done > 6 * 20 * 30 / 2);
    assert_true((world.refused - refused) * 20 < world.done - done);
}

static void test_a_host_that_recovers_is_used_again(UNUSED void **state)
{
    struct world world =
        world_of((struct host){.alone_ns = 50 * MS, .parallel = 1000, .refuses_beyond = 2}, 0);

    pass(&world, 20 * SECOND);
    assert_true(world.pace.best <= 3);
    world.host.refuses_beyond = 0;
    pass(&world, 60 * SECOND);
    assert_true(world.pace.best >= 16);
}

static void test_a_failure_of_a_file_changes_nothing(UNUSED void **state)
{
    struct pace pace = pace_begin(0, SECOND);

    for (uint64_t i = 1; i < 50; i++)
        pace_leave(&pace, pace_enter(&pace, i * SECOND), PACING_FAILED, 0, i * SECOND + MS);
    assert_int_equal(pace.limit, 1);
    assert_int_equal(pace.cuts, 0);
}

static void test_never_more_than_the_provider_wants(UNUSED void **state)
{
    struct world world = world_of((struct host){.alone_ns = 10 * MS, .parallel = 1000}, 2);

    pass(&world, 20 * SECOND);
    assert_int_equal(world.most_within, 2);
    assert_int_equal(pace_begin(1000, 0).most, PACE_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_goes_alone),
        cmocka_unit_test(test_it_grows_while_that_pays),
        cmocka_unit_test(test_it_stays_where_more_does_not_pay),
        cmocka_unit_test(test_it_finds_about_what_a_host_serves_at_once),
        cmocka_unit_test(test_large_files_count_by_their_bytes),
        cmocka_unit_test(test_standing_still_is_no_reason_to_grow),
        cmocka_unit_test(test_a_crowded_host_gets_half),
        cmocka_unit_test(test_those_sent_before_count_once),
        cmocka_unit_test(test_one_is_always_let_in),
        cmocka_unit_test(test_a_host_that_refuses_many_is_not_pressed),
        cmocka_unit_test(test_a_host_that_recovers_is_used_again),
        cmocka_unit_test(test_a_failure_of_a_file_changes_nothing),
        cmocka_unit_test(test_never_more_than_the_provider_wants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

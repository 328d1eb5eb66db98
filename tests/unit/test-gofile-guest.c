/* test-gofile-guest.c: of uploads that begin at once one makes the guest, and the others are its.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdbool.h>

#include "scratch.h"

#include "../../plugins/gofile/guest.h"

/* A callback in progress, of which another upload ends while it waits. */
struct waiting {
    struct twatfs_call call; /* first: the services find the rest behind it */
    struct twatfs_host host;
    struct gofile_guest *guest;
    const char *good; /* what the other upload, which goes first, has made */
    unsigned waits;
    bool is_cancelled;
    void *scratch[16];
    size_t scratch_count;
};

static struct waiting *ours(struct twatfs_call *call)
{
    return (struct waiting *)(void *)call;
}

static void *allocate(struct twatfs_call *call, uint64_t length)
{
    struct waiting *waiting = ours(call);

    assert_true(waiting->scratch_count < ARRAY_LENGTH(waiting->scratch));
    return waiting->scratch[waiting->scratch_count++] = malloc((size_t)length);
}

static twatfs_status wait_a_little(struct twatfs_call *call, UNUSED uint64_t milliseconds)
{
    struct waiting *waiting = ours(call);

    waiting->waits++;
    if (waiting->is_cancelled)
        return TWATFS_CANCELLED;
    if (waiting->waits == 2)
        gofile_guest_end(waiting->guest, NULL, waiting->good);
    return TWATFS_OK;
}

static void open_waiting(struct waiting *waiting)
{
    *waiting = (struct waiting){.host = {.struct_size = sizeof(struct twatfs_host),
                                         .scratch = allocate,
                                         .wait = wait_a_little},
                                .guest = gofile_guest_new()};
    waiting->call.host = &waiting->host;
    assert_non_null(waiting->guest);
}

static void close_waiting(struct waiting *waiting)
{
    while (waiting->scratch_count > 0)
        free(waiting->scratch[--waiting->scratch_count]);
    gofile_guest_free(waiting->guest);
}

/* The token that an upload begins with. */
static const char *begun(struct waiting *waiting)
{
    const char *token = "";

    assert_int_equal(gofile_guest_begin(&waiting->call, waiting->guest, &token), TWATFS_OK);
    return token;
}

static void test_others_wait_for_the_first(UNUSED void **state)
{
    CLEANUP(close_waiting) struct waiting waiting;

    open_waiting(&waiting);
    waiting.good = "one";
    assert_null(begun(&waiting));
    assert_int_equal(waiting.waits, 0);
    assert_string_equal(begun(&waiting), "one");
    assert_int_equal(waiting.waits, 2);
    assert_string_equal(begun(&waiting), "one");
    assert_int_equal(waiting.waits, 2);
}

static void test_after_one_that_failed_another_goes_first(UNUSED void **state)
{
    CLEANUP(close_waiting) struct waiting waiting;

    open_waiting(&waiting);
    assert_null(begun(&waiting));
    assert_null(begun(&waiting));
    assert_int_equal(waiting.waits, 2);
    /* It is awaited as the first one was. */
    waiting.waits = 0;
    waiting.good = "two";
    assert_string_equal(begun(&waiting), "two");
    assert_int_equal(waiting.waits, 2);
}

static void test_who_waits_can_be_cancelled(UNUSED void **state)
{
    CLEANUP(close_waiting) struct waiting waiting;
    const char *token = NULL;

    open_waiting(&waiting);
    assert_null(begun(&waiting));
    waiting.is_cancelled = true;
    assert_int_equal(gofile_guest_begin(&waiting.call, waiting.guest, &token), TWATFS_CANCELLED);
    gofile_guest_end(waiting.guest, NULL, "one");
    assert_string_equal(begun(&waiting), "one");
}

static void test_a_late_no_leaves_the_successor(UNUSED void **state)
{
    CLEANUP(close_waiting) struct waiting waiting;

    open_waiting(&waiting);
    assert_null(begun(&waiting));
    gofile_guest_end(waiting.guest, NULL, "one");
    gofile_guest_end(waiting.guest, "one", NULL);
    assert_null(begun(&waiting));
    gofile_guest_end(waiting.guest, NULL, "two");
    gofile_guest_end(waiting.guest, "one", NULL);
    assert_string_equal(begun(&waiting), "two");
    /* Nor does a late yes bring the old one back. */
    gofile_guest_end(waiting.guest, "one", "one");
    assert_string_equal(begun(&waiting), "two");
    gofile_guest_end(waiting.guest, "two", "three");
    assert_string_equal(begun(&waiting), "three");
    assert_int_equal(waiting.waits, 0);
}

/* While one upload makes a guest, an older one ends. */
static void test_a_late_end_does_not_end_the_wait(UNUSED void **state)
{
    CLEANUP(close_waiting) struct waiting waiting;

    open_waiting(&waiting);
    waiting.good = "two";
    assert_null(begun(&waiting));
    gofile_guest_end(waiting.guest, "one", NULL);
    gofile_guest_end(waiting.guest, "one", "one");
    assert_string_equal(begun(&waiting), "two");
    assert_int_equal(waiting.waits, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_others_wait_for_the_first),
        cmocka_unit_test(test_after_one_that_failed_another_goes_first),
        cmocka_unit_test(test_who_waits_can_be_cancelled),
        cmocka_unit_test(test_a_late_no_leaves_the_successor),
        cmocka_unit_test(test_a_late_end_does_not_end_the_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-dropbox-pieces.c: a file as pieces, and what a later run gets of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dropbox-call.h"

#include "../../plugins/dropbox/pieces.h"

#define MIB ((uint64_t)1 << 20)

static void test_the_last_comes_last(UNUSED void **state)
{
    struct pieces pieces;
    uint64_t wait_ms = UINT64_MAX;

    assert_true(dropbox_pieces_cut(&pieces, 17 * MIB));
    assert_int_equal(pieces.count, 3);
    assert_int_equal(dropbox_pieces_length(&pieces, 1), 8 * MIB);
    assert_int_equal(dropbox_pieces_length(&pieces, 2), MIB);
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 0);
    pieces.items[0].state = PIECE_FLIES;
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 1);
    dropbox_pieces_arrived(&pieces, 1);
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 3);
    assert_int_equal(wait_ms, UINT64_MAX);
    pieces.items[0] = (struct piece){.state = PIECE_WAITS, .wait_ns = 5000000};
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 3);
    assert_int_equal(wait_ms, 6);
    assert_int_equal(dropbox_pieces_next(&pieces, 5000000, &wait_ms), 0);
    dropbox_pieces_arrived(&pieces, 0);
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 2);
    dropbox_pieces_arrived(&pieces, 2);
    assert_int_equal(dropbox_pieces_next(&pieces, 0, &wait_ms), 3);
    dropbox_pieces_free(&pieces);
}

static void test_a_later_run_knows(UNUSED void **state)
{
    CLEANUP(dropbox_call_close) struct dropbox_call call;
    struct pieces pieces, later;

    dropbox_call_open(&call);
    assert_true(dropbox_pieces_cut(&pieces, 70 * MIB));
    strcpy(pieces.id, "pid:abc");
    dropbox_pieces_arrived(&pieces, 0);
    dropbox_pieces_arrived(&pieces, 1);
    dropbox_pieces_arrived(&pieces, 5);
    dropbox_pieces_arrived(&pieces, 8);
    dropbox_pieces_save(&call.call, &pieces);
    assert_true(dropbox_pieces_cut(&later, 70 * MIB));
    assert_true(dropbox_pieces_load(&call.call, &later));
    assert_string_equal(later.id, "pid:abc");
    assert_int_equal(later.arrived, 4);
    assert_int_equal(later.first, 2);
    for (uint32_t i = 0; i < pieces.count; i++)
        assert_int_equal(later.items[i].state, pieces.items[i].state);
    dropbox_pieces_free(&later);
    /* Of another size it is of no use. */
    assert_true(dropbox_pieces_cut(&later, 70 * MIB - 1));
    assert_false(dropbox_pieces_load(&call.call, &later));
    dropbox_pieces_free(&later);
    dropbox_pieces_forget(&call.call);
    assert_true(dropbox_pieces_cut(&later, 70 * MIB));
    assert_false(dropbox_pieces_load(&call.call, &later));
    dropbox_pieces_free(&later);
    dropbox_pieces_free(&pieces);
}

static void test_what_is_no_checkpoint(UNUSED void **state)
{
    static const char *const texts[] = {
        "x",
        "twatfs-dropbox 1\n",
        "twatfs-dropbox 1\nid",
        "twatfs-dropbox 1\n\n25165824\n8388608\n8\n",
        "twatfs-dropbox 1\nid\n25165824\n8388608\n",
        "twatfs-dropbox 1\nid\n25165824\n8388608\n8",
        "twatfs-dropbox 1\nid\n25165824\n8388608\n88\n",
        "twatfs-dropbox 1\nid\n25165824\n8388608\ng\n",
        "twatfs-dropbox 1\nid\n25165824\n8388608\n1\n",
        "twatfs-dropbox 1\nid\n25165824\n4194304\n8\n",
        "twatfs-dropbox 2\nid\n25165824\n8388608\n8\n",
    };
    CLEANUP(dropbox_call_close) struct dropbox_call call;
    struct pieces pieces;

    dropbox_call_open(&call);
    assert_true(dropbox_pieces_cut(&pieces, 24 * MIB));
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        dropbox_call_save(&call.call, texts[i], strlen(texts[i]));
        if (dropbox_pieces_load(&call.call, &pieces) || pieces.arrived != 0 || pieces.first != 0)
            fail_msg("%s", texts[i]);
    }
    dropbox_pieces_free(&pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_last_comes_last),
        cmocka_unit_test(test_a_later_run_knows),
        cmocka_unit_test(test_what_is_no_checkpoint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

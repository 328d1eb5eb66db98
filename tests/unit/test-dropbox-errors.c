/* test-dropbox-errors.c: what is made of Dropbox's tags.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/dropbox/errors.h"

static void expect(const char *tags, twatfs_status class, const char *part)
{
    twatfs_status status = TWATFS_OK;
    const char *sentence = NULL;

    if (!dropbox_errors_find(tags, &status, &sentence))
        fail_msg("%s: unknown", tags);
    if (status != class || strstr(sentence, part) == NULL)
        fail_msg("%s: class %d: %s", tags, status, sentence);
}

static void test_the_innermost_counts(UNUSED void **state)
{
    expect("path/conflict/file", TWATFS_REFUSED, "--force");
    expect("path/conflict/file_ancestor", TWATFS_REFUSED, "--force");
    expect("path/insufficient_space", TWATFS_REFUSED, "full");
    expect("path/too_many_write_operations", TWATFS_TEMPORARY, "too many");
    expect("lookup_failed/incorrect_offset", TWATFS_TEMPORARY, "parts");
    expect("path_write/access_restricted", TWATFS_AUTH, "no access");
    expect("settings_error/not_authorized", TWATFS_REFUSED, "--expire");
    expect("missing_scope", TWATFS_AUTH, "files.content.write");
    expect("invalid_account_type/feature", TWATFS_AUTH, "plan");
}

static void test_what_is_not_known(UNUSED void **state)
{
    static const char *const unknown[] = {"",          "other",     "path/other",
                                          "xconflict", "conflictx", "not_authorized"};
    twatfs_status status;
    const char *sentence;

    for (size_t i = 0; i < ARRAY_LENGTH(unknown); i++)
        if (dropbox_errors_find(unknown[i], &status, &sentence))
            fail_msg("%s: %s", unknown[i], sentence);
}

static void test_a_tag_among_others(UNUSED void **state)
{
    const struct refusal refusal = {.tags = "lookup_failed/not_found/x"};

    assert_true(dropbox_errors_has(&refusal, "lookup_failed"));
    assert_true(dropbox_errors_has(&refusal, "not_found"));
    assert_true(dropbox_errors_has(&refusal, "lookup_failed/not_found"));
    assert_true(dropbox_errors_has(&refusal, "x"));
    assert_false(dropbox_errors_has(&refusal, "found"));
    assert_false(dropbox_errors_has(&refusal, "lookup"));
    assert_false(dropbox_errors_has(&refusal, "lookup_failed/x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_innermost_counts),
        cmocka_unit_test(test_what_is_not_known),
        cmocka_unit_test(test_a_tag_among_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

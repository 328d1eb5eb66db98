/* test-filter.c: which files of a list or a folder are meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "cli/filter.h"

/* "+*.jpg -bad*": includes and excludes, in this order. */
static struct filter filter_of(const char *patterns)
{
    CLEANUP_FREE char *copy = strdup(patterns);
    struct filter filter = {0};
    char *rest = NULL;

    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        assert_true(filter_add(&filter, word + 1, word[0] == '+'));
    return filter;
}

static bool takes_file(const char *patterns, const char *path)
{
    CLEANUP(filter_free) struct filter filter = filter_of(patterns);

    return filter_takes_file(&filter, path);
}

static bool takes_folder(const char *patterns, const char *path)
{
    CLEANUP(filter_free) struct filter filter = filter_of(patterns);

    return filter_takes_folder(&filter, path);
}

static void test_without_patterns_all_are_meant(UNUSED void **state)
{
    assert_true(takes_file("", "a/b"));
    assert_true(takes_folder("", "a"));
}

static void test_an_include_alone_means_no_others(UNUSED void **state)
{
    assert_true(takes_file("+*.jpg", "a.jpg"));
    assert_false(takes_file("+*.jpg", "a.txt"));
}

static void test_an_exclude_alone_leaves_the_others(UNUSED void **state)
{
    assert_false(takes_file("-*.jpg", "a.jpg"));
    assert_true(takes_file("-*.jpg", "a.txt"));
}

static void test_the_last_that_matches_decides(UNUSED void **state)
{
    assert_true(takes_file("-*.jpg +a.jpg", "a.jpg"));
    assert_false(takes_file("-*.jpg +a.jpg", "b.jpg"));
    assert_false(takes_file("+a.jpg -*.jpg", "a.jpg"));
    assert_true(takes_file("-* +*.jpg", "a.jpg"));
}

static void test_paths_and_last_parts_are_compared(UNUSED void **state)
{
    assert_true(takes_file("+b.txt", "a/b.txt"));
    assert_true(takes_file("+a/*", "a/b/c.txt"));
    assert_true(takes_file("+a/b.txt", "a/b.txt"));
    assert_false(takes_file("+a", "a/b.txt"));
    assert_false(takes_file("+B.txt", "b.txt")); /* small letters are others */
    assert_true(takes_file("+[ab].txt", "x/b.txt"));
    assert_true(takes_file("+?.txt", "b.txt"));
}

static void test_a_slash_at_the_end_is_about_folders(UNUSED void **state)
{
    assert_false(takes_folder("-.git/", "a/.git"));
    assert_true(takes_folder("-.git/", "a"));
    assert_true(takes_folder("-*", "a")); /* a file's pattern */
    assert_true(takes_file("-.git/", ".git"));
    assert_true(takes_folder("-*/ +a/", "a"));
    /* One about folders does not make files wanted or not. */
    assert_true(takes_file("+a/ -*.txt", "b.jpg"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_patterns_all_are_meant),
        cmocka_unit_test(test_an_include_alone_means_no_others),
        cmocka_unit_test(test_an_exclude_alone_leaves_the_others),
        cmocka_unit_test(test_the_last_that_matches_decides),
        cmocka_unit_test(test_paths_and_last_parts_are_compared),
        cmocka_unit_test(test_a_slash_at_the_end_is_about_folders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

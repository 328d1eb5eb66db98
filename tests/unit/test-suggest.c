/* test-suggest.c: what someone who mistyped a word may have meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/cleanup.h"
#include "base/suggest.h"

static const char *best_of(const char *word, const char *const *candidates, size_t count)
{
    struct suggestion suggestion = SUGGESTION_INIT(word);

    for (size_t i = 0; i < count; i++)
        suggestion_consider(&suggestion, candidates[i]);
    return suggestion.best;
}

static void test_distance(UNUSED void **state)
{
    assert_int_equal(suggest_distance("", ""), 0);
    assert_int_equal(suggest_distance("abc", ""), 3);
    assert_int_equal(suggest_distance("", "abc"), 3);
    assert_int_equal(suggest_distance("upload", "upload"), 0);
    assert_int_equal(suggest_distance("Upload", "uPLOAD"), 0);
    assert_int_equal(suggest_distance("uplaod", "upload"), 1); /* swapped */
    assert_int_equal(suggest_distance("uplod", "upload"), 1);  /* left out */
    assert_int_equal(suggest_distance("uploaad", "upload"), 1);
    assert_int_equal(suggest_distance("upkoad", "upload"), 1);
    assert_int_equal(suggest_distance("kitten", "sitting"), 3);
    assert_int_equal(suggest_distance("kitten", "sitting"), suggest_distance("sitting", "kitten"));
}

static void test_long_words_are_far(UNUSED void **state)
{
    char longest[SUGGEST_LONGEST + 1], longer[SUGGEST_LONGEST + 2];

    memset(longest, 'a', SUGGEST_LONGEST);
    longest[SUGGEST_LONGEST] = '\0';
    memset(longer, 'a', SUGGEST_LONGEST + 1);
    longer[SUGGEST_LONGEST + 1] = '\0';
    assert_int_equal(suggest_distance(longest, longest), 0);
    assert_int_equal(suggest_distance("", longest), SUGGEST_LONGEST);
    assert_true(suggest_distance(longest, longer) == SIZE_MAX);
    assert_true(suggest_distance(longer, "a") == SIZE_MAX);
}

static void test_nearest_wins(UNUSED void **state)
{
    static const char *const keys[] = {"retry-for", "retries", "retry-delay", "timeout"};

    assert_string_equal(best_of("retires", keys, ARRAY_LENGTH(keys)), "retries");
    assert_string_equal(best_of("retry_for", keys, ARRAY_LENGTH(keys)), "retry-for");
    assert_string_equal(best_of("tiemout", keys, ARRAY_LENGTH(keys)), "timeout");
    /* The beginning of a word. */
    assert_string_equal(best_of("retry-d", keys, ARRAY_LENGTH(keys)), "retry-delay");
}

static void test_far_words_are_not_offered(UNUSED void **state)
{
    static const char *const words[] = {"upload", "providers", "s3", "x"};

    assert_null(best_of("banana", words, ARRAY_LENGTH(words)));
    assert_null(best_of("", words, ARRAY_LENGTH(words)));
    assert_null(best_of("y", words, ARRAY_LENGTH(words)));
    assert_null(best_of("download-all", words, ARRAY_LENGTH(words)));
    assert_string_equal(best_of("s4", words, ARRAY_LENGTH(words)), "s3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_long_words_are_far),
        cmocka_unit_test(test_nearest_wins),
        cmocka_unit_test(test_far_words_are_not_offered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

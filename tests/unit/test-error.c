/* test-error.c: what a failure says, and that its text always fits and keeps its reason.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <errno.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

static char long_text[2 * ERROR_TEXT_SIZE];

static int fill(UNUSED void **state)
{
    memset(long_text, 'x', sizeof long_text - 1);
    return 0;
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), of_end = strlen(end);

    return length >= of_end && strcmp(text + length - of_end, end) == 0;
}

/* In one place alone, however often it was cut. */
static bool has_ellipsis(const char *text)
{
    const char *found = strstr(text, "…");

    return found != NULL && strstr(found + 1, "…") == NULL;
}

static void test_set_returns_false_and_says_why(UNUSED void **state)
{
    struct error error = {.status = 7, .code = 8};

    assert_false(error_set(&error, "%s: %d: %s", "thing", 5, "why"));
    assert_string_equal(error.text, "thing: 5: why");
    assert_int_equal(error.code, 0);
}

static void test_nobody_asked(UNUSED void **state)
{
    assert_false(error_set(NULL, "x"));
    assert_false(error_class(NULL, TWATFS_LOCAL, "x"));
    assert_false(error_errno(NULL, "x"));
    assert_false(error_memory(NULL));
    error_prefix(NULL, "x");
}

static void test_class_is_kept_with_the_text(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_false(error_class(&error, TWATFS_REFUSED, "host: %s", "no"));
    assert_int_equal(error.status, TWATFS_REFUSED);
    assert_string_equal(error.text, "host: no");
    error_prefix(&error, "%d: ", 1);
    assert_int_equal(error.status, TWATFS_REFUSED);
    assert_string_equal(error.text, "1: host: no");
}

static void test_errno_is_described(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    errno = ENOENT;
    assert_false(error_errno(&error, "/x/%s", "y"));
    assert_int_equal(error.code, ENOENT);
    assert_string_equal(error.text, "/x/y: No such file or directory");
}

static void test_memory(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_false(error_memory(&error));
    assert_string_equal(error.text, "out of memory");
}

static void test_longest_text_is_whole(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    error_set(&error, "%.*s", ERROR_TEXT_SIZE - 1, long_text);
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_false(has_ellipsis(error.text));
}

static void test_longer_text_lacks_its_middle_and_says_so(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    error_set(&error, "a%.*sz", ERROR_TEXT_SIZE - 2, long_text);
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_true(has_ellipsis(error.text));
    assert_true(text_starts_with(error.text, "ax"));
    assert_true(ends_in(error.text, "xz"));
}

/* The reason is at the end, and is kept. */
static void test_long_name_leaves_its_reason(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    errno = EACCES;
    error_errno(&error, "%s", long_text);
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_true(has_ellipsis(error.text));
    assert_true(ends_in(error.text, "x: Permission denied"));
    assert_int_equal(error.code, EACCES);
    for (int room = 0; room < 40; room++) {
        errno = EACCES;
        error_errno(&error, "%.*s", ERROR_TEXT_SIZE - 1 - room, long_text);
        assert_true(strlen(error.text) < ERROR_TEXT_SIZE);
        assert_true(ends_in(error.text, "x: Permission denied"));
        assert_int_equal(has_ellipsis(error.text), room < (int)strlen(": Permission denied"));
    }
}

static void test_long_prefix_leaves_what_it_is_put_before(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    for (int room = 0; room < 12; room++) {
        error_set(&error, "inner");
        error_prefix(&error, "%.*s", ERROR_TEXT_SIZE - 1 - room, long_text);
        assert_true(strlen(error.text) < ERROR_TEXT_SIZE);
        assert_true(ends_in(error.text, "xinner"));
        assert_int_equal(has_ellipsis(error.text), room < 5);
    }
    error_set(&error, "inner");
    error_prefix(&error, "%s", long_text);
    assert_true(has_ellipsis(error.text));
    assert_true(ends_in(error.text, "xinner"));
    error_prefix(&error, "%s", "outer: ");
    assert_true(text_starts_with(error.text, "outer: x"));
    assert_true(has_ellipsis(error.text));
    assert_true(ends_in(error.text, "xinner"));
}

/* Wherever the cut falls, what is left is whole characters. */
static void test_cut_never_splits_a_character(UNUSED void **state)
{
    static const char *const characters[] = {"é", "€", "😀"};

    for (size_t i = 0; i < ARRAY_LENGTH(characters); i++)
        for (int shift = 0; shift < 8; shift++) {
            CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
            struct error error = ERROR_INIT;

            buffer_append(&text, long_text, (size_t)shift);
            while (text.length < 2 * ERROR_TEXT_SIZE)
                buffer_puts(&text, characters[i]);
            error_set(&error, "%s", text.data);
            assert_true(utf8_valid(error.text, strlen(error.text)));
            assert_true(has_ellipsis(error.text));
            error_prefix(&error, "%.*s", 3, long_text);
            assert_true(utf8_valid(error.text, strlen(error.text)));
            error_set(&error, "inner");
            error_prefix(&error, "%s", text.data);
            assert_true(utf8_valid(error.text, strlen(error.text)));
        }
}

/* Wherever the cut falls, nothing is left of a secret that it would run through. */
static void test_cut_leaves_no_part_of_a_secret(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_true(log_add_secret("hunter2-hunter2"));
    for (int room = 0; room < 40; room++) {
        int length = ERROR_TEXT_SIZE - 1 - room;

        error_set(&error, "%.*s%s%s", length, long_text, "hunter2-hunter2", long_text);
        assert_null(strstr(error.text, "h"));
        assert_true(has_ellipsis(error.text));
        error_set(&error, "%s", "hunter2-hunter2");
        error_prefix(&error, "%.*s", length, long_text);
        assert_true(strstr(error.text, "h") == NULL || room >= 15);
        errno = EACCES;
        error_errno(&error, "%.*s%s", length, long_text, "hunter2-hunter2");
        assert_true(strstr(error.text, "h") == NULL || room >= 15);
    }
    log_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_returns_false_and_says_why),
        cmocka_unit_test(test_nobody_asked),
        cmocka_unit_test(test_class_is_kept_with_the_text),
        cmocka_unit_test(test_errno_is_described),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_longest_text_is_whole),
        cmocka_unit_test(test_longer_text_lacks_its_middle_and_says_so),
        cmocka_unit_test(test_long_name_leaves_its_reason),
        cmocka_unit_test(test_long_prefix_leaves_what_it_is_put_before),
        cmocka_unit_test(test_cut_never_splits_a_character),
        cmocka_unit_test(test_cut_leaves_no_part_of_a_secret),
    };

    return cmocka_run_group_tests(tests, fill, NULL);
}

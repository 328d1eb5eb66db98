/* test-config.c: the lines of an INI file, counted and measured.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/config.h"
#include "base/text.h"

static struct scratch scratch;
static struct buffer seen; /* "LINE section/key=value;" of each key */

static int open_scratch(UNUSED void **state)
{
    scratch_open(&scratch);
    buffer_puts(&seen, "");
    return 0;
}

static int close_scratch(UNUSED void **state)
{
    buffer_free(&seen);
    scratch_close(&scratch);
    return 0;
}

static bool note_key(UNUSED void *data, const char *section, const char *key, const char *value,
                     unsigned long line, struct error *error)
{
    if (strcmp(key, "bad") == 0)
        return error_set(error, "bad: not like this");
    return buffer_printf(&seen, "%lu %s/%s=%s;", line, section, key, value);
}

static const char *config_path(void)
{
    return scratch_path(&scratch, "config");
}

static bool read_text(const char *text, size_t length, struct error *error)
{
    write_file(config_path(), text, length, 0600);
    return config_read(config_path(), note_key, NULL, error);
}

static void expect_keys(const char *text, const char *expected)
{
    struct error error = ERROR_INIT;

    buffer_clear(&seen);
    if (!read_text(text, strlen(text), &error))
        fail_msg("%s", error.text);
    assert_string_equal(seen.data, expected);
}

/* expected follows the path. */
static void expect_error_of(const char *text, size_t length, const char *expected)
{
    struct error error = ERROR_INIT;

    assert_false(read_text(text, length, &error));
    assert_true(text_starts_with(error.text, config_path()));
    assert_string_equal(error.text + strlen(config_path()), expected);
}

static void expect_error(const char *text, const char *expected)
{
    expect_error_of(text, strlen(text), expected);
}

static void test_missing_file_is_an_empty_one(UNUSED void **state)
{
    assert_true(config_read(config_path(), note_key, NULL, NULL));
    assert_true(config_read(scratch_path(&scratch, "no/such/folder"), note_key, NULL, NULL));
    write_file(config_path(), "", 0, 0600);
    assert_true(config_read(scratch_path(&scratch, "config/below"), note_key, NULL, NULL));
    assert_string_equal(seen.data, "");
}

static void test_empty_file(UNUSED void **state)
{
    expect_keys("", "");
    expect_keys("\n\n  \n# only\n; comments\n[section]\n", "");
}

static void test_sections_and_keys(UNUSED void **state)
{
    expect_keys("a = 1\n[one]\nb=two words \n[two]\n c : 3\nd =\n",
                "1 /a=1;3 one/b=two words;5 two/c=3;6 two/d=;");
}

static void test_lines_are_counted_through_all_that_is_no_key(UNUSED void **state)
{
    expect_keys("\n# comment\n\r\n[s]\n\na=1\n; comment\nb=2", "6 s/a=1;8 s/b=2;");
}

static void test_line_ends_of_other_systems(UNUSED void **state)
{
    expect_keys("[s]\r\na=1\r\nb=2\r\n", "2 s/a=1;3 s/b=2;");
}

static void test_byte_order_mark_is_no_part_of_a_key(UNUSED void **state)
{
    expect_keys("\xef\xbb\xbf"
                "a=1\n",
                "1 /a=1;");
}

static void test_key_that_is_refused_is_named_by_its_line(UNUSED void **state)
{
    expect_error("a=1\n\nbad=2\nc=3\n", ":3: bad: not like this");
    assert_string_equal(seen.data, "1 /a=1;");
}

static void test_only_the_first_refusal_counts(UNUSED void **state)
{
    expect_error("bad=1\nbad=2\n", ":1: bad: not like this");
}

static void test_line_that_is_nothing(UNUSED void **state)
{
    expect_error("a=1\nnonsense\n", ":2: neither \"key = value\" nor \"[section]\"");
    expect_error("[open\na=1\n", ":1: neither \"key = value\" nor \"[section]\"");
}

/* A key of so many bytes with its value, one line. */
static void long_line(struct buffer *text, size_t length, const char *end)
{
    buffer_clear(text);
    buffer_puts(text, "a=");
    while (text->length < length)
        buffer_puts(text, "x");
    buffer_puts(text, end);
}

static void test_longest_line_is_whole(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    long_line(&text, 198, "\nb=1\n");
    assert_true(read_text(text.data, text.length, NULL));
    assert_int_equal(seen.length, strlen("1 /") + 198 + strlen(";2 /b=1;"));
}

static void test_longer_line_is_never_cut_in_two(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    for (size_t length = 199; length <= 600; length++) {
        long_line(&text, length, "\nb=1\n");
        expect_error(text.data, ":1: line: longer than 198 bytes");
    }
    long_line(&text, 199, "");
    expect_error(text.data, ":1: line: longer than 198 bytes");
    assert_string_equal(seen.data, "");
}

static void test_long_line_is_named_by_its_number(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT, all = BUFFER_INIT;

    long_line(&text, 5000, "\n");
    buffer_printf(&all, "a=1\n\n%s", text.data);
    expect_error(all.data, ":3: line: longer than 198 bytes");
    buffer_free(&all);
}

/* What stands behind a NUL byte would be dropped without a word. */
static void test_nul_bytes_are_no_text(UNUSED void **state)
{
    expect_error_of("a=1\nb=x\0y\n", 10, ":2: line: holds a NUL byte");
    expect_error_of("\0a=1\n", 5, ":1: line: holds a NUL byte");
    expect_error_of("a=1\0", 4, ":1: line: holds a NUL byte");
    assert_string_equal(seen.data, "1 /a=1;");
}

static void test_folder_is_not_a_file(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_false(config_read(scratch.path, note_key, NULL, &error));
    assert_contains(error.text, scratch.path);
    assert_contains(error.text, ": not a regular file");
}

static void test_pipe_is_not_a_file_and_is_not_waited_for(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_int_equal(mkfifo(config_path(), 0600), 0);
    assert_false(config_read(config_path(), note_key, NULL, &error));
    assert_contains(error.text, ": not a regular file");
}

static void test_text_is_read_as_the_file_would_be(UNUSED void **state)
{
    static const char text[] = "a = 1\n  2\n[s]\nb = 3\n\0\n";
    struct error error = ERROR_INIT;

    assert_true(config_read_text("there", text, sizeof text - 3, note_key, NULL, NULL));
    assert_string_equal(seen.data, "1 /a=1;2 /a=2;4 s/b=3;");
    assert_true(config_read_text("there", NULL, 0, note_key, NULL, NULL));
    assert_false(config_read_text("there", text, sizeof text - 1, note_key, NULL, &error));
    assert_string_equal(error.text, "there:5: line: holds a NUL byte");
}

static void test_unreadable_file_is_named(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_int_equal(symlink("config", config_path()), 0); /* to itself */
    assert_false(config_read(config_path(), note_key, NULL, &error));
    assert_true(text_starts_with(error.text, config_path()));
    assert_contains(error.text, "symbolic links");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_missing_file_is_an_empty_one, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_empty_file, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_sections_and_keys, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_lines_are_counted_through_all_that_is_no_key,
                                        open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_line_ends_of_other_systems, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_byte_order_mark_is_no_part_of_a_key, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_key_that_is_refused_is_named_by_its_line, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_only_the_first_refusal_counts, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_line_that_is_nothing, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_longest_line_is_whole, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_longer_line_is_never_cut_in_two, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_long_line_is_named_by_its_number, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_nul_bytes_are_no_text, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_folder_is_not_a_file, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_pipe_is_not_a_file_and_is_not_waited_for, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_text_is_read_as_the_file_would_be, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_unreadable_file_is_named, open_scratch, close_scratch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-text.c: buffers, lists of strings, and text that is safe to show.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <locale.h>

#include "base/clock.h"
#include "base/text.h"

#define REPEAT_10(text) text text text text text text text text text text

/* ---- Buffers ---- */

static void test_buffer_begins_without_memory(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_null(buffer.data);
    assert_true(buffer_append(&buffer, NULL, 0));
    assert_string_equal(buffer.data, "");
    assert_int_equal(buffer.length, 0);
}

static void test_buffer_keeps_every_byte(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(buffer_append(&buffer, "a\0b", 3));
    assert_true(buffer_puts(&buffer, "cd"));
    assert_true(buffer_printf(&buffer, "%d%s", 12, "x"));
    assert_int_equal(buffer.length, 8);
    assert_memory_equal(buffer.data, "a\0bcd12x", 9);
}

static void test_buffer_ends_in_a_nul_at_every_length(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    for (size_t i = 1; i <= 5000; i++) {
        assert_true(buffer_append(&buffer, "x", 1));
        assert_int_equal(buffer.length, i);
        assert_true(buffer.capacity > i);
        assert_int_equal(buffer.data[i], '\0');
    }
    assert_int_equal(strlen(buffer.data), 5000);
}

static void test_buffer_failure_is_remembered(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(buffer_puts(&buffer, "kept"));
    assert_false(buffer_append(&buffer, "x", SIZE_MAX - 2));
    assert_true(buffer.failed);
    assert_string_equal(buffer.data, "kept");
    assert_int_equal(buffer.length, 4);
    /* What would fit does not hide that something is lacking. */
    assert_false(buffer_puts(&buffer, "y"));
    assert_false(buffer_printf(&buffer, "y"));
    assert_string_equal(buffer.data, "kept");
    assert_null(buffer_steal(&buffer));
    assert_false(buffer.failed);
    assert_null(buffer.data);
}

static void test_buffer_cleared_is_usable(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    buffer_clear(&buffer);
    assert_null(buffer.data);
    assert_true(buffer_puts(&buffer, "one"));
    assert_false(buffer_append(&buffer, "x", SIZE_MAX - 3));
    buffer_clear(&buffer);
    assert_string_equal(buffer.data, "");
    assert_true(buffer_puts(&buffer, "two"));
    assert_string_equal(buffer.data, "two");
}

static void test_buffer_stolen_is_empty(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;
    CLEANUP_FREE char *nothing = buffer_steal(&buffer);
    CLEANUP_FREE char *text = NULL;

    assert_string_equal(nothing, "");
    assert_true(buffer_puts(&buffer, "text"));
    text = buffer_steal(&buffer);
    assert_string_equal(text, "text");
    assert_null(buffer.data);
    assert_int_equal(buffer.length + buffer.capacity, 0);
}

/* ---- Lists ---- */

static void test_list_owns_its_strings(UNUSED void **state)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;
    char text[] = "one";

    assert_true(string_list_add(&list, text));
    text[0] = 'x';
    assert_true(string_list_add(&list, ""));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "one");
    assert_string_equal(list.items[1], "");
}

static void test_list_finds_whole_strings_only(UNUSED void **state)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;

    assert_false(string_list_contains(&list, ""));
    assert_true(string_list_add(&list, "one"));
    assert_true(string_list_add(&list, "two"));
    assert_true(string_list_contains(&list, "two"));
    assert_false(string_list_contains(&list, "tw"));
    assert_false(string_list_contains(&list, "twos"));
    assert_false(string_list_contains(&list, "Two"));
    assert_false(string_list_contains(&list, ""));
}

static void expect_split(const char *text, const char *separators, const char *expected)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;
    CLEANUP_BUFFER struct buffer joined = BUFFER_INIT;

    assert_true(string_list_split(&list, text, separators));
    buffer_puts(&joined, "");
    for (size_t i = 0; i < list.count; i++)
        buffer_printf(&joined, "[%s]", list.items[i]);
    assert_string_equal(joined.data, expected);
}

static void test_split_leaves_out_what_is_empty(UNUSED void **state)
{
    expect_split("", ",", "");
    expect_split(",", ",", "");
    expect_split(" , \t,\n", ",", "");
    expect_split("a", ",", "[a]");
    expect_split("a,b", ",", "[a][b]");
    expect_split(",,a,, b c\t,", ",", "[a][b c]");
    expect_split(" a b ", " ,", "[a][b]");
    expect_split("a,b;c", ",;", "[a][b][c]");
    expect_split("a,b", "", "[a,b]");
}

static void test_split_adds_to_what_is_there(UNUSED void **state)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;

    assert_true(string_list_split(&list, "a", ","));
    assert_true(string_list_split(&list, "b,a", ","));
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0], "a");
    assert_string_equal(list.items[2], "a");
}

/* ---- Plain strings ---- */

static void test_copy_takes_what_fits(UNUSED void **state)
{
    char target[4] = "zzz";

    text_copy(target, sizeof target, "ab");
    assert_string_equal(target, "ab");
    text_copy(target, sizeof target, "abc");
    assert_string_equal(target, "abc");
    text_copy(target, sizeof target, "abcd");
    assert_string_equal(target, "abc");
    text_copy(target, 1, "abcd");
    assert_string_equal(target, "");
}

static void expect_shortened(const char *before, size_t size, const char *after)
{
    char text[32];

    text_shorten(text, size, before);
    assert_string_equal(text, after);
}

static void test_shortened_in_the_middle_without_splitting_a_character(UNUSED void **state)
{
    expect_shortened("", 9, "");
    expect_shortened("abcdefgh", 9, "abcdefgh");
    expect_shortened("abcdefghi", 9, "abcd…i");
    expect_shortened("abcdefghijklmnop", 9, "abcd…p");
    expect_shortened("abcéfghijkl", 9, "abc…l"); /* é would end past the room */
    expect_shortened("abéfghijkl", 9, "abé…l");
    expect_shortened("abcdefghij€", 13, "abcdef…€");
    expect_shortened("abcdefghij€k", 13, "abcdef…k"); /* nor does half of € come back */
    expect_shortened("😀😀😀", 12, "😀…");
    expect_shortened("€😀😀", 9, "€…");
    /* Nothing but the middles of characters. */
    expect_shortened("\x80\x80\x80\x80\x80\x80\x80\x80\x80", 9, "…");
    expect_shortened("abc", 3, "ab"); /* there is no room for one */
    expect_shortened("abcd", 4, "…");
}

static void test_starts_with(UNUSED void **state)
{
    assert_true(text_starts_with("abc", ""));
    assert_true(text_starts_with("abc", "ab"));
    assert_true(text_starts_with("abc", "abc"));
    assert_false(text_starts_with("abc", "abcd"));
    assert_false(text_starts_with("abc", "Ab"));
    assert_false(text_starts_with("", "a"));
}

static void test_hex(UNUSED void **state)
{
    static const unsigned char bytes[] = {0x00, 0x0f, 0xa5, 0xff};
    char hex[9];

    text_hex(hex, bytes, 0);
    assert_string_equal(hex, "");
    text_hex(hex, bytes, sizeof bytes);
    assert_string_equal(hex, "000fa5ff");
}

/* ---- UTF-8 ---- */

static void expect_character(const char *text, size_t length, size_t bytes, uint32_t expected)
{
    uint32_t code_point = 0;

    assert_int_equal(utf8_character(text, length, &code_point), bytes);
    if (bytes > 0)
        assert_int_equal(code_point, expected);
}

static void test_utf8_borders_of_each_length(UNUSED void **state)
{
    expect_character("", 1, 1, 0);
    expect_character("\x7f", 1, 1, 0x7f);
    expect_character("\xc2\x80", 2, 2, 0x80);
    expect_character("\xdf\xbf", 2, 2, 0x7ff);
    expect_character("\xe0\xa0\x80", 3, 3, 0x800);
    expect_character("\xef\xbf\xbf", 3, 3, 0xffff);
    expect_character("\xf0\x90\x80\x80", 4, 4, 0x10000);
    expect_character("\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff);
    expect_character("éx", 3, 2, 0xe9);
}

static void test_utf8_overlong_forms_are_none(UNUSED void **state)
{
    expect_character("\xc0\x80", 2, 0, 0);
    expect_character("\xc0\xaf", 2, 0, 0);
    expect_character("\xc1\xbf", 2, 0, 0);
    expect_character("\xe0\x80\xaf", 3, 0, 0);
    expect_character("\xe0\x9f\xbf", 3, 0, 0);
    expect_character("\xf0\x80\x80\xaf", 4, 0, 0);
    expect_character("\xf0\x8f\xbf\xbf", 4, 0, 0);
}

static void test_utf8_surrogates_and_beyond_are_none(UNUSED void **state)
{
    expect_character("\xed\x9f\xbf", 3, 3, 0xd7ff);
    expect_character("\xed\xa0\x80", 3, 0, 0);
    expect_character("\xed\xbf\xbf", 3, 0, 0);
    expect_character("\xee\x80\x80", 3, 3, 0xe000);
    expect_character("\xf4\x90\x80\x80", 4, 0, 0);
    expect_character("\xf7\xbf\xbf\xbf", 4, 0, 0);
    expect_character("\xf8\x88\x80\x80\x80", 5, 0, 0);
    expect_character("\xff", 1, 0, 0);
    expect_character("\x80", 1, 0, 0);
}

static void test_utf8_cut_short_is_none(UNUSED void **state)
{
    expect_character("", 0, 0, 0);
    expect_character("\xc3\xa9", 1, 0, 0);
    expect_character("\xe2\x82\xac", 2, 0, 0);
    expect_character("\xf0\x9f\x98\x80", 3, 0, 0);
    expect_character("\xc3x", 2, 0, 0);
    expect_character("\xe2\x82x", 3, 0, 0);
    expect_character("\xe2\xc3\xa9", 3, 0, 0);
}

static void test_utf8_valid_looks_at_all_of_it(UNUSED void **state)
{
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("a\0é€😀", 11));
    assert_false(utf8_valid("a\0é€😀", 10));
    assert_false(utf8_valid("abc\xff", 4));
    assert_true(utf8_valid("abc\xff", 3));
}

/* ---- Printable ---- */

static void expect_printable(const char *text, size_t length, size_t limit, const char *expected)
{
    CLEANUP_FREE char *shown = text_printable(text, length, limit);

    assert_string_equal(shown, expected);
}

static void expect_shown(const char *text, const char *expected)
{
    expect_printable(text, strlen(text), 0, expected);
}

static void test_plain_text_has_no_control_characters(UNUSED void **state)
{
    static const char *const others[] = {"a\n",      "\x1b",      "\x7f", "\xc2\x80",
                                         "\xc2\x9b", "a\xc2\x9f", "\xff", "\xc3"};

    assert_true(text_is_plain(""));
    assert_true(text_is_plain("a ~\xc2\xa0é\xf0\x9f\x99\x82"));
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        assert_false(text_is_plain(others[i]));
}

static void test_printable_keeps_ordinary_text(UNUSED void **state)
{
    expect_shown("", "");
    expect_shown("plain \\ \"text\" é € 😀 日本", "plain \\ \"text\" é € 😀 日本");
}

static void test_printable_line_breaks_are_blanks(UNUSED void **state)
{
    expect_shown("a\nb\rc\td\r\n", "a b c d  ");
    /* Those of Unicode are shown, not obeyed. */
    expect_shown("a\xe2\x80\xa8z\xe2\x80\xa9z", "a\\u{2028}z\\u{2029}z");
    expect_shown("a\vb\fc", "a\\x0bb\\x0cc");
}

static void test_printable_no_control_character_is_left(UNUSED void **state)
{
    expect_printable("a\0b", 3, 0, "a\\x00b");
    expect_shown("\x1b[31mred\x1b]0;title\a", "\\x1b[31mred\\x1b]0;title\\x07");
    expect_shown("\x7f", "\\x7f");
    for (unsigned char c = 1; c < 0x20; c++) {
        char byte = (char)c;
        CLEANUP_FREE char *shown = text_printable(&byte, 1, 0);

        for (const char *at = shown; *at != '\0'; at++)
            assert_true(*at >= ' ');
    }
}

/* C1: some terminals take U+009B for ESC [. */
static void test_printable_c1_controls(UNUSED void **state)
{
    expect_shown("\xc2\x80", "\\x80");
    expect_shown("\xc2\x9b"
                 "31m",
                 "\\x9b31m");
    expect_shown("\xc2\x9f", "\\x9f");
    expect_shown("\xc2\xa0", "\xc2\xa0");
}

static void test_printable_bidirectional_overrides(UNUSED void **state)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"\xd8\x9c", "\\u{61c}"},      {"\xe2\x80\x8e", "\\u{200e}"}, {"\xe2\x80\x8f", "\\u{200f}"},
        {"\xe2\x80\xaa", "\\u{202a}"}, {"\xe2\x80\xae", "\\u{202e}"}, {"\xe2\x81\xa6", "\\u{2066}"},
        {"\xe2\x81\xa9", "\\u{2069}"}, {"\xef\xbb\xbf", "\\u{feff}"},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        expect_shown(cases[i].text, cases[i].shown);
    /* Text that runs from right to left by itself stays. */
    expect_shown("שלום", "שלום");
}

static void test_printable_bytes_that_are_no_utf8(UNUSED void **state)
{
    expect_shown("a\xff\xfez", "a\\xff\\xfez");
    expect_shown("\xc0\x9b", "\\xc0\\x9b"); /* an overlong ESC [ */
    expect_shown("\xe0\x80\x9b", "\\xe0\\x80\\x9b");
    expect_shown("\xed\xa0\x80", "\\xed\\xa0\\x80");
    expect_printable("é", 1, 0, "\\xc3");
}

static void test_printable_shows_a_cut(UNUSED void **state)
{
    expect_printable("abcdef", 6, 6, "abcdef");
    expect_printable("abcdef", 6, 5, "abcde…");
    expect_printable("abcdef", 6, 1, "a…");
    expect_printable("", 0, 1, "");
}

static void test_printable_keeps_nothing_past_the_limit(UNUSED void **state)
{
    expect_printable("abcé", 5, 4, "abc…");
    expect_printable("abcé", 5, 5, "abcé");
    expect_printable("😀😀", 8, 7, "😀…");
    expect_printable("a\x1b", 2, 4, "a…");
    expect_printable("a\x1b", 2, 5, "a\\x1b");
    expect_printable("\xe2\x80\xaez", 4, 7, "…");
    expect_printable("\xe2\x80\xaez", 4, 8, "\\u{202e}…");
    expect_printable("ab\xff", 3, 5, "ab…");
}

static void test_printable_limit_counts_from_where_it_began(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(buffer_puts(&buffer, "before: "));
    assert_true(buffer_printable(&buffer, "abcdef", 6, 3));
    assert_string_equal(buffer.data, "before: abc…");
}

/* ---- Patterns ---- */

static void expect_glob(const char *pattern, const char *text, bool expected)
{
    if (text_glob(pattern, text) != expected)
        fail_msg("%s: %s", pattern, text);
}

static void test_glob(UNUSED void **state)
{
    expect_glob("", "", true);
    expect_glob("", "a", false);
    expect_glob("a", "", false);
    expect_glob("*", "", true);
    expect_glob("***", "", true);
    expect_glob("?", "", false);
    expect_glob("*", "anything", true);
    expect_glob("*.exe", "setup.exe", true);
    expect_glob("*.exe", ".exe", true);
    expect_glob("*.exe", "setup.exe.txt", false);
    expect_glob("*.tar.*", "a.tar.tar.gz", true);
    expect_glob("a*b*c", "abc", true);
    expect_glob("a*b*c", "aXbXbXc", true);
    expect_glob("a*b*c", "aXcXb", false);
    expect_glob("a?c", "abc", true);
    expect_glob("a?c", "ac", false);
    expect_glob("*?", "a", true);
    expect_glob("*??", "a", false);
    expect_glob("video/*", "video/mp4", true);
}

static void test_glob_case_is_ignored(UNUSED void **state)
{
    expect_glob("*.EXE", "a.exe", true);
    expect_glob("*.exe", "A.EXE", true);
    expect_glob("É", "é", false); /* of ASCII only */
}

static void test_glob_has_no_brackets_and_no_escapes(UNUSED void **state)
{
    expect_glob("[ab]", "a", false);
    expect_glob("[ab]", "[ab]", true);
    expect_glob("\\*", "*", false);
    expect_glob("\\*", "\\x", true);
    expect_glob(".*", "a", false);
    expect_glob("*", ".hidden", true);
    expect_glob("*", "a/b", true);
}

static void test_glob_question_mark_is_a_character(UNUSED void **state)
{
    expect_glob("?.txt", "é.txt", true);
    expect_glob("??.txt", "é.txt", false);
    expect_glob("?", "😀", true);
    expect_glob("*?.txt", "é.txt", true);
    expect_glob("*??.txt", "é.txt", false);
    expect_glob("*????.txt", "xé.txt", false);
    expect_glob("?", "\xff", true); /* a byte that is no UTF-8 counts as one */
}

/* A matcher that goes back to every star needs longer than anyone lives for this. */
static void test_glob_hostile_patterns_end(UNUSED void **state)
{
    static const char pattern[] = REPEAT_10(REPEAT_10("*a")) "b";
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    for (int i = 0; i < 5000; i++)
        buffer_puts(&text, "a");
    expect_glob(pattern, text.data, false);
    buffer_puts(&text, "b");
    expect_glob(pattern, text.data, true);
    expect_glob(REPEAT_10(REPEAT_10("*?")) "b", text.data, true);
    expect_glob(REPEAT_10(REPEAT_10("**")), text.data, true);
}

/* ---- Numbers ---- */

static void test_number(UNUSED void **state)
{
    uint64_t value = 7;

    assert_true(text_number("0", 0, 9, &value));
    assert_int_equal(value, 0);
    assert_true(text_number("0012", 0, 12, &value));
    assert_int_equal(value, 12);
    assert_true(text_number("18446744073709551615", 0, UINT64_MAX, &value));
    assert_true(value == UINT64_MAX);
}

static void test_number_refuses_anything_around_it(UNUSED void **state)
{
    static const char *const bad[] = {
        "", " 1", "1 ", "+1", "-1", "0x1", "1.0", "1e3", "a", "1\n", "18446744073709551616",
    };
    uint64_t value = 7;

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        if (text_number(bad[i], 0, UINT64_MAX, &value))
            fail_msg("\"%s\"", bad[i]);
    assert_int_equal(value, 7);
}

static void test_number_keeps_its_borders(UNUSED void **state)
{
    uint64_t value;

    assert_false(text_number("4", 5, 6, &value));
    assert_true(text_number("5", 5, 6, &value));
    assert_true(text_number("6", 5, 6, &value));
    assert_false(text_number("7", 5, 6, &value));
}

static void expect_duration(const char *text, uint64_t expected)
{
    uint64_t nanoseconds = 0;

    if (!text_duration(text, &nanoseconds) || nanoseconds != expected)
        fail_msg("%s", text);
}

static void test_duration(UNUSED void **state)
{
    expect_duration("0", 0);
    expect_duration("45", 45 * NANOSECONDS_PER_SECOND);
    expect_duration("500ms", 500 * NANOSECONDS_PER_MS);
    expect_duration("1s", NANOSECONDS_PER_SECOND);
    expect_duration("90m", 5400 * NANOSECONDS_PER_SECOND);
    expect_duration("90min", 5400 * NANOSECONDS_PER_SECOND);
    expect_duration("24h", 86400 * NANOSECONDS_PER_SECOND);
    expect_duration("3d", 3 * 86400 * NANOSECONDS_PER_SECOND);
    expect_duration("2w", 14 * 86400 * NANOSECONDS_PER_SECOND);
}

static void test_duration_refuses_anything_else(UNUSED void **state)
{
    static const char *const bad[] = {
        "",    "s",  "-1s", "1.5h",  "1 h", " 1h",
        "1h ", "1H", "1y",  "1h30m", "1us", "99999999999999999999999999",
    };
    uint64_t nanoseconds = 7;

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        if (text_duration(bad[i], &nanoseconds))
            fail_msg("\"%s\"", bad[i]);
    assert_int_equal(nanoseconds, 7);
}

static void test_duration_that_does_not_fit(UNUSED void **state)
{
    uint64_t nanoseconds;

    expect_duration("18446744073s", UINT64_C(18446744073) * NANOSECONDS_PER_SECOND);
    assert_false(text_duration("18446744074s", &nanoseconds));
    expect_duration("30500w", UINT64_C(30500) * 7 * 86400 * NANOSECONDS_PER_SECOND);
    assert_false(text_duration("30501w", &nanoseconds));
}

static void test_bytes(UNUSED void **state)
{
    static const struct {
        const char *text;
        uint64_t bytes;
    } cases[] = {
        {"0", 0},
        {"4096", 4096},
        {"7B", 7},
        {"512K", 512 << 10},
        {"512k", 512 << 10},
        {"512KiB", 512 << 10},
        {"3M", 3 << 20},
        {"3MB", 3000000},
        {"2G", UINT64_C(2) << 30},
        {"1TB", UINT64_C(1000000000000)},
        {"16777215T", UINT64_C(16777215) << 40},
    };
    static const char *const bad[] = {"",     "K",   "-1",        "1.5M",
                                      "1 M",  "1m",  "1P",        "1KX",
                                      "1KIB", "1iB", "16777216T", "99999999999999999999"};
    uint64_t bytes;

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        if (!text_bytes(cases[i].text, &bytes) || bytes != cases[i].bytes)
            fail_msg("%s", cases[i].text);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        if (text_bytes(bad[i], &bytes))
            fail_msg("\"%s\"", bad[i]);
}

static void test_size(UNUSED void **state)
{
    static const struct {
        uint64_t bytes;
        const char *text;
    } cases[] = {
        {0, "0 B"},
        {1, "1 B"},
        {1023, "1023 B"},
        {1024, "1 KiB"},
        {1536, "1.5 KiB"},
        {2000, "2.0 KiB"},
        {UINT64_C(200) << 20, "200 MiB"},
        {(UINT64_C(1) << 20) - 1, "1.0 MiB"}, /* never "1024.0 KiB" */
        {(UINT64_C(1) << 30) - 1, "1.0 GiB"},
        {1000000, "1 MB"},
        {200000000, "200 MB"},
        {1000000000, "1 GB"},
        {UINT64_C(1500000000), "1500 MB"},
        {UINT64_C(1) << 40, "1 TiB"},
        {UINT64_C(1) << 60, "1 EiB"},
        {UINT64_MAX, "16 EiB"},
    };

    /* Whatever the decimal point is (tests/python/test-python-decimal-comma.sh). */
    setlocale(LC_NUMERIC, "");
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char text[32];

        text_size(text, sizeof text, cases[i].bytes);
        assert_string_equal(text, cases[i].text);
    }
    setlocale(LC_NUMERIC, "C");
}

static void test_seconds(UNUSED void **state)
{
    static const struct {
        uint64_t seconds;
        const char *text;
    } cases[] = {
        {0, "0 seconds"},
        {1, "1 second"},
        {59, "59 seconds"},
        {60, "1 minute"},
        {61, "61 seconds"},
        {3600, "1 hour"},
        {3900, "65 minutes"},
        {43200, "12 hours"},
        {86400, "1 day"},
        {86400 + 3600, "25 hours"},
        {3 * 86400, "3 days"},
        {864000 + 1, "10 days"},
        {UINT64_MAX, "213503982334601 days"},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char text[40];

        text_seconds(text, sizeof text, cases[i].seconds);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffer_begins_without_memory),
        cmocka_unit_test(test_buffer_keeps_every_byte),
        cmocka_unit_test(test_buffer_ends_in_a_nul_at_every_length),
        cmocka_unit_test(test_buffer_failure_is_remembered),
        cmocka_unit_test(test_buffer_cleared_is_usable),
        cmocka_unit_test(test_buffer_stolen_is_empty),
        cmocka_unit_test(test_list_owns_its_strings),
        cmocka_unit_test(test_list_finds_whole_strings_only),
        cmocka_unit_test(test_split_leaves_out_what_is_empty),
        cmocka_unit_test(test_split_adds_to_what_is_there),
        cmocka_unit_test(test_copy_takes_what_fits),
        cmocka_unit_test(test_shortened_in_the_middle_without_splitting_a_character),
        cmocka_unit_test(test_starts_with),
        cmocka_unit_test(test_hex),
        cmocka_unit_test(test_utf8_borders_of_each_length),
        cmocka_unit_test(test_utf8_overlong_forms_are_none),
        cmocka_unit_test(test_utf8_surrogates_and_beyond_are_none),
        cmocka_unit_test(test_utf8_cut_short_is_none),
        cmocka_unit_test(test_utf8_valid_looks_at_all_of_it),
        cmocka_unit_test(test_plain_text_has_no_control_characters),
        cmocka_unit_test(test_printable_keeps_ordinary_text),
        cmocka_unit_test(test_printable_line_breaks_are_blanks),
        cmocka_unit_test(test_printable_no_control_character_is_left),
        cmocka_unit_test(test_printable_c1_controls),
        cmocka_unit_test(test_printable_bidirectional_overrides),
        cmocka_unit_test(test_printable_bytes_that_are_no_utf8),
        cmocka_unit_test(test_printable_shows_a_cut),
        cmocka_unit_test(test_printable_keeps_nothing_past_the_limit),
        cmocka_unit_test(test_printable_limit_counts_from_where_it_began),
        cmocka_unit_test(test_glob),
        cmocka_unit_test(test_glob_case_is_ignored),
        cmocka_unit_test(test_glob_has_no_brackets_and_no_escapes),
        cmocka_unit_test(test_glob_question_mark_is_a_character),
        cmocka_unit_test(test_glob_hostile_patterns_end),
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_number_refuses_anything_around_it),
        cmocka_unit_test(test_number_keeps_its_borders),
        cmocka_unit_test(test_duration),
        cmocka_unit_test(test_duration_refuses_anything_else),
        cmocka_unit_test(test_duration_that_does_not_fit),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_seconds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

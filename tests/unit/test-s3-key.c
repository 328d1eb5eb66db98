/* test-s3-key.c: the key of an object, from what the user asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-call.h"

#include "../../plugins/s3/key.h"

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* 2026-01-02 03:04:05 UTC */
#define TIME INT64_C(1767323045)

static void expect(const char *template, const char *name, const char *expected)
{
    CLEANUP_S3_CALL struct s3_call call;
    const char *key;

    s3_call_open(&call);
    call.sha256 = SHA256;
    key = key_make(&call.call, template, NULL, name, TIME, false);
    if (key == NULL)
        fail_msg("%s", call.text);
    assert_string_equal(key, expected);
    assert_string_equal(call.warning, "");
}

static void expect_refused(const char *template, const char *name, const char *reason)
{
    CLEANUP_S3_CALL struct s3_call call;
    const char *key;

    s3_call_open(&call);
    call.sha256 = SHA256;
    key = key_make(&call.call, template, NULL, name, TIME, false);
    if (key != NULL)
        fail_msg("%s: %s", template, key);
    assert_int_equal(call.status, TWATFS_REFUSED);
    assert_int_equal(call.retry_after_s, 0);
    assert_contains(call.text, reason);
}

/* count times a text, in a block of its own; the caller frees it. */
static char *repeat(const char *text, size_t count)
{
    size_t length = strlen(text);
    char *repeated = malloc(count * length + 1);

    assert_non_null(repeated);
    for (size_t i = 0; i < count; i++)
        memcpy(repeated + i * length, text, length);
    repeated[count * length] = '\0';
    return repeated;
}

/* ---- What stands for what ---- */

static void test_without_a_template_it_is_the_name(UNUSED void **state)
{
    expect(NULL, "a.txt", "a.txt");
}

static void test_a_folder_gets_the_name(UNUSED void **state)
{
    expect("in/", "a.txt", "in/a.txt");
    expect("{year}/{month}/", "a.txt", "2026/01/a.txt");
}

static void test_what_is_no_word_stands_for_itself(UNUSED void **state)
{
    expect("a b/ü+%&=@:,$.€", "x", "a b/ü+%&=@:,$.€");
}

static void test_parts_of_the_name(UNUSED void **state)
{
    expect("{name}", "a.tar.gz", "a.tar.gz");
    expect("{stem}|{ext}", "a.tar.gz", "a.tar|.gz");
    expect("{stem}|{ext}", "README", "README|");
    expect("{stem}|{ext}", ".profile", ".profile|");
    expect("{stem}|{ext}", ".a.b", ".a|.b");
    expect("{stem}|{ext}", "a.", "a|.");
    expect("{stem}-2{ext}", "ü.jpg", "ü-2.jpg");
}

static void test_the_time_is_utc(UNUSED void **state)
{
    assert_int_equal(setenv("TZ", "Pacific/Kiritimati", 1), 0);
    expect("{date}T{time}", "x", "2026-01-02T030405");
    expect("{year}-{month}-{day}", "x", "2026-01-02");
    assert_int_equal(unsetenv("TZ"), 0);
}

static void test_the_digest(UNUSED void **state)
{
    expect("{sha256}", "x", SHA256);
    expect("{sha256:8}{ext}", "x.y", "ba7816bf.y");
    expect("{sha256:1}", "x", "b");
    expect("{sha256:9}", "x", "ba7816bf8");
    expect("{sha256:10}", "x", "ba7816bf8f");
    expect("{sha256:64}", "x", SHA256);
    expect("{sha256:63}", "x", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a");
}

static void expect_below(const char *template, const char *below, const char *expected)
{
    CLEANUP_S3_CALL struct s3_call call;
    const char *key;

    s3_call_open(&call);
    key = key_make(&call.call, template, below, "a.txt", TIME, false);
    if (key == NULL)
        fail_msg("%s", call.text);
    assert_string_equal(key, expected);
}

static void test_a_path_below_a_folder_is_no_template(UNUSED void **state)
{
    static const char template[] = "{year}/{date}/{{1}}/a{b}.txt";

    expect_below(template, template + 7, "2026/{date}/{{1}}/a{b}.txt");
    expect_below("in/}{", "}{", "in/}{");
    expect_below("in/", "", "in/a.txt");
}

/* What opens a word must close it in what the user wrote. */
static void test_a_word_does_not_reach_below(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    static const char template[] = "{na/me}.txt";

    s3_call_open(&call);
    assert_null(key_make(&call.call, template, template + 4, "a.txt", TIME, false));
    assert_contains(call.text, "a single brace");
}

static void test_braces(UNUSED void **state)
{
    expect("{{name}}", "x", "{name}");
    expect("{{{name}}}", "x", "{x}");
    expect("{{", "x", "{");
    expect("}}{{", "x", "}{");
}

static void test_braces_in_the_name_are_only_that(UNUSED void **state)
{
    expect("{name}", "{random}.{{", "{random}.{{");
    expect("a/", "{", "a/{");
}

static bool all_hex(const char *text, size_t length)
{
    return strspn(text, "0123456789abcdef") >= length;
}

static void test_random_is_another_each_time(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    const char *one, *other;

    s3_call_open(&call);
    one = key_make(&call.call, "{random}-{random}{ext}", NULL, "a.b", TIME, false);
    other = key_make(&call.call, "{random}-{random}{ext}", NULL, "a.b", TIME, false);
    assert_non_null(one);
    assert_non_null(other);
    assert_int_equal(strlen(one), 16 + 1 + 16 + 2);
    assert_true(all_hex(one, 16) && one[16] == '-' && all_hex(one + 17, 16));
    assert_string_equal(one + 33, ".b");
    assert_memory_not_equal(one, one + 17, 16);
    assert_string_not_equal(one, other);
}

/* ---- Unique ---- */

static const char *unique(struct s3_call *call, const char *template)
{
    const char *key = key_make(&call->call, template, NULL, "a.txt", TIME, true);

    assert_non_null(key);
    return key;
}

static void test_unique_goes_before_the_last_segment(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    const char *key;

    s3_call_open(&call);
    key = unique(&call, NULL);
    assert_int_equal(strlen(key), 17 + 5);
    assert_true(all_hex(key, 16));
    assert_string_equal(key + 16, "/a.txt");
    key = unique(&call, "x/y/");
    assert_memory_equal(key, "x/y/", 4);
    assert_true(all_hex(key + 4, 16));
    assert_string_equal(key + 20, "/a.txt");
    assert_string_not_equal(unique(&call, "x/y/"), key);
}

static void test_unique_keeps_the_limit(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    CLEANUP_FREE char *most = repeat("k", 1024 - 17), *more = repeat("k", 1024 - 16);

    s3_call_open(&call);
    assert_int_equal(strlen(unique(&call, most)), 1024);
    assert_null(key_make(&call.call, more, NULL, "x", TIME, true));
    assert_contains(call.text, "1024");
}

/* ---- What is refused ---- */

static void test_unknown_words(UNUSED void **state)
{
    expect_refused("{}", "x", "{}: is none of {name}");
    expect_refused("{Name}", "x", "{Name}");
    expect_refused("{names}", "x", "{names}");
    expect_refused("{nam}", "x", "{nam}");
    expect_refused("{name }", "x", "none of");
    expect_refused("{sha256:}", "x", "none of");
    expect_refused("{sha256:0}", "x", "none of");
    expect_refused("{sha256:65}", "x", "none of");
    expect_refused("{sha256:100}", "x", "none of");
    expect_refused("{sha256:008}", "x", "none of");
    expect_refused("{sha256:8x}", "x", "none of");
    expect_refused("{sha256:1:}", "x", "none of");
    expect_refused("{sha256:1/}", "x", "none of");
    expect_refused("{sha256;8}", "x", "none of");
    expect_refused("{sha512:8}", "x", "none of");
    expect_refused("{md5:8}", "x", "none of");
    expect_refused("{sha256:+8}", "x", "none of");
    expect_refused("{sha1}", "x", "none of");
    expect_refused("{a{name}", "x", "none of");
}

static void test_single_braces(UNUSED void **state)
{
    expect_refused("{name", "x", "single brace");
    expect_refused("a}", "x", "single brace");
    expect_refused("{name}}", "x", "single brace");
    expect_refused("{{name}", "x", "single brace");
    expect_refused("{", "x", "single brace");
}

static void test_a_key_has_a_name(UNUSED void **state)
{
    expect_refused("", "x", "no name");
    expect_refused("a/{ext}", "x", "no name");
    expect_refused("{ext}", "x", "no name");
}

static void test_at_most_1024_bytes(UNUSED void **state)
{
    CLEANUP_FREE char *most = repeat("k", 1024), *more = repeat("k", 1025);
    CLEANUP_FREE char *name = repeat("n", 255), *words = repeat("{name}", 5);
    CLEANUP_FREE char *two_bytes = repeat("ü", 513);

    expect(most, "x", most);
    expect_refused(more, "x", "longer than 1024");
    expect_refused(words, name, "longer than 1024");
    expect_refused(two_bytes, "x", "longer than 1024");
}

static void test_dots_are_no_segments(UNUSED void **state)
{
    static const char *const bad[] = {".", "..", "./a", "../a", "a/./b", "a/../b", "a/.", "a/.."};

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        expect_refused(bad[i], "x", "has a segment \".");
    expect_refused("a/{name}", "..", "has a segment \"..\"");
    expect(".../.a/a./..b", "x", ".../.a/a./..b");
}

static void test_control_characters(UNUSED void **state)
{
    expect_refused("a\nb", "x", "control character");
    expect_refused("a\tb", "x", "control character");
    expect_refused("a\x7f", "x", "control character");
    expect_refused("a\xc2\x80", "x", "control character");
    expect_refused("a\xc2\x9f", "x", "control character");
    expect_refused("a/", "\x1b[31m", "control character");
    expect("a\xc2\xa0", "x", "a\xc2\xa0");
}

static void test_a_long_template_leaves_room_for_the_reason(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    CLEANUP_FREE char *template = repeat("€", 400);

    s3_call_open(&call);
    assert_null(key_make(&call.call, template, NULL, "x", TIME, false));
    assert_int_equal(strlen(call.text),
                     strlen("remote path: ") + 198 + strlen("…: longer than 1024 bytes"));
    assert_contains(call.text, "€…: longer than 1024 bytes");
}

/* RFC 3629, section 4. */
static void test_only_utf8(UNUSED void **state)
{
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xf9\x90\x80\x80",
        "\xfe",
        "\xff",
        "\xc3",
        "\xe2\x82",
        "\xf0\x9f\x92",
        "\xc3\x28",
        "\xe2\x28\xa1",
        "a\xfc",
        "\xc3/\xbc",
    };
    static const char *const good[] = {
        "\xc3\xbf",     "\xdf\xbf",     "\xe0\xa0\x80",     "\xed\x9f\xbf",
        "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        expect_refused(bad[i], "x", "no UTF-8");
    for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
        expect(good[i], "x", good[i]);
}

static void test_a_digest_that_is_not_to_be_had(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;

    s3_call_open(&call);
    assert_null(key_make(&call.call, "{sha256}", NULL, "x", TIME, false));
    assert_int_equal(call.status, TWATFS_REFUSED);
    assert_contains(call.text, "{sha256}: not known before");
    assert_non_null(key_make(&call.call, "{name}", NULL, "x", TIME, false));
}

static void test_a_time_that_is_none(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;

    s3_call_open(&call);
    assert_null(key_make(&call.call, "{year}", NULL, "x", INT64_MAX, false));
    assert_contains(call.text, "clock");
}

/* ---- What is only told ---- */

static void expect_warning(const char *template, const char *expected)
{
    CLEANUP_S3_CALL struct s3_call call;

    s3_call_open(&call);
    assert_string_equal(key_make(&call.call, template, NULL, "x", TIME, false), expected);
    assert_contains(call.warning, "empty segment");
    assert_int_equal(call.status, TWATFS_OK);
}

static void test_empty_segments_are_warned_of(UNUSED void **state)
{
    expect_warning("/a", "/a");
    expect_warning("a//b", "a//b");
    expect_warning("/", "/x");
    expect_warning("a//", "a//x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_template_it_is_the_name),
        cmocka_unit_test(test_a_folder_gets_the_name),
        cmocka_unit_test(test_what_is_no_word_stands_for_itself),
        cmocka_unit_test(test_parts_of_the_name),
        cmocka_unit_test(test_the_time_is_utc),
        cmocka_unit_test(test_the_digest),
        cmocka_unit_test(test_a_path_below_a_folder_is_no_template),
        cmocka_unit_test(test_a_word_does_not_reach_below),
        cmocka_unit_test(test_braces),
        cmocka_unit_test(test_braces_in_the_name_are_only_that),
        cmocka_unit_test(test_random_is_another_each_time),
        cmocka_unit_test(test_unique_goes_before_the_last_segment),
        cmocka_unit_test(test_unique_keeps_the_limit),
        cmocka_unit_test(test_unknown_words),
        cmocka_unit_test(test_single_braces),
        cmocka_unit_test(test_a_key_has_a_name),
        cmocka_unit_test(test_at_most_1024_bytes),
        cmocka_unit_test(test_dots_are_no_segments),
        cmocka_unit_test(test_control_characters),
        cmocka_unit_test(test_a_long_template_leaves_room_for_the_reason),
        cmocka_unit_test(test_only_utf8),
        cmocka_unit_test(test_a_digest_that_is_not_to_be_had),
        cmocka_unit_test(test_a_time_that_is_none),
        cmocka_unit_test(test_empty_segments_are_warned_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

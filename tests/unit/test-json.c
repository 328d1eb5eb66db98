/* test-json.c: JSON that strangers wrote, and JSON for machines.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <locale.h>

#include "base/json.h"
#include "base/text.h"

static struct json *parse(const char *text)
{
    struct error error = ERROR_INIT;
    struct json *value = json_parse(text, strlen(text), 0, false, &error);

    if (value == NULL)
        fail_msg("%s: %s", text, error.text);
    return value;
}

static void expect_bad(const char *text, size_t length, size_t depth, bool strict)
{
    struct error error = ERROR_INIT;
    CLEANUP_JSON struct json *value = json_parse(text, length, depth, strict, &error);

    assert_null(value);
    assert_true(text_starts_with(error.text, "JSON: "));
}

/* ---- Reading ---- */

static void test_documents_are_whole(UNUSED void **state)
{
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "[1,2",
        "{}{}",
        "{} x",
        "{\"a\":1,}",
        "[1,]",
        "null",
        "\"a\"",
        "1",
        "{a:1}",
        "{'a':1}",
        "[01]",
        "[+1]",
        "[NaN]",
        "[\"\\ud800\"]",
        "[\"\xff\"]",
        "[\"\t\"]",
        "<html>",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        expect_bad(bad[i], strlen(bad[i]), 0, false);
    expect_bad("{}\0", 3, 0, false);
    expect_bad("[\"a\0b\"]", 7, 0, false);
    expect_bad("[\"\\u0000\"]", 10, 0, false);
}

static void test_length_is_obeyed(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    CLEANUP_JSON struct json *value = json_parse("[1]garbage", 3, 0, true, &error);

    assert_int_equal(json_count(value), 1);
}

static void test_names_twice(UNUSED void **state)
{
    static const char text[] = "{\"a\":1,\"a\":2}";
    CLEANUP_JSON struct json *value = parse(text);

    assert_non_null(value);
    expect_bad(text, strlen(text), 0, true);
}

static void test_depth(UNUSED void **state)
{
    static const char two[] = "{\"a\":[1]}", three[] = "[[{}]]";
    struct error error = ERROR_INIT;
    CLEANUP_JSON struct json *value = json_parse(two, strlen(two), 2, true, &error);

    assert_non_null(value);
    expect_bad(two, strlen(two), 1, true);
    expect_bad(three, strlen(three), 2, true);
}

static void test_depth_beyond_any_reason(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    for (int i = 0; i < 100000; i++)
        buffer_puts(&text, "[");
    expect_bad(text.data, text.length, 0, false);
    for (int i = 0; i < 100000; i++)
        buffer_puts(&text, "]");
    expect_bad(text.data, text.length, 0, false);
}

static void test_kinds(UNUSED void **state)
{
    CLEANUP_JSON struct json *value = parse("[null,true,1,1.5,\"a\",[],{}]");
    static const enum json_kind kinds[] = {
        JSON_KIND_NULL, JSON_KIND_BOOLEAN, JSON_KIND_NUMBER, JSON_KIND_NUMBER,
        JSON_KIND_TEXT, JSON_KIND_ARRAY,   JSON_KIND_OBJECT,
    };

    assert_int_equal(json_kind(NULL), JSON_KIND_NONE);
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        assert_int_equal(json_kind(json_at(value, i)), kinds[i]);
}

static void test_getters_of_the_wrong_type(UNUSED void **state)
{
    CLEANUP_JSON struct json *value = parse("{\"a\":\"1\",\"b\":[1]}");
    int64_t integer = 7;
    bool boolean = true;

    assert_null(json_get(value, "c"));
    assert_null(json_get(json_get(value, "b"), "a"));
    assert_null(json_get(NULL, "a"));
    assert_null(json_at(value, 0));
    assert_null(json_at(json_get(value, "b"), 1));
    assert_null(json_at(NULL, 0));
    assert_null(json_text(json_get(value, "b")));
    assert_null(json_text(NULL));
    assert_null(json_get_text(value, "b"));
    assert_string_equal(json_get_text(value, "a"), "1");
    assert_false(json_to_integer(json_get(value, "a"), &integer));
    assert_false(json_to_integer(NULL, &integer));
    assert_false(json_to_boolean(json_get(value, "a"), &boolean));
    assert_false(json_to_boolean(NULL, &boolean));
    assert_int_equal(integer, 7);
    assert_int_equal(json_count(json_get(value, "a")), 0);
    assert_int_equal(json_count(NULL), 0);
    json_free(NULL);
}

static void test_integers(UNUSED void **state)
{
    CLEANUP_JSON struct json *value =
        parse("[9223372036854775807,-9223372036854775808,1.0,true,1e2]");
    int64_t integer;

    assert_true(json_to_integer(json_at(value, 0), &integer) && integer == INT64_MAX);
    assert_true(json_to_integer(json_at(value, 1), &integer) && integer == INT64_MIN);
    for (size_t i = 2; i < 5; i++)
        assert_false(json_to_integer(json_at(value, i), &integer));
    expect_bad("[9223372036854775808]", 21, 0, false);
}

static void test_members_in_the_order_of_the_text(UNUSED void **state)
{
    CLEANUP_JSON struct json *value = parse("{\"z\":1,\"a\":2,\"m\":3}");
    static const char *const names[] = {"z", "a", "m"};
    const char *name = NULL;

    assert_int_equal(json_count(value), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(json_member(value, i, &name));
        assert_string_equal(name, names[i]);
    }
    assert_null(json_member(value, 3, &name));
    assert_null(json_member(NULL, 0, &name));
}

/* ---- Paths ---- */

static void expect_path(const char *document, const char *path, const char *expected)
{
    CLEANUP_JSON struct json *value = parse(document);
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    bool found = json_scalar(json_path(value, path), &text);

    if (found != (expected != NULL) || (found && strcmp(text.data, expected) != 0))
        fail_msg("%s: %s", path, found ? text.data : "nothing");
}

static void test_path(UNUSED void **state)
{
    static const char uguu[] = "{\"success\":true,\"files\":[{\"url\":\"https:\\/\\/h\\/a\"},"
                               "{\"url\":\"second\",\"size\":300}]}";

    expect_path(uguu, "success", "true");
    expect_path(uguu, "files[0].url", "https://h/a");
    expect_path(uguu, "files[1].url", "second");
    expect_path(uguu, "files[01].size", "300");
    expect_path("[[1,[2]]]", "[0][1][0]", "2");
    expect_path("{\"a\":{\"b c-d\":\"é\"}}", "a.b c-d", "é");
    expect_path("{\"a\":{\".tag\":\"b\"}}", "a[\".tag\"]", "b");
    expect_path("{\"a]\":[{\"\":1}]}", "[\"a]\"][0][\"\"]", "1");
    expect_path("{\"a\":{\".tag\":\"b\"}}", "a[\".tag]", NULL);
    expect_path("{\"a\":{\".tag\":\"b\"}}", "a[\".tag\"", NULL);
}

static void test_path_to_nothing(UNUSED void **state)
{
    static const char document[] = "{\"a\":[{\"b\":1}],\"\":2,\"n\":null}";
    static const char *const paths[] = {
        "",
        "x",
        "a",
        "a[1]",
        "a[0]",
        "a[0].x",
        "a[0].b.c",
        "a[0].b[0]",
        "a.b",
        "[0]",
        "n",
        "a[0].b.",
        ".",
        "a.",
        "a..b",
        "a[",
        "a[0",
        "a[]",
        "a[-1]",
        "a[+0]",
        "a[ 0]",
        "a[x]",
        "a[0x0]",
        "a[18446744073709551615]",
        "a[18446744073709551616]",
        "]",
        "a]",
    };
    CLEANUP_BUFFER struct buffer longest = BUFFER_INIT;

    for (size_t i = 0; i < ARRAY_LENGTH(paths); i++)
        expect_path(document, paths[i], NULL);
    for (int i = 0; i < 5000; i++)
        buffer_puts(&longest, "a");
    expect_path(document, longest.data, NULL);
    buffer_puts(&longest, "[");
    for (int i = 0; i < 5000; i++)
        buffer_puts(&longest, "0");
    buffer_puts(&longest, "]");
    expect_path(document, longest.data + 4999, NULL);
}

static void test_scalars_as_text(UNUSED void **state)
{
    /* Whatever the decimal point is (tests/python/test-python-decimal-comma.sh). */
    setlocale(LC_NUMERIC, "");
    expect_path("{\"a\":-5}", "a", "-5");
    expect_path("{\"a\":1795203255718.8157}", "a", "1795203255718.8157");
    expect_path("{\"a\":-0.5}", "a", "-0.5");
    expect_path("{\"a\":3.0}", "a", "3");
    expect_path("{\"a\":false}", "a", "false");
    expect_path("{\"a\":\"\"}", "a", "");
    expect_path("{\"a\":{}}", "a", NULL);
    expect_path("{\"a\":null}", "a", NULL);
    setlocale(LC_NUMERIC, "C");
}

/* ---- Writing ---- */

static void expect_written(const struct json *value, const char *expected)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    assert_true(json_write(value, false, &text));
    assert_string_equal(text.data, expected);
}

static void test_write_in_the_order_of_setting(UNUSED void **state)
{
    CLEANUP_JSON struct json *object = json_new_object();
    struct json *array = json_new_array();

    assert_true(json_set_text(object, "z", "a\"\n"));
    assert_true(json_set_integer(object, "y", INT64_MIN));
    assert_true(json_set_boolean(object, "x", false));
    assert_true(json_set_null(object, "w"));
    assert_true(json_set_text(object, "v", NULL));
    assert_true(json_add_text(array, "1"));
    assert_true(json_add(array, json_new_object()));
    assert_true(json_set(object, "u", array));
    expect_written(object, "{\"z\":\"a\\\"\\n\",\"y\":-9223372036854775808,\"x\":false,"
                           "\"w\":null,\"v\":null,\"u\":[\"1\",{}]}");
}

static void test_write_indented(UNUSED void **state)
{
    CLEANUP_JSON struct json *object = json_new_object();
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    assert_true(json_set_text(object, "a", "b"));
    assert_true(json_write(object, true, &text));
    assert_string_equal(text.data, "{\n  \"a\": \"b\"\n}");
}

/* A document may be shown on a terminal as it is. */
static void test_written_text_does_nothing_but_show(UNUSED void **state)
{
    CLEANUP_JSON struct json *object = json_new_object();
    CLEANUP_JSON struct json *read = NULL;
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    const char *acts = "\x7f\xc2\x80\xc2\x9b"
                       "31m\xc2\x9f\xe2\x80\xae\xef\xbb\xbf";

    assert_true(json_set_text(object, "a\xc2\x9b", acts));
    assert_true(json_set_text(object, "b", "\xc2\xa0é€😀"));
    expect_written(object, "{\"a\\u009B\":\"\\u007F\\u0080\\u009B31m\\u009F\\u202E\\uFEFF\","
                           "\"b\":\"\xc2\xa0é€😀\"}");
    assert_true(json_write(object, true, &text));
    read = json_parse(text.data, text.length, 0, true, NULL);
    assert_string_equal(json_get_text(read, "a\xc2\x9b"), acts);
}

static void test_text_that_is_no_utf8_becomes_replacements(UNUSED void **state)
{
    CLEANUP_JSON struct json *array = json_new_array();

    assert_true(json_add_text(array, "a\xffz"));
    assert_true(json_add_text(array, "\xc0\xaf"));
    assert_true(json_add_text(array, "é\xe2\x82"));
    expect_written(array, "[\"a\xef\xbf\xbdz\",\"\xef\xbf\xbd\xef\xbf\xbd\","
                          "\"é\xef\xbf\xbd\xef\xbf\xbd\"]");
}

static void test_nothing_can_be_set(UNUSED void **state)
{
    CLEANUP_JSON struct json *object = json_new_object();
    CLEANUP_JSON struct json *array = json_new_array();

    assert_false(json_set(object, "a", NULL));
    assert_false(json_add(array, NULL));
    assert_false(json_set(array, "a", json_new_object()));
    assert_false(json_add(object, json_new_object()));
    assert_int_equal(json_count(object) + json_count(array), 0);
}

static void test_duplicate_is_its_own(UNUSED void **state)
{
    CLEANUP_JSON struct json *object = parse("{\"a\":[1]}");
    CLEANUP_JSON struct json *copy = json_duplicate(object);

    assert_true(json_set_text(object, "a", "changed"));
    expect_written(copy, "{\"a\":[1]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents_are_whole),
        cmocka_unit_test(test_length_is_obeyed),
        cmocka_unit_test(test_names_twice),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_depth_beyond_any_reason),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_getters_of_the_wrong_type),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_members_in_the_order_of_the_text),
        cmocka_unit_test(test_path),
        cmocka_unit_test(test_path_to_nothing),
        cmocka_unit_test(test_scalars_as_text),
        cmocka_unit_test(test_write_in_the_order_of_setting),
        cmocka_unit_test(test_write_indented),
        cmocka_unit_test(test_written_text_does_nothing_but_show),
        cmocka_unit_test(test_text_that_is_no_utf8_becomes_replacements),
        cmocka_unit_test(test_nothing_can_be_set),
        cmocka_unit_test(test_duplicate_is_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-s3-members.c: the members of a JSON object.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/s3/members.h"

static void expect_member(const char *text, const char *name, const char *expected)
{
    CLEANUP_MEMBERS struct members members = {0};
    const char *value;

    if (!members_parse(text, strlen(text), &members))
        fail_msg("%s: refused", text);
    value = members_get(&members, name);
    if (expected == NULL)
        assert_null(value);
    else
        assert_string_equal(value != NULL ? value : "(none)", expected);
}

static void expect_refused(const char *text)
{
    struct members members;

    if (members_parse(text, strlen(text), &members))
        fail_msg("%s: taken", text);
    assert_int_equal(members.count, 0);
    assert_null(members.items);
}

static void test_strings(UNUSED void **state)
{
    expect_member("{\"a\":\"b\"}", "a", "b");
    expect_member(" \t\r\n{ \"a\" : \"b\" , \"c\" : \"\" } \n", "c", "");
    expect_member("{\"a\":\"b\"}", "A", NULL);
    expect_member("{}", "a", NULL);
    expect_member(" { } ", "a", NULL);
}

static void test_escapes(UNUSED void **state)
{
    expect_member("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "a", "\"\\/\b\f\n\r\t");
    expect_member("{\"a\":\"\\u0041\\u00e9\\u20AC\\uD83D\\ude02\"}", "a",
                  "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x82");
    expect_member("{\"\\u0061\":\"\xc3\xa9\"}", "a", "\xc3\xa9");
}

static void test_numbers_and_words(UNUSED void **state)
{
    expect_member("{\"a\":1}", "a", "1");
    expect_member("{\"a\":-0.5e+10}", "a", "-0.5e+10");
    expect_member("{\"a\":0E1}", "a", "0E1");
    expect_member("{\"a\":true}", "a", "true");
    expect_member("{\"a\":false}", "a", "false");
    expect_member("{\"a\":null,\"b\":1}", "a", NULL);
    expect_member("{\"a\":null,\"b\":1}", "b", "1");
}

static void test_what_is_nested_is_left_out(UNUSED void **state)
{
    const char *text = "{\"a\":{\"b\":[1,{\"c\":null},[]],\"d\":{}},\"e\":[],\"f\":\"g\"}";

    expect_member(text, "a", NULL);
    expect_member(text, "b", NULL);
    expect_member(text, "e", NULL);
    expect_member(text, "f", "g");
}

static void test_what_is_no_object(UNUSED void **state)
{
    static const char *const texts[] = {"",   " ",           "null", "1",     "\"a\"",
                                        "[]", "[{\"a\":1}]", "a",    "<html>"};

    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        expect_refused(texts[i]);
}

static void test_what_is_no_json(UNUSED void **state)
{
    static const char *const texts[] = {
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":0x1}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":\"b}",
        "{\"a\":\"b\nc\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":{\"b\"}}",
        "{\"a\":/**/1}",
        "\xef\xbb\xbf{}",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        expect_refused(texts[i]);
}

static void test_surrogates_come_in_pairs(UNUSED void **state)
{
    expect_refused("{\"a\":\"\\ud83d\"}");
    expect_refused("{\"a\":\"\\ud83dx\"}");
    expect_refused("{\"a\":\"\\ud83d\\u0041\"}");
    expect_refused("{\"a\":\"\\ude02\"}");
}

static void test_nul_is_refused(UNUSED void **state)
{
    struct members members;

    expect_refused("{\"a\":\"\\u0000\"}");
    assert_false(members_parse("{\"a\":\"b\0\"}", 10, &members));
    assert_false(members_parse("{\"a\":1}\0", 8, &members));
    assert_false(members_parse("{\0}", 3, &members));
}

static void test_nothing_is_read_beyond_the_length(UNUSED void **state)
{
    const char *text = "{\"a\":\"b\\u0041\",\"c\":[1,true]}";

    for (size_t length = 0; length < strlen(text); length++) {
        CLEANUP_FREE char *part = malloc(length > 0 ? length : 1);
        struct members members;

        assert_non_null(part);
        memcpy(part, text, length);
        assert_false(members_parse(part, length, &members));
    }
}

static void test_name_that_comes_twice(UNUSED void **state)
{
    expect_refused("{\"a\":1,\"a\":2}");
    expect_refused("{\"a\":1,\"\\u0061\":2}");
}

static void test_depth_is_bounded(UNUSED void **state)
{
    char text[128] = "{\"a\":", deep[128];
    size_t length = strlen(text);

    memset(text + length, '[', 15);
    memset(text + length + 15, ']', 15);
    strcpy(text + length + 30, "}");
    expect_member(text, "a", NULL);
    strcpy(deep, "{\"a\":");
    memset(deep + length, '[', 16);
    memset(deep + length + 16, ']', 16);
    strcpy(deep + length + 32, "}");
    expect_refused(deep);
}

static void test_number_of_members_is_bounded(UNUSED void **state)
{
    char text[1024] = "{";

    for (int i = 0; i < 64; i++)
        snprintf(text + strlen(text), 24, "%s\"%d\":1", i > 0 ? "," : "", i);
    strcat(text, "}");
    expect_member(text, "63", "1");
    strcpy(text + strlen(text) - 1, ",\"64\":1}");
    expect_refused(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_numbers_and_words),
        cmocka_unit_test(test_what_is_nested_is_left_out),
        cmocka_unit_test(test_what_is_no_object),
        cmocka_unit_test(test_what_is_no_json),
        cmocka_unit_test(test_surrogates_come_in_pairs),
        cmocka_unit_test(test_nul_is_refused),
        cmocka_unit_test(test_nothing_is_read_beyond_the_length),
        cmocka_unit_test(test_name_that_comes_twice),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_number_of_members_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

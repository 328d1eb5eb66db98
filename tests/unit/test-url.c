/* test-url.c: which URLs may be used and printed, and their percent-encoding.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "transfer/url.h"

static void test_clean(UNUSED void **state)
{
    static const char *const urls[] = {
        "https://h",
        "http://h/",
        "HTTPS://Example.ORG/a",
        "https://files.catbox.moe/a1b2c3.tar.gz",
        "https://h:8443/a?b=c&d=e;f#g",
        "http://127.0.0.1:1/x",
        "https://[2001:db8::1]/x",
        "https://[::1]:8080/x",
        "https://h?q",
        "https://h#f",
        "https://h/a%20b%2Fc%00",
        "https://h/user@example.org",
        "https://h/?next=https://other/",
        "https://h/-._~:/?#[]@!$&'()*+,;=",
        "https://xn--bcher-kva.example/",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        struct error error = ERROR_INIT;

        if (!url_clean(urls[i], NULL, &error))
            fail_msg("%s: %s", urls[i], error.text);
    }
}

static void expect_unclean(const char *url, const char *reason)
{
    struct error error = ERROR_INIT;

    if (url_clean(url, NULL, &error))
        fail_msg("%s", url);
    assert_contains(error.text, reason);
}

static void test_unclean(UNUSED void **state)
{
    static const struct {
        const char *url, *reason;
    } cases[] = {
        {"", "empty"},
        {"h/a", "not absolute"},
        {"//h/a", "not absolute"},
        {"/a", "not absolute"},
        {"https:/h/a", "not absolute"},
        {"https:h", "not absolute"},
        {"ftp://h/a", "neither http nor https"},
        {"file:///etc/passwd", "neither http nor https"},
        {"javascript://h/%0aalert(1)", "neither http nor https"},
        {"httpss://h/", "neither http nor https"},
        {"http//://h/", "neither http nor https"},
        {"://h/", "neither http nor https"},
        {" https://h/", "neither http nor https"},
        {"https:///a", "names no host"},
        {"https://", "names no host"},
        {"https://?q", "names no host"},
        {"https://#f", "names no host"},
        {"https://:443/a", "names no host"},
        {"https://user@h/", "user name"},
        {"https://user:password@h/", "user name"},
        {"https://@h/", "user name"},
        {"https://h@evil", "user name"},
        {"https://h/a b", "characters that no URL may"},
        {"https://h/a\n", "characters that no URL may"},
        {"https://h/\x1b[31m", "characters that no URL may"},
        {"https://h/\x7f", "characters that no URL may"},
        {"https://h/é", "characters that no URL may"},
        {"https://h/\xff", "characters that no URL may"},
        {"https://h/\"", "characters that no URL may"},
        {"https://h/<b>", "characters that no URL may"},
        {"https://h/{a}", "characters that no URL may"},
        {"https://h/a|b", "characters that no URL may"},
        {"https://h/a`b", "characters that no URL may"},
        {"https://h/a^b", "characters that no URL may"},
        {"https://h\\@evil/", "characters that no URL may"},
        {"https://h/%", "characters that no URL may"},
        {"https://h/%4", "characters that no URL may"},
        {"https://h/%4g", "characters that no URL may"},
        {"https://h/%%20", "characters that no URL may"},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        expect_unclean(cases[i].url, cases[i].reason);
}

/* The scheme is what stands before the host, not what the text begins with. */
static void test_scheme_ends_where_the_host_begins(UNUSED void **state)
{
    expect_unclean("https:evil?x://h/", "neither http nor https");
    expect_unclean("http:a://h/", "neither http nor https");
    expect_unclean("https:/h?next=https://other/", "neither http nor https");
}

static void test_complaint_is_safe_to_show_and_names_no_password(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_false(url_clean("https://h/\x1b[2J", NULL, &error));
    assert_null(strchr(error.text, '\x1b'));
    assert_false(url_clean("https://user:password@h/", NULL, &error));
    assert_null(strstr(error.text, "password"));
}

static void test_longest(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer url = BUFFER_INIT;

    buffer_puts(&url, "https://h/");
    while (url.length < URL_MAX)
        buffer_puts(&url, "x");
    assert_true(url_clean(url.data, NULL, NULL));
    buffer_puts(&url, "x");
    expect_unclean(url.data, "longer than 8000 bytes");
}

static void test_other_schemes_replace_the_usual_ones(UNUSED void **state)
{
    CLEANUP_STRING_LIST struct string_list schemes = STRING_LIST_INIT, one = STRING_LIST_INIT;
    struct error error = ERROR_INIT;

    assert_true(url_clean("https://h/", &schemes, NULL)); /* an empty list */
    assert_false(url_clean("gemini://h/", &schemes, &error));
    assert_string_equal(error.text, "URL: \"gemini://h/\" is neither http nor https");
    assert_true(string_list_add(&schemes, "file"));
    assert_true(string_list_add(&schemes, "gemini"));
    assert_true(url_clean("file:///a/b", &schemes, NULL));
    assert_true(url_clean("FILE:///a", &schemes, NULL));
    assert_true(url_clean("gemini://h/", &schemes, NULL));
    assert_false(url_clean("gemini:///", &schemes, NULL));
    assert_false(url_clean("https://h/", &schemes, &error));
    assert_string_equal(error.text, "URL: \"https://h/\" is neither file nor gemini");
    assert_true(string_list_add(&schemes, "sftp"));
    assert_false(url_clean("https://h/", &schemes, &error));
    assert_string_equal(error.text, "URL: \"https://h/\" is none of file, gemini, sftp");
    assert_true(string_list_add(&one, "sftp"));
    assert_false(url_clean("https://h/", &one, &error));
    assert_string_equal(error.text, "URL: \"https://h/\" is not sftp");
    assert_false(url_clean("fil://h/", &schemes, NULL));
    assert_false(url_clean("files://h/", &schemes, NULL));
}

static void expect_escaped(const char *text, const char *expected)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;
    CLEANUP_FREE char *back = url_unescape(expected);

    buffer_puts(&buffer, "");
    assert_true(url_escape(&buffer, text));
    assert_string_equal(buffer.data, expected);
    assert_string_equal(back, text);
}

static void test_escape(UNUSED void **state)
{
    expect_escaped("", "");
    expect_escaped("azAZ09-._~", "azAZ09-._~");
    expect_escaped("a b/c?d#e%f", "a%20b%2Fc%3Fd%23e%25f");
    expect_escaped("é\xff\x01", "%C3%A9%FF%01");
    expect_escaped("+&=:@!$'()*,;", "%2B%26%3D%3A%40%21%24%27%28%29%2A%2C%3B");
}

static void test_escape_adds_to_what_is_there(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(buffer_puts(&buffer, "https://h/"));
    assert_true(url_escape(&buffer, "a/b"));
    assert_string_equal(buffer.data, "https://h/a%2Fb");
}

static void expect_unescaped(const char *text, const char *expected)
{
    CLEANUP_FREE char *plain = url_unescape(text);

    if (expected == NULL)
        assert_null(plain);
    else
        assert_string_equal(plain, expected);
}

static void test_unescape(UNUSED void **state)
{
    expect_unescaped("a%2fb%2Fc", "a/b/c");
    expect_unescaped("a+b", "a+b");
    expect_unescaped("%2541", "%41"); /* once only */
    expect_unescaped("%C3%A9", "é");
}

static void test_unescape_leaves_what_is_no_encoding(UNUSED void **state)
{
    expect_unescaped("%", "%");
    expect_unescaped("a%4", "a%4");
    expect_unescaped("%zz%4", "%zz%4");
    expect_unescaped("%%41", "%A");
}

static void test_unescape_never_makes_a_nul(UNUSED void **state)
{
    expect_unescaped("%00", NULL);
    expect_unescaped("a.txt%00.exe", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_unclean),
        cmocka_unit_test(test_scheme_ends_where_the_host_begins),
        cmocka_unit_test(test_complaint_is_safe_to_show_and_names_no_password),
        cmocka_unit_test(test_longest),
        cmocka_unit_test(test_other_schemes_replace_the_usual_ones),
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_escape_adds_to_what_is_there),
        cmocka_unit_test(test_unescape),
        cmocka_unit_test(test_unescape_leaves_what_is_no_encoding),
        cmocka_unit_test(test_unescape_never_makes_a_nul),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

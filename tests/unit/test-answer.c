/* test-answer.c: reading what a server wrote for people.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/log.h"
#include "transfer/answer.h"
#include "transfer/url.h"

/* ---- The answer as one URL ---- */

static void expect_whole_of(const char *text, size_t length, const char *expected)
{
    CLEANUP_FREE char *url = answer_whole(text, length);

    if (expected == NULL)
        assert_null(url);
    else
        assert_string_equal(url, expected);
}

static void expect_whole(const char *text, const char *expected)
{
    expect_whole_of(text, strlen(text), expected);
}

static void test_whole_without_what_stands_around(UNUSED void **state)
{
    expect_whole("https://h/a", "https://h/a");
    expect_whole("https://h/a\n", "https://h/a");
    expect_whole("\r\n\t https://h/a \r\n\r\n", "https://h/a");
    expect_whole_of("http://h/a\n\0", 12, "http://h/a"); /* fiche */
    expect_whole_of("\0\0https://h/a\0\0", 15, "https://h/a");
}

static void test_whole_of_nothing(UNUSED void **state)
{
    expect_whole("", NULL);
    expect_whole(" \r\n\t", NULL);
    expect_whole_of("\0\0\0", 3, NULL);
}

static void test_whole_of_more_than_a_word(UNUSED void **state)
{
    expect_whole("https://h/a https://h/b", NULL);
    expect_whole("https://h/a\nhttps://h/b\n", NULL);
    expect_whole("No files given", NULL);
    expect_whole_of("https://h/a\0https://h/b", 23, NULL);
}

/* Whether it is a URL is not asked here. */
static void test_whole_is_any_word(UNUSED void **state)
{
    expect_whole("Error", "Error");
    expect_whole("<html>", "<html>");
}

static void test_whole_longest(UNUSED void **state)
{
    static char text[URL_MAX + 1];

    memset(text, 'a', sizeof text);
    expect_whole_of(text, URL_MAX + 1, NULL);
    text[URL_MAX] = '\n';
    text[0] = ' ';
    CLEANUP_FREE char *url = answer_whole(text, sizeof text);
    assert_int_equal(strlen(url), URL_MAX - 1);
}

/* ---- A URL within the answer ---- */

static bool accepts_any(UNUSED void *data, UNUSED const char *url)
{
    return true;
}

static bool accepts_host(void *data, const char *url)
{
    return strncmp(url, data, strlen(data)) == 0;
}

static bool accepts_clean(UNUSED void *data, const char *url)
{
    return url_clean(url, NULL, NULL);
}

static void expect_found_of(const char *text, size_t length, answer_accepts *accepts, void *data,
                            const char *expected)
{
    CLEANUP_FREE char *url = answer_find_url(text, length, accepts, data);

    if (expected == NULL)
        assert_null(url);
    else if (url == NULL)
        fail_msg("nothing within: %s", text);
    else
        assert_string_equal(url, expected);
}

static void expect_found(const char *text, const char *expected)
{
    expect_found_of(text, strlen(text), accepts_any, NULL, expected);
}

static void test_find_in_a_banner(UNUSED void **state)
{
    expect_found("=========================\n\nUploaded 1 file, 300 bytes\n\n"
                 "wget http://bashupload.com/Ab1Cd/name.txt\n\n=========================\n",
                 "http://bashupload.com/Ab1Cd/name.txt");
    expect_found("\n\nhttps://h/a.txt\n\nThis link works once.\n", "https://h/a.txt");
    expect_found("300\nq1w2\nabcdef\nhttp://h/a\n", "http://h/a");
}

static void test_find_ends_where_the_text_around_begins(UNUSED void **state)
{
    expect_found("<a href=\"https://h/a\">x</a>", "https://h/a");
    expect_found("<https://h/a>", "https://h/a");
    expect_found("'https://h/a'", "https://h/a");
    expect_found("`https://h/a`", "https://h/a");
    expect_found("See https://h/a.", "https://h/a");
    expect_found("(https://h/a)", "https://h/a");
    expect_found("[https://h/a]!?", "https://h/a");
    expect_found("https://h/a, https://h/b", "https://h/a");
    expect_found("https://h/a.txt", "https://h/a.txt");
    expect_found_of("https://h/a\0b", 13, accepts_any, NULL, "https://h/a");
}

static void test_find_in_any_case(UNUSED void **state)
{
    expect_found("HTTPS://h/A", "HTTPS://h/A");
    expect_found("xHttp://h/A", "Http://h/A");
}

static void test_find_nothing(UNUSED void **state)
{
    expect_found("", NULL);
    expect_found("http", NULL);
    expect_found("http://", NULL);
    expect_found("https://", NULL);
    expect_found("ftp://h/a", NULL);
    expect_found("https:\\/\\/h\\/a", NULL);
    expect_found("//h/a", NULL);
}

static void test_find_the_first_that_is_accepted(UNUSED void **state)
{
    static const char text[] = "Terms: https://www.h/terms. Your file: https://f.h/a Delete it at "
                               "https://f.h/b";
    char wanted[] = "https://f.h/";

    expect_found_of(text, sizeof text - 1, accepts_host, wanted, "https://f.h/a");
    expect_found_of(text, 40, accepts_host, wanted, NULL);
    expect_found_of("http://! https://h/a", 20, accepts_clean, NULL, "https://h/a");
}

static void test_find_stays_within_the_length(UNUSED void **state)
{
    static const char text[] = "https://h/abcdef";

    for (size_t length = 0; length < sizeof text; length++) {
        CLEANUP_FREE char *copy = malloc(length > 0 ? length : 1);

        memcpy(copy, text, length);
        CLEANUP_FREE char *url = answer_find_url(copy, length, accepts_any, NULL);
        if (length <= 8)
            assert_null(url);
        else
            assert_int_equal(strlen(url), length);
    }
}

static void fill(struct buffer *text, const char *piece, size_t length)
{
    while (text->length < length)
        buffer_puts(text, piece);
}

/* The beginning of a URL is another URL. */
static void test_find_never_cuts_a_url(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    char wanted[] = "https://";

    buffer_puts(&text, "https://h/");
    fill(&text, "x", URL_MAX);
    expect_found_of(text.data, text.length, accepts_clean, NULL, text.data);
    buffer_puts(&text, "x");
    expect_found_of(text.data, text.length, accepts_host, wanted, NULL);
    buffer_puts(&text, " https://h/a");
    expect_found_of(text.data, text.length, accepts_host, wanted, "https://h/a");
    buffer_clear(&text);
    buffer_puts(&text, "https://h/");
    fill(&text, ".", 2 * URL_MAX);
    buffer_puts(&text, "x");
    expect_found_of(text.data, text.length, accepts_clean, NULL, NULL);
}

static bool accepts_none(void *data, UNUSED const char *url)
{
    ++*(size_t *)data;
    return false;
}

/* A search that looks at all that follows for each beginning would need hours. */
static void test_find_in_a_huge_hostile_answer(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t count = 0;

    fill(&text, "http://", 4 << 20);
    assert_null(answer_find_url(text.data, text.length, accepts_none, &count));
    buffer_clear(&text);
    fill(&text, "http://a ", 1 << 20);
    count = 0;
    assert_null(answer_find_url(text.data, text.length, accepts_none, &count));
    assert_int_equal(count, (text.length + 8) / 9);
}

/* ---- A few words ---- */

static void expect_words_of(const char *text, size_t length, const char *expected)
{
    CLEANUP_FREE char *words = answer_words(text, length);

    assert_string_equal(words, expected);
}

static void expect_words(const char *text, const char *expected)
{
    expect_words_of(text, strlen(text), expected);
}

static void test_words_of_a_text(UNUSED void **state)
{
    expect_words("Segmentation fault\n", "Segmentation fault");
    expect_words("\r\nRemote file too large (11.4 MiB > 8.0 MiB).\n",
                 "Remote file too large (11.4 MiB > 8.0 MiB).");
    expect_words("two\nlines", "two lines");
    expect_words("{\"error\":\"no\"}", "{\"error\":\"no\"}");
}

static void test_words_of_nothing(UNUSED void **state)
{
    expect_words("", "");
    expect_words(" \n", "");
    expect_words_of("\0\0", 2, "");
}

static void test_words_of_a_page_are_its_title(UNUSED void **state)
{
    expect_words("<html><head><title>413 Request Entity Too Large</title></head>",
                 "413 Request Entity Too Large");
    expect_words("<!DOCTYPE html>\n<HTML><TITLE>\n  Not\nFound </TITLE>", "Not Found");
    expect_words("<html><title></title>", "");
    expect_words("<title>", "an HTML or XML page");
    expect_words("</title><title>a</title>", "a");
}

static void test_words_of_a_page_without_a_title(UNUSED void **state)
{
    expect_words("<html><body>a</body></html>", "an HTML or XML page");
    expect_words("<Error><Code>NoSuchKey</Code></Error>", "an HTML or XML page");
    expect_words("<", "an HTML or XML page");
    expect_words("<title>never closed", "an HTML or XML page");
    expect_words("<title>a</title", "an HTML or XML page");
    expect_words("</title>", "an HTML or XML page");
}

static void test_words_are_safe_to_show(UNUSED void **state)
{
    expect_words("\x1b[2Jgone", "\\x1b[2Jgone");
    expect_words("<title>\x1b]0;x\a</title>", "\\x1b]0;x\\x07");
    expect_words_of("a\0b", 3, "a\\x00b");
    expect_words("\xff\xfe", "\\xff\\xfe");
    expect_words("\xe2\x80\xae"
                 "abc",
                 "\\u{202e}abc");
}

static void test_words_are_cut_without_their_secrets(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_FREE char *words = NULL;

    assert_true(log_add_secret("open-sesame"));
    while (text.length < 190)
        buffer_puts(&text, "x");
    buffer_puts(&text, "open-sesame and more");
    words = answer_words(text.data, text.length);
    assert_null(strstr(words, "open"));
    assert_non_null(strstr(words, "x*** and"));
    log_close();
}

static void test_words_are_few(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_FREE char *words = NULL;
    CLEANUP_FREE char *shown = NULL;

    fill(&text, "word ", 1 << 20);
    words = answer_words(text.data, text.length);
    assert_int_equal(strlen(words), 200 + strlen("…"));
    buffer_clear(&text);
    fill(&text, "\x01\xff", 1 << 20);
    shown = answer_words(text.data, text.length);
    assert_true(strlen(shown) <= 200 + strlen("…"));
}

static void test_words_stay_within_the_length(UNUSED void **state)
{
    static const char text[] = "<html><title>abc</title>";

    for (size_t length = 0; length < sizeof text; length++) {
        CLEANUP_FREE char *copy = malloc(length > 0 ? length : 1);

        memcpy(copy, text, length);
        expect_words_of(copy, length,
                        length == 0                ? ""
                        : length < sizeof text - 1 ? "an HTML or XML page"
                                                   : "abc");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_without_what_stands_around),
        cmocka_unit_test(test_whole_of_nothing),
        cmocka_unit_test(test_whole_of_more_than_a_word),
        cmocka_unit_test(test_whole_is_any_word),
        cmocka_unit_test(test_whole_longest),
        cmocka_unit_test(test_find_in_a_banner),
        cmocka_unit_test(test_find_ends_where_the_text_around_begins),
        cmocka_unit_test(test_find_in_any_case),
        cmocka_unit_test(test_find_nothing),
        cmocka_unit_test(test_find_the_first_that_is_accepted),
        cmocka_unit_test(test_find_stays_within_the_length),
        cmocka_unit_test(test_find_never_cuts_a_url),
        cmocka_unit_test(test_find_in_a_huge_hostile_answer),
        cmocka_unit_test(test_words_of_a_text),
        cmocka_unit_test(test_words_of_nothing),
        cmocka_unit_test(test_words_of_a_page_are_its_title),
        cmocka_unit_test(test_words_of_a_page_without_a_title),
        cmocka_unit_test(test_words_are_safe_to_show),
        cmocka_unit_test(test_words_are_cut_without_their_secrets),
        cmocka_unit_test(test_words_are_few),
        cmocka_unit_test(test_words_stay_within_the_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

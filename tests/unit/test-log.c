/* test-log.c: what reaches standard error, and what never does.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>

#include "base/log.h"
#include "base/text.h"

/* ---- Standard error, caught ---- */

static int real_stderr = -1, caught = -1;

static void catch_begin(void)
{
    fflush(stderr);
    real_stderr = dup(STDERR_FILENO);
    caught = memfd_create("stderr", MFD_CLOEXEC);
    assert_true(real_stderr >= 0 && caught >= 0);
    assert_true(dup2(caught, STDERR_FILENO) >= 0);
}

/* What was written since; the caller frees it. */
static char *catch_end(void)
{
    struct buffer text = BUFFER_INIT;
    char block[4096];
    ssize_t got;
    off_t at = 0;

    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    for (; (got = pread(caught, block, sizeof block, at)) > 0; at += got)
        buffer_append(&text, block, (size_t)got);
    close(caught);
    return buffer_steal(&text);
}

#define EXPECT_SAID(statement, expected)                                                           \
    do {                                                                                           \
        char *said_;                                                                               \
        catch_begin();                                                                             \
        statement;                                                                                 \
        said_ = catch_end();                                                                       \
        assert_string_equal(said_, expected);                                                      \
        free(said_);                                                                               \
    } while (0)

static int forget(UNUSED void **state)
{
    log_close();
    log_set_level(LOG_LEVEL_WARNING);
    return 0;
}

static void expect_redacted_of(const char *text, size_t length, const char *expected)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(buffer_redacted(&buffer, text, length));
    assert_string_equal(buffer.data, expected);
}

static void expect_redacted(const char *text, const char *expected)
{
    expect_redacted_of(text, strlen(text), expected);
}

/* ---- Lines ---- */

static void test_line_is_one_line_with_a_name(UNUSED void **state)
{
    EXPECT_SAID(log_error("%s: %d", "thing", 5), "twatfs: thing: 5\n");
    EXPECT_SAID(log_warning("careful"), "twatfs: warning: careful\n");
    EXPECT_SAID(log_line(LOG_LEVEL_ERROR, "a\nb"), "twatfs: a b\n");
    EXPECT_SAID(log_error("%s", ""), "twatfs: \n");
}

static void test_levels(UNUSED void **state)
{
    static const struct {
        enum log_level level;
        const char *said;
    } cases[] = {
        {LOG_LEVEL_ERROR, "twatfs: e\n"},
        {LOG_LEVEL_WARNING, "twatfs: e\ntwatfs: warning: w\n"},
        {LOG_LEVEL_INFO, "twatfs: e\ntwatfs: warning: w\ntwatfs: i\n"},
        {LOG_LEVEL_DEBUG, "twatfs: e\ntwatfs: warning: w\ntwatfs: i\ntwatfs: d\n"},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        log_set_level(cases[i].level);
        EXPECT_SAID(log_error("e"); log_warning("w"); log_info("i"); log_debug("d"), cases[i].said);
        assert_true(log_enabled(cases[i].level));
        assert_int_equal(log_enabled(LOG_LEVEL_DEBUG), i == 3);
    }
}

static void test_line_can_do_nothing_to_a_terminal(UNUSED void **state)
{
    EXPECT_SAID(log_error("%s", "\x1b]0;x\a\xc2\x9b"
                                "2J\xe2\x80\xae\xff"),
                "twatfs: \\x1b]0;x\\x07\\x9b2J\\u{202e}\\xff\n");
}

static void test_long_line_is_whole(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT, line = BUFFER_INIT;

    for (int i = 0; i < 100000; i++)
        buffer_puts(&text, "x");
    buffer_printf(&line, "twatfs: %s\n", text.data);
    EXPECT_SAID(log_error("%s", text.data), line.data);
    buffer_free(&line);
}

static void test_nowhere_to_write_is_no_failure(UNUSED void **state)
{
    int saved = dup(STDERR_FILENO);

    assert_int_equal(close(STDERR_FILENO), 0);
    log_error("nobody reads this");
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
}

static void hide(void)
{
    assert_int_equal(write(STDERR_FILENO, "<", 1), 1);
}

static void show(void)
{
    assert_int_equal(write(STDERR_FILENO, ">", 1), 1);
}

static void test_screen_is_cleared_around_a_line(UNUSED void **state)
{
    log_set_screen(hide, show);
    EXPECT_SAID(log_error("a"), "<twatfs: a\n>");
    EXPECT_SAID(log_debug("not shown"), "");
    log_set_screen(NULL, NULL);
    EXPECT_SAID(log_error("a"), "twatfs: a\n");
}

static void test_screen_is_cleared_around_what_is_no_line(UNUSED void **state)
{
    assert_true(log_add_secret("hunter2!"));
    log_set_screen(hide, show);
    EXPECT_SAID(assert_true(log_write_as_is(STDERR_FILENO, "hunter2!\n", 9)), "<hunter2!\n>");
    log_set_screen(NULL, NULL);
    EXPECT_SAID(assert_true(log_write_as_is(STDERR_FILENO, "a\n", 2)), "a\n");
}

static void test_screen_is_cleared_for_another_terminal(UNUSED void **state)
{
    int controller = posix_openpt(O_RDWR | O_NOCTTY), terminal = -1;
    char text[8];

    if (controller >= 0 && grantpt(controller) == 0 && unlockpt(controller) == 0)
        terminal = open(ptsname(controller), O_RDWR | O_NOCTTY);
    if (terminal < 0)
        skip();
    log_set_screen(hide, show);
    EXPECT_SAID(assert_true(log_write_as_is(terminal, "a", 1)), "<>");
    assert_int_equal(read(controller, text, sizeof text), 1);
    assert_int_equal(text[0], 'a');
    close(terminal);
    close(controller);
}

/* It would flicker, and wait for whoever reads. */
static void test_screen_stays_for_a_pipe(UNUSED void **state)
{
    char text[8];
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    log_set_screen(hide, show);
    EXPECT_SAID(assert_true(log_write_as_is(ends[1], "a", 1)), "");
    assert_int_equal(read(ends[0], text, sizeof text), 1);
    EXPECT_SAID(assert_false(log_write_as_is(ends[0], "a", 1)); assert_int_equal(errno, EBADF), "");
    close(ends[0]);
    close(ends[1]);
}

static void *say_often(void *letter)
{
    for (int i = 0; i < 100; i++)
        log_error("%s%s%s%s", (char *)letter, (char *)letter, (char *)letter, (char *)letter);
    return NULL;
}

static void test_lines_of_threads_do_not_mix(UNUSED void **state)
{
    CLEANUP_FREE char *said = NULL;
    static char letters[4][2] = {"a", "b", "c", "d"};
    pthread_t threads[4];
    size_t lines = 0;

    catch_begin();
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, say_often, letters[i]), 0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    said = catch_end();
    for (const char *at = said; *at != '\0'; at += 13, lines++) {
        assert_true(text_starts_with(at, "twatfs: "));
        assert_true(at[8] == at[9] && at[9] == at[10] && at[10] == at[11] && at[12] == '\n');
    }
    assert_int_equal(lines, 400);
}

/* ---- Secrets ---- */

static void test_secret_is_taken_out_of_a_line(UNUSED void **state)
{
    assert_true(log_add_secret("hunter2!"));
    EXPECT_SAID(log_error("user:%s@host %s", "hunter2!", "hunter2!"),
                "twatfs: user:***@host ***\n");
    EXPECT_SAID(log_error("hunter2"), "twatfs: hunter2\n");
}

static void test_secret_of_control_characters_is_found_before_they_are_shown(UNUSED void **state)
{
    assert_true(log_add_secret("ab\x1b"
                               "cd"));
    EXPECT_SAID(log_error("%s", "ab\x1b"
                                "cd"),
                "twatfs: ***\n");
}

static void test_secret_percent_encoded(UNUSED void **state)
{
    assert_true(log_add_secret("p/ss w%rd~é"));
    expect_redacted("u=p%2Fss%20w%25rd~%C3%A9&x", "u=***&x");
    expect_redacted("p/ss w%rd~é", "***");
}

/* RFC 3986, section 2.1: the digits are equal in either case. */
static void test_secret_percent_encoded_in_small_letters(UNUSED void **state)
{
    assert_true(log_add_secret("p/ss+é"));
    expect_redacted("p%2fss%2b%c3%a9", "***");
}

static void test_secret_in_base64(UNUSED void **state)
{
    assert_true(log_add_secret("hunter2!!"));
    expect_redacted("Basic aHVudGVyMiEh.", "Basic ***.");
    assert_true(log_add_secret("hunter3"));
    expect_redacted("Basic aHVudGVyMw==", "Basic ***==");
}

/* What follows has a part in the digit where the secret ends. */
static void test_secret_in_base64_of_something_longer(UNUSED void **state)
{
    assert_true(log_add_secret("hunter3"));
    expect_redacted("aHVudGVyMzp4", "***zp4"); /* hunter3:x */
    assert_true(log_add_secret("hunter45"));
    expect_redacted("aHVudGVyNDV4", "***V4"); /* hunter45x */
}

static void test_secret_that_all_have_dropped_is_none(UNUSED void **state)
{
    assert_true(log_add_secret("p/ss w%rd"));
    assert_true(log_add_secret("p/ss w%rd"));
    assert_true(log_add_secret("other one"));
    log_drop_secret("p/ss w%rd");
    expect_redacted("p/ss w%rd, p%2Fss%20w%25rd", "***, ***");
    log_drop_secret("p/ss w%rd");
    expect_redacted("p/ss w%rd, p%2Fss%20w%25rd, other one", "p/ss w%rd, p%2Fss%20w%25rd, ***");
    log_drop_secret("p/ss w%rd"); /* once too often, and what was never there */
    log_drop_secret("never");
    log_drop_secret(NULL);
    expect_redacted("other one", "***");
}

static void test_short_texts_are_no_secrets(UNUSED void **state)
{
    assert_true(log_add_secret("abc"));
    assert_true(log_add_secret(""));
    assert_true(log_add_secret(NULL));
    expect_redacted("abc abc", "abc abc");
    assert_true(log_add_secret("abcd"));
    expect_redacted("abcd abc", "*** abc");
}

static void test_longest_secret_wins(UNUSED void **state)
{
    assert_true(log_add_secret("secret"));
    assert_true(log_add_secret("secret-longer"));
    expect_redacted("secret-longer secret-l secretsecret", "*** ***-l ******");
}

static void test_secrets_that_overlap_leave_nothing(UNUSED void **state)
{
    assert_true(log_add_secret("abcdef"));
    assert_true(log_add_secret("defghi"));
    assert_true(log_add_secret("hijklm"));
    expect_redacted("x abcdefghi y", "x *** y");
    expect_redacted("x abcdefghijklm y", "x *** y");
    expect_redacted("abcdefdefghi", "******");
    assert_true(log_add_secret("aaaa"));
    expect_redacted("aaaaaaaaaaa b", "*** b");
    expect_redacted("aaaaaa", "***");
}

static void test_secret_within_a_secret(UNUSED void **state)
{
    assert_true(log_add_secret("middle"));
    assert_true(log_add_secret("a-middle-z"));
    expect_redacted("a-middle-z a-middle-", "*** a-***-");
}

static void test_redaction_keeps_every_other_byte(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;

    assert_true(log_add_secret("secret"));
    assert_true(buffer_puts(&buffer, "before "));
    assert_true(buffer_redacted(&buffer, "\0secret\0", 8));
    assert_int_equal(buffer.length, 12);
    assert_memory_equal(buffer.data, "before \0***\0", 13);
    expect_redacted("", "");
    expect_redacted_of("secret", 5, "secre");
}

static void expect_shown(const char *text, size_t limit, const char *expected)
{
    CLEANUP_FREE char *shown = text_shown(text, strlen(text), limit);

    assert_string_equal(shown, expected);
}

static void test_what_is_shown_is_cut_without_its_secrets(UNUSED void **state)
{
    assert_true(log_add_secret("hunter2!"));
    expect_shown("", 5, "");
    expect_shown("a hunter2!\n", 0, "a *** ");
    expect_shown("a hunter2!\n", 6, "a *** ");
    expect_shown("a hunter2!\n", 5, "a ***…");
    expect_shown("a hunter2!\n", 4, "a **…");
    expect_shown("hunter2!hunter2!hunter2! and more", 3, "***…");
    expect_shown("hunter2! and more", 4, "*** …");
    expect_shown("hunter2", 4, "hunt…"); /* is none */
    expect_shown("ab€€", 5, "ab€…");
    expect_shown("ab€€", 4, "ab…");
    expect_shown("abcd€", 4, "abcd…");
    expect_shown("\x1b[2J", 4, "\\x1b…");
}

PRINTF_LIKE(2, 3)
static void format_into(char target[8], const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_format(target, 8, format, arguments);
    va_end(arguments);
}

static void test_what_does_not_fit_is_cut_without_its_secrets(UNUSED void **state)
{
    char text[8];

    assert_true(log_add_secret("hunter2!"));
    format_into(text, "%d %s", 1, "hunte");
    assert_string_equal(text, "1 hunte");
    format_into(text, "%d %s", 1, "hunter2!");
    assert_string_equal(text, "1 ***");
    format_into(text, "%d %s %d", 1, "hunter2!", 2);
    assert_string_equal(text, "1 *** 2");
    format_into(text, "%d %s %d", 1, "hunter2!", 23);
    assert_string_equal(text, "1 *…3");
    format_into(text, "%s", "12345678");
    assert_string_equal(text, "123…8");
}

static void test_has_secret(UNUSED void **state)
{
    assert_false(log_has_secret("anything", 1));
    assert_true(log_add_secret("secret"));
    assert_true(log_has_secret("a secret here", 4));
    assert_true(log_has_secret("secret", 6));
    assert_false(log_has_secret("secret", 7));
    assert_false(log_has_secret("secre", 1));
    assert_false(log_has_secret("", 1));
}

static void test_closing_forgets(UNUSED void **state)
{
    assert_true(log_add_secret("secret"));
    log_close();
    expect_redacted("secret", "secret");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_line_is_one_line_with_a_name, forget, forget),
        cmocka_unit_test_setup_teardown(test_levels, forget, forget),
        cmocka_unit_test_setup_teardown(test_line_can_do_nothing_to_a_terminal, forget, forget),
        cmocka_unit_test_setup_teardown(test_long_line_is_whole, forget, forget),
        cmocka_unit_test_setup_teardown(test_nowhere_to_write_is_no_failure, forget, forget),
        cmocka_unit_test_setup_teardown(test_screen_is_cleared_around_a_line, forget, forget),
        cmocka_unit_test_setup_teardown(test_screen_is_cleared_around_what_is_no_line, forget,
                                        forget),
        cmocka_unit_test_setup_teardown(test_screen_is_cleared_for_another_terminal, forget,
                                        forget),
        cmocka_unit_test_setup_teardown(test_screen_stays_for_a_pipe, forget, forget),
        cmocka_unit_test_setup_teardown(test_lines_of_threads_do_not_mix, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_is_taken_out_of_a_line, forget, forget),
        cmocka_unit_test_setup_teardown(
            test_secret_of_control_characters_is_found_before_they_are_shown, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_percent_encoded, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_percent_encoded_in_small_letters, forget,
                                        forget),
        cmocka_unit_test_setup_teardown(test_secret_in_base64, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_in_base64_of_something_longer, forget, forget),
        cmocka_unit_test_setup_teardown(test_short_texts_are_no_secrets, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_that_all_have_dropped_is_none, forget, forget),
        cmocka_unit_test_setup_teardown(test_longest_secret_wins, forget, forget),
        cmocka_unit_test_setup_teardown(test_secrets_that_overlap_leave_nothing, forget, forget),
        cmocka_unit_test_setup_teardown(test_secret_within_a_secret, forget, forget),
        cmocka_unit_test_setup_teardown(test_redaction_keeps_every_other_byte, forget, forget),
        cmocka_unit_test_setup_teardown(test_what_is_shown_is_cut_without_its_secrets, forget,
                                        forget),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_cut_without_its_secrets, forget,
                                        forget),
        cmocka_unit_test_setup_teardown(test_has_secret, forget, forget),
        cmocka_unit_test_setup_teardown(test_closing_forgets, forget, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test-progress.c: what the progress line says, at every width.
 *
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <locale.h>
#include <string.h>

#include "twatfs/provider.h" /* first: cmocka makes a macro of "fail" */

#include <cmocka.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/progress-line.h"

#define MIB (UINT64_C(1) << 20)

static const char *const locales[] = {"C.UTF-8", "C"};

static struct twatfs_event make_event(int32_t kind, const char *name, uint64_t done, uint64_t total)
{
    return (struct twatfs_event){.kind = kind,
                                 .name = name,
                                 .provider = "catbox",
                                 .attempt = 1,
                                 .done = done,
                                 .total = total,
                                 .wait_ns = 3 * NANOSECONDS_PER_SECOND};
}

/* A state after one event a second, each of as many bytes. */
static struct progress_state after(int32_t kind, const char *name, uint64_t done, uint64_t total)
{
    struct progress_state state = {0};

    for (uint64_t i = 0; i <= 4; i++) {
        struct twatfs_event event = make_event(kind, name, done / 4 * i, total);

        progress_update(&state, &event, i * NANOSECONDS_PER_SECOND);
    }
    return state;
}

#define NOW (4 * NANOSECONDS_PER_SECOND)

static char *line_of(const struct progress_state *state, size_t width, bool colour)
{
    struct buffer line = BUFFER_INIT;

    buffer_puts(&line, "");
    progress_line(&line, state, width, NOW, colour);
    return buffer_steal(&line);
}

static void expect(const struct progress_state *state, size_t width, const char *text)
{
    CLEANUP_FREE char *line = line_of(state, width, false);

    assert_non_null(line);
    assert_string_equal(line, text);
}

static void test_sending(UNUSED void **state)
{
    struct progress_state sending = after(TWATFS_EVENT_SENDING, "report.pdf", 8 * MIB, 16 * MIB);

    expect(&sending, 100,
           "report.pdf  catbox  sending  [=============>            ]   50 %  8 MiB / 16 MiB  2 "
           "MiB/s  ETA "
           "0:04");
    expect(&sending, 60, "report.pdf  sending  [=====>    ]   50 %  2 MiB/s  ETA 0:04");
    expect(&sending, 40, "report.pdf  sending  [====>    ]   50 %");
    expect(&sending, 30, "report.pdf  sending   50 %");
    expect(&sending, 20, "sending   50 %");
    expect(&sending, 10, "sending");
    expect(&sending, 6, "send…");
    expect(&sending, 1, "");
}

static void test_phases(UNUSED void **state)
{
    struct progress_state reading =
        after(TWATFS_EVENT_SPOOLING, "stdin", 8 * MIB, TWATFS_SIZE_UNKNOWN);
    struct progress_state unknown =
        after(TWATFS_EVENT_SENDING, "stdin", 8 * MIB, TWATFS_SIZE_UNKNOWN);
    struct progress_state finishing = after(TWATFS_EVENT_FINISHING, "f", 8 * MIB, 8 * MIB);
    struct progress_state verifying = after(TWATFS_EVENT_VERIFYING, "f", 8 * MIB, 8 * MIB);
    struct progress_state waiting = after(TWATFS_EVENT_WAITING, "f", 0, 0);
    struct progress_state starting = after(TWATFS_EVENT_PROVIDER, "f", 0, 9);
    struct progress_state none = {0};

    expect(&reading, 80, "stdin  catbox  reading  8 MiB  2 MiB/s");
    expect(&unknown, 80, "stdin  catbox  sending  8 MiB  2 MiB/s");
    expect(&finishing, 80, "f  catbox  finishing");
    expect(&verifying, 80,
           "f  catbox  verifying  [========================]  100 %  8 MiB / 8 MiB  2 "
           "MiB/s");
    expect(&waiting, 80, "f  catbox  retrying in 3 s");
    waiting.retry_ns = NOW + 1;
    expect(&waiting, 80, "f  catbox  retrying in 1 s");
    waiting.retry_ns = NOW - 1;
    expect(&waiting, 80, "f  catbox  retrying in 0 s");
    expect(&starting, 80, "f  catbox  starting");
    starting.attempt = 2;
    starting.index = 3;
    starting.count = 7;
    expect(&starting, 80, "3/7  f  catbox  starting, attempt 2");
    expect(&none, 80, "");
}

static void test_nothing_to_send(UNUSED void **state)
{
    struct progress_state empty = after(TWATFS_EVENT_SENDING, "empty", 0, 0);
    struct progress_state more = after(TWATFS_EVENT_SENDING, "f", 20, 10); /* than was said */

    expect(&empty, 60, "empty  catbox  sending  [===============]  100 %  0 B / 0 B");
    expect(&more, 60, "f  catbox  sending  [==========]  100 %  10 B / 10 B  5 B/s");
}

static void test_rate(UNUSED void **state)
{
    struct progress_state sending = after(TWATFS_EVENT_SENDING, "f", 8 * MIB, 16 * MIB);
    CLEANUP_BUFFER struct buffer later = BUFFER_INIT;
    struct twatfs_event event = make_event(TWATFS_EVENT_VERIFYING, "f", 0, 16 * MIB);
    double before = sending.rate;

    assert_true(before > 1.9 * (double)MIB && before < 2.1 * (double)MIB);
    /* A stall is seen although no event tells of it. */
    progress_line(&later, &sending, 200, NOW + 60 * NANOSECONDS_PER_SECOND, false);
    assert_non_null(strstr(later.data, " KiB/s"));
    /* A part that is sent anew is no negative rate. */
    progress_update(&sending,
                    &(struct twatfs_event){.kind = TWATFS_EVENT_SENDING, .done = MIB, .total = MIB},
                    NOW + NANOSECONDS_PER_SECOND);
    assert_true(sending.rate >= 0 && sending.rate <= before);
    assert_true(progress_update(&sending, &event, NOW));
    assert_true(sending.rate == 0);
    assert_false(progress_update(&sending, &event, NOW));
}

static void test_colour(UNUSED void **state)
{
    struct progress_state sending = after(TWATFS_EVENT_SENDING, "f", 8 * MIB, 16 * MIB);
    CLEANUP_FREE char *plain = line_of(&sending, 60, false);
    CLEANUP_FREE char *colour = line_of(&sending, 60, true);

    assert_null(strchr(plain, '\x1b'));
    assert_non_null(strstr(colour, "[\x1b[32m"));
    assert_non_null(strstr(colour, "\x1b[0m]"));
}

static void test_names_do_nothing_but_show(UNUSED void **state)
{
    static const char *const names[] = {
        "a\x1b]0;owned\a.txt", "two\nlines\r", "tab\there", "\xff\xfe", "\u202egnp.exe", "\x7f\x01",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        struct progress_state sending = after(TWATFS_EVENT_SENDING, names[i], 1, 2);

        for (size_t width = 1; width <= 200; width++) {
            CLEANUP_FREE char *line = line_of(&sending, width, false);

            assert_non_null(line);
            for (const char *c = line; *c != '\0'; c++)
                assert_true((unsigned char)*c >= 0x20 && *c != 0x7f);
            assert_null(strstr(line, "\u202e"));
            assert_true(utf8_valid(line, strlen(line)));
        }
    }
}

/* At no width, in no phase, for no name, is a line as wide as the terminal. */
static void test_every_width(UNUSED void **state)
{
    static const char *const names[] = {
        "a",
        "a-rather-long-file-name-of-the-usual-kind-2024-final-v3.tar.gz",
        "日本語のとても長いファイル名です.txt",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301.txt",
        "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊",
        "",
    };
    static const uint64_t totals[] = {0, 1, 300 * MIB, UINT64_MAX - 1, TWATFS_SIZE_UNKNOWN};

    for (int32_t kind = TWATFS_EVENT_SPOOLING; kind <= TWATFS_EVENT_END; kind += 1000) {
        for (size_t n = 0; n < ARRAY_LENGTH(names); n++) {
            for (size_t t = 0; t < ARRAY_LENGTH(totals); t++) {
                struct progress_state sending = after(kind, names[n], totals[t] / 3, totals[t]);

                sending.index = 12;
                sending.count = 345;
                for (size_t width = 1; width <= 200; width++) {
                    CLEANUP_FREE char *line = line_of(&sending, width, false);

                    assert_non_null(line);
                    assert_true(columns_of(line) < width);
                    assert_true(width < 20 || columns_of(line) > 0);
                }
            }
        }
    }
}

static void test_long_names_keep_their_end(UNUSED void **state)
{
    char name[300];
    struct progress_state sending;
    CLEANUP_FREE char *line = NULL;

    memset(name, 'x', sizeof name);
    text_copy(name + 240, sizeof name - 240, ".txt");
    sending = after(TWATFS_EVENT_FINISHING, name, 0, 0);
    line = line_of(&sending, 60, false);
    assert_non_null(strstr(line, "…"));
    assert_non_null(strstr(line, "xxx.txt  catbox  finishing"));
    assert_int_equal(columns_of(line), 59);
}

static void test_columns(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer cut = BUFFER_INIT;

    assert_int_equal(columns_of("abc"), 3);
    assert_int_equal(columns_of("日本"), 4);
    assert_int_equal(columns_of("e\u0301"), 1);
    assert_int_equal(buffer_columns(&cut, "日本語", 4, CUT_END), 3); /* half a character: no */
    assert_string_equal(cut.data, "日…");
    buffer_clear(&cut);
    assert_int_equal(buffer_columns(&cut, "abcdefgh", 5, CUT_MIDDLE), 5);
    assert_string_equal(cut.data, "ab…gh");
    buffer_clear(&cut);
    assert_int_equal(buffer_columns(&cut, "abcdefgh", 8, CUT_MIDDLE), 8);
    assert_string_equal(cut.data, "abcdefgh");
    buffer_clear(&cut);
    buffer_wrapped(&cut, "one two three\nfour", 2, 9);
    assert_string_equal(cut.data, "one two\n  three\n  four\n");
}

static void test_columns_without_utf8(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer cut = BUFFER_INIT;

    assert_non_null(setlocale(LC_CTYPE, "C"));
    assert_int_equal(columns_of("日本"), 2);
    buffer_columns(&cut, "日本", 8, CUT_END);
    assert_string_equal(cut.data, "??");
    buffer_clear(&cut);
    assert_int_equal(buffer_columns(&cut, "abcdefgh", 5, CUT_END), 5);
    assert_string_equal(cut.data, "abc..");
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
}

static void test_every_width_everywhere(void **state)
{
    for (size_t i = 0; i < ARRAY_LENGTH(locales); i++) {
        assert_non_null(setlocale(LC_CTYPE, locales[i]));
        test_every_width(state);
        test_names_do_nothing_but_show(state);
    }
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sending),
        cmocka_unit_test(test_phases),
        cmocka_unit_test(test_nothing_to_send),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_colour),
        cmocka_unit_test(test_every_width_everywhere),
        cmocka_unit_test(test_long_names_keep_their_end),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_columns_without_utf8),
    };

    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        return 77; /* automake: skipped */
    return cmocka_run_group_tests(tests, NULL, NULL);
}

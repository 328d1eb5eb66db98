/* test-progress-crowd.c: what is shown of many files, at every width.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <locale.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/progress-crowd.h"
#include "cli/progress-json.h"

#define SECOND NANOSECONDS_PER_SECOND

static struct progress_crowd crowd;

static int begin(UNUSED void **state)
{
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    memset(&crowd, 0, sizeof crowd);
    return 0;
}

static void tell(uint64_t number, int32_t kind, uint64_t done, uint64_t second)
{
    struct twatfs_event event = {.kind = kind,
                                 .name = "a-file-with-a-name-of-some-length.tar.gz",
                                 .provider = "catbox",
                                 .attempt = 1,
                                 .done = done,
                                 .total = 1000000};
    bool new_phase;

    assert_true(crowd_update(&crowd, number, &event, second * SECOND, &new_phase) != NULL);
}

/* The frame as lines, without what moves the cursor. */
static char *frame(size_t width, size_t rows, uint64_t second, size_t *lines)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    struct buffer plain = BUFFER_INIT;
    const char *end;

    *lines = crowd_frame(&text, &crowd, width, rows, second * SECOND, true);
    buffer_puts(&plain, "");
    for (const char *at = text.data; *at != '\0'; at++) {
        if (*at == '\x1b') {
            end = at + strcspn(at, "Km");
            at = end;
        } else if (*at != '\r') {
            buffer_append(&plain, at, 1);
        }
    }
    return buffer_steal(&plain);
}

static void expect_fits(size_t width, size_t rows)
{
    size_t lines, counted = 0;
    CLEANUP_FREE char *text = frame(width, rows, 10, &lines);
    char *rest = NULL;

    assert_true(lines <= rows);
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        assert_true(columns_of(line) < width);
        counted++;
    }
    assert_true(counted <= lines);
}

static void expect_fits_everywhere(void)
{
    for (size_t width = 2; width < 250; width++)
        for (size_t rows = 1; rows < 30; rows += 7)
            expect_fits(width, rows);
}

static void test_it_fits_at_any_size(UNUSED void **state)
{
    for (uint64_t i = 1; i <= 20; i++) {
        tell(i, TWATFS_EVENT_PROVIDER, 0, i);
        tell(i, TWATFS_EVENT_SENDING, i * 1000, i);
    }
    crowd.known = 123456;
    crowd.failed = 77;
    expect_fits_everywhere();
    crowd.all_known = true;
    expect_fits_everywhere();
}

static void test_the_first_line_is_of_all(UNUSED void **state)
{
    CLEANUP_FREE char *text = NULL;
    size_t lines;

    tell(1, TWATFS_EVENT_SENDING, 500000, 1);
    tell(2, TWATFS_EVENT_SENDING, 500000, 1);
    tell(2, TWATFS_EVENT_FINISHING, 1000000, 2);
    tell(2, TWATFS_EVENT_END, 0, 3);
    crowd.known = 4;
    crowd.all_known = true;
    crowd.failed = 1;
    text = frame(200, 24, 3, &lines);
    assert_int_equal(lines, 2);
    assert_contains(text, "1/4 files  1 failed  ETA 0:06");
    assert_contains(text, "1.4 MiB  1 at once  [==========>");
    assert_contains(text, "sending");
}

static void test_more_may_come(UNUSED void **state)
{
    CLEANUP_FREE char *text = NULL;
    size_t lines;

    crowd.known = 7;
    text = frame(80, 24, 1, &lines);
    assert_contains(text, "0/7+ files");
    assert_null(strstr(text, "ETA"));
}

static void test_the_longest_running_come_first(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    const char *first, *second;

    for (uint64_t number = 1; number <= 3; number++) {
        struct twatfs_event event = {.kind = TWATFS_EVENT_SENDING,
                                     .name = number == 1   ? "one"
                                             : number == 2 ? "two"
                                                           : "three"};
        bool new_phase;

        crowd_update(&crowd, number, &event, (number == 1 ? 9 : number) * SECOND, &new_phase);
    }
    assert_int_equal(crowd_frame(&text, &crowd, 80, 3, 10 * SECOND, false), 3);
    first = strstr(text.data, "two");
    second = strstr(text.data, "three");
    assert_true(first != NULL && second != NULL && first < second);
    assert_null(strstr(text.data, "one")); /* no room for it */
}

static void test_a_place_is_used_again(UNUSED void **state)
{
    for (uint64_t i = 1; i <= 2000; i++) {
        tell(i, TWATFS_EVENT_PROVIDER, 0, i);
        tell(i, TWATFS_EVENT_END, 0, i);
    }
    assert_int_equal(crowd.places, 1);
    assert_int_equal(crowd.done, 2000);
    assert_int_equal(crowd.running, 0);
}

static void test_more_at_once_than_places(UNUSED void **state)
{
    struct twatfs_event event = {.kind = TWATFS_EVENT_PROVIDER, .name = "x"};
    bool new_phase;

    for (uint64_t i = 1; i <= CROWD_MOST; i++)
        tell(i, TWATFS_EVENT_PROVIDER, 0, 1);
    assert_null(crowd_update(&crowd, CROWD_MOST + 1, &event, SECOND, &new_phase));
}

static void test_events_as_json(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    struct twatfs_event event = {.kind = TWATFS_EVENT_SENDING,
                                 .name = "a \"b\"\n\xff",
                                 .provider = "catbox",
                                 .attempt = 2,
                                 .done = 5,
                                 .total = TWATFS_SIZE_UNKNOWN};

    assert_true(progress_json(&line, 3, &event));
    assert_string_equal(line.data, "{\"file\":3,\"name\":\"a \\\"b\\\"\\n\xef\xbf\xbd\","
                                   "\"phase\":\"sending\",\"provider\":\"catbox\",\"attempt\":2,"
                                   "\"done\":5,\"total\":null}\n");
    buffer_clear(&line);
    event = (struct twatfs_event){
        .kind = TWATFS_EVENT_WAITING, .name = "x", .wait_ns = 1500 * NANOSECONDS_PER_MS};
    assert_true(progress_json(&line, 1, &event));
    assert_contains(line.data, "\"phase\":\"waiting\",\"wait_ms\":1500}");
    buffer_clear(&line);
    event.kind = 99000; /* of a newer library */
    assert_true(progress_json(&line, 1, &event));
    assert_contains(line.data, "\"phase\":\"other\"");
}

#define TEST(function) cmocka_unit_test_setup(function, begin)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_it_fits_at_any_size),   TEST(test_the_first_line_is_of_all),
        TEST(test_more_may_come),         TEST(test_the_longest_running_come_first),
        TEST(test_a_place_is_used_again), TEST(test_more_at_once_than_places),
        TEST(test_events_as_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

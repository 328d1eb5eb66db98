/* test-moment.c: moments and spans, as people write and read them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <time.h>

#include "cli/moment.h"

#define NOW INT64_C(1800000000)

static int64_t moment(const char *text)
{
    struct error error = ERROR_INIT;
    int64_t unix_s = -1;

    if (!moment_read(text, NOW, &unix_s, &error))
        fail_msg("%s", error.text);
    return unix_s;
}

static void test_durations_are_before_now(UNUSED void **state)
{
    assert_int_equal(moment("1h"), NOW - 3600);
    assert_int_equal(moment("45"), NOW - 45);
    assert_int_equal(moment("0s"), NOW);
    assert_int_equal(moment("200000d"), 1);
}

static void test_moments_are_what_they_say(UNUSED void **state)
{
    assert_int_equal(moment("2026-11-20T10:00:00Z"), 1795168800);
    assert_int_equal(moment("2026-11-20T10:00:00+02:00"), 1795161600);
}

static void test_a_date_begins_where_we_are(UNUSED void **state)
{
    setenv("TZ", "UTC-3", 1); /* three hours ahead, as POSIX has it */
    tzset();
    assert_int_equal(moment("2026-11-20"), 1795132800 - 3 * 3600);
    setenv("TZ", "UTC", 1);
    tzset();
    assert_int_equal(moment("2026-11-20"), 1795132800);
}

static void test_anything_else_is_refused(UNUSED void **state)
{
    static const char *const texts[] = {"",           "soon",        "2026-13-01", "2026-02-30",
                                        "2026-11-2",  "26-11-2020",  "-1d",        "2026-11-20x",
                                        "20261120-1", "2026--11-20", "1 d"};

    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct error error = ERROR_INIT;
        int64_t unix_s;

        if (moment_read(texts[i], NOW, &unix_s, &error))
            fail_msg("\"%s\" was taken", texts[i]);
        assert_contains(error.text, "neither a duration");
    }
}

static void test_spans_are_short(UNUSED void **state)
{
    static const struct {
        int64_t seconds;
        const char *text;
    } spans[] = {{-5, "0s"},   {0, "0s"},       {59, "59s"},    {60, "1m"},           {3599, "59m"},
                 {3600, "1h"}, {172799, "47h"}, {172800, "2d"}, {86400 * 400, "400d"}};

    for (size_t i = 0; i < ARRAY_LENGTH(spans); i++) {
        char text[MOMENT_SIZE];

        moment_span(spans[i].seconds, text);
        assert_string_equal(text, spans[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_durations_are_before_now),
        cmocka_unit_test(test_moments_are_what_they_say),
        cmocka_unit_test(test_a_date_begins_where_we_are),
        cmocka_unit_test(test_anything_else_is_refused),
        cmocka_unit_test(test_spans_are_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

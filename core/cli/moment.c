/* moment.c: moments and spans, as people write and read them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/moment.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/record.h"

/* The beginning of a day where we are; -1 for what is none. */
static int64_t read_day(const char *text)
{
    struct tm parts = {.tm_isdst = -1};
    struct tm given;
    int length = 0;

    if (strlen(text) != strlen("2026-11-20") || strspn(text, "0123456789-") != strlen(text) ||
        sscanf(text, "%4d-%2d-%2d%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &length) !=
            3 ||
        text[length] != '\0')
        return -1;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    given = parts;
    if (mktime(&parts) < 0 || parts.tm_mon != given.tm_mon || parts.tm_mday != given.tm_mday)
        return -1;
    return (int64_t)mktime(&parts);
}

bool moment_read(const char *text, int64_t now_s, int64_t *unix_s, struct error *error)
{
    uint64_t duration_ns;

    if (text_duration(text, &duration_ns)) {
        int64_t duration_s = (int64_t)(duration_ns / NANOSECONDS_PER_SECOND);

        *unix_s = duration_s < now_s ? now_s - duration_s : 1;
        return true;
    }
    *unix_s = read_day(text);
    if (*unix_s <= 0)
        *unix_s = clock_parse_rfc3339(text);
    return *unix_s > 0 || error_set(error,
                                    "\"%s\": neither a duration such as 12h or 7d nor a date such "
                                    "as 2026-11-20 or 2026-11-20T10:00:00Z",
                                    text);
}

void moment_span(int64_t seconds, char text[MOMENT_SIZE])
{
    if (seconds < 0)
        seconds = 0;
    if (seconds < 60)
        snprintf(text, MOMENT_SIZE, "%" PRId64 "s", seconds);
    else if (seconds < 3600)
        snprintf(text, MOMENT_SIZE, "%" PRId64 "m", seconds / 60);
    else if (seconds < INT64_C(2) * 86400)
        snprintf(text, MOMENT_SIZE, "%" PRId64 "h", seconds / 3600);
    else
        snprintf(text, MOMENT_SIZE, "%" PRId64 "d", seconds / 86400);
}

bool moment_set(struct json *object, const char *name, int64_t unix_s)
{
    char text[RECORD_TIME_SIZE];

    return json_set_text(object, name, unix_s != 0 && record_time(unix_s, text) ? text : NULL);
}

void moment_time(char text[MOMENT_SIZE], uint64_t duration_ns)
{
    if (duration_ns == 0)
        text_copy(text, MOMENT_SIZE, "-");
    else if (duration_ns < NANOSECONDS_PER_SECOND)
        snprintf(text, MOMENT_SIZE, "%" PRIu64 " ms", duration_ns / NANOSECONDS_PER_MS);
    else
        snprintf(text, MOMENT_SIZE, "%.1f s", (double)duration_ns / (double)NANOSECONDS_PER_SECOND);
}

bool moment_set_ms(struct json *object, const char *name, uint64_t duration_ns)
{
    return duration_ns > 0
               ? json_set_integer(object, name, (int64_t)(duration_ns / NANOSECONDS_PER_MS))
               : json_set_null(object, name);
}

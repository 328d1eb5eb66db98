/* clock.c: time as monotonic nanoseconds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

uint64_t clock_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS_PER_SECOND + (uint64_t)now.tv_nsec;
}

uint64_t clock_add_ns(uint64_t now_ns, uint64_t duration_ns)
{
    return duration_ns > CLOCK_NEVER - now_ns ? CLOCK_NEVER : now_ns + duration_ns;
}

long clock_long_ms(uint64_t duration_ns)
{
    uint64_t ms = duration_ns / NANOSECONDS_PER_MS;

    return ms > LONG_MAX ? LONG_MAX : ms > 0 ? (long)ms : 1;
}

int64_t clock_unix_s(void)
{
    return (int64_t)time(NULL);
}

/* What follows the seconds: a fraction, then Z or an offset; false for anything else. */
static bool parse_zone(const char *text, int64_t *offset_s)
{
    int hours, minutes, length = 0;
    char sign;

    if (*text == '.')
        text += 1 + strspn(text + 1, "0123456789");
    *offset_s = 0;
    if ((*text == 'Z' || *text == 'z') && text[1] == '\0')
        return true;
    if (strspn(text + (*text != '\0'), "0123456789:") != 5 ||
        sscanf(text, "%c%2d:%2d%n", &sign, &hours, &minutes, &length) != 3 || length != 6 ||
        (sign != '+' && sign != '-') || hours > 23 || minutes > 59 || text[6] != '\0')
        return false;
    *offset_s = (sign == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
    return true;
}

int64_t clock_parse_rfc3339(const char *text)
{
    static const char shape[] = "0000-00-00T00:00:00";
    struct tm parts = {.tm_isdst = 0};
    int64_t offset_s, unix_s;

    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (shape[i] == '0' ? !digit : text[i] != shape[i] && (i != 10 || text[i] != 't'))
            return -1;
    }
    sscanf(text, "%4d-%2d-%2d%*c%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
           &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
    if (parts.tm_mon < 1 || parts.tm_mon > 12 || parts.tm_mday < 1 || parts.tm_mday > 31 ||
        parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 60 ||
        !parse_zone(text + sizeof shape - 1, &offset_s))
        return -1;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    unix_s = (int64_t)timegm(&parts) - offset_s;
    return unix_s >= 0 ? unix_s : -1;
}

uint64_t random_below(uint64_t limit)
{
    uint64_t value;

    if (limit == 0)
        return 0;
    /* Up to 256 bytes come whole and without waiting once the kernel's pool is
     * ready; before that, the clock's low bits spread retries well enough. */
    if (getrandom(&value, sizeof value, GRND_NONBLOCK) != (ssize_t)sizeof value)
        value = clock_now_ns() * UINT64_C(0x9e3779b97f4a7c15);
    return value % limit;
}

/* priority.c: what share of the machine this process takes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/priority.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "base/text.h"

/* linux/ioprio.h, which not every system has. */
#define IO_WHO_PROCESS  1
#define IO_CLASS_SHIFT  13
#define IO_LEVEL_MIDDLE 4

bool priority_nice(const char *value, struct error *error)
{
    bool negative = value[0] == '-';
    uint64_t number;

    if (!text_number(value + negative, 0, negative ? 20 : 19, &number))
        return error_set(error, "--nice: \"%s\": not a number from -20 to 19", value);
    return setpriority(PRIO_PROCESS, 0, negative ? -(int)number : (int)number) == 0 ||
           error_errno(error, "--nice: %s", value);
}

bool priority_ionice(const char *value, struct error *error)
{
    static const char *const names[] = {NULL, "realtime", "best-effort", "idle"};
    size_t length = strcspn(value, ":");
    uint64_t class = 0, level = IO_LEVEL_MIDDLE;

    for (size_t i = 1; i < ARRAY_LENGTH(names); i++)
        if ((strlen(names[i]) == length && strncmp(value, names[i], length) == 0) ||
            (length == 1 && value[0] == (char)('0' + i)))
            class = i;
    if (class == 0 || (value[length] == ':' && !text_number(value + length + 1, 0, 7, &level)))
        return error_set(error,
                         "--ionice: \"%s\": not idle, best-effort or realtime, perhaps with a "
                         "level from 0 to 7 such as best-effort:7",
                         value);
    if (class == 3)
        level = 0;
    return syscall(SYS_ioprio_set, IO_WHO_PROCESS, 0, class << IO_CLASS_SHIFT | level) == 0 ||
           error_errno(error, "--ionice: %s", value);
}

static bool add_range(cpu_set_t *set, const char *range)
{
    CLEANUP_FREE char *first = strndup(range, strcspn(range, "-"));
    const char *dash = strchr(range, '-');
    uint64_t from, to;

    if (first == NULL || !text_number(first, 0, CPU_SETSIZE - 1, &from))
        return false;
    to = from;
    if (dash != NULL && !text_number(dash + 1, from, CPU_SETSIZE - 1, &to))
        return false;
    for (; from <= to; from++)
        CPU_SET(from, set);
    return true;
}

bool priority_cpus(const char *value, struct error *error)
{
    CLEANUP_STRING_LIST struct string_list ranges = STRING_LIST_INIT;
    cpu_set_t set;
    bool done;

    CPU_ZERO(&set);
    if (!string_list_split(&ranges, value, ","))
        return error_memory(error);
    done = ranges.count > 0;
    for (size_t i = 0; i < ranges.count && done; i++)
        done = add_range(&set, ranges.items[i]);
    if (!done)
        return error_set(error, "--cpus: \"%s\": not a list of processors such as 0-3,6", value);
    return sched_setaffinity(0, sizeof set, &set) == 0 || error_errno(error, "--cpus: %s", value);
}

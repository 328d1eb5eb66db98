/* progress-json.c: events for programs, one a line.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/progress-json.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"

static const char *phase_of(int32_t kind)
{
    static const char *const names[] = {"spooling",  "starting", "sending", "finishing",
                                        "verifying", "waiting",  "end"};
    int32_t index = kind / 1000 - 1;

    return index >= 0 && index < (int32_t)ARRAY_LENGTH(names) ? names[index] : "other";
}

static bool set_bytes(struct json *object, const char *name, uint64_t bytes)
{
    return bytes <= INT64_MAX ? json_set_integer(object, name, (int64_t)bytes)
                              : json_set_null(object, name);
}

static bool counts_bytes(int32_t kind)
{
    return kind == TWATFS_EVENT_SENDING || kind == TWATFS_EVENT_FINISHING ||
           kind == TWATFS_EVENT_VERIFYING;
}

bool progress_json(struct buffer *line, uint64_t number, const struct twatfs_event *event)
{
    CLEANUP_JSON struct json *object = json_new_object();

    return object != NULL && json_set_integer(object, "file", (int64_t)number) &&
           json_set_text(object, "name", event->name) &&
           json_set_text(object, "phase", phase_of(event->kind)) &&
           (event->provider == NULL || json_set_text(object, "provider", event->provider)) &&
           (event->attempt == 0 || json_set_integer(object, "attempt", event->attempt)) &&
           (!counts_bytes(event->kind) ||
            (set_bytes(object, "done", event->done) && set_bytes(object, "total", event->total))) &&
           (event->kind != TWATFS_EVENT_WAITING ||
            json_set_integer(object, "wait_ms", (int64_t)(event->wait_ns / NANOSECONDS_PER_MS))) &&
           json_write(object, false, line) && buffer_puts(line, "\n");
}

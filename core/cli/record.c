/* record.c: what became of a file, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/record.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/outcome.h"
#include "twatfs/provider.h"

bool record_time(int64_t unix_s, char text[RECORD_TIME_SIZE])
{
    time_t moment = (time_t)unix_s;
    struct tm parts;

    if (gmtime_r(&moment, &parts) == NULL || parts.tm_year < -1900 || parts.tm_year > 9999 - 1900)
        return false;
    return strftime(text, RECORD_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}

/* A date, "never" for what the host keeps for good, null when it did not say. */
static bool set_expiry(struct json *record, const struct upload_result *result)
{
    char text[RECORD_TIME_SIZE];

    if (!result->expiry_known)
        return json_set_null(record, "expires");
    if (result->expiry_unix_s == 0)
        return json_set_text(record, "expires", "never");
    return json_set_text(record, "expires", record_time(result->expiry_unix_s, text) ? text : NULL);
}

static bool set_size(struct json *record, uint64_t size)
{
    return size <= INT64_MAX ? json_set_integer(record, "size", (int64_t)size)
                             : json_set_null(record, "size");
}

static int64_t milliseconds(uint64_t nanoseconds)
{
    return (int64_t)(nanoseconds / NANOSECONDS_PER_MS);
}

static bool set_timings(struct json *record, const struct upload_result *result)
{
    struct json *timings = json_new_object();

    /* Handed over first: the record frees it if what follows fails. */
    return timings != NULL && json_set(record, "timings", timings) &&
           json_set_integer(timings, "upload_ms", milliseconds(result->upload_ns)) &&
           json_set_integer(timings, "verify_ms", milliseconds(result->verify_ns)) &&
           json_set_integer(timings, "total_ms", milliseconds(result->total_ns));
}

struct json *record_uploaded(const char *file, const struct upload_result *result, bool show_token)
{
    CLEANUP_JSON struct json *record = json_new_object();
    const char *digest = result->sha256[0] != '\0' ? result->sha256 : NULL;

    if (record != NULL && json_set_text(record, "file", file) &&
        json_set_text(record, "url", result->url) &&
        json_set_text(record, "provider", result->provider) && set_size(record, result->size) &&
        json_set_text(record, "sha256", digest) &&
        json_set_text(record, "proof", proof_name(result->proof)) &&
        json_set_integer(record, "attempts", result->attempts) && set_expiry(record, result) &&
        (!show_token || json_set_text(record, "delete_token", result->delete_token)) &&
        set_timings(record, result) &&
        json_set_text(record, "status", outcome_name(result->outcome)))
        return STEAL(record);
    return NULL;
}

/* What a server said is in there: it is shown as the log would show it. */
static bool set_error(struct json *record, const struct error *error)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;
    CLEANUP_BUFFER struct buffer shown = BUFFER_INIT;

    return buffer_redacted(&clean, error->text, strlen(error->text)) &&
           buffer_printable(&shown, clean.data, clean.length, 0) && buffer_puts(&shown, "") &&
           json_set_text(record, "error", shown.data);
}

struct json *record_failed(const char *file, const struct upload_result *result,
                           const struct error *error, bool show_token)
{
    CLEANUP_JSON struct json *record = json_new_object();

    if (record != NULL && json_set_text(record, "file", file) && json_set_null(record, "url") &&
        (result->unverified_url == NULL ||
         json_set_text(record, "unverified_url", result->unverified_url)) &&
        set_error(record, error) &&
        (!show_token || result->unverified_url == NULL ||
         json_set_text(record, "delete_token", result->delete_token)) &&
        json_set_text(record, "status", outcome_name(result->outcome)) &&
        json_set_integer(record, "attempts", result->attempts) && set_timings(record, result))
        return STEAL(record);
    return NULL;
}

static bool add_passed_over(struct json *array, const struct plan_item *item)
{
    struct json *passed = json_new_object();

    return passed != NULL && json_add(array, passed) &&
           json_set_text(passed, "provider", item->entry->name) &&
           json_set_text(passed, "reason", item->reason);
}

struct json *record_plan(const char *file, const struct plan *plan, enum outcome outcome,
                         const struct error *error)
{
    CLEANUP_JSON struct json *record = json_new_object();
    struct json *candidates = json_new_array(), *passed_over = json_new_array();
    bool done = record != NULL && candidates != NULL && passed_over != NULL;

    done = done && json_set_text(record, "file", file);
    if (!done) {
        json_free(candidates);
        json_free(passed_over);
        return NULL;
    }
    done = json_set(record, "candidates", candidates);
    done = json_set(record, "passed_over", passed_over) && done;
    for (size_t i = 0; i < plan->count && done; i++)
        done = plan->items[i].candidate ? json_add_text(candidates, plan->items[i].entry->name)
                                        : add_passed_over(passed_over, &plan->items[i]);
    done = done && json_set_text(record, "status",
                                 outcome == OUTCOME_VERIFIED ? "ready" : outcome_name(outcome));
    if (done && error->text[0] != '\0')
        done = set_error(record, error);
    return done ? STEAL(record) : NULL;
}

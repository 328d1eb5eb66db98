/* record.c: what became of a file, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/record.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"

bool record_time(int64_t unix_s, char text[RECORD_TIME_SIZE])
{
    time_t moment = (time_t)unix_s;
    struct tm parts;

    if (gmtime_r(&moment, &parts) == NULL || parts.tm_year < -1900 || parts.tm_year > 9999 - 1900)
        return false;
    return strftime(text, RECORD_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}

/* A date, "never" for what the host keeps for good, null when it did not say. */
static bool set_expiry(struct json *record, const struct twatfs_result *result)
{
    char text[RECORD_TIME_SIZE];
    int64_t unix_s;

    if (!twatfs_result_expiry(result, &unix_s))
        return json_set_null(record, "expires");
    if (unix_s == 0)
        return json_set_text(record, "expires", "never");
    return json_set_text(record, "expires", record_time(unix_s, text) ? text : NULL);
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

static bool set_timings(struct json *record, const struct twatfs_result *result)
{
    struct json *timings = json_new_object();

    /* Handed over first: the record frees it if what follows fails. */
    return timings != NULL && json_set(record, "timings", timings) &&
           json_set_integer(timings, "upload_ms", milliseconds(twatfs_result_upload_ns(result))) &&
           json_set_integer(timings, "verify_ms", milliseconds(twatfs_result_verify_ns(result))) &&
           json_set_integer(timings, "total_ms", milliseconds(twatfs_result_total_ns(result)));
}

struct json *record_uploaded(const char *file, const struct twatfs_result *result, bool show_token)
{
    CLEANUP_JSON struct json *record = json_new_object();

    if (record != NULL && json_set_text(record, "file", file) &&
        json_set_text(record, "url", twatfs_result_url(result)) &&
        json_set_text(record, "provider", twatfs_result_provider(result)) &&
        set_size(record, twatfs_result_size(result)) &&
        json_set_text(record, "sha256", twatfs_result_sha256(result)) &&
        json_set_text(record, "proof", twatfs_result_proof(result)) &&
        json_set_integer(record, "attempts", twatfs_result_attempts(result)) &&
        json_set_boolean(record, "reused", twatfs_result_reused(result)) &&
        json_set_boolean(record, "direct", twatfs_result_direct(result)) &&
        set_expiry(record, result) &&
        (!show_token ||
         json_set_text(record, "delete_token", twatfs_result_delete_token(result))) &&
        set_timings(record, result) &&
        json_set_text(record, "status", twatfs_result_status(result)))
        return STEAL(record);
    return NULL;
}

struct json *record_failed(const char *file, const struct twatfs_result *result, bool show_token)
{
    CLEANUP_JSON struct json *record = json_new_object();
    const char *left = twatfs_result_unverified_url(result);
    const char *message = twatfs_error_message(twatfs_result_error(result));

    if (record != NULL && json_set_text(record, "file", file) && json_set_null(record, "url") &&
        (left == NULL || (json_set_text(record, "unverified_url", left) &&
                          json_set_text(record, "provider", twatfs_result_provider(result)))) &&
        json_set_text(record, "error", message) &&
        (!show_token || left == NULL ||
         json_set_text(record, "delete_token", twatfs_result_delete_token(result))) &&
        json_set_text(record, "status", twatfs_result_status(result)) &&
        json_set_integer(record, "attempts", twatfs_result_attempts(result)) &&
        set_timings(record, result))
        return STEAL(record);
    return NULL;
}

static bool add_passed_over(struct json *array, const struct twatfs_plan *plan, size_t index)
{
    struct json *passed = json_new_object();

    return passed != NULL && json_add(array, passed) &&
           json_set_text(passed, "provider", twatfs_plan_provider(plan, index)) &&
           json_set_text(passed, "reason", twatfs_plan_reason(plan, index));
}

struct json *record_plan(const char *file, const struct twatfs_plan *plan)
{
    CLEANUP_JSON struct json *record = json_new_object();
    struct json *candidates = json_new_array(), *passed_over = json_new_array();
    const struct twatfs_error *error = twatfs_plan_error(plan);
    bool done = record != NULL && candidates != NULL && passed_over != NULL;

    done = done && json_set_text(record, "file", file);
    if (!done) {
        json_free(candidates);
        json_free(passed_over);
        return NULL;
    }
    done = json_set(record, "candidates", candidates);
    done = json_set(record, "passed_over", passed_over) && done;
    for (size_t i = 0; i < twatfs_plan_count(plan) && done; i++)
        done = i < twatfs_plan_candidates(plan)
                   ? json_add_text(candidates, twatfs_plan_provider(plan, i))
                   : add_passed_over(passed_over, plan, i);
    done = done &&
           json_set_text(record, "status",
                         error == NULL ? "ready" : twatfs_error_name(twatfs_error_code(error)));
    if (done && error != NULL)
        done = json_set_text(record, "error", twatfs_error_message(error));
    return done ? STEAL(record) : NULL;
}

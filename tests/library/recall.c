/* recall.c: what a program that embeds libtwatfs sees of its memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "client.h"

static struct twatfs_result *upload(struct twatfs_context *context, const char *file,
                                    const char *provider, uint32_t flags)
{
    struct twatfs_request *request = twatfs_request_new();
    struct twatfs_result *result;

    NEED(request != NULL && twatfs_request_path(request, file) &&
         twatfs_request_providers(request, provider) && twatfs_request_flags(request, flags));
    result = twatfs_upload(context, request);
    NEED(result != NULL && twatfs_result_error(result) == NULL);
    twatfs_request_free(request);
    return result;
}

static size_t count_matches(struct twatfs_context *context,
                            const struct twatfs_history_filter *filter)
{
    struct twatfs_history *history = twatfs_history_new(context, filter, NULL);
    size_t count;

    NEED(history != NULL);
    count = twatfs_history_count(history);
    twatfs_history_free(history);
    return count;
}

static void look_at_entry(const struct twatfs_history *history, const struct twatfs_result *result)
{
    int64_t expiry, expected;

    NEED(twatfs_history_count(history) == 1 && twatfs_history_id(history, 0) == 1);
    NEED(twatfs_history_time(history, 0) > 1700000000);
    NEED(twatfs_history_path(history, 0)[0] == '/');
    NEED(strcmp(twatfs_history_name(history, 0), "photo.txt") == 0);
    NEED(twatfs_history_size(history, 0) == twatfs_result_size(result));
    NEED(strcmp(twatfs_history_sha256(history, 0), twatfs_result_sha256(result)) == 0);
    NEED(strcmp(twatfs_history_provider(history, 0), "www0x0") == 0);
    NEED(strcmp(twatfs_history_url(history, 0), twatfs_result_url(result)) == 0);
    NEED(strcmp(twatfs_history_delete_token(history, 0), twatfs_result_delete_token(result)) == 0);
    NEED(twatfs_history_expiry(history, 0, &expiry) && twatfs_result_expiry(result, &expected) &&
         expiry == expected);
    NEED(strcmp(twatfs_history_proof(history, 0), "download") == 0);
    NEED(strcmp(twatfs_history_status(history, 0), "verified") == 0);
    NEED(strcmp(twatfs_history_options(history, 0), "{}") == 0);
    NEED(twatfs_history_deleted(history, 0) == 0 && twatfs_history_live(history, 0));
    NEED(twatfs_history_url(history, 1) == NULL && !twatfs_history_live(history, 1));
    NEED(twatfs_history_size(history, 1) == TWATFS_SIZE_UNKNOWN);
}

static void recall_history(const char *file)
{
    struct twatfs_context *context = open_context();
    struct twatfs_history_filter *filter = twatfs_history_filter_new();
    struct twatfs_result *result = upload(context, file, "www0x0", 0);
    struct twatfs_history *history = twatfs_history_new(context, NULL, NULL);
    struct twatfs_error *error = NULL;
    uint64_t forgotten = 77;

    NEED(history != NULL && filter != NULL);
    look_at_entry(history, result);
    twatfs_history_free(history);
    NEED(twatfs_history_filter_provider(filter, "catbox") && count_matches(context, filter) == 0);
    NEED(twatfs_history_filter_provider(filter, NULL) && count_matches(context, filter) == 1);
    NEED(twatfs_history_filter_file(filter, "photo.*") && count_matches(context, filter) == 1);
    twatfs_history_filter_live(filter, true);
    NEED(twatfs_history_delete(context, 1, NULL, NULL) && count_matches(context, filter) == 0);
    NEED(twatfs_history_delete(context, 1, NULL, NULL)); /* it is gone already */
    NEED(!twatfs_history_delete(context, 17, NULL, &error));
    NEED(twatfs_error_code(error) == TWATFS_ERROR_USAGE);
    twatfs_error_free(error);
    twatfs_history_filter_id(filter, 0); /* nobody's */
    NEED(twatfs_history_forget(context, filter, &forgotten, NULL) && forgotten == 0);
    NEED(twatfs_history_forget(context, NULL, &forgotten, NULL) && forgotten == 1);
    NEED(count_matches(context, NULL) == 0);
    twatfs_result_free(result);
    twatfs_history_filter_free(filter);
    twatfs_context_free(context);
}

static void recall_health(const char *file)
{
    struct twatfs_context *context = open_context();
    struct twatfs_result *result = upload(context, file, "www0x0", 0);
    struct twatfs_health *health = twatfs_health_new(context, NULL);
    size_t index, other;

    NEED(health != NULL && twatfs_provider_find(context, "www0x0", &index, NULL) &&
         twatfs_provider_find(context, "catbox", &other, NULL));
    NEED(twatfs_health_rate(health, index) > 0.99 && twatfs_health_rate(health, other) < 0);
    NEED(twatfs_health_typical_ns(health, index) > 0);
    NEED(twatfs_health_succeeded(health, index) > 1700000000);
    NEED(twatfs_health_failed(health, index) == 0 && twatfs_health_reason(health, index) == NULL);
    NEED(twatfs_health_breaker(health, index) == TWATFS_BREAKER_CLOSED);
    NEED(twatfs_health_breaker(health, SIZE_MAX) == TWATFS_BREAKER_CLOSED);
    NEED(twatfs_health_retry(health, index) == 0);
    NEED(strcmp(twatfs_breaker_name(TWATFS_BREAKER_OPEN), "open") == 0);
    NEED(strcmp(twatfs_breaker_name(TWATFS_BREAKER_HALF_OPEN), "half-open") == 0);
    twatfs_health_free(health);
    twatfs_result_free(result);
    twatfs_context_free(context);
}

static void recall_cache(const char *file)
{
    struct twatfs_context *context = open_context();
    struct twatfs_result *first = upload(context, file, "www0x0", TWATFS_REQUEST_REUSE);
    struct twatfs_result *second = upload(context, file, "www0x0", TWATFS_REQUEST_REUSE);
    struct twatfs_cache_statistics found = {.struct_size = (uint32_t)sizeof found};
    struct twatfs_cache_statistics unsized = {.struct_size = 0};
    struct twatfs_error *error = NULL;
    uint64_t removed;

    NEED(!twatfs_result_reused(first) && twatfs_result_reused(second));
    NEED(strcmp(twatfs_result_url(first), twatfs_result_url(second)) == 0);
    NEED(strcmp(twatfs_result_proof(second), "head") == 0);
    NEED(twatfs_cache_count(context, &found, NULL) && strcmp(found.engine, "sqlite") == 0);
    NEED(found.entries == 1 && found.hits == 1 && found.misses == 1 && found.stale == 0);
    NEED(!twatfs_cache_count(context, &unsized, &error));
    NEED(twatfs_error_code(error) == TWATFS_ERROR_USAGE);
    NEED(twatfs_cache_prune(context, &removed, NULL) && removed == 0);
    NEED(twatfs_cache_clear(context, &removed, NULL) && removed == 1);
    twatfs_error_free(error);
    twatfs_result_free(first);
    twatfs_result_free(second);
    twatfs_context_free(context);
}

/* A batch of the file and one that is missing; with id != -1 an earlier one is gone on with. */
static struct twatfs_batch *run_batch(struct twatfs_context *context, const char *file, int64_t id,
                                      bool resumed)
{
    struct twatfs_batch *batch = twatfs_batch_new(context);
    const char *const paths[] = {file, "/nonexistent/file"};

    NEED(batch != NULL && !twatfs_batch_resume(batch, 0, NULL)); /* it keeps no journal */
    NEED(twatfs_batch_journal(batch, "the files", "files\nof a test") &&
         twatfs_batch_id(batch) == 0);
    NEED(id == -1 || twatfs_batch_resume(batch, id, NULL));
    for (int i = 0; i < 2; i++) {
        struct twatfs_request *request = twatfs_request_new();
        struct twatfs_result *result;

        NEED(request != NULL && twatfs_request_path(request, paths[i]) &&
             twatfs_request_providers(request, "www0x0") &&
             twatfs_batch_submit(batch, request, NULL));
        NEED(!twatfs_batch_journal(batch, "too late", ""));
        result = twatfs_batch_next(batch, NULL);
        NEED(result != NULL && (twatfs_result_url(result) != NULL) == (i == 0));
        NEED(twatfs_result_resumed(result) == (i == 0 && resumed));
        twatfs_result_free(result);
    }
    twatfs_batch_wait(batch);
    NEED(twatfs_batch_id(batch) == 1);
    return batch;
}

static void recall_journal(const char *file)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = run_batch(context, file, -1, false);
    struct twatfs_batches *batches = twatfs_batches_new(context, NULL);
    struct twatfs_error *error = NULL;

    NEED(batches != NULL && twatfs_batches_count(batches) == 1);
    NEED(twatfs_batches_id(batches, 0) == 1 && twatfs_batches_running(batches, 0));
    NEED(twatfs_batches_done(batches, 0) == 1 && twatfs_batches_failed(batches, 0) == 0);
    NEED(twatfs_batches_under_way(batches, 0) == 0);
    NEED(strchr(twatfs_batches_title(batches, 0), '\n') == NULL);
    NEED(twatfs_batches_begun(batches, 0) > 1700000000);
    NEED(twatfs_batches_since(batches, 0) >= twatfs_batches_begun(batches, 0));
    NEED(twatfs_batches_title(batches, 1) == NULL && twatfs_batches_id(batches, 1) == 0);
    NEED(!twatfs_batches_forget(context, batches, 0, &error)); /* it is running */
    NEED(twatfs_error_code(error) == TWATFS_ERROR_SYSTEM);
    twatfs_error_free(error);
    twatfs_batch_free(batch);
    twatfs_batch_free(run_batch(context, file, 0, true));
    batch = run_batch(context, file, 1, true);
    NEED(twatfs_batch_forget(batch, NULL) && twatfs_batch_id(batch) == 0);
    twatfs_batch_free(batch);
    twatfs_batches_free(batches);
    batches = twatfs_batches_new(context, NULL);
    NEED(batches != NULL && twatfs_batches_count(batches) == 0);
    twatfs_batches_free(batches);
    batch = twatfs_batch_new(context);
    NEED(batch != NULL && twatfs_batch_journal(batch, "the files", "") &&
         !twatfs_batch_resume(batch, 0, &error));
    NEED(twatfs_error_code(error) == TWATFS_ERROR_USAGE);
    twatfs_error_free(error);
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

static void recall_nothing(const char *file)
{
    struct twatfs_context *context = open_context();
    struct twatfs_error *error = NULL;

    NEED(twatfs_set(context, "memory", "no", NULL) && twatfs_set(context, "cache", "none", NULL));
    twatfs_result_free(upload(context, file, "www0x0", TWATFS_REQUEST_REUSE));
    NEED(twatfs_history_new(context, NULL, &error) == NULL);
    NEED(twatfs_error_code(error) == TWATFS_ERROR_USAGE);
    twatfs_error_free(error);
    NEED(twatfs_health_new(context, NULL) == NULL);
    NEED(!twatfs_cache_clear(context, NULL, NULL));
    twatfs_context_free(context);
}

/* Prints why what was left behind cannot be ended. */
static void abandon(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_unfinished *unfinished = twatfs_unfinished_new(NULL);
    struct twatfs_error *error = NULL;

    NEED(unfinished != NULL && twatfs_unfinished_count(unfinished) == 1);
    NEED(!twatfs_unfinished_abandon(context, unfinished, 0, NULL, &error));
    puts(twatfs_error_message(error));
    twatfs_error_free(error);
    twatfs_unfinished_free(unfinished);
    twatfs_context_free(context);
}

bool recall(const char *mode, const char *file)
{
    if (strcmp(mode, "history") == 0)
        recall_history(file);
    else if (strcmp(mode, "health") == 0)
        recall_health(file);
    else if (strcmp(mode, "journal") == 0)
        recall_journal(file);
    else if (strcmp(mode, "cache") == 0)
        recall_cache(file);
    else if (strcmp(mode, "no-memory") == 0)
        recall_nothing(file);
    else if (strcmp(mode, "abandon") == 0)
        abandon();
    else
        return false;
    return true;
}

/* client-batch.c: a program that embeds libtwatfs, uploading many files at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "client.h"

#include <dirent.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define FILES 12

static struct twatfs_request *request_to(const char *name, const char *providers)
{
    struct twatfs_request *request = request_text(name);

    NEED(twatfs_request_providers(request, providers));
    return request;
}

/* The index-th of them, with a name that says so. */
static struct twatfs_request *request_number(int index)
{
    char name[32];

    snprintf(name, sizeof name, "%d.txt", index);
    return request_to(name, "litterbox");
}

static void submit(struct twatfs_batch *batch, struct twatfs_request *request, uint64_t expected)
{
    uint64_t number = 0;

    NEED(twatfs_batch_submit(batch, request, &number));
    NEED(number == expected);
}

static void expect_name(const struct twatfs_result *result, uint64_t number)
{
    char name[32];

    snprintf(name, sizeof name, "%d.txt", (int)number);
    NEED(twatfs_result_error(result) == NULL);
    NEED(strcmp(twatfs_result_name(result), name) == 0);
}

/* ---- Iterating ---- */

static void in_order(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);
    struct twatfs_result *result;
    uint64_t number, expected = 0;

    NEED(batch != NULL && twatfs_batch_workers(batch, 4));
    NEED(twatfs_batch_try_next(batch, &number) == NULL && twatfs_batch_has_room(batch));
    for (int i = 1; i <= FILES; i++)
        submit(batch, request_number(i), (uint64_t)i);
    NEED(!twatfs_batch_workers(batch, 2)); /* settled by now */
    twatfs_batch_end(batch);
    NEED(!twatfs_batch_submit(batch, request_number(99), NULL));
    while ((result = twatfs_batch_next(batch, &number)) != NULL) {
        NEED(number == ++expected);
        expect_name(result, number);
        twatfs_result_free(result);
    }
    NEED(expected == FILES && twatfs_batch_next(batch, NULL) == NULL);
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* The first is slow: the others come before it. */
static void as_they_come(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);
    struct twatfs_result *result;
    uint64_t number, last = 0, sum = 0;

    NEED(batch != NULL && twatfs_batch_workers(batch, 4));
    NEED(!twatfs_batch_flags(batch, UINT32_C(1) << 31));
    NEED(twatfs_batch_flags(batch, TWATFS_BATCH_UNORDERED));
    submit(batch, request_to("1.txt", "catbox"), 1);
    for (int i = 2; i <= 5; i++)
        submit(batch, request_number(i), (uint64_t)i);
    twatfs_batch_end(batch);
    while ((result = twatfs_batch_next(batch, &number)) != NULL) {
        expect_name(result, number);
        twatfs_result_free(result);
        last = number;
        sum += number;
    }
    NEED(last == 1 && sum == 15);
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* ---- Callbacks ---- */

struct heard {
    uint64_t results, ends;
    pthread_mutex_t lock; /* of ends: events come on many threads */
};

static void hear_result(void *data, uint64_t number, const struct twatfs_result *result)
{
    struct heard *heard = data;

    NEED(number == ++heard->results);
    expect_name(result, number);
}

static void hear_event(void *data, uint64_t number, const struct twatfs_event *event)
{
    struct heard *heard = data;

    NEED(number >= 1 && number <= FILES && event->name != NULL);
    pthread_mutex_lock(&heard->lock);
    heard->ends += event->kind == TWATFS_EVENT_END;
    pthread_mutex_unlock(&heard->lock);
}

static void call_back(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);
    struct heard heard = {.lock = PTHREAD_MUTEX_INITIALIZER};

    NEED(batch != NULL && twatfs_batch_on_result(batch, hear_result, &heard) &&
         twatfs_batch_on_event(batch, hear_event, &heard));
    for (int i = 1; i <= FILES; i++)
        submit(batch, request_number(i), (uint64_t)i);
    twatfs_batch_wait(batch);
    NEED(heard.results == FILES && heard.ends == FILES && twatfs_batch_running(batch) == 0);
    NEED(twatfs_batch_next(batch, NULL) == NULL); /* they were told */
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

static void hear_all(void *data, uint64_t number, const struct twatfs_result *result)
{
    uint64_t *next = data;

    NEED(number == (*next)++);
    expect_name(result, number);
}

static void all_at_once(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *requests[FILES];
    uint64_t next = 0;

    for (int i = 0; i < FILES; i++)
        requests[i] = request_number(i);
    for (int round = 0; round < 2; round++) { /* they stay ours */
        next = 0;
        NEED(twatfs_upload_all(context, requests, FILES, 3, hear_all, &next) && next == FILES);
    }
    NEED(twatfs_upload_all(context, NULL, 0, 0, hear_all, &next));
    NEED(!twatfs_upload_all(context, requests, FILES, 3, NULL, NULL)); /* nobody to tell */
    NEED(!twatfs_upload_all(context, requests, FILES, 257, hear_all, &next));
    for (int i = 0; i < FILES; i++)
        twatfs_request_free(requests[i]);
    twatfs_context_free(context);
}

/* ---- Stopping ---- */

static void wait_until_running(struct twatfs_batch *batch, size_t count)
{
    while (twatfs_batch_running(batch) < count)
        usleep(10000);
    usleep(200000); /* till they are really at it */
}

static void expect_next(struct twatfs_batch *batch, uint64_t expected, int32_t code, bool begun)
{
    uint64_t number;
    struct twatfs_result *result = twatfs_batch_next(batch, &number);

    NEED(result != NULL && number == expected);
    NEED(twatfs_error_code(twatfs_result_error(result)) == code);
    NEED((twatfs_result_name(result) != NULL) == begun);
    twatfs_result_free(result);
}

/* catbox never answers: what is there stays until it is cancelled. */
static void cancel_one(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);

    NEED(batch != NULL && twatfs_batch_workers(batch, 2));
    submit(batch, request_to("1.txt", "catbox"), 1);
    submit(batch, request_number(2), 2);
    submit(batch, request_to("3.txt", "catbox"), 3);
    submit(batch, request_to("4.txt", "catbox"), 4);
    submit(batch, request_number(5), 5);
    twatfs_batch_end(batch);
    NEED(!twatfs_batch_cancel_one(batch, 6));
    while (!twatfs_batch_cancel_one(batch, 4)) /* one that waits */
        ;
    wait_until_running(batch, 2);
    NEED(twatfs_batch_cancel_one(batch, 1)); /* one that runs */
    expect_next(batch, 1, TWATFS_ERROR_CANCELLED, true);
    expect_next(batch, 2, TWATFS_ERROR_NONE, true);
    NEED(!twatfs_batch_cancel_one(batch, 1));
    NEED(twatfs_batch_cancel_one(batch, 3));
    expect_next(batch, 3, TWATFS_ERROR_CANCELLED, true);
    expect_next(batch, 4, TWATFS_ERROR_CANCELLED, false);
    expect_next(batch, 5, TWATFS_ERROR_NONE, true); /* by a worker that was cancelled before */
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* A request's own token counts in a batch too. */
static void cancel_by_token(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);
    struct twatfs_cancel *cancel = twatfs_cancel_new();
    struct twatfs_request *request = request_to("1.txt", "catbox");

    NEED(batch != NULL && cancel != NULL && twatfs_batch_workers(batch, 2));
    twatfs_request_cancel(request, cancel);
    submit(batch, request, 1);
    submit(batch, request_number(2), 2);
    twatfs_batch_end(batch);
    wait_until_running(batch, 1);
    twatfs_cancel_now(cancel);
    expect_next(batch, 1, TWATFS_ERROR_CANCELLED, true);
    expect_next(batch, 2, TWATFS_ERROR_NONE, true);
    twatfs_batch_free(batch);
    twatfs_cancel_free(cancel);
    twatfs_context_free(context);
}

/* One runs and is slow: it ends well, the others are not begun. */
static void drain(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);

    NEED(batch != NULL && twatfs_batch_workers(batch, 1));
    submit(batch, request_to("1.txt", "catbox"), 1);
    submit(batch, request_number(2), 2);
    wait_until_running(batch, 1);
    twatfs_batch_drain(batch);
    NEED(!twatfs_batch_submit(batch, request_number(3), NULL));
    expect_next(batch, 1, TWATFS_ERROR_NONE, true);
    expect_next(batch, 2, TWATFS_ERROR_CANCELLED, false);
    NEED(twatfs_batch_next(batch, NULL) == NULL);
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* Freeing what is under way cancels it, and waits. */
static void free_early(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);

    NEED(batch != NULL && twatfs_batch_workers(batch, 2));
    for (int i = 1; i <= 6; i++)
        submit(batch, request_to("1.txt", "catbox"), (uint64_t)i);
    wait_until_running(batch, 2);
    twatfs_batch_free(batch);
    twatfs_batch_free(NULL);
    twatfs_batch_free(twatfs_batch_new(context));
    twatfs_context_free(context);
}

static void fail_fast(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);

    NEED(batch != NULL && twatfs_batch_workers(batch, 1));
    NEED(twatfs_batch_flags(batch, TWATFS_BATCH_FAIL_FAST));
    submit(batch, request_number(1), 1);
    submit(batch, request_to("2.txt", "termbin"), 2); /* nobody there */
    for (int i = 3; i <= 5 && twatfs_batch_submit(batch, request_number(i), NULL); i++)
        ;
    expect_next(batch, 1, TWATFS_ERROR_NONE, true);
    expect_next(batch, 2, TWATFS_ERROR_FAILED, true);
    expect_next(batch, 3, TWATFS_ERROR_CANCELLED, false);
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* ---- Order of beginning ---- */

static void priorities(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_batch *batch = twatfs_batch_new(context);
    struct twatfs_request *urgent = request_number(4);
    struct twatfs_result *result;
    uint64_t number;

    NEED(batch != NULL && twatfs_batch_workers(batch, 1));
    NEED(twatfs_batch_flags(batch, TWATFS_BATCH_UNORDERED));
    twatfs_request_priority(urgent, 1);
    submit(batch, request_to("1.txt", "catbox"), 1); /* slow: the others wait meanwhile */
    wait_until_running(batch, 1);
    submit(batch, request_number(2), 2);
    submit(batch, request_number(3), 3);
    submit(batch, urgent, 4);
    twatfs_batch_end(batch);
    while ((result = twatfs_batch_next(batch, &number)) != NULL) {
        printf("%d ", (int)number);
        twatfs_result_free(result);
    }
    puts("");
    twatfs_batch_free(batch);
    twatfs_context_free(context);
}

/* ---- Many ---- */

#define MANY 1000

static size_t descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    NEED(folder != NULL);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

static void count_result(void *data, uint64_t number, const struct twatfs_result *result)
{
    struct heard *heard = data;

    (void)number;
    if (twatfs_result_error(result) != NULL)
        fprintf(stderr, "%s\n", twatfs_error_message(twatfs_result_error(result)));
    NEED(twatfs_result_url(result) != NULL);
    heard->results++;
}

/* Descriptors are for connections, and those are few: not more after many files. */
static void many(void)
{
    struct twatfs_context *context = open_context();
    struct heard heard = {.results = 0};
    size_t before = 0;

    for (int round = 0; round < 2; round++) {
        struct twatfs_batch *batch = twatfs_batch_new(context);

        NEED(batch != NULL && twatfs_batch_workers(batch, 8));
        NEED(twatfs_batch_on_result(batch, count_result, &heard));
        for (int i = 0; i < MANY / 2; i++)
            NEED(twatfs_batch_submit(batch, request_to("text.txt", "transfersh"), NULL));
        twatfs_batch_free((twatfs_batch_wait(batch), batch));
        if (round == 0)
            before = descriptors();
    }
    NEED(heard.results == MANY);
    NEED(descriptors() <= before + 4);
    twatfs_context_free(context);
}

bool batch_mode(const char *mode, const char *file)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } modes[] = {
        {"batch-in-order", in_order},
        {"batch-unordered", as_they_come},
        {"batch-callbacks", call_back},
        {"batch-all", all_at_once},
        {"batch-cancel-one", cancel_one},
        {"batch-token", cancel_by_token},
        {"batch-drain", drain},
        {"batch-free", free_early},
        {"batch-fail-fast", fail_fast},
        {"batch-priorities", priorities},
        {"batch-many", many},
    };

    (void)file;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(mode, modes[i].name) == 0) {
            modes[i].run();
            return true;
        }
    }
    return false;
}

/* client.c: a program that embeds libtwatfs, one behaviour at a time: client MODE [FILE].
 *
 * SPDX-License-Identifier: MIT
 *
 * It sees nothing but the installed header and the shared library.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"

#define UPLOADS_PER_THREAD 10
#define THREADS            2

static const char text[] = "A text of the tests.\n";

struct twatfs_context *open_context(void)
{
    struct twatfs_context *context = twatfs_context_new(NULL);

    NEED(context != NULL && twatfs_read_configuration(context, NULL, NULL));
    return context;
}

struct twatfs_request *request_text(const char *name)
{
    struct twatfs_request *request = twatfs_request_new();

    NEED(request != NULL && twatfs_request_memory(request, text, strlen(text)) &&
         twatfs_request_name(request, name));
    return request;
}

static void expect_code(struct twatfs_error *error, int32_t code)
{
    NEED(twatfs_error_code(error) == code);
    NEED(twatfs_error_message(error)[0] != '\0');
    twatfs_error_free(error);
}

/* ---- What can be uploaded ---- */

static void print_link(struct twatfs_context *context, struct twatfs_request *request)
{
    struct twatfs_result *result = twatfs_upload(context, request);

    NEED(result != NULL);
    if (twatfs_result_error(result) != NULL)
        fprintf(stderr, "%s\n", twatfs_error_message(twatfs_result_error(result)));
    NEED(twatfs_result_error(result) == NULL && twatfs_result_url(result) != NULL);
    puts(twatfs_result_url(result));
    twatfs_result_free(result);
    twatfs_request_free(request);
    twatfs_context_free(context);
}

static void upload_memory(void)
{
    struct twatfs_request *request = request_text("text.txt");

    NEED(twatfs_request_providers(request, "catbox"));
    print_link(open_context(), request);
}

static void upload_descriptor(const char *path)
{
    struct twatfs_request *request = twatfs_request_new();
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    NEED(request != NULL && fd >= 0 && twatfs_request_descriptor(request, fd));
    print_link(open_context(), request);
    NEED(lseek(fd, 0, SEEK_CUR) >= 0); /* it is still ours, and open */
    close(fd);
}

/* ---- What a result says ---- */

static void tell_result(const char *path)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = twatfs_request_new();
    struct twatfs_result *result;
    int64_t expiry;

    NEED(twatfs_request_path(request, path) && twatfs_request_providers(request, "litterbox") &&
         twatfs_request_expire(request, 3600));
    result = twatfs_upload(context, request);
    NEED(result != NULL && twatfs_result_error(result) == NULL);
    NEED(strcmp(twatfs_result_provider(result), "litterbox") == 0);
    NEED(strcmp(twatfs_result_name(result), "photo.txt") == 0);
    NEED(strlen(twatfs_result_sha256(result)) == 64);
    NEED(strcmp(twatfs_result_proof(result), "download") == 0);
    NEED(strcmp(twatfs_result_status(result), "verified") == 0);
    NEED(twatfs_result_attempts(result) == 1);
    NEED(twatfs_result_expiry(result, &expiry) && expiry > 1700000000);
    NEED(twatfs_result_delete_token(result) == NULL);
    NEED(twatfs_result_unverified_url(result) == NULL);
    NEED(twatfs_result_total_ns(result) >= twatfs_result_upload_ns(result));
    NEED(twatfs_result_verify_ns(result) > 0);
    twatfs_result_free(result);
    twatfs_request_free(request);
    twatfs_context_free(context);
}

/* ---- Errors are typed ---- */

static void expect_failure(struct twatfs_context *context, struct twatfs_request *request,
                           int32_t code, bool retryable)
{
    struct twatfs_result *result = twatfs_upload(context, request);

    NEED(result != NULL);
    NEED(twatfs_error_code(twatfs_result_error(result)) == code);
    NEED(twatfs_error_retryable(twatfs_result_error(result)) == retryable);
    NEED(twatfs_result_url(result) == NULL);
    NEED(strcmp(twatfs_result_status(result), twatfs_error_name(code)) == 0);
    twatfs_result_free(result);
}

static void type_errors(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = request_text("text.txt");
    struct twatfs_error *error = NULL;
    struct twatfs_plan *plan;
    size_t index;

    NEED(!twatfs_set(context, "retires", "1", &error));
    NEED(strstr(twatfs_error_message(error), "did you mean \"retries\"") != NULL);
    expect_code(error, TWATFS_ERROR_USAGE);
    error = NULL;
    NEED(!twatfs_set(context, "retries", "many", &error));
    expect_code(error, TWATFS_ERROR_USAGE);
    NEED(!twatfs_set(context, "retries", "many", NULL)); /* nobody has to want it */
    NEED(!twatfs_request_flags(request, TWATFS_REQUEST_FORCE | TWATFS_REQUEST_UNIQUE));
    NEED(!twatfs_request_flags(request, UINT32_C(1) << 31));
    NEED(!twatfs_request_providers(request, "no such name!"));
    NEED(!twatfs_request_expire(request, -1));
    NEED(!twatfs_request_expire(request, INT64_MAX));
    NEED(!twatfs_request_expire(request, INT64_C(100000000001)));
    NEED(twatfs_request_expire(request, INT64_C(100000000000)));
    NEED(twatfs_request_expire(request, 0));
    NEED(!twatfs_request_content_type(request, "text/plain\r\nX-Evil: 1"));
    NEED(!twatfs_request_content_type(request, "text"));
    NEED(!twatfs_request_remote_path(request, "a\x1b[31mb"));
    NEED(!twatfs_request_remote_path(request, "a\xc2\x9b"
                                              "31mb")); /* U+009B */
    NEED(!twatfs_request_remote_path(request, "a\xff"));
    NEED(!twatfs_request_remote_path_below(request, "a/", "b\xff"));
    NEED(!twatfs_request_remote_path_below(request, NULL, "b"));

    NEED(twatfs_request_providers(request, "catbx"));
    error = NULL;
    NEED(!twatfs_request_check(context, request, &error));
    NEED(strstr(twatfs_error_message(error), "did you mean \"catbox\"") != NULL);
    expect_code(error, TWATFS_ERROR_USAGE);
    expect_failure(context, request, TWATFS_ERROR_USAGE, false);
    error = NULL;
    NEED(!twatfs_provider_find(context, "catbx", &index, &error));
    expect_code(error, TWATFS_ERROR_USAGE);

    /* Nobody listens there: temporary. */
    NEED(twatfs_request_providers(request, "catbox"));
    expect_failure(context, request, TWATFS_ERROR_FAILED, true);
    /* It cannot grant the wish. */
    NEED(twatfs_request_remote_path_below(request, "a/", "b"));
    expect_failure(context, request, TWATFS_ERROR_NO_PROVIDER, false);
    plan = twatfs_plan_new(context, request);
    NEED(plan != NULL && twatfs_error_code(twatfs_plan_error(plan)) == TWATFS_ERROR_NO_PROVIDER);
    NEED(twatfs_plan_count(plan) == 1 && twatfs_plan_candidates(plan) == 0);
    NEED(strcmp(twatfs_plan_reason(plan, 0), "cannot use --remote-path") == 0);
    NEED(twatfs_plan_reason(plan, 1) == NULL && twatfs_plan_provider(plan, 1) == NULL);
    twatfs_plan_free(plan);
    NEED(twatfs_request_remote_path(request, NULL));
    NEED(twatfs_request_path(request, "/nonexistent"));
    expect_failure(context, request, TWATFS_ERROR_FILE, false);
    twatfs_request_free(request);
    twatfs_context_free(context);
}

static void fix_settings(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_error *error = NULL;

    NEED(twatfs_set(context, "check", "head", NULL));
    NEED(strcmp(twatfs_setting(context, "check"), "head") == 0);
    NEED(strcmp(twatfs_setting(context, "retries"), "2") == 0);
    NEED(twatfs_setting(context, "nothing") == NULL);
    NEED(twatfs_context_open(context, NULL) && twatfs_context_open(context, NULL));
    NEED(!twatfs_set(context, "check", "full", &error));
    expect_code(error, TWATFS_ERROR_USAGE);
    NEED(!twatfs_set_option(context, "catbox", "x", "y", NULL));
    NEED(!twatfs_add_provider_directory(context, "/", NULL));
    NEED(!twatfs_read_configuration(context, NULL, NULL));
    NEED(!twatfs_on_log(context, TWATFS_LOG_INFO, NULL, NULL, NULL));
    NEED(strcmp(twatfs_setting(context, "check"), "head") == 0);
    twatfs_context_free(context);
}

/* ---- What is told meanwhile ---- */

struct told {
    unsigned sending, verifying, finishing, ends, lines;
    bool in_order;
};

static void hear_event(void *data, const struct twatfs_event *event)
{
    struct told *told = data;

    NEED(event->struct_size >= sizeof *event && event->name != NULL);
    told->sending += event->kind == TWATFS_EVENT_SENDING;
    told->finishing += event->kind == TWATFS_EVENT_FINISHING;
    told->verifying += event->kind == TWATFS_EVENT_VERIFYING;
    told->ends += event->kind == TWATFS_EVENT_END;
    NEED(told->ends == 0 || event->kind == TWATFS_EVENT_END);
}

static void hear_log(void *data, int32_t level, const char *message)
{
    struct told *told = data;

    NEED(level >= TWATFS_LOG_ERROR && level <= TWATFS_LOG_INFO);
    NEED(strchr(message, '\n') == NULL && strstr(message, "0123456789abcdef012345678") == NULL);
    told->lines++;
}

static void tell_meanwhile(const char *path)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = twatfs_request_new();
    struct told told = {0};
    struct twatfs_result *result;

    NEED(twatfs_on_log(context, TWATFS_LOG_INFO, hear_log, &told, NULL));
    NEED(twatfs_request_path(request, path) && twatfs_request_providers(request, "catbox"));
    twatfs_request_on_event(request, hear_event, &told);
    result = twatfs_upload(context, request);
    NEED(result != NULL && twatfs_result_error(result) == NULL);
    NEED(told.finishing > 0 && told.verifying > 0 && told.ends == 1 && told.lines > 0);
    twatfs_result_free(result);
    twatfs_request_free(request);
    twatfs_context_free(context);
}

/* All of it is sent, however its provider went about it. */
static void tell_flow(const char *path)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = twatfs_request_new();
    struct told told = {0};
    struct twatfs_result *result;

    NEED(twatfs_request_path(request, path) && twatfs_request_providers(request, "flow"));
    twatfs_request_on_event(request, hear_event, &told);
    result = twatfs_upload(context, request);
    NEED(result != NULL && twatfs_result_error(result) == NULL);
    NEED(told.finishing > 0 && told.ends == 1);
    twatfs_result_free(result);
    twatfs_request_free(request);
    twatfs_context_free(context);
}

/* ---- Cancelling ---- */

static void *cancel_soon(void *data)
{
    sleep(1);
    twatfs_cancel_now(data);
    return NULL;
}

static void cancel_from_elsewhere(const char *path)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = twatfs_request_new();
    struct twatfs_cancel *cancel = twatfs_cancel_new();
    pthread_t thread;

    NEED(cancel != NULL && !twatfs_cancelled_by(cancel));
    NEED(twatfs_request_path(request, path) && twatfs_request_providers(request, "catbox"));
    twatfs_request_cancel(request, cancel);
    NEED(pthread_create(&thread, NULL, cancel_soon, cancel) == 0);
    expect_failure(context, request, TWATFS_ERROR_CANCELLED, false);
    NEED(pthread_join(thread, NULL) == 0 && twatfs_cancelled_by(cancel));
    twatfs_request_free(request);
    twatfs_context_free(context);
    twatfs_cancel_free(cancel);
}

/* ---- Two threads, one context ---- */

static void *upload_many(void *data)
{
    struct twatfs_context *context = data;

    for (int i = 0; i < UPLOADS_PER_THREAD; i++) {
        char bytes[64];
        struct twatfs_request *request = twatfs_request_new();
        struct twatfs_result *result;

        snprintf(bytes, sizeof bytes, "Text %d of thread %lx.\n", i, (unsigned long)pthread_self());
        NEED(request != NULL && twatfs_request_memory(request, bytes, strlen(bytes)));
        NEED(twatfs_request_providers(request, i % 2 == 0 ? "catbox" : "local,litterbox"));
        result = twatfs_upload(context, request);
        NEED(result != NULL);
        if (twatfs_result_error(result) != NULL)
            fprintf(stderr, "%s\n", twatfs_error_message(twatfs_result_error(result)));
        NEED(twatfs_result_error(result) == NULL);
        flockfile(stdout);
        puts(twatfs_result_url(result));
        funlockfile(stdout);
        twatfs_result_free(result);
        twatfs_request_free(request);
    }
    return NULL;
}

static void share_a_context(void)
{
    struct twatfs_context *context = open_context();
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        NEED(pthread_create(&threads[i], NULL, upload_many, context) == 0);
    for (int i = 0; i < THREADS; i++)
        NEED(pthread_join(threads[i], NULL) == 0);
    twatfs_context_free(context);
}

/* ---- Providers ---- */

static void list_providers(void)
{
    struct twatfs_context *context = open_context();
    size_t index, count = twatfs_provider_count(context);

    NEED(count > 0 && twatfs_provider_find(context, "catbox", &index, NULL) && index < count);
    NEED(strcmp(twatfs_provider_name(context, index), "catbox") == 0);
    NEED(twatfs_provider_state(context, index) == TWATFS_PROVIDER_READY);
    NEED(strcmp(twatfs_provider_state_name(TWATFS_PROVIDER_READY), "ready") == 0);
    NEED(twatfs_provider_reason(context, index) == NULL);
    NEED(twatfs_provider_path(context, index)[0] != '\0');
    NEED(strstr(twatfs_provider_manifest(context, index), "\"name\":\"catbox\"") != NULL);
    NEED(strstr(twatfs_provider_manifest(context, index), "\"endpoint_in_force\":\"http") != NULL);
    NEED(twatfs_provider_name(context, count) == NULL);
    NEED(twatfs_provider_manifest(context, count) == NULL);
    NEED(twatfs_directory_problem(context, 1000) == NULL);
    twatfs_context_free(context);
}

/* ---- Plans ---- */

/* What it says is its own, not the context's. */
static void plan_and_close(void)
{
    struct twatfs_context *context = open_context();
    struct twatfs_request *request = request_text("text.txt");
    struct twatfs_plan *plan;

    NEED(twatfs_request_providers(request, "catbox,local"));
    NEED(twatfs_request_remote_path(request, "a/b"));
    plan = twatfs_plan_new(context, request);
    NEED(plan != NULL && twatfs_plan_error(plan) == NULL);
    twatfs_request_free(request);
    twatfs_context_free(context);
    NEED(twatfs_plan_count(plan) == 2 && twatfs_plan_candidates(plan) == 1);
    NEED(strcmp(twatfs_plan_provider(plan, 0), "local") == 0);
    NEED(strcmp(twatfs_plan_provider(plan, 1), "catbox") == 0);
    NEED(strcmp(twatfs_plan_reason(plan, 1), "cannot use --remote-path") == 0);
    twatfs_plan_free(plan);
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "", *file = argc > 2 ? argv[2] : "";

    if (strcmp(mode, "memory") == 0)
        upload_memory();
    else if (strcmp(mode, "descriptor") == 0)
        upload_descriptor(file);
    else if (strcmp(mode, "result") == 0)
        tell_result(file);
    else if (strcmp(mode, "errors") == 0)
        type_errors();
    else if (strcmp(mode, "settings") == 0)
        fix_settings();
    else if (strcmp(mode, "callbacks") == 0)
        tell_meanwhile(file);
    else if (strcmp(mode, "flow") == 0)
        tell_flow(file);
    else if (strcmp(mode, "cancel") == 0)
        cancel_from_elsewhere(file);
    else if (strcmp(mode, "threads") == 0)
        share_a_context();
    else if (strcmp(mode, "providers") == 0)
        list_providers();
    else if (strcmp(mode, "plan") == 0)
        plan_and_close();
    else
        return batch_mode(mode, file) || recall(mode, file) ? 0 : 2;
    return 0;
}

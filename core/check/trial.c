/* trial.c: run a module, in a process of its own, against a host that does as it is told.
 *
 * SPDX-License-Identifier: MIT
 *
 * The module is used through the same rooms as by the program.  What is looked at is taken
 * before it is loaded and after it was closed.
 */
#include "check/trial.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/clock.h"
#include "base/log.h"
#include "catalogue/registry.h"
#include "check/server.h"
#include "check/shared.h"
#include "transfer/http.h"
#include "twatfs/provider.h"

#define NAME       "check.txt"
#define OUTPUT_MAX (64 * 1024)

/* A loaded machine must not be taken for a slow host: only where that is the point is a host
 * given up soon. */
#define STALL_NS         (30 * NANOSECONDS_PER_SECOND)
#define STALL_OF_SLOW_NS NANOSECONDS_PER_SECOND

/* The child's own. */
struct course {
    const struct subject *subject;
    const struct scenario *scenario;
    const struct server *server;
    struct trial_report *report; /* shared */
};

/* Where provider_words can find it. */
static struct trial_report *current;

static void overhear(const char *text)
{
    if (log_has_secret(text, LOG_SECRET_MINIMUM))
        __atomic_store_n(&current->secret_shown, 1, __ATOMIC_SEQ_CST);
}

static void give_up(struct course *course, const struct error *error)
{
    text_copy(course->report->text, sizeof course->report->text, error->text);
}

/* ---- The environment ---- */

/* The default's path at our host; an author's own scheme is kept where it is none of HTTP's, and
 * where there is no default, a link's stands for it. */
static void make_endpoint(const struct course *course, char *url, size_t size)
{
    const char *given = course->subject->manifest->endpoint_default;
    const char *after = given != NULL ? strstr(given, "://") : NULL;
    const char *path = after != NULL ? strchr(after + 3, '/') : NULL;
    const char *scheme = subject_scheme(course->subject->manifest);
    int length;

    if (course->server->language == LANGUAGE_HTTP || (after == NULL && scheme == NULL))
        scheme = "http";
    else if (after != NULL)
        scheme = given;
    length = scheme == given ? (int)(after - given) : (int)strlen(scheme);
    if (path == NULL)
        path = course->server->language == LANGUAGE_TCP ? "" : "/";
    /* Protocols other than HTTP have their users in the address. */
    snprintf(url, size, "%.*s://%s127.0.0.1:%u%s", length, scheme,
             course->server->language == LANGUAGE_OTHER ? "check@" : "", course->server->port,
             path);
}

static bool set_environment(const struct course *course, struct error *error)
{
    const struct string_list *variables = &course->subject->variables;
    const char *endpoint = course->subject->manifest->endpoint_env;
    char url[1024];
    bool done = clearenv() == 0 && setenv("PATH", "/usr/bin:/bin", 1) == 0 &&
                setenv("TMPDIR", course->subject->folder, 1) == 0;

    make_endpoint(course, url, sizeof url);
    if (endpoint != NULL && course->server->fd >= 0)
        done = done && setenv(endpoint, url, 1) == 0;
    for (size_t i = 0; i < variables->count && done; i++)
        done = putenv(variables->items[i]) == 0;
    return (done && chdir(course->subject->folder) == 0) || error_errno(error, "environment");
}

/* ---- Uploads ---- */

/* One thread's. */
struct
try {
    const struct course *course;
    struct session *session;
    struct trial_result *result;
};

static void *run_try(void *data)
{
    const struct try *try = data;
    const struct subject *subject = try->course->subject;
    const struct upload_wishes wishes = {
        .input = {.fd = -1,
                  .memory = subject->content.data != NULL ? subject->content.data : "",
                  .length = subject->content.length,
                  .name = NAME},
        .name = NAME,
        .options = subject->options,
        .option_count = subject->option_count,
    };
    struct error error = ERROR_INIT;
    struct transfer *transfer = transfer_open(try->session, &error);

    if (transfer == NULL) {
        try->result->status = TWATFS_LOCAL;
        text_copy(try->result->text, sizeof try->result->text, error.text);
        return NULL;
    }
    transfer_try(transfer, subject->manifest->name, &wishes, try->result);
    transfer_close(transfer);
    return NULL;
}

static void run_parallel(struct try *tries, size_t count)
{
    pthread_t threads[TRIAL_RESULTS_MAX];
    size_t started = 0;

    while (started < count &&
           pthread_create(&threads[started], NULL, run_try, &tries[started]) == 0)
        started++;
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* Two that are open side by side; then two threads at once, where it says that it can. */
static void run_together(const struct course *course, struct session *first, struct session *second)
{
    struct trial_report *report = course->report;
    struct try tries[TRIAL_RESULTS_MAX] = {
        {course, first, &report->results[0]},
        {course, second, &report->results[1]},
        {course, first, &report->results[2]},
        {course, first, &report->results[3]},
    };

    report->result_count = course->scenario->together ? 2 : 1;
    for (size_t i = 0; i < report->result_count; i++)
        run_try(&tries[i]);
    if (course->scenario->together && course->subject->manifest->parallel) {
        report->result_count = 4;
        run_parallel(&tries[2], 2);
    }
}

static bool run_sessions(const struct course *course, const struct registry *registry,
                         struct error *error)
{
    bool slow = course->scenario->answer == ANSWER_SLOW;
    struct transfer_settings settings = TRANSFER_SETTINGS_INIT;
    struct session *first, *second;

    settings.stall_ns = settings.answer_timeout_ns = slow ? STALL_OF_SLOW_NS : STALL_NS;
    settings.timeout_ns = course->subject->seconds * NANOSECONDS_PER_SECOND / 2;
    first = session_open(registry, &settings, error);
    second = session_open(registry, &settings, error);
    if (first != NULL && second != NULL)
        run_together(course, first, second);
    course->report->phase = PHASE_CLOSING;
    if (first != NULL)
        session_close(first, NULL);
    if (second != NULL)
        session_close(second, NULL);
    return first != NULL && second != NULL;
}

/* ---- The child ---- */

static bool load_and_run(const struct course *course, struct error *error)
{
    const struct subject *subject = course->subject;
    struct entry entry = {.name = subject->manifest->name,
                          .path = strdup(subject->path),
                          .state = ENTRY_READY,
                          .manifest = subject->manifest,
                          .identity = subject->identity};
    const struct registry registry = {.entries = &entry, .count = 1};
    bool done;

    if (entry.path == NULL)
        return error_memory(error);
    course->report->phase = PHASE_LOADING;
    done = registry_load(&entry, error);
    course->report->loaded = done;
    course->report->phase = PHASE_RUNNING;
    if (done && course->scenario != NULL)
        done = run_sessions(course, &registry, error);
    free(entry.path);
    free(entry.reason);
    free(entry.table);
    return done;
}

static void run_course(void *data)
{
    struct course *course = data;
    CLEANUP_FOOTPRINT struct footprint before = {0};
    struct error error = ERROR_INIT;

    if (course->server->fd >= 0)
        close(course->server->fd); /* it is the server's */
    log_set_level(course->subject->verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING);
    current = course->report;
    transfer_overhear(overhear);
    if (!set_environment(course, &error) || !http_start(&error) ||
        !footprint_take(&before, &error) || !load_and_run(course, &error)) {
        give_up(course, &error);
        return;
    }
    course->report->phase = PHASE_COMPARING;
    if (!footprint_compare(&before, course->report->left, &error))
        give_up(course, &error);
}

/* ---- The parent ---- */

/* NUL bytes would hide what follows them. */
static bool read_output(int fd, struct buffer *output, struct error *error)
{
    char block[4096];
    off_t offset = 0;
    ssize_t count;

    while (offset < OUTPUT_MAX && (count = pread(fd, block, sizeof block, offset)) > 0) {
        for (ssize_t i = 0; i < count; i++)
            block[i] = block[i] != '\0' ? block[i] : ' ';
        if (!buffer_append(output, block, (size_t)count))
            return error_memory(error);
        offset += count;
    }
    return true;
}

static void take_report(struct trial *trial, const struct trial_report *report)
{
    struct trial_report *copy = &trial->report;

    *copy = *report;
    copy->text[sizeof copy->text - 1] = '\0';
    if (copy->result_count > TRIAL_RESULTS_MAX)
        copy->result_count = TRIAL_RESULTS_MAX;
    for (size_t i = 0; i < TRIAL_RESULTS_MAX; i++)
        copy->results[i].text[sizeof copy->results[i].text - 1] = '\0';
    for (size_t i = 0; i < FOOTPRINT_KINDS; i++)
        copy->left[i][FOOTPRINT_TEXT_SIZE - 1] = '\0';
}

static bool run_against(struct course *course, struct server *server, struct trial *trial,
                        struct error *error)
{
    CLEANUP_CLOSE int output = memfd_create("output", MFD_CLOEXEC);
    pid_t host = -1;
    bool done;

    if (output < 0)
        return error_errno(error, "memfd");
    if (course->scenario != NULL && !child_start(server_serve, server, &host, error))
        return false;
    done = child_run(run_course, course, output, course->subject->seconds, &trial->end, error) &&
           read_output(output, &trial->output, error);
    if (host > 0)
        child_stop(host);
    take_report(trial, course->report);
    if (trial->output.data != NULL && log_has_secret(trial->output.data, LOG_SECRET_MINIMUM))
        trial->report.secret_shown = 1;
    return done;
}

bool trial_run(const struct subject *subject, const struct scenario *scenario, struct trial *trial,
               struct error *error)
{
    CLEANUP_SHARED struct shared shared = shared_open(sizeof(struct trial_report), error);
    struct server server = {.fd = -1, .language = subject->language, .scenario = scenario};
    struct course course = {
        .subject = subject, .scenario = scenario, .server = &server, .report = shared.bytes};
    bool done;

    *trial = (struct trial){.output = BUFFER_INIT};
    if (shared.bytes == NULL || (scenario != NULL && !server_listen(&server, error)))
        return false;
    server.exchanges = &course.report->exchanges;
    done = run_against(&course, &server, trial, error);
    if (server.fd >= 0)
        close(server.fd);
    return done;
}

void trial_free(struct trial *trial)
{
    buffer_free(&trial->output);
}

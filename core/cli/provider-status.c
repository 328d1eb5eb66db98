/* provider-status.c: which providers work, as of now.
 *
 * SPDX-License-Identifier: MIT
 *
 * A trial is an upload like any other, of a file made for it, proven by its download even
 * where that is the only one, and followed by its deletion where the provider can delete.
 */
#include "cli/provider-status.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/health-view.h"
#include "cli/interrupt.h"
#include "cli/manifest-view.h"
#include "cli/moment.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/waiting.h"

#define TRIALS_AT_ONCE 8
#define TRIAL_NAME     "twatfs-test.txt"

DEFINE_CLEANUP(cancel, struct twatfs_cancel, twatfs_cancel_free)
DEFINE_CLEANUP(health, struct twatfs_health, twatfs_health_free)

/* One provider's line. */
struct trial {
    size_t index; /* in the context */
    bool ready;   /* it can be tried */
    bool deletes; /* it says that it can delete */
    bool tried;
    struct twatfs_result *result; /* NULL until tried, or without memory */
    struct twatfs_error *kept;    /* why the file is still there; NULL when it is not */
    uint64_t delete_ns;           /* 0: not tried */

    struct twatfs_error *fault; /* why an upload would not find its way; NULL when it would */
};

/* All of them, and who works on them. */
struct trials {
    struct twatfs_context *context;
    struct twatfs_health *health; /* NULL: there is no memory */
    struct twatfs_cancel *cancel;
    struct trial *items;
    size_t count;
    size_t next; /* the first that nobody has taken; atomic */
};

static void trials_free(struct trials *trials)
{
    for (size_t i = 0; i < trials->count; i++) {
        twatfs_result_free(trials->items[i].result);
        twatfs_error_free(trials->items[i].kept);
        twatfs_error_free(trials->items[i].fault);
    }
    free(trials->items);
}

static bool works(const struct trial *trial)
{
    return trial->result != NULL && twatfs_result_error(trial->result) == NULL;
}

/* ---- Trying ---- */

bool provider_status_prepare(struct twatfs_context *context, struct error *error)
{
    /* What is told is how it is now, not how it is after a while. */
    static const char *const settings[][2] = {
        {"check", "full"}, {"retries", "0"}, {"timeout", "1m"}};
    struct twatfs_error *failure = NULL;

    for (size_t i = 0; i < ARRAY_LENGTH(settings); i++)
        if (!twatfs_set(context, settings[i][0], settings[i][1], &failure))
            return client_error(failure, error);
    return true;
}

/* Begins with a letter, and is never the same twice: a host that knows it already would
 * not be tried. */
static void make_text(char *text, size_t size)
{
    unsigned char bytes[16];
    char hex[2 * sizeof bytes + 1];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        memset(bytes, 0, sizeof bytes);
    text_hex(hex, bytes, sizeof bytes);
    snprintf(text, size, "A test of twatfs, which may be deleted.\n%s\n", hex);
}

static void delete_again(const struct trials *trials, struct trial *trial)
{
    const char *url = twatfs_result_url(trial->result);
    const char *token = twatfs_result_delete_token(trial->result);
    uint64_t started_ns = clock_now_ns();

    if (url == NULL)
        url = twatfs_result_unverified_url(trial->result);
    if (url == NULL || !trial->deletes)
        return;
    (void)twatfs_delete(trials->context, twatfs_provider_name(trials->context, trial->index), url,
                        token, trials->cancel, &trial->kept);
    trial->delete_ns = clock_now_ns() - started_ns;
}

static void try_one(const struct trials *trials, struct trial *trial)
{
    CLEANUP_REQUEST struct twatfs_request *request = twatfs_request_new();
    char text[128];

    make_text(text, sizeof text);
    trial->tried = true;
    if (request == NULL || !twatfs_request_memory(request, text, strlen(text)) ||
        !twatfs_request_name(request, TRIAL_NAME) ||
        !twatfs_request_flags(request, TWATFS_REQUEST_SPEND) ||
        !twatfs_request_providers(request, twatfs_provider_name(trials->context, trial->index)))
        return;
    twatfs_request_cancel(request, trials->cancel);
    trial->result = twatfs_upload(trials->context, request);
    if (trial->result != NULL)
        delete_again(trials, trial);
}

static void *work(void *data)
{
    struct trials *trials = data;

    for (;;) {
        size_t i = __atomic_fetch_add(&trials->next, 1, __ATOMIC_RELAXED);

        if (i >= trials->count || twatfs_cancelled_by(trials->cancel))
            return NULL;
        if (!trials->items[i].ready)
            continue;
        try_one(trials, &trials->items[i]);
        waiting_step();
    }
}

static void try_all(struct trials *trials)
{
    pthread_t threads[TRIALS_AT_ONCE - 1];
    size_t started = 0, ready = 0;

    for (size_t i = 0; i < trials->count; i++)
        ready += trials->items[i].ready;
    /* A host that says nothing is waited for for a minute. */
    if (ready > 0 && strcmp(twatfs_setting(trials->context, "progress"), "yes") == 0)
        waiting_open(ready, "providers tried");
    while (started < ARRAY_LENGTH(threads) && started + 1 < trials->count &&
           pthread_create(&threads[started], NULL, work, trials) == 0)
        started++;
    work(trials);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    waiting_close();
}

/* ---- The table ---- */

/* Who works comes first, then who could, then the rest. */
static int rank(const struct trial *trial)
{
    return works(trial) ? 0 : trial->ready ? 1 : 2;
}

static uint64_t total_ns(const struct trial *trial)
{
    return works(trial) ? twatfs_result_total_ns(trial->result) + trial->delete_ns : 0;
}

static int compare(const void *left, const void *right)
{
    const struct trial *a = left, *b = right;

    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    if (total_ns(a) != total_ns(b))
        return total_ns(a) < total_ns(b) ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index; /* their names' order */
}

static const char *verdict(const struct trials *trials, const struct trial *trial)
{
    if (!trial->ready)
        return twatfs_provider_state_name(twatfs_provider_state(trials->context, trial->index));
    if (!trial->tried)
        return trial->fault != NULL ? "fails" : "ready";
    return works(trial) ? "works" : "fails";
}

/* Without the file's and the provider's names, which the line above has. */
static const char *why(const struct trials *trials, const struct trial *trial)
{
    const char *message = twatfs_error_message(twatfs_result_error(trial->result));
    const char *name = twatfs_provider_name(trials->context, trial->index);

    if (text_starts_with(message, TRIAL_NAME ": "))
        message += strlen(TRIAL_NAME ": ");
    if (text_starts_with(message, name) && text_starts_with(message + strlen(name), ": "))
        message += strlen(name) + 2;
    return message;
}

/* The host never deletes such a file: that is no failure. */
static bool cannot_delete(const struct trial *trial)
{
    return trial->kept != NULL && twatfs_error_code(trial->kept) == TWATFS_ERROR_NO_PROVIDER;
}

/* What has to be said beyond the table; NULL for nothing. */
static const char *remark(const struct trials *trials, const struct trial *trial)
{
    if (!trial->ready)
        return twatfs_provider_reason(trials->context, trial->index);
    if (!trial->tried)
        return trial->fault != NULL ? twatfs_error_message(trial->fault) : NULL;
    if (trial->result == NULL)
        return "out of memory";
    if (!works(trial))
        return why(trials, trial);
    return trial->kept != NULL && !cannot_delete(trial) ? twatfs_error_message(trial->kept) : NULL;
}

static const char *fate(const struct trial *trial, char time[MOMENT_SIZE])
{
    if (cannot_delete(trial))
        return "stays";
    if (trial->delete_ns == 0)
        return trial->result != NULL && (twatfs_result_url(trial->result) != NULL ||
                                         twatfs_result_unverified_url(trial->result) != NULL)
                   ? "stays"
                   : "-";
    if (trial->kept != NULL)
        return "failed";
    moment_time(time, trial->delete_ns);
    return time;
}

static bool add_row(struct table *table, const struct trials *trials, const struct trial *trial,
                    bool online)
{
    char upload[MOMENT_SIZE] = "-", check[MOMENT_SIZE] = "-", delete[MOMENT_SIZE],
         total[MOMENT_SIZE];
    const char *note = remark(trials, trial);
    CLEANUP_BUFFER struct buffer trouble = BUFFER_INIT;
    struct health_view health;
    const char *cells[6] = {twatfs_provider_name(trials->context, trial->index),
                            verdict(trials, trial)};

    health_view_cells(&health, trials->health, trial->index);
    cells[2] = health.rate;
    cells[3] = health.time;
    cells[4] = health.seen;
    cells[5] = health.breaker;
    if (!online && note == NULL && trial->ready &&
        health_view_trouble(&trouble, trials->health, trial->index))
        note = trouble.data;
    if (online) {
        if (trial->result != NULL) {
            moment_time(upload, twatfs_result_upload_ns(trial->result));
            moment_time(check, twatfs_result_verify_ns(trial->result));
        }
        moment_time(total, total_ns(trial));
        cells[2] = total;
        cells[3] = upload;
        cells[4] = check;
        cells[5] = fate(trial, delete);
    }
    return !trouble.failed && table_row(table, cells, note);
}

static bool any_known(const struct trials *trials)
{
    for (size_t i = 0; i < trials->count; i++)
        if (health_view_known(trials->health, trials->items[i].index))
            return true;
    return false;
}

static int print_table(const struct trials *trials, bool online)
{
    static const char *const times[] = {"NAME", "STATE", "TOTAL", "UPLOAD", "CHECK", "DELETE"};
    static const char *const remembers[] = {"NAME", "STATE", "SUCCESS", "TIME", "SEEN", "BREAKER"};
    CLEANUP_TABLE struct table table = {
        .columns = online || any_known(trials) ? ARRAY_LENGTH(times) : 2, .needed = 2};
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    text.failed = !table_row(&table, online ? times : remembers, NULL);
    for (size_t i = 0; i < trials->count; i++)
        text.failed |= !add_row(&table, trials, &trials->items[i], online);
    table_text(&text, &table, columns_of_terminal(STDOUT_FILENO));
    return output_text(&text);
}

/* ---- JSON ---- */

static bool set_trial(struct json *item, const struct trials *trials, const struct trial *trial)
{
    const struct twatfs_result *result = trial->result;
    const char *url = result != NULL ? twatfs_result_url(result) : NULL;
    bool deleted = trial->delete_ns > 0 && trial->kept == NULL;
    struct json *online;

    if (!json_set_text(item, "fault",
                       trial->fault != NULL ? twatfs_error_message(trial->fault) : NULL))
        return false;
    if (!trial->tried || result == NULL)
        return json_set_null(item, "online");
    online = json_new_object();
    return online != NULL && json_set(item, "online", online) &&
           json_set_boolean(online, "works", works(trial)) &&
           json_set_text(online, "url", url != NULL ? url : twatfs_result_unverified_url(result)) &&
           json_set_text(online, "proof", twatfs_result_proof(result)) &&
           moment_set_ms(online, "upload_ms", twatfs_result_upload_ns(result)) &&
           moment_set_ms(online, "check_ms", twatfs_result_verify_ns(result)) &&
           moment_set_ms(online, "delete_ms", trial->delete_ns) &&
           moment_set_ms(online, "total_ms", total_ns(trial)) &&
           json_set_boolean(online, "deleted", deleted) &&
           json_set_text(online, "error", works(trial) ? NULL : why(trials, trial)) &&
           json_set_text(online, "delete_error",
                         trial->kept != NULL ? twatfs_error_message(trial->kept) : NULL);
}

static int print_json(const struct trials *trials)
{
    CLEANUP_JSON struct json *document = json_new_object();
    struct json *list = json_new_array();
    bool done = document != NULL && list != NULL;

    if (!done) {
        json_free(list);
        return output_document(NULL);
    }
    done = json_set(document, "providers", list);
    for (size_t i = 0; i < trials->count && done; i++) {
        struct json *item = json_new_object();

        done = item != NULL && json_add(list, item) &&
               provider_set_identity(item, trials->context, trials->items[i].index) &&
               health_view_json(item, trials->health, trials->items[i].index) &&
               set_trial(item, trials, &trials->items[i]);
    }
    return output_document(done ? document : NULL);
}

/* ---- All of it ---- */

static bool collect(struct trials *trials, size_t only)
{
    size_t count = twatfs_provider_count(trials->context);

    trials->items = calloc(count > 0 ? count : 1, sizeof *trials->items);
    if (trials->items == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        int32_t state = twatfs_provider_state(trials->context, i);
        CLEANUP_JSON struct json *manifest = NULL;

        if ((only != PROVIDER_ALL && only != i) || state == TWATFS_PROVIDER_SHADOWED)
            continue;
        manifest = manifest_of(trials->context, i);
        trials->items[trials->count++] =
            (struct trial){.index = i,
                           .ready = state == TWATFS_PROVIDER_READY,
                           .deletes = manifest_supports(manifest, "delete")};
    }
    return true;
}

/* 0 when all that are ready work, or without a trial are ready. */
static int conclude(const struct trials *trials)
{
    size_t ready = 0, failing = 0;

    for (size_t i = 0; i < trials->count; i++) {
        ready += trials->items[i].ready;
        failing +=
            trials->items[i].tried ? !works(&trials->items[i]) : trials->items[i].fault != NULL;
    }
    if (interrupt_signal() != 0)
        return EXIT_CODE_SIGNAL + interrupt_signal();
    if (ready == 0)
        return EXIT_CODE_NO_PROVIDER;
    if (failing == 0)
        return EXIT_CODE_OK;
    return failing < ready ? EXIT_CODE_SOME_FAILED : EXIT_CODE_ALL_PROVIDERS_FAILED;
}

/* Ask each for its own opinion; what it finds goes to the log. */
static void examine_all(struct trials *trials)
{
    for (size_t i = 0; i < trials->count; i++) {
        struct trial *trial = &trials->items[i];

        if (trial->ready && !twatfs_cancelled_by(trials->cancel))
            (void)twatfs_examine(trials->context,
                                 twatfs_provider_name(trials->context, trial->index),
                                 trials->cancel, &trial->fault);
    }
}

int provider_status(struct twatfs_context *context, size_t index, bool online, bool examine,
                    bool json)
{
    CLEANUP(cleanup_cancel) struct twatfs_cancel *cancel = twatfs_cancel_new();
    CLEANUP(trials_free) struct trials trials = {.context = context, .cancel = cancel};
    CLEANUP(cleanup_health) struct twatfs_health *health = NULL;
    int exit_code;

    if (cancel == NULL || !collect(&trials, index)) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    interrupt_watch(cancel);
    if (examine)
        examine_all(&trials);
    if (online)
        try_all(&trials);
    interrupt_unwatch();
    health = trials.health = health_view_recall(context);
    qsort(trials.items, trials.count, sizeof *trials.items, compare);
    exit_code = json ? print_json(&trials) : print_table(&trials, online);
    return exit_code == EXIT_CODE_OK ? conclude(&trials) : exit_code;
}

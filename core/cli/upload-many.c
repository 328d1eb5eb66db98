/* upload-many.c: twatfs upload, where there are many files.
 *
 * SPDX-License-Identifier: MIT
 *
 * This thread reads names and hands them in; the library's threads upload them, and tell
 * results; one more waits for signals.
 */
#include "cli/upload-many.h"

#include <string.h>

#include "base/log.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/resume.h"

DEFINE_CLEANUP(batch, struct twatfs_batch, twatfs_batch_free)

struct crowd {
    const struct upload_request *request;
    struct delivery *delivery;
    struct twatfs_batch *batch;
    struct cancel *stop; /* no more names */
    size_t named;        /* files that were found so far, also those that cannot be had */
    bool all_named;
};

/* ---- Requests ---- */

struct twatfs_request *upload_make_request(const struct upload_request *request)
{
    CLEANUP_REQUEST struct twatfs_request *upload = twatfs_request_new();
    uint32_t flags = (request->force ? TWATFS_REQUEST_FORCE : 0) |
                     (request->unique ? TWATFS_REQUEST_UNIQUE : 0) |
                     (request->once ? TWATFS_REQUEST_ONCE : 0) |
                     (request->fragile ? TWATFS_REQUEST_FRAGILE : 0);

    if (upload != NULL && twatfs_request_name(upload, request->name) &&
        twatfs_request_content_type(upload, request->content_type) &&
        twatfs_request_remote_path(upload, request->remote_path) &&
        twatfs_request_expire(upload, request->expire_s) && twatfs_request_flags(upload, flags))
        return STEAL(upload);
    return NULL;
}

bool upload_place_below(struct twatfs_request *upload, const struct upload_request *request,
                        const struct names *names, struct delivery *delivery)
{
    struct error error = ERROR_INIT;

    if (names->below == NULL || request->remote_path == NULL)
        return true;
    if (!text_is_plain(names->below)) {
        error_set(&error,
                  "%s: cannot be put below --remote-path: its name is no UTF-8, or holds a control "
                  "character",
                  names->path.data);
        delivery_fail(delivery, TWATFS_ERROR_FILE, error.text);
        return false;
    }
    if (twatfs_request_remote_path_below(upload, request->remote_path, names->below))
        return true;
    delivery_fail(delivery, TWATFS_ERROR_SYSTEM, "out of memory");
    return false;
}

/* ---- Results ---- */

/* On a thread of the library's, one at a time. */
static void take_result(void *data, UNUSED uint64_t number, const struct twatfs_result *result)
{
    struct crowd *crowd = data;

    progress_result(result);
    delivery_tell(crowd->delivery, twatfs_result_file(result), result);
    /* A link that nobody gets to know helps nobody. */
    if (delivery_is_over(crowd->delivery)) {
        cancel_request(crowd->stop);
        twatfs_batch_drain(crowd->batch);
    }
}

/* ---- Signals ---- */

static void let_finish(void *data)
{
    struct crowd *crowd = data;
    size_t running = twatfs_batch_running(crowd->batch);

    cancel_request(crowd->stop);
    twatfs_batch_drain(crowd->batch);
    if (running > 0)
        log_error("interrupted: %zu running %s; press Ctrl-C again to stop now", running,
                  running == 1 ? "file finishes" : "files finish");
}

static void stop_now(void *data)
{
    struct crowd *crowd = data;

    cancel_request(crowd->stop);
    twatfs_batch_cancel(crowd->batch);
}

/* ---- Handing in ---- */

/* False when no more are begun. */
static bool submit(struct crowd *crowd, const struct names *names)
{
    CLEANUP_REQUEST struct twatfs_request *upload = upload_make_request(crowd->request);

    if (upload == NULL || !twatfs_request_path(upload, names->path.data)) {
        delivery_fail(crowd->delivery, TWATFS_ERROR_SYSTEM, "out of memory");
        return true;
    }
    if (!upload_place_below(upload, crowd->request, names, crowd->delivery))
        return true;
    twatfs_request_priority(
        upload, upload_request_priority(crowd->request,
                                        names->below != NULL ? names->below : names->path.data));
    return twatfs_batch_submit(crowd->batch, STEAL(upload), NULL);
}

/* What is no name; false at the end. */
static bool tell_trouble(struct crowd *crowd, enum names_result result, const struct error *error)
{
    switch (result) {
    case NAMES_SKIPPED:
        log_warning("%s", error->text);
        return true;
    case NAMES_BAD:
        crowd->named++;
        delivery_fail(crowd->delivery, TWATFS_ERROR_FILE, error->text);
        return true;
    case NAMES_END:
        crowd->all_named = true;
        return false;
    default:
        return false;
    }
}

/* How many there are; false where that is not known.  Those of the command line are counted
 * from the beginning. */
static bool count_all(const struct crowd *crowd, size_t *all)
{
    const struct upload_request *request = crowd->request;
    bool listed = request->list == NULL && request->folders.count == 0;

    *all = listed ? request->file_count : crowd->named;
    return listed || crowd->all_named;
}

static void tell_known(const struct crowd *crowd)
{
    size_t all;
    bool known = count_all(crowd, &all);

    progress_known(all, known);
}

/* The next one, but for the report: what is written meanwhile, perhaps with tokens in it, is not
 * meant. */
static enum names_result next_name(const struct crowd *crowd, struct names *names,
                                   struct error *error)
{
    enum names_result result = names_next(names, error);

    if (result != NAMES_ONE || !report_is(&crowd->delivery->report, names->path.data))
        return result;
    error_set(error, "%s: is the report itself: %s", names->path.data,
              names->below != NULL ? "left out" : "not uploaded");
    return names->below != NULL ? NAMES_SKIPPED : NAMES_BAD;
}

static void submit_all(struct crowd *crowd, struct names *names)
{
    for (;;) {
        struct error error = ERROR_INIT;
        enum names_result result = next_name(crowd, names, &error);

        if (result == NAMES_ONE) {
            crowd->named++;
            tell_known(crowd);
            if (!submit(crowd, names))
                return;
        } else if (!tell_trouble(crowd, result, &error)) {
            tell_known(crowd);
            return;
        }
    }
}

/* ---- The end ---- */

/* --fail-fast is the reason only where a file has failed. */
static bool failed_fast(const struct crowd *crowd)
{
    return crowd->request->fail_fast && crowd->delivery->tally.uploaded < crowd->delivery->finished;
}

/* Files that nobody said to leave out are files that failed. */
static void tell_rest(const struct crowd *crowd)
{
    const char *why = "out of memory or threads: ";
    size_t all, done = crowd->delivery->finished + crowd->delivery->stopped;

    if (crowd->delivery->output_failed)
        why = "";
    else if (failed_fast(crowd))
        why = "--fail-fast: ";
    else
        tally_add(&crowd->delivery->tally, TWATFS_ERROR_SYSTEM, false);
    if (count_all(crowd, &all))
        log_error("%s%zu of %zu files: not tried", why, all - done, all);
    else
        log_error("%sthe other files: not tried", why);
}

static int conclude(const struct crowd *crowd)
{
    const struct delivery *delivery = crowd->delivery;
    size_t all;
    bool known = count_all(crowd, &all);
    bool rest = !known || delivery->finished < all;

    if (interrupt_signal() != 0 && rest) {
        if (known)
            log_error("interrupted: %zu of %zu files were uploaded", delivery->tally.uploaded, all);
        else
            log_error("interrupted: %zu files were uploaded", delivery->tally.uploaded);
        resume_tell(crowd->batch);
        return EXIT_CODE_SIGNAL + interrupt_signal();
    }
    if (rest) {
        tell_rest(crowd);
        resume_tell(crowd->batch);
    }
    if (delivery->output_failed)
        return EXIT_CODE_SOME_FAILED;
    return (int)tally_exit_code(&delivery->tally);
}

/* Whether each file was uploaded, and told of. */
static bool is_complete(const struct crowd *crowd)
{
    const struct delivery *delivery = crowd->delivery;

    return crowd->all_named && delivery->tally.uploaded == crowd->named &&
           !delivery->output_failed && !delivery->report.failed;
}

/* ---- All of it ---- */

static bool prepare(struct crowd *crowd)
{
    const struct upload_request *request = crowd->request;
    uint32_t flags = (request->unordered ? TWATFS_BATCH_UNORDERED : 0) |
                     (request->fail_fast ? TWATFS_BATCH_FAIL_FAST : 0) |
                     (request->smaller_first ? TWATFS_BATCH_SMALLER : 0);

    return crowd->batch != NULL && twatfs_batch_flags(crowd->batch, flags) &&
           twatfs_batch_on_result(crowd->batch, take_result, crowd) &&
           progress_listen_to_batch(crowd->batch);
}

int upload_many(const struct upload_request *request, struct delivery *delivery,
                const struct names_input *input)
{
    CLEANUP(cancel_close) struct cancel stop = CANCEL_INIT;
    CLEANUP(cleanup_batch)
    struct twatfs_batch *batch = twatfs_batch_new(request->client->context);
    struct crowd crowd = {.request = request, .delivery = delivery, .batch = batch, .stop = &stop};
    struct interrupt_steps steps = {.drain = let_finish, .stop = stop_now, .data = &crowd};
    CLEANUP_NAMES struct names names = NAMES_INIT;
    struct names_input given = *input;
    struct error error = ERROR_INIT;
    enum exit_code prepared;
    int exit_code;

    given.stop = &stop;
    if (!names_open(&names, &given, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_FILE;
    }
    if (!cancel_open(&stop, NULL) || !prepare(&crowd)) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    prepared = resume_prepare(batch, request);
    if (prepared != EXIT_CODE_OK)
        return (int)prepared;
    if (!delivery_begin(delivery))
        return EXIT_CODE_SOME_FAILED;
    if (!interrupt_watch_steps(&steps)) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    progress_open(upload_progress(request), true);
    submit_all(&crowd, &names);
    twatfs_batch_wait(batch);
    progress_close();
    interrupt_unwatch_steps();
    exit_code = conclude(&crowd);
    if (is_complete(&crowd))
        resume_forget(batch);
    return exit_code;
}

int upload_in_turn(const struct upload_request *request, struct delivery *delivery,
                   const struct names_input *input, upload_each *each, void *data)
{
    CLEANUP_NAMES struct names names = NAMES_INIT;
    struct crowd crowd = {.request = request, .delivery = delivery};
    struct error error = ERROR_INIT;
    bool more = true;

    if (!names_open(&names, input, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_FILE;
    }
    while (more && !delivery_is_over(delivery) && interrupt_signal() == 0) {
        enum names_result result = next_name(&crowd, &names, &error);

        if (result == NAMES_ONE) {
            crowd.named++;
            each(data, &names);
        } else {
            more = tell_trouble(&crowd, result, &error);
        }
    }
    return conclude(&crowd);
}

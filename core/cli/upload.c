/* upload.c: twatfs upload.
 *
 * SPDX-License-Identifier: MIT
 *
 * Standard output carries one line per link, or per file with --json, and
 * nothing else.
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/delivery.h"
#include "cli/dry-run.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/priority.h"
#include "cli/record.h"
#include "cli/upload-many.h"
#include "cli/upload-options.h"

DEFINE_CLEANUP(cancel, struct twatfs_cancel, twatfs_cancel_free)
DEFINE_CLEANUP(plan, struct twatfs_plan, twatfs_plan_free)

/* One run of the command. */
struct run {
    const struct upload_request *request;
    struct delivery delivery;
    struct twatfs_request *upload; /* of one file after the other, but for its path */
};

/* ---- One file ---- */

static void upload_file(struct run *run, const char *file)
{
    CLEANUP_RESULT struct twatfs_result *result = NULL;
    struct error error = ERROR_INIT;

    /* One that is there only since that was begun. */
    if (report_is(&run->delivery.report, file)) {
        error_set(&error, "%s: is the report itself: not uploaded", file);
        delivery_fail(&run->delivery, TWATFS_ERROR_FILE, error.text);
        return;
    }
    if (twatfs_request_path(run->upload, file))
        result = twatfs_upload(run->request->client->context, run->upload);
    if (result != NULL) {
        delivery_tell(&run->delivery, file, result);
        return;
    }
    error_set(&error, "%s: out of memory", file);
    delivery_fail(&run->delivery, TWATFS_ERROR_SYSTEM, error.text);
}

static int upload_one(struct run *run)
{
    const struct upload_request *request = run->request;
    const struct delivery *delivery = &run->delivery;
    const char *file = request->files[0];
    CLEANUP(cleanup_cancel) struct twatfs_cancel *cancel = twatfs_cancel_new();

    if (cancel == NULL) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    if (!delivery_begin(&run->delivery))
        return EXIT_CODE_SOME_FAILED;
    interrupt_watch(cancel);
    twatfs_request_cancel(run->upload, cancel);
    progress_open(upload_progress(request), false);
    progress_listen(run->upload);
    upload_file(run, file);
    progress_close();
    interrupt_unwatch();
    if (delivery->stopped > 0) {
        log_error("interrupted: %s was not %s", strcmp(file, "-") == 0 ? "standard input" : file,
                  delivery->left ? "verified" : "uploaded");
        return EXIT_CODE_SIGNAL + interrupt_signal();
    }
    return delivery->output_failed ? EXIT_CODE_SOME_FAILED : (int)tally_exit_code(&delivery->tally);
}

/* ---- Plans ---- */

static void plan_file(void *data, const struct names *names)
{
    struct run *run = data;
    struct delivery *delivery = &run->delivery;
    const char *file = names->path.data;
    CLEANUP(cleanup_plan) struct twatfs_plan *plan = NULL;
    CLEANUP_JSON struct json *record = NULL;
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    const struct twatfs_error *error;

    if (!upload_place_below(run->upload, run->request, names, delivery))
        return;
    if (twatfs_request_path(run->upload, file))
        plan = twatfs_plan_new(run->request->client->context, run->upload);
    if (plan == NULL) {
        delivery_fail(delivery, TWATFS_ERROR_SYSTEM, "out of memory");
        return;
    }
    error = twatfs_plan_error(plan);
    delivery_fail(delivery, twatfs_error_code(error),
                  error != NULL ? twatfs_error_message(error) : NULL);
    if (run->request->json) {
        record = record_plan(file, plan);
        delivery_record(delivery, record);
    } else if (twatfs_plan_count(plan) > 0) {
        plan_text(&text, file, plan);
        delivery->output_failed = output_text(&text) != EXIT_CODE_OK;
    }
}

/* ---- All of it ---- */

static int usage_error(const struct error *error)
{
    log_error("%s", error->text);
    return EXIT_CODE_USAGE;
}

/* Whether the report replaces nothing that is read. */
static bool report_is_apart(const struct run *run, struct error *error)
{
    const struct upload_request *request = run->request;
    const struct report *report = &run->delivery.report;

    if (request->list != NULL && report_is(report, request->list))
        return error_set(error, "--report: %s: is the list of names: choose another file",
                         request->report);
    for (size_t i = 0; i < request->file_count; i++)
        if (report_is(report, request->files[i]))
            return error_set(error, "--report: %s: is a file to upload: choose another",
                             request->report);
    return true;
}

/* With everything judged that can be judged before the first byte is read. */
static int run_files(struct run *run)
{
    const struct upload_request *request = run->request;
    struct names_input input = {.files = request->files,
                                .file_count = request->file_count,
                                .list = request->list,
                                .nul = request->nul,
                                .folders = &request->folders,
                                .filter = &request->filter};
    struct error error = ERROR_INIT;

    if (!report_is_apart(run, &error))
        return usage_error(&error);
    if (request->dry_run)
        return upload_in_turn(request, &run->delivery, &input, plan_file, run);
    return upload_request_many(request) ? upload_many(request, &run->delivery, &input)
                                        : upload_one(run);
}

static bool set_priority(const struct upload_request *request, struct error *error)
{
    return (request->nice == NULL || priority_nice(request->nice, error)) &&
           (request->ionice == NULL || priority_ionice(request->ionice, error)) &&
           (request->cpus == NULL || priority_cpus(request->cpus, error));
}

static enum log_level log_level_of(const struct upload_request *request)
{
    if (request->quiet)
        return LOG_LEVEL_ERROR;
    return request->verbosity > 1   ? LOG_LEVEL_DEBUG
           : request->verbosity > 0 ? LOG_LEVEL_INFO
                                    : LOG_LEVEL_WARNING;
}

static int run_upload(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_UPLOAD_REQUEST struct upload_request request = UPLOAD_REQUEST_INIT;
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    CLEANUP_REQUEST struct twatfs_request *upload = NULL;
    CLEANUP_LINKS struct links links = LINKS_INIT;
    struct run run = {.request = &request};
    struct twatfs_error *failure = NULL;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    request.client = &client;
    if (!options_accept(command, called, argc, argv, upload_option, &request, &first, &exit_code))
        return exit_code;
    request.files = argv + first;
    request.file_count = (size_t)(argc - first);
    if (!upload_request_check(&request, called, &error) || !set_priority(&request, &error))
        return usage_error(&error);
    upload = run.upload = upload_make_request(&request);
    if (upload == NULL) {
        error_memory(&error);
        return usage_error(&error);
    }
    exit_code = (int)client_open(&client, log_level_of(&request), false);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    if (!twatfs_request_check(client.context, upload, &failure)) {
        client_error(failure, &error);
        return usage_error(&error);
    }
    delivery_open(&run.delivery, request.json, request.show_token, request.report);
    links.copy = request.copy;
    links.show_qr = request.qr;
    run.delivery.links = &links;
    exit_code = run_files(&run);
    links_hand_over(&links, request.quiet);
    if (!delivery_close(&run.delivery) && exit_code == EXIT_CODE_OK)
        exit_code = EXIT_CODE_SOME_FAILED;
    return exit_code;
}

const struct command upload_command = {
    .name = "upload",
    .alias = "upload_file",
    .arguments = "[OPTION]... [FILE]...",
    .summary = "Upload files and print their links.",
    .details = "Upload each FILE and print a link that was checked to serve exactly its bytes, "
               "one a line and nothing else. FILE \"-\" is standard input. Several files are "
               "uploaded at once; their links come in their order.\n\n"
               "Exit codes: 0 all uploaded, 1 some failed, 2 usage, 3 the file itself, 4 no "
               "provider is ready, 5 every provider failed, 6 uploaded but not verified, 130 "
               "interrupted.",
    .options = upload_options,
    .run = run_upload,
};

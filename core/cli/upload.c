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
#include "cli/dry-run.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/record.h"
#include "cli/upload-options.h"

DEFINE_CLEANUP(cancel, struct twatfs_cancel, twatfs_cancel_free)
DEFINE_CLEANUP(plan, struct twatfs_plan, twatfs_plan_free)

/* One run of the command. */
struct run {
    const struct upload_request *request;
    struct twatfs_context *context;
    struct twatfs_request *upload; /* the same for all files but for its path */
    struct tally tally;
    size_t finished;    /* files that came to their own end */
    bool left;          /* the interrupted one was uploaded, and not proven */
    bool output_failed; /* standard output takes no more */
};

static bool log_write_failure(struct run *run, const char *url, const struct error *error)
{
    run->output_failed = true;
    if (url != NULL)
        output_notice("%s; the link is %s", error->text, url);
    else
        log_error("%s", error->text);
    return false;
}

static bool write_record(struct run *run, const struct json *record, const char *url)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    struct error error = ERROR_INIT;

    if (record == NULL || !json_write(record, false, &line)) {
        error_memory(&error);
        return log_write_failure(run, url, &error);
    }
    return output_line(line.data, &error) || log_write_failure(run, url, &error);
}

static void deliver(struct run *run, const char *file, const struct twatfs_result *result)
{
    const struct twatfs_error *why = twatfs_result_error(result);
    const char *url = twatfs_result_url(result), *token = twatfs_result_delete_token(result);
    struct error error = ERROR_INIT;

    if (why != NULL)
        log_warning("%s: the link was not verified: %s", file, twatfs_error_message(why));
    if (run->request->json) {
        CLEANUP_JSON struct json *record = record_uploaded(file, result, run->request->show_token);

        write_record(run, record, url);
        return;
    }
    if (!output_line(url, &error))
        log_write_failure(run, url, &error);
    if (run->request->show_token && token != NULL)
        output_notice("%s: delete token: %s", file, token);
}

static void write_failure(struct run *run, const char *file, const struct twatfs_result *result)
{
    CLEANUP_JSON struct json *record = NULL;

    if (!run->request->json)
        return;
    record = record_failed(file, result, run->request->show_token);
    write_record(run, record, NULL);
}

/* Of a file that was left somewhere: who wants it gone needs it. */
static void report_token(const struct run *run, const char *file,
                         const struct twatfs_result *result)
{
    const char *token = twatfs_result_delete_token(result);

    if (twatfs_result_unverified_url(result) != NULL && run->request->show_token &&
        !run->request->json && token != NULL)
        output_notice("%s: delete token: %s", file, token);
}

static void report_failure(struct run *run, const char *file, const struct twatfs_result *result)
{
    const char *message = twatfs_error_message(twatfs_result_error(result));
    const char *left = twatfs_result_unverified_url(result);

    if (left != NULL)
        log_error("%s; it was left, unverified, at %s", message, left);
    else
        log_error("%s", message);
    report_token(run, file, result);
    write_failure(run, file, result);
}

static void upload_file(struct run *run, const char *file)
{
    CLEANUP_RESULT struct twatfs_result *result =
        twatfs_request_path(run->upload, file) ? twatfs_upload(run->context, run->upload) : NULL;
    int32_t code;
    bool uploaded;

    if (result == NULL) {
        log_error("%s: out of memory", file);
        run->finished++;
        tally_add(&run->tally, TWATFS_ERROR_SYSTEM, false);
        return;
    }
    code = twatfs_error_code(twatfs_result_error(result));
    uploaded = twatfs_result_url(result) != NULL;
    /* The end of an interrupted run is told once, for all files. */
    if (!uploaded && code == TWATFS_ERROR_CANCELLED && interrupt_signal() != 0) {
        const char *left = twatfs_result_unverified_url(result);

        run->left = left != NULL;
        if (run->left)
            log_error("%s: it was left, unverified, at %s", file, left);
        report_token(run, file, result);
        write_failure(run, file, result);
        return;
    }
    run->finished++;
    tally_add(&run->tally, code, uploaded);
    if (uploaded)
        deliver(run, file, result);
    else
        report_failure(run, file, result);
}

static void plan_file(struct run *run, const char *file)
{
    CLEANUP(cleanup_plan)
    struct twatfs_plan *plan =
        twatfs_request_path(run->upload, file) ? twatfs_plan_new(run->context, run->upload) : NULL;
    CLEANUP_JSON struct json *record = NULL;
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    const struct twatfs_error *error;

    run->finished++;
    if (plan == NULL) {
        log_error("%s: out of memory", file);
        tally_add(&run->tally, TWATFS_ERROR_SYSTEM, false);
        return;
    }
    error = twatfs_plan_error(plan);
    tally_add(&run->tally, twatfs_error_code(error), false);
    if (error != NULL)
        log_error("%s", twatfs_error_message(error));
    if (run->request->json) {
        record = record_plan(file, plan);
        write_record(run, record, NULL);
    } else if (twatfs_plan_count(plan) > 0) {
        plan_text(&text, file, plan);
        run->output_failed = output_text(&text) != EXIT_CODE_OK;
    }
}

static bool may_go_on(const struct run *run)
{
    /* A link that nobody gets to know helps nobody. */
    return !run->output_failed && interrupt_signal() == 0;
}

static void process_files(struct run *run)
{
    const struct upload_request *request = run->request;

    for (size_t i = 0; i < request->file_count && may_go_on(run); i++) {
        progress_file(i + 1, request->file_count);
        if (request->dry_run)
            plan_file(run, request->files[i]);
        else
            upload_file(run, request->files[i]);
    }
}

static int conclude(const struct run *run)
{
    const struct upload_request *request = run->request;
    size_t left = request->file_count - run->finished;

    if (left > 0 && interrupt_signal() != 0) {
        if (request->file_count == 1)
            log_error("interrupted: %s was not %s",
                      strcmp(request->files[0], "-") == 0 ? "standard input" : request->files[0],
                      run->left ? "verified" : "uploaded");
        else
            log_error("interrupted: %zu of %zu files were uploaded", run->tally.uploaded,
                      request->file_count);
        return EXIT_CODE_SIGNAL + interrupt_signal();
    }
    if (run->output_failed) {
        if (left > 0)
            log_error("%zu of %zu files: not tried", left, request->file_count);
        return EXIT_CODE_SOME_FAILED;
    }
    return (int)tally_exit_code(&run->tally);
}

static bool make_request(struct twatfs_request *upload, const struct upload_request *request,
                         struct error *error)
{
    uint32_t flags = (request->force ? TWATFS_REQUEST_FORCE : 0) |
                     (request->unique ? TWATFS_REQUEST_UNIQUE : 0) |
                     (request->once ? TWATFS_REQUEST_ONCE : 0) |
                     (request->fragile ? TWATFS_REQUEST_FRAGILE : 0);

    if (upload != NULL && twatfs_request_name(upload, request->name) &&
        twatfs_request_content_type(upload, request->content_type) &&
        twatfs_request_remote_path(upload, request->remote_path) &&
        twatfs_request_expire(upload, request->expire_s) && twatfs_request_flags(upload, flags))
        return true;
    return error_memory(error);
}

/* With everything judged that can be judged before the first byte is read. */
static int run_files(struct run *run)
{
    const struct upload_request *request = run->request;
    const char *progress = twatfs_setting(run->context, "progress");
    CLEANUP(cleanup_cancel) struct twatfs_cancel *cancel = twatfs_cancel_new();

    if (cancel == NULL) {
        log_error("out of memory or descriptors");
        return EXIT_CODE_SOME_FAILED;
    }
    interrupt_watch(cancel);
    twatfs_request_cancel(run->upload, cancel);
    if (strcmp(progress, "yes") == 0 && !request->quiet && !request->dry_run)
        progress_open();
    progress_listen(run->upload);
    process_files(run);
    progress_close();
    interrupt_unwatch();
    return conclude(run);
}

static enum log_level log_level_of(const struct upload_request *request)
{
    if (request->quiet)
        return LOG_LEVEL_ERROR;
    return request->verbosity > 1   ? LOG_LEVEL_DEBUG
           : request->verbosity > 0 ? LOG_LEVEL_INFO
                                    : LOG_LEVEL_WARNING;
}

static int usage_error(const struct error *error)
{
    log_error("%s", error->text);
    return EXIT_CODE_USAGE;
}

static int run_upload(const struct command *command, const char *called, int argc, char **argv)
{
    struct upload_request request = UPLOAD_REQUEST_INIT;
    CLEANUP_CLIENT struct client client = CLIENT_INIT;
    CLEANUP_REQUEST struct twatfs_request *upload = twatfs_request_new();
    struct run run = {.request = &request, .upload = upload};
    struct twatfs_error *failure = NULL;
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!client_begin(&client))
        return EXIT_CODE_SOME_FAILED;
    request.client = &client;
    run.context = client.context;
    if (!options_accept(command, called, argc, argv, upload_option, &request, &first, &exit_code))
        return exit_code;
    request.files = argv + first;
    request.file_count = (size_t)(argc - first);
    if (!upload_request_check(&request, called, &error) || !make_request(upload, &request, &error))
        return usage_error(&error);
    exit_code = (int)client_open(&client, log_level_of(&request), false);
    if (exit_code != EXIT_CODE_OK)
        return exit_code;
    if (!twatfs_request_check(client.context, upload, &failure)) {
        client_error(failure, &error);
        return usage_error(&error);
    }
    return run_files(&run);
}

const struct command upload_command = {
    .name = "upload",
    .alias = "upload_file",
    .arguments = "[OPTION]... FILE...",
    .summary = "Upload files and print their links.",
    .details = "Upload each FILE and print a link that was checked to serve exactly its bytes, "
               "one a line and nothing else. FILE \"-\" is standard input.\n\n"
               "Exit codes: 0 all uploaded, 1 some failed, 2 usage, 3 the file itself, 4 no "
               "provider is ready, 5 every provider failed, 6 uploaded but not verified, 130 "
               "interrupted.",
    .options = upload_options,
    .run = run_upload,
};

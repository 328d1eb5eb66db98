/* upload.c: twatfs upload.
 *
 * SPDX-License-Identifier: MIT
 *
 * Standard output carries one line per link, or per file with --json, and
 * nothing else.
 */
#include <string.h>

#include "base/cancel.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/lookup.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/dry-run.h"
#include "cli/progress.h"
#include "cli/record.h"
#include "cli/upload-options.h"
#include "transfer/transfer.h"

DEFINE_CLEANUP(transfer, struct transfer, transfer_close)

/* One run of the command. */
struct run {
    const struct upload_request *request;
    struct upload_wishes wishes;
    struct transfer *transfer;
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

static void deliver(struct run *run, const char *file, const struct upload_result *result,
                    const struct error *why)
{
    struct error error = ERROR_INIT;

    if (result->outcome == OUTCOME_UNVERIFIED)
        log_warning("%s: the link was not verified%s%s", file, why->text[0] != '\0' ? ": " : "",
                    why->text);
    if (run->request->json) {
        CLEANUP_JSON struct json *record = record_uploaded(file, result, run->request->show_token);

        write_record(run, record, result->url);
        return;
    }
    if (!output_line(result->url, &error))
        log_write_failure(run, result->url, &error);
    if (run->request->show_token && result->delete_token != NULL)
        output_notice("%s: delete token: %s", file, result->delete_token);
}

static void write_failure(struct run *run, const char *file, const struct upload_result *result,
                          const struct error *error)
{
    CLEANUP_JSON struct json *record = NULL;

    if (!run->request->json)
        return;
    record = record_failed(file, result, error, run->request->show_token);
    write_record(run, record, NULL);
}

/* Of a file that was left somewhere: who wants it gone needs it. */
static void report_token(const struct run *run, const char *file,
                         const struct upload_result *result)
{
    if (result->unverified_url == NULL)
        return;
    if (run->request->show_token && !run->request->json && result->delete_token != NULL)
        output_notice("%s: delete token: %s", file, result->delete_token);
}

static void report_failure(struct run *run, const char *file, const struct upload_result *result,
                           const struct error *error)
{
    if (result->unverified_url != NULL)
        log_error("%s; it was left, unverified, at %s", error->text, result->unverified_url);
    else
        log_error("%s", error->text);
    report_token(run, file, result);
    write_failure(run, file, result, error);
}

static void upload_file(struct run *run, const char *file)
{
    CLEANUP(upload_result_free) struct upload_result result = UPLOAD_RESULT_INIT;
    struct error error = ERROR_INIT;
    bool uploaded = transfer_upload(run->transfer, file, &run->wishes, &result, &error);

    uploaded = uploaded && result.url != NULL;
    /* The end of an interrupted run is told once, for all files. */
    if (!uploaded && result.outcome == OUTCOME_CANCELLED && interrupt_signal() != 0) {
        run->left = result.unverified_url != NULL;
        if (run->left)
            log_error("%s: it was left, unverified, at %s", file, result.unverified_url);
        report_token(run, file, &result);
        write_failure(run, file, &result, &error);
        return;
    }
    run->finished++;
    tally_add(&run->tally, result.outcome, uploaded);
    if (uploaded)
        deliver(run, file, &result, &error);
    else
        report_failure(run, file, &result, &error);
}

static void plan_file(struct run *run, const char *file)
{
    CLEANUP(plan_free) struct plan plan = {0};
    CLEANUP_JSON struct json *record = NULL;
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    enum outcome outcome = OUTCOME_FAILED;
    struct error error = ERROR_INIT;

    transfer_plan(run->transfer, file, &run->wishes, &plan, &outcome, &error);
    run->finished++;
    tally_add(&run->tally, outcome, false);
    if (error.text[0] != '\0')
        log_error("%s", error.text);
    if (run->request->json) {
        record = record_plan(file, &plan, outcome, &error);
        write_record(run, record, NULL);
    } else if (plan.count > 0) {
        plan_text(&text, file, &plan);
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

/* With everything judged that can be judged before the first byte is read. */
static int run_transfer(struct run *run, const struct registry *registry)
{
    CLEANUP(cancel_close) struct cancel cancel = CANCEL_INIT;
    CLEANUP(cleanup_transfer) struct transfer *transfer = NULL;
    const struct upload_request *request = run->request;
    struct error error = ERROR_INIT;

    if (!cancel_open(&cancel, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_SOME_FAILED;
    }
    interrupt_watch(&cancel);
    if (request->settings.progress && !request->quiet && !request->dry_run)
        progress_open();
    transfer = run->transfer =
        transfer_open(registry, &request->settings.transfer, &cancel, progress_events(), &error);
    if (transfer != NULL)
        process_files(run);
    progress_close();
    interrupt_unwatch();
    if (transfer != NULL)
        return conclude(run);
    log_error("%s", error.text);
    return EXIT_CODE_SOME_FAILED;
}

static void set_log_level(const struct upload_request *request)
{
    if (request->quiet)
        log_set_level(LOG_LEVEL_ERROR);
    else if (request->verbosity > 0)
        log_set_level(request->verbosity > 1 ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
}

static struct upload_wishes make_wishes(const struct upload_request *request,
                                        const struct provider_option *options, size_t count)
{
    return (struct upload_wishes){
        .providers = &request->settings.provider,
        .order = &request->settings.order,
        .options = options,
        .option_count = count,
        .name = request->name,
        .content_type = request->content_type,
        .remote_path = request->remote_path,
        .expire_s = request->expire_s,
        .force = request->force,
        .unique = request->unique,
        .fragile = request->fragile,
    };
}

/* A provider that is named and does not exist, with a guess at what was meant. */
static bool check_names(const struct registry *registry, const struct string_list *names,
                        struct error *error)
{
    for (size_t i = 0; i < names->count; i++)
        if (lookup_provider(registry, names->items[i], error) == NULL)
            return false;
    return true;
}

static int usage_error(const struct error *error)
{
    log_error("%s", error->text);
    return EXIT_CODE_USAGE;
}

static int run_upload(const struct command *command, const char *called, int argc, char **argv)
{
    CLEANUP_REGISTRY struct registry registry = REGISTRY_INIT;
    CLEANUP_FREE struct provider_option *options = NULL;
    CLEANUP(upload_request_free) struct upload_request request = UPLOAD_REQUEST_INIT;
    struct run run = {.request = &request};
    struct error error = ERROR_INIT;
    size_t option_count;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, upload_option, &request, &first, &exit_code))
        return exit_code;
    request.files = argv + first;
    request.file_count = (size_t)(argc - first);
    set_log_level(&request);
    if (!upload_request_check(&request, called, &error) ||
        !settings_load(&request.settings, &error))
        return usage_error(&error);
    if (!lookup_registry(&registry, &request.settings, &error)) {
        log_error("%s", error.text);
        return EXIT_CODE_SOME_FAILED;
    }
    if (!lookup_options(&registry, &request.settings, &options, &option_count, &error))
        return usage_error(&error);
    run.wishes = make_wishes(&request, options, option_count);
    if (!check_names(&registry, &request.settings.provider, &error) ||
        !transfer_check_wishes(&registry, &run.wishes, &error))
        return usage_error(&error);
    return run_transfer(&run, &registry);
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

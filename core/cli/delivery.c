/* delivery.c: what is said of each file once it is done with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/delivery.h"

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/record.h"

void delivery_open(struct delivery *delivery, bool json, bool show_token, const char *report)
{
    *delivery = (struct delivery){.json = json, .show_token = show_token};
    report_plan(&delivery->report, report, show_token);
    pthread_mutex_init(&delivery->lock, NULL);
}

bool delivery_begin(struct delivery *delivery)
{
    struct error error = ERROR_INIT;

    if (report_open(&delivery->report, &error))
        return true;
    log_error("%s", error.text);
    return false;
}

bool delivery_close(struct delivery *delivery)
{
    struct error error = ERROR_INIT;
    bool done = report_close(&delivery->report, &error);

    if (!done)
        log_error("%s", error.text);
    pthread_mutex_destroy(&delivery->lock);
    return done && !delivery->report.failed;
}

bool delivery_is_over(struct delivery *delivery)
{
    bool over;

    pthread_mutex_lock(&delivery->lock);
    over = delivery->output_failed;
    pthread_mutex_unlock(&delivery->lock);
    return over;
}

/* ---- Standard output ---- */

static void log_write_failure(struct delivery *delivery, const char *url, const struct error *error)
{
    pthread_mutex_lock(&delivery->lock);
    delivery->output_failed = true;
    pthread_mutex_unlock(&delivery->lock);
    if (url != NULL)
        output_notice("%s; the link is %s", error->text, url);
    else
        log_error("%s", error->text);
}

static void write_record(struct delivery *delivery, const struct json *record, const char *url)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    struct error error = ERROR_INIT;

    if (record == NULL || !json_write(record, false, &line))
        error_memory(&error);
    else if (output_line(line.data, &error))
        return;
    log_write_failure(delivery, url, &error);
}

void delivery_record(struct delivery *delivery, const struct json *record)
{
    write_record(delivery, record, NULL);
}

static void write_link(struct delivery *delivery, const char *file,
                       const struct twatfs_result *result)
{
    const struct twatfs_error *why = twatfs_result_error(result);
    const char *url = twatfs_result_url(result), *token = twatfs_result_delete_token(result);
    struct error error = ERROR_INIT;

    if (why != NULL)
        log_warning("%s: the link was not verified: %s", file, twatfs_error_message(why));
    if (!twatfs_result_direct(result))
        log_warning("%s: the link leads to a page, not to the file itself", file);
    if (delivery->links != NULL)
        links_add(delivery->links, url);
    if (delivery->json) {
        CLEANUP_JSON struct json *record = record_uploaded(file, result, delivery->show_token);

        write_record(delivery, record, url);
        return;
    }
    if (!output_line(url, &error))
        log_write_failure(delivery, url, &error);
    if (delivery->show_token && token != NULL)
        output_notice("%s: delete token: %s", file, token);
}

static void write_failure(struct delivery *delivery, const char *file,
                          const struct twatfs_result *result)
{
    CLEANUP_JSON struct json *record = NULL;
    const char *token = twatfs_result_delete_token(result);

    /* Of a file that was left somewhere: who wants it gone needs it. */
    if (twatfs_result_unverified_url(result) != NULL && delivery->show_token && !delivery->json &&
        token != NULL)
        output_notice("%s: delete token: %s", file, token);
    if (!delivery->json)
        return;
    record = record_failed(file, result, delivery->show_token);
    write_record(delivery, record, NULL);
}

/* ---- The report ---- */

static void write_report(struct delivery *delivery, const char *file,
                         const struct twatfs_result *result)
{
    struct error error = ERROR_INIT;

    if (delivery->report.fd < 0 || delivery->report.failed ||
        report_add(&delivery->report, file, result, &error))
        return;
    log_error("%s: nothing more is written there", error.text);
}

/* ---- Each file ---- */

static void count(struct delivery *delivery, int32_t code, bool uploaded)
{
    pthread_mutex_lock(&delivery->lock);
    delivery->finished++;
    tally_add(&delivery->tally, code, uploaded);
    pthread_mutex_unlock(&delivery->lock);
}

void delivery_fail(struct delivery *delivery, int32_t code, const char *why)
{
    count(delivery, code, false);
    if (why != NULL)
        log_error("%s", why);
}

static void tell_failure(struct delivery *delivery, const char *file,
                         const struct twatfs_result *result)
{
    const char *message = twatfs_error_message(twatfs_result_error(result));
    const char *left = twatfs_result_unverified_url(result);

    if (left != NULL)
        log_error("%s; it was left, unverified, at %s", message, left);
    else
        log_error("%s", message);
    write_failure(delivery, file, result);
}

/* The end of an interrupted run is told once, for all files. */
static void tell_stopped(struct delivery *delivery, const char *file,
                         const struct twatfs_result *result)
{
    const char *left = twatfs_result_unverified_url(result);

    pthread_mutex_lock(&delivery->lock);
    delivery->stopped++;
    delivery->left = delivery->left || left != NULL;
    pthread_mutex_unlock(&delivery->lock);
    if (left != NULL)
        log_error("%s: it was left, unverified, at %s", file, left);
    write_failure(delivery, file, result);
}

void delivery_tell(struct delivery *delivery, const char *file, const struct twatfs_result *result)
{
    int32_t code = twatfs_error_code(twatfs_result_error(result));
    bool uploaded = twatfs_result_url(result) != NULL;

    if (code == TWATFS_ERROR_CANCELLED && twatfs_result_name(result) == NULL) {
        pthread_mutex_lock(&delivery->lock);
        delivery->skipped++;
        pthread_mutex_unlock(&delivery->lock);
        return;
    }
    if (!uploaded && code == TWATFS_ERROR_CANCELLED && interrupt_signal() != 0) {
        tell_stopped(delivery, file, result);
    } else {
        count(delivery, code, uploaded);
        if (uploaded)
            write_link(delivery, file, result);
        else
            tell_failure(delivery, file, result);
    }
    write_report(delivery, file, result);
}

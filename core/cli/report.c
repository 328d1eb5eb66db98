/* report.c: a file with a record of each upload, for later.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/report.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "base/write.h"
#include "cli/record.h"

static const char *extension(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot != NULL ? dot : "";
}

bool report_check(const char *path, struct error *error)
{
    const char *end = extension(path);

    return strcmp(end, ".csv") == 0 || strcmp(end, ".json") == 0 || strcmp(end, ".jsonl") == 0 ||
           error_set(error, "--report: %s: ends neither in .json nor in .csv", path);
}

/* ---- Writing ---- */

static bool put(struct report *report, const struct buffer *record, struct error *error)
{
    if (!record->failed && write_all(report->fd, record->data, record->length)) {
        report->length += (off_t)record->length;
        return true;
    }
    report->failed = true;
    if (record->failed)
        return error_memory(error);
    error_errno(error, "--report: %s", report->path);
    /* Half a record is worse than none; what is no file keeps it. */
    if (ftruncate(report->fd, report->length) != 0)
        error_prefix(error, "half a record: ");
    return false;
}

static bool put_head(struct report *report, struct error *error)
{
    CLEANUP_BUFFER struct buffer head = BUFFER_INIT;

    buffer_printf(&head,
                  "file,url,provider,size,sha256,proof,attempts,expires,status,error,"
                  "unverified_url,upload_ms,verify_ms,total_ms,direct%s,reused\r\n",
                  report->show_token ? ",delete_token" : "");
    return put(report, &head, error);
}

/* What is no file is not emptied, and does not give back what was written. */
static void recognise(struct report *report, const struct stat *status)
{
    report->is_file = S_ISREG(status->st_mode);
    report->device = status->st_dev;
    report->inode = status->st_ino;
}

void report_plan(struct report *report, const char *path, bool show_token)
{
    struct stat status;

    *report = (struct report){.path = path,
                              .fd = -1,
                              .csv = path != NULL && strcmp(extension(path), ".csv") == 0,
                              .show_token = show_token};
    if (path != NULL && stat(path, &status) == 0)
        recognise(report, &status);
}

bool report_open(struct report *report, struct error *error)
{
    struct stat status;

    if (report->path == NULL)
        return true;
    /* Tokens are for nobody else. */
    report->fd = open(report->path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
                      report->show_token ? 0600 : 0666);
    if (report->fd < 0 || fstat(report->fd, &status) != 0)
        return error_errno(error, "--report: %s", report->path);
    recognise(report, &status);
    return !report->csv || put_head(report, error);
}

bool report_close(struct report *report, struct error *error)
{
    int fd = steal_fd(&report->fd);

    return fd < 0 || close(fd) == 0 || error_errno(error, "--report: %s", report->path);
}

bool report_is(const struct report *report, const char *path)
{
    struct stat status;
    bool found = report->is_file &&
                 (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0;

    return found && status.st_dev == report->device && status.st_ino == report->inode;
}

/* ---- A row of CSV (RFC 4180) ---- */

static void put_text(struct buffer *row, const char *text)
{
    CLEANUP_BUFFER struct buffer valid = BUFFER_INIT;

    /* A file's name is bytes, a table is text. */
    if (text == NULL || *text == '\0' || !buffer_utf8(&valid, text)) {
        row->failed |= valid.failed;
        return;
    }
    text = valid.data;
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        buffer_puts(row, text);
        return;
    }
    buffer_puts(row, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buffer_puts(row, "\"");
        buffer_append(row, text, 1);
    }
    buffer_puts(row, "\"");
}

static void put_cell(struct buffer *row, const char *text)
{
    buffer_puts(row, ",");
    put_text(row, text);
}

static void put_number(struct buffer *row, uint64_t number)
{
    buffer_printf(row, ",%" PRIu64, number);
}

static void put_expiry(struct buffer *row, const struct twatfs_result *result)
{
    char text[RECORD_TIME_SIZE];
    int64_t unix_s;

    if (!twatfs_result_expiry(result, &unix_s))
        put_cell(row, NULL);
    else if (unix_s == 0)
        put_cell(row, "never");
    else
        put_cell(row, record_time(unix_s, text) ? text : NULL);
}

/* Of a link, where there is one. */
static void put_flag(struct buffer *row, const struct twatfs_result *result, bool flag)
{
    put_cell(row, twatfs_result_url(result) == NULL ? NULL : flag ? "true" : "false");
}

static void put_row(struct buffer *row, const char *file, const struct twatfs_result *result,
                    bool show_token)
{
    put_text(row, file);
    put_cell(row, twatfs_result_url(result));
    put_cell(row, twatfs_result_provider(result));
    if (twatfs_result_size(result) != TWATFS_SIZE_UNKNOWN)
        put_number(row, twatfs_result_size(result));
    else
        put_cell(row, NULL);
    put_cell(row, twatfs_result_sha256(result));
    put_cell(row, twatfs_result_proof(result));
    put_number(row, twatfs_result_attempts(result));
    put_expiry(row, result);
    put_cell(row, twatfs_result_status(result));
    put_cell(row, twatfs_error_message(twatfs_result_error(result)));
    put_cell(row, twatfs_result_unverified_url(result));
    put_number(row, twatfs_result_upload_ns(result) / NANOSECONDS_PER_MS);
    put_number(row, twatfs_result_verify_ns(result) / NANOSECONDS_PER_MS);
    put_number(row, twatfs_result_total_ns(result) / NANOSECONDS_PER_MS);
    put_flag(row, result, twatfs_result_direct(result));
    if (show_token)
        put_cell(row, twatfs_result_delete_token(result));
    put_flag(row, result, twatfs_result_reused(result));
    buffer_puts(row, "\r\n");
}

/* ---- Either ---- */

bool report_add(struct report *report, const char *file, const struct twatfs_result *result,
                struct error *error)
{
    CLEANUP_BUFFER struct buffer record = BUFFER_INIT;
    CLEANUP_JSON struct json *object = NULL;

    if (report->csv) {
        put_row(&record, file, result, report->show_token);
        return put(report, &record, error);
    }
    object = twatfs_result_url(result) != NULL ? record_uploaded(file, result, report->show_token)
                                               : record_failed(file, result, report->show_token);
    if (object == NULL || !json_write(object, false, &record) || !buffer_puts(&record, "\n"))
        record.failed = true;
    return put(report, &record, error);
}

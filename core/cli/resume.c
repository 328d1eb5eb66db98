/* resume.c: the journal of twatfs upload, so that another run can go on with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/resume.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/moment.h"
#include "cli/output.h"
#include "cli/table.h"

#define NAMED_MAX 3 /* files in a title */

DEFINE_CLEANUP(batches, struct twatfs_batches, twatfs_batches_free)

/* ---- What it is of ---- */

static void put(struct buffer *text, const char *part)
{
    if (part != NULL)
        buffer_printf(text, "%zu:%s,", strlen(part), part);
    else
        buffer_puts(text, "-,");
}

/* From another folder a relative one is another. */
static void put_path(struct buffer *text, const char *path)
{
    CLEANUP_FREE char *folder =
        path != NULL && path[0] != '/' && strcmp(path, "-") != 0 ? getcwd(NULL, 0) : NULL;

    put(text, folder);
    put(text, path);
}

/* The files, and what is asked for: not how many at once, how patiently, or how it is shown. */
static void put_identity(struct buffer *text, const struct upload_request *request)
{
    buffer_printf(text, "twatfs upload 1,%zu,", request->file_count);
    for (size_t i = 0; i < request->file_count; i++)
        put_path(text, request->files[i]);
    put_path(text, request->list);
    buffer_printf(text, "%d,%zu,", request->nul, request->folders.count);
    for (size_t i = 0; i < request->folders.count; i++)
        put_path(text, request->folders.items[i]);
    filter_put(&request->filter, text);
    put(text, request->name);
    put(text, request->content_type);
    put(text, request->remote_path);
    buffer_printf(text, "%" PRId64 ",%d%d%d", request->expire_s, request->force, request->unique,
                  request->once);
}

static void put_title(struct buffer *text, const struct upload_request *request)
{
    size_t named = request->file_count < NAMED_MAX ? request->file_count : NAMED_MAX;

    for (size_t i = 0; i < named; i++)
        buffer_printf(text, "%s ", request->files[i]);
    if (request->file_count > named)
        buffer_printf(text, "(and %zu more) ", request->file_count - named);
    if (request->list != NULL)
        buffer_printf(text, "--from-file %s ", request->list);
    for (size_t i = 0; i < request->folders.count; i++)
        buffer_printf(text, "-r %s ", request->folders.items[i]);
    if (text->length > 0)
        text->data[--text->length] = '\0';
}

/* ---- Keeping it ---- */

enum exit_code resume_prepare(struct twatfs_batch *batch, const struct upload_request *request)
{
    CLEANUP_BUFFER struct buffer identity = BUFFER_INIT;
    CLEANUP_BUFFER struct buffer title = BUFFER_INIT;
    struct twatfs_error *failure = NULL;
    struct error error = ERROR_INIT;
    enum exit_code code;

    put_identity(&identity, request);
    put_title(&title, request);
    if (identity.failed || title.failed ||
        !twatfs_batch_journal(batch, identity.data, title.data)) {
        log_error("out of memory");
        return EXIT_CODE_SOME_FAILED;
    }
    if (!request->resume || twatfs_batch_resume(batch, request->resume_id, &failure))
        return EXIT_CODE_OK;
    code = outcome_exit_code(failure != NULL ? twatfs_error_code(failure) : TWATFS_ERROR_SYSTEM);
    client_error(failure, &error);
    log_error("--resume: %s%s", error.text,
              code == EXIT_CODE_USAGE ? "; see 'twatfs history --unfinished'" : "");
    return code;
}

void resume_tell(struct twatfs_batch *batch)
{
    int64_t id = batch != NULL ? twatfs_batch_id(batch) : 0;

    if (id != 0)
        log_error(
            "continue with: twatfs upload --resume=%" PRId64 " and the same files and options", id);
}

void resume_forget(struct twatfs_batch *batch)
{
    struct twatfs_error *failure = NULL;

    if (twatfs_batch_forget(batch, &failure))
        return;
    log_warning("%s", failure != NULL ? twatfs_error_message(failure) : "out of memory");
    twatfs_error_free(failure);
}

/* ---- What can be gone on with ---- */

static bool add_row(struct table *table, const struct twatfs_batches *batches, size_t index,
                    int64_t now_s)
{
    char id[24], span[MOMENT_SIZE], when[MOMENT_SIZE + 4], done[24], failed[24], under_way[24];
    const char *const cells[] = {id,
                                 when,
                                 twatfs_batches_running(batches, index) ? "yes" : "-",
                                 done,
                                 failed,
                                 under_way,
                                 twatfs_batches_title(batches, index)};

    snprintf(id, sizeof id, "%" PRId64, twatfs_batches_id(batches, index));
    moment_span(now_s - twatfs_batches_since(batches, index), span);
    snprintf(when, sizeof when, "%s ago", span);
    snprintf(done, sizeof done, "%" PRIu64, twatfs_batches_done(batches, index));
    snprintf(failed, sizeof failed, "%" PRIu64, twatfs_batches_failed(batches, index));
    snprintf(under_way, sizeof under_way, "%" PRIu64, twatfs_batches_under_way(batches, index));
    return table_row(table, cells, NULL);
}

static int list_text(const struct twatfs_batches *batches, int64_t now_s)
{
    static const char *const headings[] = {"BATCH",  "BEGUN",     "RUNNING", "DONE",
                                           "FAILED", "UNDER WAY", "OF"};
    static const unsigned char optional[] = {2, 5, 4, 1, 0};
    CLEANUP_TABLE struct table table = {
        .columns = ARRAY_LENGTH(headings), .optional = optional, .room = 20};
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (twatfs_batches_count(batches) == 0)
        return EXIT_CODE_OK;
    text.failed = !table_row(&table, headings, NULL);
    for (size_t i = 0; i < twatfs_batches_count(batches); i++)
        text.failed |= !add_row(&table, batches, i, now_s);
    table_text(&text, &table, columns_of_terminal(STDOUT_FILENO));
    return output_text(&text);
}

static bool add_item(struct json *list, const struct twatfs_batches *batches, size_t index)
{
    struct json *item = json_new_object();

    return item != NULL && json_add(list, item) &&
           json_set_integer(item, "batch", twatfs_batches_id(batches, index)) &&
           json_set_text(item, "of", twatfs_batches_title(batches, index)) &&
           moment_set(item, "begun", twatfs_batches_begun(batches, index)) &&
           moment_set(item, "since", twatfs_batches_since(batches, index)) &&
           json_set_boolean(item, "running", twatfs_batches_running(batches, index)) &&
           json_set_integer(item, "done", (int64_t)twatfs_batches_done(batches, index)) &&
           json_set_integer(item, "failed", (int64_t)twatfs_batches_failed(batches, index)) &&
           json_set_integer(item, "under_way", (int64_t)twatfs_batches_under_way(batches, index));
}

int resume_list(struct client *client, bool json, int64_t now_s)
{
    struct twatfs_error *failure = NULL;
    CLEANUP(cleanup_batches)
    struct twatfs_batches *batches = twatfs_batches_new(client->context, &failure);
    CLEANUP_JSON struct json *list = NULL;
    bool done;

    if (batches == NULL)
        return (int)client_failed(failure);
    if (!json)
        return list_text(batches, now_s);
    list = json_new_array();
    done = list != NULL;
    for (size_t i = 0; i < twatfs_batches_count(batches) && done; i++)
        done = add_item(list, batches, i);
    return output_document(done ? list : NULL);
}

/* batch-journal.c: a batch's journal, as the library keeps it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "library/batch-journal.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"

#define KEPT_S (INT64_C(30) * 24 * 3600) /* what nobody goes on with is forgotten */

bool batch_journal_want(struct batch_journal *own, const char *identity, const char *title)
{
    batch_journal_free(own);
    own->identity = strdup(identity);
    own->title = text_printable(title, strlen(title), 0);
    if (own->identity != NULL && own->title != NULL)
        return true;
    batch_journal_free(own);
    return false;
}

void batch_journal_free(struct batch_journal *own)
{
    journal_close(&own->journal);
    free(own->identity);
    free(own->title);
    *own = (struct batch_journal)BATCH_JOURNAL_INIT;
}

/* ---- What has to be the same ---- */

/* One after the other, each with its length, so that no two lists of them look alike. */
static void put(struct buffer *text, const char *part)
{
    if (part != NULL)
        buffer_printf(text, "%zu:%s,", strlen(part), part);
    else
        buffer_puts(text, "-,");
}

static bool hash(const struct buffer *text, char hex[DIGEST_HEX_SIZE])
{
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");

    return !text->failed && digest != NULL && digest_update(digest, text->data, text->length) &&
           digest_finish(digest, hex);
}

/* What the settings have to do with a file's bytes, its link and its proof. */
static bool hash_common(const struct twatfs_context *context, char hex[DIGEST_HEX_SIZE])
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    buffer_printf(&text, "twatfs batch 1,%d,", (int)context->settings.transfer.check);
    for (size_t i = 0; i < context->option_count; i++) {
        put(&text, context->options[i].provider);
        put(&text, context->options[i].key);
        put(&text, context->options[i].value);
    }
    return hash(&text, hex);
}

static bool hash_identity(const struct batch_journal *own, const struct twatfs_context *context,
                          char hex[DIGEST_HEX_SIZE])
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    put(&text, own->common);
    for (size_t i = 0; i < context->settings.provider.count; i++)
        put(&text, context->settings.provider.items[i]);
    put(&text, NULL);
    put(&text, own->identity);
    return hash(&text, hex);
}

/* A regular file with the same name, inode, size and time of change, wanted in the same way.  The
 * device is left out: after a reboot many have another number.  False for what no later run could
 * know again. */
static bool hash_file(const struct batch_journal *own, const struct twatfs_request *request,
                      char key[JOURNAL_KEY_SIZE])
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_FREE char *folder = NULL;
    char hex[DIGEST_HEX_SIZE];
    struct stat status;

    if (request->path == NULL || strcmp(request->path, "-") == 0 ||
        stat(request->path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    if (request->path[0] != '/' && (folder = getcwd(NULL, 0)) == NULL)
        return false;
    put(&text, own->common);
    put(&text, folder);
    put(&text, request->path);
    buffer_printf(&text, "%ju,%jd,%jd.%09ld,", (uintmax_t)status.st_ino, (intmax_t)status.st_size,
                  (intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    put(&text, request->name);
    put(&text, request->content_type);
    put(&text, request->remote_path);
    put(&text, request->path_below);
    buffer_printf(&text, "%" PRId64 ",%" PRIu32, request->expire_s,
                  request->flags &
                      (TWATFS_REQUEST_FORCE | TWATFS_REQUEST_UNIQUE | TWATFS_REQUEST_ONCE));
    if (!hash(&text, hex))
        return false;
    text_copy(key, JOURNAL_KEY_SIZE, hex);
    return true;
}

/* A list that is named is the whole list: what is elsewhere is not what is wanted. */
static bool is_wanted(const struct twatfs_context *context, const struct twatfs_request *request,
                      const char *provider)
{
    const struct string_list *named =
        request->providers.count > 0 ? &request->providers : &context->settings.provider;

    for (size_t i = 0; i < named->count; i++)
        if (strcmp(named->items[i], provider) == 0)
            return true;
    return named->count == 0;
}

/* ---- Beginning ---- */

static void complain(const struct twatfs_context *context, const struct error *error)
{
    if (store_first_complaint(context->memory))
        log_warning("%s: going on without memory", error->text);
}

void batch_journal_begin(struct batch_journal *own, struct twatfs_context *context)
{
    IN_CONTEXT(context);
    char identity[DIGEST_HEX_SIZE];
    struct error error = ERROR_INIT;
    int64_t now_s = clock_unix_s();
    int32_t code;

    if (own->tried || own->identity == NULL)
        return;
    own->tried = true;
    if (!context_open(context, &code, &error) || context->memory == NULL ||
        !hash_common(context, own->common) || !hash_identity(own, context, identity))
        return;
    if (!journal_begin(&own->journal, context->memory, identity, own->title, now_s, &error) ||
        !journal_prune(context->memory, now_s - KEPT_S, &error))
        complain(context, &error);
}

static void tell_found(const struct journal *journal)
{
    CLEANUP_JOURNAL_LIST struct journal_list list = {0};
    const struct journal_entry *found;

    if (!journal_list(journal->store, journal->id, &list, NULL) || list.count != 1)
        return;
    found = &list.items[0];
    log_info("batch %" PRId64 ": done: %" PRIu64 ", failed: %" PRIu64, journal->id, found->done,
             found->failed);
    if (found->under_way > 0)
        log_warning("batch %" PRId64 ": under way when it ended: %" PRIu64
                    ": sent again, and perhaps with a host twice",
                    journal->id, found->under_way);
}

bool batch_journal_resume(struct batch_journal *own, struct twatfs_context *context, int64_t id,
                          int32_t *code, struct error *error)
{
    struct store *memory = context_memory(context, code, error);
    char identity[DIGEST_HEX_SIZE];

    if (memory == NULL)
        return false;
    *code = TWATFS_ERROR_SYSTEM;
    if (!hash_common(context, own->common) || !hash_identity(own, context, identity))
        return error_memory(error);
    switch (journal_resume(&own->journal, memory, identity, id, clock_unix_s(), error)) {
    case JOURNAL_FOUND:
        own->tried = true;
        tell_found(&own->journal);
        return true;
    case JOURNAL_ABSENT:
        *code = TWATFS_ERROR_USAGE;
        if (id != 0)
            return error_set(error, "batch %" PRId64 ": there is no such unfinished batch", id);
        return error_set(error, "no unfinished batch is of these files with these options");
    default:
        return false;
    }
}

/* ---- Files ---- */

struct twatfs_result *batch_journal_claim(const struct batch_journal *own,
                                          struct twatfs_context *context,
                                          const struct twatfs_request *request,
                                          struct journal_file *file, bool *noted)
{
    IN_CONTEXT(context);
    char key[JOURNAL_KEY_SIZE];
    struct error error = ERROR_INIT;
    bool is_done = true;

    *noted = false;
    if (own->journal.lock < 0 || !hash_file(own, request, key))
        return NULL;
    /* What is where it is not wanted stays noted, and is passed over. */
    while (is_done) {
        CLEANUP_JOURNAL_RESULT struct journal_result earlier = {0};

        if (!journal_claim(&own->journal, key, clock_unix_s(), file, &earlier, &is_done, &error)) {
            complain(context, &error);
            return NULL;
        }
        if (is_done && is_wanted(context, request, earlier.upload.provider))
            return result_remembered(request, &earlier);
    }
    *noted = true;
    return NULL;
}

void batch_journal_tell(struct twatfs_context *context, const struct journal_file *file,
                        const struct twatfs_result *result)
{
    IN_CONTEXT(context);
    struct error error = ERROR_INIT;
    bool told = true;

    if (twatfs_result_reused(result))
        told = journal_release(file, &error); /* it is looked up again */
    else if (result->result.url != NULL)
        (void)store_sync(file->journal->store); /* what is told is not forgotten */
    else if (result->result.outcome != OUTCOME_CANCELLED)
        told = journal_fail(file, &error);
    if (!told)
        complain(context, &error);
}

/* resume.c: what a provider saves to go on later.
 *
 * SPDX-License-Identifier: MIT
 *
 * A regular file is known again by its path, size and times of change, with the wishes that it was
 * uploaded with: what was saved for it is kept on the disk, for a later run.  Of anything else,
 * such as a pipe, it is kept there too where the provider can end what it began: no later run goes
 * on with that, but nobody else would know of it.
 */
#include "transfer/job.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

static twatfs_status fail(struct twatfs_call *border, twatfs_status status, const char *why)
{
    return border->host->fail(border, status, 0, why);
}

/* What tells this upload from all others; NULL for one that no later run could go on with.  What
 * was begun with other wishes would not grant these.  The time of the last change of any kind is
 * one that nobody can set back, as "cp -p" does with that of the bytes. */
static char *key_of(const struct job *job, const char *place)
{
    const struct source *source = &job->source;
    const struct upload_wishes *wishes = job->wishes;
    CLEANUP_FREE char *path = NULL;
    char *key;

    if (source->fd < 0 || source->stream || source->in_memory || !S_ISREG(source->opened.st_mode) ||
        wishes->input.path == NULL)
        return NULL;
    path = realpath(wishes->input.path, NULL);
    if (path == NULL ||
        asprintf(&key,
                 "%s\n%" PRIu64 "\n%" PRId64 ".%09ld %" PRId64 ".%09ld\n%s\n%s\n%s\n%" PRId64
                 " %d %d %d\n%s\n%s",
                 path, source->size, (int64_t)source->opened.st_mtim.tv_sec,
                 source->opened.st_mtim.tv_nsec, (int64_t)source->opened.st_ctim.tv_sec,
                 source->opened.st_ctim.tv_nsec, job->name,
                 wishes->remote_path != NULL ? wishes->remote_path : "", job->content_type,
                 wishes->expire_s, wishes->force, wishes->unique, wishes->once,
                 wishes->path_below != NULL ? wishes->path_below : "",
                 place != NULL ? place : "") < 0)
        return NULL;
    return key;
}

/* One of its own, for what is only to be ended; NULL where the provider cannot. */
static char *key_of_its_own(const struct entry *entry)
{
    char *key;

    if (entry->table->abandon == NULL ||
        asprintf(&key, "%" PRIu64 " %" PRIu64, random_below(UINT64_MAX), random_below(UINT64_MAX)) <
            0)
        return NULL;
    return key;
}

/* Whether another upload, which ended since we looked, has left something there. */
static bool is_taken(const struct checkpoint *checkpoint)
{
    CLEANUP_BUFFER struct buffer data = BUFFER_INIT;

    return !checkpoint_read(&checkpoint->file, &data, NULL) || data.length > 0;
}

static bool open_key(const struct job *job, struct checkpoint *checkpoint, const char *folder,
                     const char *key, bool create)
{
    struct error error = ERROR_INIT;

    if (folder == NULL || key == NULL)
        return false;
    if (!checkpoint_open(&checkpoint->file, folder, checkpoint->entry->name, key, job->source.path,
                         create, &error)) {
        if (error.text[0] != '\0')
            log_info("%s: a later run could not go on: %s", checkpoint->entry->name, error.text);
        return false;
    }
    if (!create || !is_taken(checkpoint))
        return true;
    checkpoint_close(&checkpoint->file, false);
    return false;
}

/* Open its file; that it cannot be is no reason not to upload.  Where another upload of the same
 * file has that one, what is begun now is known to `twatfs clean` all the same. */
static void open_file(const struct job *job, struct checkpoint *checkpoint, bool create)
{
    CLEANUP_FREE char *key = key_of(job, checkpoint->place);
    CLEANUP_FREE char *own = create ? key_of_its_own(checkpoint->entry) : NULL;
    CLEANUP_FREE char *folder = checkpoint_folder();

    if (checkpoint->file.fd < 0 && !open_key(job, checkpoint, folder, key, create))
        (void)open_key(job, checkpoint, folder, own, create);
}

static struct checkpoint *find(const struct job *job, const struct entry *entry)
{
    struct checkpoint *checkpoint = job->checkpoints;

    while (checkpoint != NULL && checkpoint->entry != entry)
        checkpoint = checkpoint->next;
    return checkpoint;
}

/* An empty one of the provider of a call that uploads; NULL without memory. */
static struct checkpoint *make(struct call *call)
{
    struct job *job = call->job;
    struct checkpoint *checkpoint = calloc(1, sizeof *checkpoint);

    if (checkpoint == NULL)
        return NULL;
    *checkpoint = (struct checkpoint){
        .next = job->checkpoints, .entry = call->instance->entry, .file = CHECKPOINT_FILE_INIT};
    job->checkpoints = checkpoint;
    return checkpoint;
}

/* What an earlier run saved. */
static void load(const struct job *job, struct checkpoint *checkpoint)
{
    open_file(job, checkpoint, false);
    if (checkpoint->file.fd >= 0)
        (void)checkpoint_read(&checkpoint->file, &checkpoint->data, NULL);
}

static struct checkpoint *find_or_make(struct call *call)
{
    struct checkpoint *checkpoint = find(call->job, call->instance->entry);

    if (checkpoint != NULL)
        return checkpoint;
    checkpoint = make(call);
    if (checkpoint != NULL)
        load(call->job, checkpoint);
    return checkpoint;
}

static int32_t service_checkpoint_place(struct twatfs_call *border, const char *place)
{
    struct call *call = ours(border);
    struct checkpoint *checkpoint;
    char *copy;

    if (!call->uploading || place == NULL)
        return 0;
    checkpoint = find(call->job, call->instance->entry);
    /* An earlier attempt of this run said so: what it saved may be nowhere else. */
    if (checkpoint != NULL && checkpoint->place != NULL && strcmp(checkpoint->place, place) == 0)
        return 1;
    if (checkpoint == NULL)
        checkpoint = make(call);
    copy = strdup(place);
    if (checkpoint == NULL || copy == NULL) {
        free(copy);
        return 0;
    }
    free(checkpoint->place);
    checkpoint->place = copy;
    checkpoint_close(&checkpoint->file, false);
    buffer_clear(&checkpoint->data);
    load(call->job, checkpoint);
    return 1;
}

static twatfs_status service_checkpoint_save(struct twatfs_call *border, const void *data,
                                             uint64_t length)
{
    struct call *call = ours(border);
    struct checkpoint *checkpoint;
    struct error error = ERROR_INIT;

    if (!call->uploading)
        return fail(border, TWATFS_PERMANENT, "checkpoint: there is no file here");
    if (length > CHECKPOINT_MAX || (data == NULL && length > 0))
        return fail(border, TWATFS_PERMANENT, "checkpoint: longer than 1 MiB");
    checkpoint = find_or_make(call);
    if (checkpoint == NULL)
        return fail(border, TWATFS_LOCAL, "out of memory");
    buffer_clear(&checkpoint->data);
    if (!buffer_append(&checkpoint->data, data, length))
        return fail(border, TWATFS_LOCAL, "out of memory");
    if (length == 0) { /* there is nothing to go on with */
        checkpoint_close(&checkpoint->file, true);
        return TWATFS_OK;
    }
    open_file(call->job, checkpoint, true);
    if (checkpoint->file.fd >= 0 && !checkpoint_write(&checkpoint->file, data, length, &error))
        log_info("%s: a later run could not go on: %s", checkpoint->entry->name, error.text);
    return TWATFS_OK;
}

static const void *service_checkpoint_load(struct twatfs_call *border, uint64_t *length)
{
    struct call *call = ours(border);
    const struct checkpoint *checkpoint;
    void *copy;

    /* While there is no file only what is to be abandoned is there; made here and now, one
     * would be without what an earlier run saved. */
    if (call->uploading)
        checkpoint = find_or_make(call);
    else
        checkpoint = call->job != NULL ? find(call->job, call->instance->entry) : NULL;
    if (length == NULL || checkpoint == NULL || checkpoint->data.length == 0)
        return NULL;
    /* A copy: saving anew must not pull the memory from under the provider. */
    copy = border->host->scratch(border, checkpoint->data.length);
    if (copy == NULL)
        return NULL;
    *length = checkpoint->data.length;
    return memcpy(copy, checkpoint->data.data, checkpoint->data.length);
}

void checkpoint_finish(struct job *job, const struct entry *entry)
{
    struct checkpoint *checkpoint = find(job, entry);

    if (checkpoint != NULL)
        checkpoint_close(&checkpoint->file, true);
}

void checkpoints_free(struct job *job)
{
    struct checkpoint *checkpoint;

    while ((checkpoint = job->checkpoints) != NULL) {
        job->checkpoints = checkpoint->next;
        checkpoint_close(&checkpoint->file, false);
        buffer_free(&checkpoint->data);
        free(checkpoint->place);
        free(checkpoint);
    }
}

const struct twatfs_host hostapi_resume = {
    .checkpoint_save = service_checkpoint_save,
    .checkpoint_load = service_checkpoint_load,
    .checkpoint_place = service_checkpoint_place,
};

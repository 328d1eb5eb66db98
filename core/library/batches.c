/* batches.c: batches that another run can go on with, told to programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "library/library.h"
#include "state/journal.h"

struct twatfs_batches {
    struct journal_list list;
};

struct twatfs_batches *twatfs_batches_new(struct twatfs_context *context,
                                          struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct twatfs_batches *batches = calloc(1, sizeof *batches);
    struct error own = ERROR_INIT;
    int32_t code = TWATFS_ERROR_SYSTEM;

    if (batches == NULL) {
        error_memory(&own);
    } else {
        struct store *memory = context_memory(context, &code, &own);

        if (memory != NULL && journal_list(memory, 0, &batches->list, &own))
            return batches;
    }
    free(batches);
    error_give(error, code, &own);
    return NULL;
}

void twatfs_batches_free(struct twatfs_batches *batches)
{
    if (batches == NULL)
        return;
    journal_list_free(&batches->list);
    free(batches);
}

size_t twatfs_batches_count(const struct twatfs_batches *batches)
{
    return batches->list.count;
}

static const struct journal_entry *item(const struct twatfs_batches *batches, size_t index)
{
    static const struct journal_entry none = {0};

    return index < batches->list.count ? &batches->list.items[index] : &none;
}

int64_t twatfs_batches_id(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->id;
}

const char *twatfs_batches_title(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->title;
}

int64_t twatfs_batches_begun(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->begun_s;
}

int64_t twatfs_batches_since(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->touched_s;
}

uint64_t twatfs_batches_done(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->done;
}

uint64_t twatfs_batches_failed(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->failed;
}

uint64_t twatfs_batches_under_way(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->under_way;
}

bool twatfs_batches_running(const struct twatfs_batches *batches, size_t index)
{
    return item(batches, index)->running;
}

bool twatfs_batches_forget(struct twatfs_context *context, const struct twatfs_batches *batches,
                           size_t index, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    int32_t code = TWATFS_ERROR_SYSTEM;
    struct store *memory = context_memory(context, &code, &own);

    if (memory == NULL)
        return error_give(error, code, &own);
    if (item(batches, index)->id == 0) {
        error_set(&own, "batch: there is no such one");
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    }
    if (journal_forget_one(memory, item(batches, index)->id, &own) != JOURNAL_FOUND)
        return error_give(error, TWATFS_ERROR_SYSTEM, &own);
    store_settle(memory);
    return true;
}

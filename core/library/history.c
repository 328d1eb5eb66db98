/* history.c: earlier uploads, told to programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "library/library.h"
#include "state/history.h"

struct twatfs_history {
    struct history history;
    int64_t asked_s; /* when the list was made */
};

struct twatfs_history_filter {
    struct history_filter filter; /* its texts are ours */
    char *url, *provider, *file;
};

/* ---- What is looked for ---- */

struct twatfs_history_filter *twatfs_history_filter_new(void)
{
    return calloc(1, sizeof(struct twatfs_history_filter));
}

void twatfs_history_filter_free(struct twatfs_history_filter *filter)
{
    if (filter == NULL)
        return;
    free(filter->url);
    free(filter->provider);
    free(filter->file);
    free(filter);
}

static bool replace(char **own, const char **target, const char *text)
{
    char *copy = text != NULL ? strdup(text) : NULL;

    if (text != NULL && copy == NULL)
        return false;
    free(*own);
    *own = copy;
    *target = copy;
    return true;
}

bool twatfs_history_filter_url(struct twatfs_history_filter *filter, const char *url)
{
    return replace(&filter->url, &filter->filter.url, url);
}

bool twatfs_history_filter_provider(struct twatfs_history_filter *filter, const char *provider)
{
    return replace(&filter->provider, &filter->filter.provider, provider);
}

bool twatfs_history_filter_file(struct twatfs_history_filter *filter, const char *pattern)
{
    return replace(&filter->file, &filter->filter.file, pattern);
}

void twatfs_history_filter_id(struct twatfs_history_filter *filter, int64_t id)
{
    /* None has an id below 1, and 0 would be all of them. */
    filter->filter.id = id > 0 ? id : -1;
}

void twatfs_history_filter_since(struct twatfs_history_filter *filter, int64_t unix_s)
{
    filter->filter.since_s = unix_s;
}

void twatfs_history_filter_before(struct twatfs_history_filter *filter, int64_t unix_s)
{
    filter->filter.before_s = unix_s;
}

void twatfs_history_filter_below(struct twatfs_history_filter *filter, int64_t id)
{
    filter->filter.below = id > 0 ? id : 0;
}

void twatfs_history_filter_live(struct twatfs_history_filter *filter, bool live)
{
    filter->filter.live = live;
}

void twatfs_history_filter_limit(struct twatfs_history_filter *filter, uint64_t limit)
{
    filter->filter.limit = limit;
}

static const struct history_filter *filter_of(const struct twatfs_history_filter *filter)
{
    static const struct history_filter everything = {0};

    return filter != NULL ? &filter->filter : &everything;
}

/* ---- The list ---- */

struct twatfs_history *twatfs_history_new(struct twatfs_context *context,
                                          const struct twatfs_history_filter *filter,
                                          struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct twatfs_history *history = calloc(1, sizeof *history);
    struct error own = ERROR_INIT;
    struct store *memory;
    int32_t code = TWATFS_ERROR_SYSTEM;

    if (history == NULL) {
        error_memory(&own);
    } else {
        history->asked_s = clock_unix_s();
        memory = context_memory(context, &code, &own);
        if (memory != NULL &&
            history_find(memory, filter_of(filter), history->asked_s, &history->history, &own))
            return history;
    }
    free(history);
    error_give(error, code, &own);
    return NULL;
}

void twatfs_history_free(struct twatfs_history *history)
{
    if (history == NULL)
        return;
    history_free(&history->history);
    free(history);
}

size_t twatfs_history_count(const struct twatfs_history *history)
{
    return history->history.count;
}

/* What every accessor begins with; what it returns beyond the last. */
static const struct history_entry *item(const struct twatfs_history *history, size_t index)
{
    static const struct history_entry nothing = {.size = TWATFS_SIZE_UNKNOWN, .page = true};

    return index < history->history.count ? &history->history.items[index] : &nothing;
}

int64_t twatfs_history_id(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->id;
}

int64_t twatfs_history_time(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->time_s;
}

const char *twatfs_history_path(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->path;
}

const char *twatfs_history_name(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->name;
}

uint64_t twatfs_history_size(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->size;
}

const char *twatfs_history_sha256(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->sha256;
}

const char *twatfs_history_provider(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->provider;
}

const char *twatfs_history_url(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->url;
}

const char *twatfs_history_delete_token(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->token;
}

bool twatfs_history_expiry(const struct twatfs_history *history, size_t index, int64_t *unix_s)
{
    *unix_s = item(history, index)->expiry_s;
    return item(history, index)->expiry_known;
}

const char *twatfs_history_proof(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->proof;
}

const char *twatfs_history_status(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->status;
}

const char *twatfs_history_options(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->options;
}

bool twatfs_history_direct(const struct twatfs_history *history, size_t index)
{
    return !item(history, index)->page;
}

int64_t twatfs_history_deleted(const struct twatfs_history *history, size_t index)
{
    return item(history, index)->deleted_s;
}

bool twatfs_history_live(const struct twatfs_history *history, size_t index)
{
    return index < history->history.count && !history_gone(item(history, index), history->asked_s);
}

/* ---- Forgetting and deleting ---- */

bool twatfs_history_forget(struct twatfs_context *context,
                           const struct twatfs_history_filter *filter, uint64_t *forgotten,
                           struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    int32_t code;
    struct store *memory = context_memory(context, &code, &own);
    uint64_t count = 0;

    if (memory == NULL || !history_forget(memory, filter_of(filter), clock_unix_s(), &count, &own))
        return error_give(error, code, &own);
    if (forgotten != NULL)
        *forgotten = count;
    return true;
}

/* A host that has the bytes already may hand out their link again without a token: what
 * deletes it is what an earlier upload was told. */
static const char *find_token(const struct history *same_link)
{
    for (size_t i = 0; i < same_link->count; i++)
        if (same_link->items[i].token != NULL)
            return same_link->items[i].token;
    return NULL;
}

/* Only of a provider whose files outlive their links: there links of one file differ. */
static bool find_newer(struct twatfs_context *context, struct store *memory,
                       const struct history_entry *entry, int64_t *newer, struct error *error)
{
    const struct entry *provider;
    int32_t code;

    *newer = 0;
    if (!context_open(context, &code, error))
        return false;
    provider = registry_find(&context->registry, entry->provider);
    if (provider == NULL || provider->manifest == NULL || !provider->manifest->outlives_link)
        return true;
    return history_find_newer(memory, entry, newer, error);
}

bool twatfs_history_replaced(struct twatfs_context *context, int64_t id, int64_t *newer,
                             struct twatfs_error **error)
{
    IN_CONTEXT(context);
    CLEANUP_HISTORY struct history history = {0};
    struct history_filter by_id = {.id = id > 0 ? id : -1};
    struct error own = ERROR_INIT;
    int32_t code;
    struct store *memory = context_memory(context, &code, &own);

    *newer = 0;
    if (memory == NULL || !history_find(memory, &by_id, clock_unix_s(), &history, &own) ||
        (history.count > 0 && !find_newer(context, memory, &history.items[0], newer, &own)))
        return error_give(error, code, &own);
    return true;
}

bool twatfs_history_delete(struct twatfs_context *context, int64_t id, struct twatfs_cancel *cancel,
                           struct twatfs_error **error)
{
    IN_CONTEXT(context);
    CLEANUP_HISTORY struct history history = {0}, same_link = {0};
    struct history_filter by_id = {.id = id > 0 ? id : -1}, by_link = {0};
    struct error own = ERROR_INIT;
    int32_t code;
    struct store *memory = context_memory(context, &code, &own);
    const struct history_entry *entry;
    int64_t newer;

    if (memory == NULL || !history_find(memory, &by_id, clock_unix_s(), &history, &own))
        return error_give(error, code, &own);
    if (history.count == 0) {
        error_set(&own, "history: no upload has this number");
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    }
    entry = &history.items[0];
    if (entry->deleted_s != 0)
        return true;
    if (!find_newer(context, memory, entry, &newer, &own))
        return error_give(error, code, &own);
    if (newer != 0) {
        error_set(&own, "history: %" PRId64 ": replaced by %" PRId64 ": delete that", entry->id,
                  newer);
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    }
    by_link = (struct history_filter){.url = entry->url, .provider = entry->provider};
    if (!history_find(memory, &by_link, clock_unix_s(), &same_link, &own))
        return error_give(error, code, &own);
    if (errand_delete(context, entry->provider, entry->url,
                      entry->token != NULL ? entry->token : find_token(&same_link), cancel, &code,
                      &own))
        return true;
    /* The name is not what the caller gave: what lacks is its provider. */
    if (code == TWATFS_ERROR_USAGE)
        code = TWATFS_ERROR_NO_PROVIDER;
    return error_give(error, code, &own);
}

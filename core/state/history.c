/* history.c: every upload that left a link.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/history.h"

#include <string.h>

#include "base/text.h"

/* ---- Writing ---- */

static void put_size(struct query *query, uint64_t size)
{
    if (size <= INT64_MAX)
        query_put_integer(query, (int64_t)size);
    else
        query_put_text(query, NULL);
}

int64_t history_put(struct store *store, const struct history_entry *entry)
{
    struct query query =
        store_query(store, "INSERT INTO upload (time, path, name, size, sha256, provider, url, "
                           "token, expires, proof, status, options, page) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    query_put_integer(&query, entry->time_s);
    query_put_text(&query, entry->path);
    query_put_text(&query, entry->name);
    put_size(&query, entry->size);
    query_put_text(&query, entry->sha256);
    query_put_text(&query, entry->provider);
    query_put_text(&query, entry->url);
    query_put_text(&query, entry->token);
    if (entry->expiry_known)
        query_put_integer(&query, entry->expiry_s);
    else
        query_put_text(&query, NULL);
    query_put_text(&query, entry->proof);
    query_put_text(&query, entry->status);
    query_put_text(&query, entry->options);
    query_put_integer(&query, entry->page);
    query_run(&query);
    return store_changed(store) == 1 ? store_added(store) : 0;
}

bool history_add(struct store *store, const struct history_entry *entry, struct error *error)
{
    if (!store_begin(store, STORE_WRITE, error))
        return false;
    (void)history_put(store, entry);
    return store_end(store, true, error);
}

bool history_mark_deleted(struct store *store, const char *provider, const char *url,
                          int64_t when_s, struct error *error)
{
    struct query query;
    bool changed;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, "UPDATE upload SET deleted = ?, token = NULL "
                               "WHERE url = ? AND provider = ? AND deleted IS NULL");
    query_put_integer(&query, when_s);
    query_put_text(&query, url);
    query_put_text(&query, provider);
    query_run(&query);
    changed = store_changed(store) > 0;
    if (!store_end(store, true, error))
        return false;
    if (changed)
        store_settle(store); /* the token is gone from the file too */
    return true;
}

/* ---- Reading ---- */

static void free_text(const char *text)
{
    free((void *)(uintptr_t)text);
}

void history_entry_free(struct history_entry *entry)
{
    free_text(entry->path);
    free_text(entry->name);
    free_text(entry->sha256);
    free_text(entry->provider);
    free_text(entry->url);
    if (entry->token != NULL)
        explicit_bzero((void *)(uintptr_t)entry->token, strlen(entry->token));
    free_text(entry->token);
    free_text(entry->proof);
    free_text(entry->status);
    free_text(entry->options);
    *entry = (struct history_entry){0};
}

void history_free(struct history *history)
{
    for (size_t i = 0; i < history->count; i++)
        history_entry_free(&history->items[i]);
    free(history->items);
    *history = (struct history){0};
}

bool history_gone(const struct history_entry *entry, int64_t now_s)
{
    return entry->deleted_s != 0 ||
           (entry->expiry_known && entry->expiry_s != 0 && entry->expiry_s <= now_s);
}

/* A column as a text of its own; false without memory. */
static bool take_text(const char **target, const struct query *query, int column)
{
    const char *text = query_text(query, column);

    *target = text != NULL ? strdup(text) : NULL;
    return text == NULL || *target != NULL;
}

#define COLUMNS                                                                                    \
    "id, time, path, name, size, sha256, provider, url, token, expires, proof, status, options, "  \
    "deleted, page"

static bool take_row(struct history_entry *entry, const struct query *query)
{
    *entry = (struct history_entry){
        .id = query_integer(query, 0),
        .time_s = query_integer(query, 1),
        .size = query_is_null(query, 4) ? HISTORY_SIZE_UNKNOWN : (uint64_t)query_integer(query, 4),
        .expiry_known = !query_is_null(query, 9),
        .expiry_s = query_integer(query, 9),
        .deleted_s = query_integer(query, 13),
        .page = query_integer(query, 14) != 0,
    };
    return take_text(&entry->path, query, 2) && take_text(&entry->name, query, 3) &&
           take_text(&entry->sha256, query, 5) && take_text(&entry->provider, query, 6) &&
           take_text(&entry->url, query, 7) && take_text(&entry->token, query, 8) &&
           take_text(&entry->proof, query, 10) && take_text(&entry->status, query, 11) &&
           take_text(&entry->options, query, 12);
}

bool history_get(struct store *store, int64_t id, struct history_entry *entry)
{
    struct query query = store_query(store, "SELECT " COLUMNS " FROM upload WHERE id = ?");
    bool taken;

    *entry = (struct history_entry){0};
    query_put_integer(&query, id);
    if (!query_next(&query))
        return false;
    taken = take_row(entry, &query);
    if (!taken)
        history_entry_free(entry);
    return taken;
}

static bool matches(const struct history_entry *entry, const struct history_filter *filter,
                    int64_t now_s)
{
    if (filter->live && history_gone(entry, now_s))
        return false;
    return filter->file == NULL || text_glob(filter->file, entry->name) ||
           (entry->path != NULL && text_glob(filter->file, entry->path));
}

static bool add_row(struct history *history, size_t *room, struct history_entry *entry)
{
    if (history->count == *room) {
        size_t more = *room > 0 ? 2 * *room : 64;
        struct history_entry *items = reallocarray(history->items, more, sizeof *items);

        if (items == NULL)
            return false;
        history->items = items;
        *room = more;
    }
    history->items[history->count++] = *entry;
    return true;
}

/* Within a transaction; false without memory. */
static bool collect(struct store *store, const struct history_filter *filter, int64_t now_s,
                    struct history *history)
{
    struct query query = store_query(store, "SELECT " COLUMNS " FROM upload WHERE "
                                            "(?1 = 0 OR id = ?1) AND (?2 IS NULL OR url = ?2) "
                                            "AND (?3 IS NULL OR provider = ?3) "
                                            "AND (?4 = 0 OR time >= ?4) AND (?5 = 0 OR time < ?5) "
                                            "AND id < ?6 " /* alone: it is found by its key */
                                            "ORDER BY id DESC");
    size_t room = 0;

    query_put_integer(&query, filter->id);
    query_put_text(&query, filter->url);
    query_put_text(&query, filter->provider);
    query_put_integer(&query, filter->since_s);
    query_put_integer(&query, filter->before_s);
    query_put_integer(&query, filter->below > 0 ? filter->below : INT64_MAX);
    while ((filter->limit == 0 || history->count < filter->limit) && query_next(&query)) {
        struct history_entry entry;
        bool taken = take_row(&entry, &query), wanted = taken && matches(&entry, filter, now_s);

        if (!wanted || !add_row(history, &room, &entry)) {
            history_entry_free(&entry);
            if (wanted || !taken)
                return false;
        }
    }
    return true;
}

bool history_find(struct store *store, const struct history_filter *filter, int64_t now_s,
                  struct history *history, struct error *error)
{
    bool done;

    *history = (struct history){0};
    if (!store_begin(store, STORE_READ, error))
        return false;
    done = collect(store, filter, now_s, history);
    if (store_end(store, done, error) && done)
        return true;
    history_free(history);
    return done ? false : error_memory(error);
}

bool history_find_newer(struct store *store, const struct history_entry *entry, int64_t *newer,
                        struct error *error)
{
    struct query query;

    *newer = 0;
    if (entry->token == NULL)
        return true;
    if (!store_begin(store, STORE_READ, error))
        return false;
    query = store_query(store, "SELECT id FROM upload WHERE id > ? AND token = ? AND provider = ? "
                               "AND url <> ? ORDER BY id DESC LIMIT 1");
    query_put_integer(&query, entry->id);
    query_put_text(&query, entry->token);
    query_put_text(&query, entry->provider);
    query_put_text(&query, entry->url);
    if (query_next(&query))
        *newer = query_integer(&query, 0);
    return store_end(store, true, error);
}

/* ---- Forgetting ---- */

#define FORGOTTEN_AT_ONCE 500 /* however many there are */

static void delete_all(struct store *store, const struct history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        struct query query = store_query(store, "DELETE FROM upload WHERE id = ?");

        query_put_integer(&query, history->items[i].id);
        query_run(&query);
    }
}

/* --reuse would still tell of it: what is kept there stays only as long as the history has its
 * link, and what makes no sense is nobody's. */
static void drop_links(struct store *store)
{
    struct query query =
        store_query(store, "DELETE FROM cache WHERE NOT EXISTS (SELECT 1 FROM upload WHERE url = "
                           "CASE WHEN json_valid(value) THEN json_extract(value, '$.url') END)");

    query_run(&query);
}

/* Page by page, within one transaction; false without memory. */
static bool forget_all(struct store *store, const struct history_filter *filter, int64_t now_s,
                       uint64_t *forgotten)
{
    struct history_filter page = *filter;
    uint64_t left = filter->limit > 0 ? filter->limit : UINT64_MAX;
    size_t found;

    do {
        CLEANUP_HISTORY struct history history = {0};

        page.limit = left < FORGOTTEN_AT_ONCE ? left : FORGOTTEN_AT_ONCE;
        if (!collect(store, &page, now_s, &history))
            return false;
        delete_all(store, &history);
        found = history.count;
        *forgotten += found;
        left -= found;
        if (found > 0)
            page.below = history.items[found - 1].id;
    } while (found == page.limit && left > 0);
    return true;
}

bool history_forget(struct store *store, const struct history_filter *filter, int64_t now_s,
                    uint64_t *forgotten, struct error *error)
{
    uint64_t count = 0;
    bool done;

    *forgotten = 0;
    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    done = forget_all(store, filter, now_s, &count);
    if (count > 0)
        drop_links(store);
    if (!store_end(store, done, error))
        return false;
    if (!done)
        return error_memory(error);
    *forgotten = count;
    if (count > 0)
        store_settle(store);
    return true;
}

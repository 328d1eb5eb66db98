/* journal.c: what became of the files of a batch, so that another run can go on with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"

#define LOT 4096 /* rows that are forgotten in one transaction: others wait for it */

/* As they stand in the file: never changed. */
enum state {
    STATE_UNDER_WAY = 1,
    STATE_FAILED = 2,
    STATE_DONE = 3,
};

/* ---- The lock ---- */

/* A file beside the memory has a byte for each batch; whoever works on it has that byte locked.
 * A process that was killed has lost it, and a lock of an open file description is lost by no
 * other close. */
static int open_locks(const struct store *store, int flags)
{
    CLEANUP_FREE char *path = NULL;

    if (asprintf(&path, "%s-batches", store_path(store)) < 0) {
        path = NULL;
        errno = ENOMEM;
        return -1;
    }
    return open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
}

static struct flock byte_of(int64_t id)
{
    return (struct flock){
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)id, .l_len = 1};
}

static enum journal_found lock(struct journal *journal, struct error *error)
{
    struct flock byte = byte_of(journal->id);
    CLEANUP_CLOSE int fd = open_locks(journal->store, O_CREAT);

    if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &byte) == 0) {
        journal->lock = steal_fd(&fd);
        return JOURNAL_FOUND;
    }
    if (fd >= 0 && (errno == EAGAIN || errno == EACCES)) {
        error_set(error, "batch %" PRId64 ": another process is working on it", journal->id);
        return JOURNAL_BUSY;
    }
    error_errno(error, "memory: %s-batches", store_path(journal->store));
    return JOURNAL_ERROR;
}

static bool is_locked(int locks, int64_t id)
{
    struct flock byte = byte_of(id);

    return locks >= 0 && fcntl(locks, F_OFD_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;
}

void journal_close(struct journal *journal)
{
    cleanup_close(&journal->lock);
    journal->lock = -1;
}

/* ---- Beginning ---- */

bool journal_begin(struct journal *journal, struct store *store, const char *identity,
                   const char *title, int64_t now_s, struct error *error)
{
    struct query query;
    bool locked;

    *journal = (struct journal){.store = store, .run = 1, .lock = -1};
    if (!store_begin(store, STORE_WRITE, error))
        return false;
    query =
        store_query(store, "INSERT INTO batch (identity, title, begun, touched, run, forgotten) "
                           "VALUES (?1, ?2, ?3, ?3, 1, 0)");
    query_put_text(&query, identity);
    query_put_text(&query, title);
    query_put_integer(&query, now_s);
    query_run(&query);
    journal->id = store_added(store);
    /* Before anyone else can see it. */
    locked = lock(journal, error) == JOURNAL_FOUND;
    if (store_end(store, locked, error) && locked)
        return true;
    journal_close(journal);
    return false;
}

/* Within a transaction: the newest that is meant and free. */
static enum journal_found find_free(struct journal *journal, const char *identity, int64_t id,
                                    struct error *error)
{
    enum journal_found found = JOURNAL_ABSENT;
    struct query query =
        store_query(journal->store, "SELECT id, run FROM batch WHERE forgotten = 0 AND "
                                    "(id = ?1 OR (?1 = 0 AND identity = ?2)) ORDER BY id DESC");

    query_put_integer(&query, id);
    query_put_text(&query, identity);
    while (found != JOURNAL_FOUND && found != JOURNAL_ERROR && query_next(&query)) {
        journal->id = query_integer(&query, 0);
        journal->run = query_integer(&query, 1) + 1;
        found = lock(journal, error);
    }
    return found;
}

enum journal_found journal_resume(struct journal *journal, struct store *store,
                                  const char *identity, int64_t id, int64_t now_s,
                                  struct error *error)
{
    enum journal_found found;

    *journal = (struct journal){.store = store, .lock = -1};
    if (!store_begin(store, STORE_CHANGE, error))
        return JOURNAL_ERROR;
    found = find_free(journal, identity, id, error);
    if (found == JOURNAL_FOUND) {
        struct query query =
            store_query(store, "UPDATE batch SET run = ?, touched = ? WHERE id = ?");

        query_put_integer(&query, journal->run);
        query_put_integer(&query, now_s);
        query_put_integer(&query, journal->id);
        query_run(&query);
    }
    if (store_end(store, found == JOURNAL_FOUND, error))
        return found;
    journal_close(journal);
    return JOURNAL_ERROR;
}

/* ---- Files ---- */

static void put_file(struct query *query, const struct journal_file *file)
{
    query_put_integer(query, file->journal->id);
    query_put_text(query, file->key);
    query_put_integer(query, file->copy);
}

static uint64_t take_ns(const struct query *query, int column)
{
    return (uint64_t)query_integer(query, column);
}

/* Within a transaction: one of this key that this run has not come to; false without. */
static bool find_earlier(struct journal_file *file, int64_t now_s, struct journal_result *result,
                         bool *is_done)
{
    struct store *store = file->journal->store;
    struct query query = store_query(
        store, "SELECT copy, state, upload, attempts, upload_ns, verify_ns, total_ns "
               "FROM batch_file WHERE batch = ? AND file = ? AND run < ? ORDER BY copy LIMIT 1");
    int64_t upload;

    query_put_integer(&query, file->journal->id);
    query_put_text(&query, file->key);
    query_put_integer(&query, file->journal->run);
    if (!query_next(&query))
        return false;
    file->copy = query_integer(&query, 0);
    *is_done = query_integer(&query, 1) == STATE_DONE;
    upload = query_integer(&query, 2);
    result->attempts = (uint32_t)query_integer(&query, 3);
    result->upload_ns = take_ns(&query, 4);
    result->verify_ns = take_ns(&query, 5);
    result->total_ns = take_ns(&query, 6);
    *is_done = *is_done && history_get(store, upload, &result->upload) &&
               !history_gone(&result->upload, now_s);
    return true;
}

static void take_earlier(const struct journal_file *file, bool is_done)
{
    struct query query = store_query(
        file->journal->store, "UPDATE batch_file SET run = ?4, state = CASE WHEN ?5 THEN state "
                              "ELSE 1 END WHERE batch = ?1 AND file = ?2 AND copy = ?3");

    put_file(&query, file);
    query_put_integer(&query, file->journal->run);
    query_put_integer(&query, is_done);
    query_run(&query);
}

static void add_file(struct journal_file *file)
{
    struct store *store = file->journal->store;
    struct query last = store_query(store, "SELECT copy FROM batch_file WHERE batch = ? AND "
                                           "file = ? ORDER BY copy DESC LIMIT 1");
    struct query query;

    query_put_integer(&last, file->journal->id);
    query_put_text(&last, file->key);
    file->copy = query_next(&last) ? query_integer(&last, 0) + 1 : 0;
    /* Not without its batch: a memory that was begun anew meanwhile knows nothing of it. */
    query = store_query(store, "INSERT INTO batch_file (batch, file, copy, run, state) "
                               "SELECT ?1, ?2, ?3, ?4, 1 WHERE EXISTS "
                               "(SELECT 1 FROM batch WHERE id = ?1)");
    put_file(&query, file);
    query_put_integer(&query, file->journal->run);
    query_run(&query);
}

bool journal_claim(const struct journal *journal, const char *key, int64_t now_s,
                   struct journal_file *file, struct journal_result *result, bool *is_done,
                   struct error *error)
{
    *file = (struct journal_file){.journal = journal};
    text_copy(file->key, sizeof file->key, key);
    *result = (struct journal_result){0};
    *is_done = false;
    if (!store_begin(journal->store, STORE_WRITE, error))
        return false;
    /* In its first run there is nothing to be found. */
    if (journal->run > 1 && find_earlier(file, now_s, result, is_done))
        take_earlier(file, *is_done);
    else
        add_file(file);
    if (store_end(journal->store, true, error)) {
        if (!*is_done)
            journal_result_free(result);
        return true;
    }
    journal_result_free(result);
    return false;
}

void journal_result_free(struct journal_result *result)
{
    history_entry_free(&result->upload);
    *result = (struct journal_result){0};
}

void journal_put_done(const struct journal_file *file, int64_t upload,
                      const struct journal_result *result)
{
    struct query query = store_query(file->journal->store,
                                     "UPDATE batch_file SET state = 3, upload = ?4, attempts = ?5, "
                                     "upload_ns = ?6, verify_ns = ?7, total_ns = ?8 "
                                     "WHERE batch = ?1 AND file = ?2 AND copy = ?3");

    put_file(&query, file);
    query_put_integer(&query, upload);
    query_put_integer(&query, result->attempts);
    query_put_integer(&query, (int64_t)result->upload_ns);
    query_put_integer(&query, (int64_t)result->verify_ns);
    query_put_integer(&query, (int64_t)result->total_ns);
    query_run(&query);
}

static bool run_for_file(const struct journal_file *file, const char *sql, struct error *error)
{
    struct store *store = file->journal->store;
    struct query query;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, sql);
    put_file(&query, file);
    query_run(&query);
    return store_end(store, true, error);
}

bool journal_fail(const struct journal_file *file, struct error *error)
{
    return run_for_file(file,
                        "UPDATE batch_file SET state = 2, upload = NULL "
                        "WHERE batch = ? AND file = ? AND copy = ?",
                        error);
}

bool journal_release(const struct journal_file *file, struct error *error)
{
    return run_for_file(file, "DELETE FROM batch_file WHERE batch = ? AND file = ? AND copy = ?",
                        error);
}

/* ---- All of them ---- */

void journal_list_free(struct journal_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].title);
    free(list->items);
    *list = (struct journal_list){0};
}

static bool add_entry(struct journal_list *list, const struct query *query, int locks)
{
    struct journal_entry *items = reallocarray(list->items, list->count + 1, sizeof *items);
    const char *title = query_text(query, 1);

    if (items == NULL)
        return false;
    list->items = items;
    items[list->count] = (struct journal_entry){
        .id = query_integer(query, 0),
        .title = strdup(title != NULL ? title : ""),
        .begun_s = query_integer(query, 2),
        .touched_s = query_integer(query, 3),
        .done = (uint64_t)query_integer(query, 4),
        .failed = (uint64_t)query_integer(query, 5),
        .under_way = (uint64_t)query_integer(query, 6),
        .running = is_locked(locks, query_integer(query, 0)),
    };
    return items[list->count++].title != NULL;
}

bool journal_list(struct store *store, int64_t id, struct journal_list *list, struct error *error)
{
    CLEANUP_CLOSE int locks = open_locks(store, 0);
    struct query query;
    bool done = true;

    *list = (struct journal_list){0};
    if (!store_begin(store, STORE_READ, error))
        return false;
    query = store_query(store,
                        "SELECT id, title, begun, touched, "
                        "(SELECT count(*) FROM batch_file WHERE batch = id AND state = 3), "
                        "(SELECT count(*) FROM batch_file WHERE batch = id AND state = 2), "
                        "(SELECT count(*) FROM batch_file WHERE batch = id AND state = 1) "
                        "FROM batch WHERE forgotten = 0 AND (?1 = 0 OR id = ?1) ORDER BY id DESC");
    query_put_integer(&query, id);
    while (done && query_next(&query))
        done = add_entry(list, &query, locks);
    if (store_end(store, true, error) && done)
        return true;
    journal_list_free(list);
    return done ? false : error_memory(error);
}

/* ---- Forgetting ---- */

/* From here on nobody finds it; its files go in lots. */
static bool forget(struct store *store, int64_t id, struct error *error)
{
    uint64_t changed = 1;
    struct query query;

    if (!store_begin(store, STORE_CHANGE, error))
        return false;
    query = store_query(store, "UPDATE batch SET forgotten = 1 WHERE id = ?");
    query_put_integer(&query, id);
    query_run(&query);
    while (changed > 0) {
        if (!store_end(store, true, error) || !store_begin(store, STORE_CHANGE, error))
            return false;
        query = store_query(store, "DELETE FROM batch_file WHERE batch = ?1 AND file <= "
                                   "(SELECT max(file) FROM (SELECT file FROM batch_file "
                                   "WHERE batch = ?1 ORDER BY file LIMIT ?2))");
        query_put_integer(&query, id);
        query_put_integer(&query, LOT);
        query_run(&query);
        changed = store_changed(store);
    }
    query = store_query(store, "DELETE FROM batch WHERE id = ?");
    query_put_integer(&query, id);
    query_run(&query);
    return store_end(store, true, error);
}

bool journal_has_left(const struct journal *journal, bool *left, struct error *error)
{
    struct query query;

    *left = false;
    if (!store_begin(journal->store, STORE_READ, error))
        return false;
    query =
        store_query(journal->store, "SELECT 1 FROM batch_file WHERE batch = ? AND run < ? LIMIT 1");
    query_put_integer(&query, journal->id);
    query_put_integer(&query, journal->run);
    *left = query_next(&query);
    return store_end(journal->store, true, error);
}

bool journal_forget(struct journal *journal, struct error *error)
{
    bool done = forget(journal->store, journal->id, error);

    journal_close(journal);
    return done;
}

enum journal_found journal_forget_one(struct store *store, int64_t id, struct error *error)
{
    struct journal journal = {.store = store, .id = id, .lock = -1};
    enum journal_found found = lock(&journal, error);

    if (found == JOURNAL_FOUND && !journal_forget(&journal, error))
        found = JOURNAL_ERROR;
    return found;
}

/* The oldest that is to go, after the one with this id; 0 without. */
static bool find_old(struct store *store, int64_t after, int64_t before_s, int64_t *id,
                     struct error *error)
{
    struct query query;

    *id = 0;
    if (!store_begin(store, STORE_READ, error))
        return false;
    query = store_query(store, "SELECT id FROM batch WHERE id > ? AND (forgotten = 1 OR "
                               "touched < ?) ORDER BY id LIMIT 1");
    query_put_integer(&query, after);
    query_put_integer(&query, before_s);
    if (query_next(&query))
        *id = query_integer(&query, 0);
    return store_end(store, true, error);
}

bool journal_prune(struct store *store, int64_t before_s, struct error *error)
{
    int64_t id = 0;

    do {
        struct error why = ERROR_INIT;

        if (!find_old(store, id, before_s, &id, error))
            return false;
        if (id != 0 && journal_forget_one(store, id, &why) == JOURNAL_ERROR) {
            *error = why;
            return false;
        }
    } while (id != 0);
    return true;
}

/* store.h: one SQLite file that many threads and processes share.
 *
 * SPDX-License-Identifier: MIT
 *
 * All work is done between store_begin and store_end, as one transaction that no other thread
 * of the store is in:
 *
 *     if (store_begin(store, STORE_WRITE, &error)) {
 *         struct query query = store_query(store, "DELETE FROM upload WHERE id = ?");
 *
 *         query_put_integer(&query, id);
 *         query_run(&query);
 *         done = store_end(store, true, &error);
 *     }
 *
 * What fails in between is remembered and told by store_end, which then keeps nothing.
 *
 * The file is written in WAL mode with synchronous=NORMAL: a loss of power may cost the last
 * records that nobody had synced, never the file; a killed process costs nothing.  One that is
 * damaged is renamed and begun anew.  One of a newer version is left alone, from the moment that
 * another program makes it that.
 *
 * Nothing is opened before the first store_begin, and a file that is not there is not made in order
 * to read it.  No connection outlives a fork: SQLite's would break in the child.
 */
#ifndef STATE_STORE_H
#define STATE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* How the tables came to be: each step's SQL makes the next version of them.  A step that was
 * released is never changed. */
struct store_schema {
    const char *const *steps;
    int count; /* the version that this program knows */
};

struct store;

/* path and schema are those of all its users.  NULL without memory. */
struct store *store_new(const char *path, const struct store_schema *schema);
void store_free(struct store *store);

enum store_purpose {
    STORE_READ,
    STORE_CHANGE, /* what is there: a file that is not there is not made */
    STORE_WRITE,
};

/* False when the file cannot be used; what that was is told, and for a minute not tried
 * again: a disk that is full must not slow down every upload. */
bool store_begin(struct store *store, enum store_purpose purpose, struct error *error);

/* With keep the changes are kept, unless something failed since store_begin.  A file that was set
 * aside is told of here, when nothing is held any more: whoever takes the log may use the store. */
bool store_end(struct store *store, bool keep, struct error *error);

/* Write what was forgotten over in the file itself: it may stand in the log until then.  While
 * another connection reads from the log that cannot be: it is a warning, and the log goes once
 * nobody has the file open. */
void store_settle(struct store *store);

/* Have all that was kept so far on the disk when this returns, whatever becomes of the power then:
 * one wait serves all threads that ask meanwhile.  False when the system would not do it. */
bool store_sync(struct store *store);

/* Where it is. */
const char *store_path(const struct store *store);

/* True the first time: whoever goes on without the store says so once. */
bool store_first_complaint(struct store *store);

/* ---- Statements, between the two ---- */

/* One statement.  Its results are read before another of the same text is begun. */
struct query {
    struct store *store;
    void *statement; /* NULL: nothing to do, or it failed */
    int parameters;  /* that were put */
};

/* sql is a literal: what is prepared is kept by its address. */
struct query store_query(struct store *store, const char *sql);

/* The next parameter. */
void query_put_integer(struct query *query, int64_t value);
void query_put_real(struct query *query, double value);
void query_put_text(struct query *query, const char *text); /* NULL is NULL; copied */
void query_put_bytes(struct query *query, const void *bytes, size_t length);

/* The next row; false after the last and on failure. */
bool query_next(struct query *query);

/* All of it, when there are no rows to be read. */
void query_run(struct query *query);

/* Of the row, by column from 0. */
int64_t query_integer(const struct query *query, int column);
double query_real(const struct query *query, int column);
bool query_is_null(const struct query *query, int column);

/* Until the next row; NULL for NULL. */
const char *query_text(const struct query *query, int column);
const void *query_bytes(const struct query *query, int column, size_t *length);

/* How many rows the last statement changed; the id of the last row added. */
uint64_t store_changed(const struct store *store);
int64_t store_added(const struct store *store);

DEFINE_CLEANUP(store, struct store, store_free)
#define CLEANUP_STORE CLEANUP(cleanup_store)

#endif

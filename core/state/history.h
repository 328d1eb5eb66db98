/* history.h: every upload that left a link.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STATE_HISTORY_H
#define STATE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "state/store.h"

#define HISTORY_SIZE_UNKNOWN UINT64_MAX

/* One upload.  Times are seconds since 1970.  What a struct history has is its own. */
struct history_entry {
    int64_t id; /* from 1; never given twice */
    int64_t time_s;
    const char *path; /* absolute; NULL for what was no file */
    const char *name; /* as the host was told */
    uint64_t size;
    const char *sha256; /* NULL when it was never read through */
    const char *provider, *url;
    const char *token; /* deletes it, a secret; NULL without */
    bool expiry_known;
    int64_t expiry_s;    /* 0: never */
    bool page;           /* the link leads to a page around the file, not to the file */
    const char *proof;   /* "none", "head", "server-digest", "download" */
    const char *status;  /* "verified", "unchecked", "unverified", "left" */
    const char *options; /* what was asked for, as a JSON object */
    int64_t deleted_s;   /* 0: it was not */
};

struct history {
    struct history_entry *items; /* the newest first */
    size_t count;
};

/* What is looked for; what is zero or NULL is not asked for. */
struct history_filter {
    int64_t id;
    const char *url, *provider;
    const char *file;          /* a glob over path and name */
    int64_t since_s, before_s; /* from this time on; until before that one */
    int64_t below;             /* their numbers: the next page begins below the last one's */
    bool live;                 /* neither deleted nor expired */
    uint64_t limit;            /* so many of the newest */
};

/* Remember one; id is not looked at. */
bool history_add(struct store *store, const struct history_entry *entry, struct error *error);

/* The same within a transaction that goes on; its id, or 0 when it failed. */
int64_t history_put(struct store *store, const struct history_entry *entry);

/* Within a transaction: the one with this id, its texts its own.  False when there is none, or
 * without memory. */
bool history_get(struct store *store, int64_t id, struct history_entry *entry);
void history_entry_free(struct history_entry *entry);
#define CLEANUP_HISTORY_ENTRY CLEANUP(history_entry_free)

bool history_find(struct store *store, const struct history_filter *filter, int64_t now_s,
                  struct history *history, struct error *error);
void history_free(struct history *history);
#define CLEANUP_HISTORY CLEANUP(history_free)

/* Whether a link is there no more, as far as one can know. */
bool history_gone(const struct history_entry *entry, int64_t now_s);

/* *newer: the last of the later uploads, with another link, that the token of this one deletes too;
 * 0: none. */
bool history_find_newer(struct store *store, const struct history_entry *entry, int64_t *newer,
                        struct error *error);

/* The provider has deleted what is at url. */
bool history_mark_deleted(struct store *store, const char *provider, const char *url,
                          int64_t when_s, struct error *error);

/* Forget all that match, in the cache too: afterwards nothing of them is in the file; see
 * store_settle. */
bool history_forget(struct store *store, const struct history_filter *filter, int64_t now_s,
                    uint64_t *forgotten, struct error *error);

#endif

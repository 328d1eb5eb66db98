/* memory.c: the tables that the state folder's one file has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/memory.h"

#include "base/text.h"
#include "state/place.h"

/* A file of any earlier version is brought up to date by the steps that it lacks: what stands
 * here is never changed, only added to. */
static const char *const steps[] = {
    /* history.c.  An id is never given twice, so that nobody deletes another file than they
     * meant. */
    "CREATE TABLE upload ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  time INTEGER NOT NULL," /* seconds since 1970, like all others */
    "  path TEXT,"             /* absolute; NULL for what was no file */
    "  name TEXT NOT NULL,"    /* as the host was told */
    "  size INTEGER,"          /* bytes; NULL when it is not known */
    "  sha256 TEXT,"           /* NULL when it was never read through */
    "  provider TEXT NOT NULL,"
    "  url TEXT NOT NULL,"
    "  token TEXT,"      /* deletes it: a secret */
    "  expires INTEGER," /* NULL when it is not known, 0 for never */
    "  proof TEXT NOT NULL,"
    "  status TEXT NOT NULL,"
    "  options TEXT NOT NULL," /* a JSON object */
    "  deleted INTEGER);"      /* when; NULL while it is there */
    "CREATE INDEX upload_url ON upload (url);",

    /* health.c. */
    "CREATE TABLE health ("
    "  provider TEXT NOT NULL,"
    "  place TEXT NOT NULL,"      /* which of its hosts; see health_place */
    "  updated INTEGER NOT NULL," /* the moment that the weights are of */
    "  successes REAL NOT NULL,"  /* weights, which fade */
    "  failures REAL NOT NULL,"   /* */
    "  streak REAL NOT NULL,"     /* of failures since the last success */
    "  took REAL NOT NULL,"       /* nanoseconds that the successes took, with their weights */
    "  seen INTEGER NOT NULL,"    /* the last success; 0: none */
    "  failed INTEGER NOT NULL,"  /* the last failure; 0: none */
    "  reason TEXT,"              /* of that; without secrets */
    "  opened INTEGER NOT NULL,"  /* how many waits so far; 0: closed */
    "  retry INTEGER NOT NULL,"   /* no trial before */
    "  trial INTEGER NOT NULL,"   /* one is running, until then; 0: none */
    "  PRIMARY KEY (provider, place)) WITHOUT ROWID;",

    /* cache-sqlite.c. */
    "CREATE TABLE cache ("
    "  key TEXT PRIMARY KEY,"
    "  value TEXT NOT NULL,"
    "  dies INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX cache_dies ON cache (dies);"
    "CREATE TABLE cache_count (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;",

    /* journal.c.  What came of a file that is done is told by its upload alone: one that was
     * deleted, expired or forgotten is not there any more. */
    "CREATE TABLE batch ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  identity TEXT NOT NULL," /* a digest of what it is of */
    "  title TEXT NOT NULL,"    /* for people */
    "  begun INTEGER NOT NULL,"
    "  touched INTEGER NOT NULL,"    /* when the last run began */
    "  run INTEGER NOT NULL,"        /* how many there were */
    "  forgotten INTEGER NOT NULL);" /* 1: its files are being forgotten */
    "CREATE TABLE batch_file ("
    "  batch INTEGER NOT NULL,"
    "  file TEXT NOT NULL,"    /* a digest of what has to be the same */
    "  copy INTEGER NOT NULL," /* from 0: one that is named twice is uploaded twice */
    "  run INTEGER NOT NULL,"  /* the last that came to it */
    "  state INTEGER NOT NULL,"
    "  upload INTEGER,"   /* its id, once it is done */
    "  attempts INTEGER," /* and what it took, in nanoseconds */
    "  upload_ns INTEGER,"
    "  verify_ns INTEGER,"
    "  total_ns INTEGER,"
    "  PRIMARY KEY (batch, file, copy)) WITHOUT ROWID;",

    /* history.c.  1: the link leads to a page around the file. */
    "ALTER TABLE upload ADD COLUMN page INTEGER NOT NULL DEFAULT 0;",
};

const struct store_schema memory_schema = {steps, (int)ARRAY_LENGTH(steps)};

struct store *memory_new(void)
{
    CLEANUP_FREE char *path = state_path("state.db");

    return path != NULL ? store_new(path, &memory_schema) : NULL;
}

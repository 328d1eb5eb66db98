/* scratch-store.h: a store of its own for each test, with a table of words, and what it warned of.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_SCRATCH_STORE_H
#define UNIT_SCRATCH_STORE_H

#include "scratch.h"

#include <dirent.h>

#include "base/log.h"
#include "state/store.h"

static const char *const steps[] = {
    "CREATE TABLE word (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)",
    "ALTER TABLE word ADD COLUMN length INTEGER; UPDATE word SET length = length(text)",
};
static const struct store_schema first = {steps, 1}, second = {steps, 2};

static struct scratch scratch;
static char path[256];
static char warnings[4096];
static size_t warning_count;

static void take_log(UNUSED void *data, UNUSED enum log_level level, const char *line)
{
    warning_count++;
    snprintf(warnings, sizeof warnings, "%s", line);
}

static const struct log_sink sink = {.level = LOG_LEVEL_WARNING, .write = take_log};

UNUSED static int begin(UNUSED void **state)
{
    scratch_open(&scratch);
    snprintf(path, sizeof path, "%s/state/twatfs/state.db", scratch.path);
    warning_count = 0;
    (void)log_use(&sink);
    return 0;
}

UNUSED static int end(UNUSED void **state)
{
    (void)log_use(NULL);
    scratch_close(&scratch);
    return 0;
}

UNUSED static struct store *new_store(const struct store_schema *schema)
{
    struct store *store = store_new(path, schema);

    assert_non_null(store);
    return store;
}

UNUSED static bool add(struct store *store, const char *text, struct error *error)
{
    struct query query;

    if (!store_begin(store, STORE_WRITE, error))
        return false;
    query = store_query(store, "INSERT INTO word (text) VALUES (?)");
    query_put_text(&query, text);
    query_run(&query);
    return store_end(store, true, error);
}

UNUSED static void must_add(struct store *store, const char *text)
{
    struct error error = ERROR_INIT;

    if (!add(store, text, &error))
        fail_msg("%s", error.text);
}

UNUSED static int64_t count(struct store *store)
{
    struct error error = ERROR_INIT;
    struct query query;
    int64_t found = 0;

    if (!store_begin(store, STORE_READ, &error))
        fail_msg("%s", error.text);
    query = store_query(store, "SELECT count(*) FROM word");
    if (query_next(&query))
        found = query_integer(&query, 0);
    if (!store_end(store, false, &error))
        fail_msg("%s", error.text);
    return found;
}

/* How many files of its folder begin with prefix. */
UNUSED static size_t count_files(const char *prefix)
{
    DIR *folder = opendir(scratch_path(&scratch, "state/twatfs"));
    const struct dirent *entry;
    size_t found = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        found += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    closedir(folder);
    return found;
}

UNUSED static void write_garbage(size_t length)
{
    CLEANUP_FREE char *bytes = malloc(length);

    assert_non_null(bytes);
    memset(bytes, 'x', length);
    write_file(path, bytes, length, 0600);
}

#endif

/* journal.h: what became of the files of a batch, so that another run can go on with it.
 *
 * SPDX-License-Identifier: MIT
 *
 *     journal_begin, or journal_resume
 *         journal_claim      before a file is sent
 *         journal_put_done   with its upload, in one transaction
 *         journal_fail       where none came of it
 *     journal_forget, when nothing is left to go on with
 *     journal_close
 *
 * Files are found by their keys in the store: a journal needs no memory for them.  Each run of a
 * batch has a number.  A file that an earlier run came to and this one did not is its to take: so
 * one that is named twice is there twice, whatever the order of names.
 *
 * A batch is locked for as long as a process works on it.
 */
#ifndef STATE_JOURNAL_H
#define STATE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "state/history.h"
#include "state/store.h"

#define JOURNAL_KEY_SIZE 33 /* hex digits of a digest, with the NUL */

/* A batch that is worked on. */
struct journal {
    struct store *store;
    int64_t id;  /* never given twice */
    int64_t run; /* from 1 */
    int lock;    /* a descriptor; -1: it is closed */
};
#define JOURNAL_INIT                                                                               \
    {                                                                                              \
        .lock = -1                                                                                 \
    }

/* A file of it that this run has come to. */
struct journal_file {
    const struct journal *journal;
    char key[JOURNAL_KEY_SIZE];
    int64_t copy;
};

/* What became of one. */
struct journal_result {
    struct history_entry upload; /* its texts its own */
    uint32_t attempts;
    uint64_t upload_ns, verify_ns, total_ns;
};

/* Begin one: identity is what another run must have the same to find it, title is for people. */
bool journal_begin(struct journal *journal, struct store *store, const char *identity,
                   const char *title, int64_t now_s, struct error *error);

enum journal_found {
    JOURNAL_FOUND,
    JOURNAL_ABSENT,
    JOURNAL_BUSY,  /* another process is working on it; error says on which */
    JOURNAL_ERROR, /* error says what is wrong */
};

/* Go on with the one with this id, or with 0 with the last of this identity that nobody works
 * on. */
enum journal_found journal_resume(struct journal *journal, struct store *store,
                                  const char *identity, int64_t id, int64_t now_s,
                                  struct error *error);

/* Let it go; another run can go on with it. */
void journal_close(struct journal *journal);

/* Whether there are files of earlier runs that this one has not come to. */
bool journal_has_left(const struct journal *journal, bool *left, struct error *error);

/* Forget it, and let it go. */
bool journal_forget(struct journal *journal, struct error *error);

/* A file's turn has come; of its key JOURNAL_KEY_SIZE - 1 bytes count.  With *is_done an earlier
 * run has uploaded it, and the link is not deleted, expired or forgotten: result is filled then,
 * and to be freed.  Else it is to be uploaded, and noted as under way. */
bool journal_claim(const struct journal *journal, const char *key, int64_t now_s,
                   struct journal_file *file, struct journal_result *result, bool *is_done,
                   struct error *error);
void journal_result_free(struct journal_result *result);
#define CLEANUP_JOURNAL_RESULT CLEANUP(journal_result_free)

/* Within a transaction of the journal's store: it is done, and this is its upload's id.  What
 * upload of result has is not looked at. */
void journal_put_done(const struct journal_file *file, int64_t upload,
                      const struct journal_result *result);

/* It failed: another run tries again. */
bool journal_fail(const struct journal_file *file, struct error *error);

/* As if this run had never come to it. */
bool journal_release(const struct journal_file *file, struct error *error);

/* What is known of one. */
struct journal_entry {
    int64_t id;
    char *title;
    int64_t begun_s, touched_s;
    uint64_t done, failed, under_way; /* files; under way: or they were when it ended */
    bool running;
};
struct journal_list {
    struct journal_entry *items; /* the newest first */
    size_t count;
};

/* All of them, or with an id that one. */
bool journal_list(struct store *store, int64_t id, struct journal_list *list, struct error *error);
void journal_list_free(struct journal_list *list);
#define CLEANUP_JOURNAL_LIST CLEANUP(journal_list_free)

/* Forget one by its id; one that is running is left alone, and JOURNAL_BUSY. */
enum journal_found journal_forget_one(struct store *store, int64_t id, struct error *error);

/* Forget those that nobody has worked on since then. */
bool journal_prune(struct store *store, int64_t before_s, struct error *error);

#endif

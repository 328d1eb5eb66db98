/* batch-journal.h: a batch's journal, as the library keeps it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_BATCH_JOURNAL_H
#define LIBRARY_BATCH_JOURNAL_H

#include "library/library.h"
#include "state/journal.h"

struct batch_journal {
    char *identity, *title;       /* as the program gave them; NULL: no journal is wanted */
    char common[DIGEST_HEX_SIZE]; /* a digest of what the context has all files uploaded with */
    bool tried;                   /* it is open, or cannot be */
    struct journal journal;
};
#define BATCH_JOURNAL_INIT                                                                         \
    {                                                                                              \
        .journal = JOURNAL_INIT                                                                    \
    }

/* False without memory. */
bool batch_journal_want(struct batch_journal *own, const char *identity, const char *title);
void batch_journal_free(struct batch_journal *own);

/* Before the first file: begin one, unless there is one.  That it cannot be is no reason not to
 * upload. */
void batch_journal_begin(struct batch_journal *own, struct twatfs_context *context);

/* Go on with an earlier one. */
bool batch_journal_resume(struct batch_journal *own, struct twatfs_context *context, int64_t id,
                          int32_t *code, struct error *error);

/* A file's turn has come: what an earlier run made of it, or NULL.  Without, *noted says whether
 * file is to be told what comes of it. */
struct twatfs_result *batch_journal_claim(const struct batch_journal *own,
                                          struct twatfs_context *context,
                                          const struct twatfs_request *request,
                                          struct journal_file *file, bool *noted);
void batch_journal_tell(struct twatfs_context *context, const struct journal_file *file,
                        const struct twatfs_result *result);

#endif

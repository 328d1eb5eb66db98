/* names.h: the files that are meant, one after the other, however many there are.
 *
 * SPDX-License-Identifier: MIT
 *
 * First those of the command line, then those of a list, then those below folders.  Memory is
 * for one of them.
 */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cancel.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/filter.h"

/* Where they come from; borrowed. */
struct names_input {
    char **files;
    size_t file_count;
    const char *list;                  /* a file of names, "-": standard input; NULL: none */
    bool nul;                          /* names in list end in NUL, not in a line break */
    const struct string_list *folders; /* everything below them */
    const struct filter *filter;       /* of list and folders */
    const struct cancel *stop;         /* ends the wait for more */
};

struct names_level; /* a folder that is being read */

struct names {
    struct names_input input;
    size_t next_file, next_folder;
    int list_fd;   /* -1: not opened, or at its end */
    bool list_end; /* nothing more will come of it */
    struct buffer block;
    size_t block_at;    /* what of block was given out */
    bool dropped;       /* what comes is the end of a line that is longer than a path can be */
    bool dropped_nul;   /* and held a NUL */
    unsigned long line; /* of the list, from 1 */
    struct names_level *level;
    unsigned depth;
    struct buffer path; /* the one given out last */
    const char *below;  /* its part below its folder; NULL for others */
};
#define NAMES_INIT                                                                                 \
    {                                                                                              \
        .list_fd = -1                                                                              \
    }

enum names_result {
    NAMES_ONE,     /* path.data is the next */
    NAMES_BAD,     /* error says which one cannot be had; there may be others */
    NAMES_SKIPPED, /* error says which one is not meant to be had */
    NAMES_END,
    NAMES_STOPPED,
};

/* Whether the list can be opened at all. */
bool names_open(struct names *names, const struct names_input *input, struct error *error);
void names_close(struct names *names);

enum names_result names_next(struct names *names, struct error *error);

#define CLEANUP_NAMES CLEANUP(names_close)

/* ---- names-folder.c: those below folders ---- */

enum names_result names_folder_next(struct names *names, struct error *error);
void names_folder_close(struct names *names);

#endif

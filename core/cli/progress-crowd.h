/* progress-crowd.h: what is shown of many files, apart from any terminal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROGRESS_CROWD_H
#define CLI_PROGRESS_CROWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/progress-line.h"

#define CROWD_MOST 256 /* files at once: as many as a batch can have */

/* One that is under way. */
struct crowd_file {
    uint64_t number; /* in its batch; 0: nobody is here */
    uint64_t begun_ns;
    uint64_t told_ns; /* when its last event was passed on */
    uint64_t sent;    /* bytes, by its present attempt */
    struct progress_state state;
};

struct progress_crowd {
    struct crowd_file files[CROWD_MOST];
    size_t places; /* those at the front that were ever used */
    size_t running, done, failed;
    size_t known;                   /* files that there are … */
    bool all_known;                 /* … and no others */
    uint64_t bytes;                 /* sent by those that are done */
    uint64_t begun_ns;              /* the first of them */
    uint64_t measured_ns, measured; /* when rate was brought up to date, and bytes then */
    double rate;                    /* bytes a second, smoothed */
};

/* Take in an event of a file.  The file where it is shown, NULL for one more than there can be;
 * *new_phase tells whether a new phase of it begins. */
struct crowd_file *crowd_update(struct progress_crowd *crowd, uint64_t number,
                                const struct twatfs_event *event, uint64_t now_ns, bool *new_phase);

/* Append at most rows lines, each at most width - 1 columns wide and ended by CSI K, with a line
 * break between two; returns how many there are. */
size_t crowd_frame(struct buffer *text, struct progress_crowd *crowd, size_t width, size_t rows,
                   uint64_t now_ns, bool colour);

#endif

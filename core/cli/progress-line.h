/* progress-line.h: what the progress line says, apart from any terminal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROGRESS_LINE_H
#define CLI_PROGRESS_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <twatfs/twatfs.h>

struct buffer;

struct progress_state {
    int32_t phase;       /* TWATFS_EVENT_… */
    bool begun;          /* an event has come: phase means something */
    size_t index, count; /* this is the index-th file of count */
    char name[288];      /* of the file, printable */
    char provider[64];   /* printable; "" before one is chosen */
    unsigned attempt;
    uint64_t done, total; /* bytes; total TWATFS_SIZE_UNKNOWN where it is */
    uint64_t retry_ns;    /* when the next attempt begins */
    double rate;          /* bytes a second, smoothed; 0 while not known */
    uint64_t measured_ns; /* when rate was last brought up to date … */
    uint64_t measured;    /* … and done at that time */
};

/* Take in an event; true when a new phase begins. */
bool progress_update(struct progress_state *state, const struct twatfs_event *event,
                     uint64_t now_ns);

/* Append a bar that is as wide, 3 or more, and filled so far. */
void progress_bar(struct buffer *line, size_t columns, unsigned percent, bool colour);

/* Append the line, at most width - 1 columns wide: a terminal's last column stays
 * free, since some move on when it is filled. */
void progress_line(struct buffer *line, const struct progress_state *state, size_t width,
                   uint64_t now_ns, bool colour);

#endif

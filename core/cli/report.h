/* report.h: a file with a record of each upload, for later.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <stdbool.h>
#include <sys/types.h>

#include <twatfs/twatfs.h>

#include "base/error.h"

/* Records come whole or not at all: each is written at once. */
struct report {
    const char *path; /* borrowed; NULL: none */
    int fd;           /* -1: not opened */
    bool csv;         /* else JSON, a record a line */
    bool show_token;
    bool is_file; /* a regular one that is there: that of device and inode */
    dev_t device;
    ino_t inode;
    off_t length; /* of the whole records */
    bool failed;  /* nothing more is written */
};

/* path ends in .json, .jsonl or .csv, or is NULL for none; what is there stays. */
void report_plan(struct report *report, const char *path, bool show_token);

/* Begin it, if there is to be one; what was there is replaced. */
bool report_open(struct report *report, struct error *error);
bool report_close(struct report *report, struct error *error);

/* Whether path ("-": standard input) leads to it, be it by another name. */
bool report_is(const struct report *report, const char *path);

/* Whether its name tells a form. */
bool report_check(const char *path, struct error *error);

/* file as it was given. */
bool report_add(struct report *report, const char *file, const struct twatfs_result *result,
                struct error *error);

#endif

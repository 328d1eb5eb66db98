/* delivery.h: what is said of each file once it is done with.
 *
 * SPDX-License-Identifier: MIT
 *
 * A link or a record on standard output, a failure on standard error, a record in the report.
 */
#ifndef CLI_DELIVERY_H
#define CLI_DELIVERY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <twatfs/twatfs.h>

#include "cli/links.h"
#include "cli/outcome.h"
#include "cli/report.h"

struct json;

struct delivery {
    bool json, show_token;
    struct report report;
    struct links *links; /* what is handed over at the end; borrowed, NULL: nothing */

    pthread_mutex_t lock; /* guards what follows: results come on threads of the library */
    struct tally tally;
    size_t finished;    /* files that came to their own end */
    size_t stopped;     /* files that an interruption stopped */
    size_t skipped;     /* files that were never begun */
    bool left;          /* a stopped one was uploaded, and not proven */
    bool output_failed; /* standard output takes no more */
};

/* report is its path; borrowed, NULL for none. */
void delivery_open(struct delivery *delivery, bool json, bool show_token, const char *report);

/* Before the first result, when nothing else is in the way: the report of an earlier run is lost
 * from here on.  False when it cannot be begun, which has been logged. */
bool delivery_begin(struct delivery *delivery);

/* False when the report could not be written to its end, which has been logged. */
bool delivery_close(struct delivery *delivery);

/* Tell a result of the file, named as it was given. */
void delivery_tell(struct delivery *delivery, const char *file, const struct twatfs_result *result);

/* Tell one that has no result: why is logged, its code counted. */
void delivery_fail(struct delivery *delivery, int32_t code, const char *why);

/* Write a record that is none of a result. */
void delivery_record(struct delivery *delivery, const struct json *record);

/* Whether standard output takes no more. */
bool delivery_is_over(struct delivery *delivery);

#endif

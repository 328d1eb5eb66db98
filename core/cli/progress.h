/* progress.h: what is shown while files are under way.
 *
 * SPDX-License-Identifier: MIT
 *
 * On a terminal a line for each file, and with many files one for all of them; or events as JSON.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include <twatfs/twatfs.h>

#include "cli/upload-options.h"

/* From now on show this on standard error; bars only if that is a terminal that can move its
 * cursor.  Log lines, and what is written to that terminal as output.h has it, take them off the
 * screen meanwhile. */
void progress_open(enum progress_form form, bool many);

/* Take it off the screen for good. */
void progress_close(void);

/* Have a request's events shown. */
void progress_listen(struct twatfs_request *request);

/* Have a batch's events shown; false when it has begun. */
bool progress_listen_to_batch(struct twatfs_batch *batch);

/* So many files there are, or more where not all of them are known. */
void progress_known(size_t count, bool all);

/* One of a batch has ended so. */
void progress_result(const struct twatfs_result *result);

#endif

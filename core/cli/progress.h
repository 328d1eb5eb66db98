/* progress.h: one line on a terminal that tells how a file is doing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include <twatfs/twatfs.h>

/* Show a bar on standard error from now on, if that is a terminal that can move
 * its cursor; else do nothing.  Log lines take it off the screen meanwhile. */
void progress_open(void);

/* Take it off the screen for good. */
void progress_close(void);

/* The next file is the index-th of count. */
void progress_file(size_t index, size_t count);

/* Have a request's events shown, if a bar is. */
void progress_listen(struct twatfs_request *request);

#endif

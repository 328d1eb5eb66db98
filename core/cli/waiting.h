/* waiting.h: one line on a terminal that tells how many of several are done.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_WAITING_H
#define CLI_WAITING_H

#include <stddef.h>

/* Show "0 of COUNT WHAT" on standard error from now on, if that is a terminal that can move its
 * cursor; else do nothing. Log lines take it off the screen meanwhile. */
void waiting_open(size_t count, const char *what);

/* One more is done; from any thread. */
void waiting_step(void);

/* Take it off the screen for good. */
void waiting_close(void);

#endif

/* interrupt.h: SIGINT, SIGTERM and SIGHUP as a request to stop.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

struct twatfs_cancel;

/* From now on the first such signal asks cancel to stop; a second of the same
 * kind ends the process at once.  One that was ignored when the program started
 * (nohup, a background job) stays ignored. */
void interrupt_watch(struct twatfs_cancel *cancel);

/* Back to what was before; cancel may then be freed. */
void interrupt_unwatch(void);

/* The signal that came; 0 when none did. */
int interrupt_signal(void);

#endif

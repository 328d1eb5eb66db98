/* interrupt.h: SIGINT, SIGTERM and SIGHUP as a request to stop.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

struct twatfs_cancel;

/* From now on the first such signal asks cancel to stop; a second of the same
 * kind ends the process at once.  One that was ignored when the program started
 * (nohup, a background job) stays ignored. */
void interrupt_watch(struct twatfs_cancel *cancel);

/* Back to what was before; cancel may then be freed. */
void interrupt_unwatch(void);

/* Where many files are under way: the first Ctrl-C asks to let them finish, the second, or
 * another signal, to stop now; one more ends the process.  Called on a thread of its own; to be
 * begun before other threads are. */
struct interrupt_steps {
    void (*drain)(void *data);
    void (*stop)(void *data);
    void *data;
};

/* False without descriptors or threads. */
bool interrupt_watch_steps(const struct interrupt_steps *steps);
void interrupt_unwatch_steps(void);

/* The signal that came; 0 when none did. */
int interrupt_signal(void);

#endif

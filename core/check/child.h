/* child.h: run a function in a process of its own, within limits, and tell how it ended.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_CHILD_H
#define CHECK_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

/* What a child does; it ends with success when that returns. */
typedef void child_work(void *data);

struct child_end {
    bool late;      /* killed: its time was over */
    int signal;     /* that ended it; 0: none */
    int status;     /* of its exit */
    bool offspring; /* processes of its own were left, and killed */
};

/* From now on SIGINT, SIGTERM and SIGHUP end the child that runs, and those that would follow. */
void child_heed_signals(void);

/* Memory, processor time, file size and descriptors are limited, its standard output and error
 * go to output, and it gets so many seconds. The caller must have one thread. False, with error
 * set, when there was none, or when the caller was interrupted: the error's status is
 * TWATFS_CANCELLED then. */
bool child_run(child_work *work, void *data, int output, unsigned seconds, struct child_end *end,
               struct error *error);

/* One in the background, without those limits; it dies with its parent. */
bool child_start(child_work *work, void *data, pid_t *pid, struct error *error);
void child_stop(pid_t pid);

/* Whether it ended by returning from its work. */
bool child_ended_well(const struct child_end *end);

/* "ended by SIGSEGV", "did not end within 60 s", "ended the process with status 1". */
void child_words(const struct child_end *end, unsigned seconds, char *text, size_t size);

#endif

/* cancel.h: one request to stop, seen by everyone who waits.
 *
 * SPDX-License-Identifier: MIT
 *
 * A token is a flag and a descriptor that becomes readable with it, so that a
 * thread in poll wakes at once.  Asking is async-signal-safe.
 */
#ifndef BASE_CANCEL_H
#define BASE_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct cancel {
    int requested;               /* 1 once someone asked; read and written atomically */
    int fd;                      /* readable once asked; -1 before cancel_open */
    int wake;                    /* the eventfd that makes it so; -1 where it is another's */
    uint64_t until_ns;           /* a deadline that counts as asking; CLOCK_NEVER without */
    const struct cancel *parent; /* asking it is asking this one; NULL without */
};

#define CANCEL_INIT                                                                                \
    {                                                                                              \
        .fd = -1, .wake = -1, .until_ns = UINT64_MAX                                               \
    }

bool cancel_open(struct cancel *cancel, struct error *error);
void cancel_close(struct cancel *cancel);

/* One that can be asked by itself, and hears what parent hears too. */
bool cancel_open_below(struct cancel *cancel, const struct cancel *parent, struct error *error);

/* One of its own deadline, unless that of parent, which may be NULL, is earlier; hears what parent
 * hears.  Borrows its descriptor: not to be closed. */
struct cancel cancel_within(const struct cancel *parent, uint64_t until_ns);

/* Ask everyone to stop.  From any thread, or a signal handler. */
void cancel_request(struct cancel *cancel);

/* Whether someone asked, or the deadline has passed. */
bool cancel_requested(const struct cancel *cancel);

/* Whether it was the deadline and nobody asked. */
bool cancel_by_deadline(const struct cancel *cancel);

/* Sleep that long; false at once when asked to stop. */
bool cancel_sleep(const struct cancel *cancel, uint64_t duration_ns);

#endif

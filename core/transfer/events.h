/* events.h: what happens to a file, told while it happens.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_EVENTS_H
#define TRANSFER_EVENTS_H

#include <stdint.h>

enum event_kind {
    EVENT_SPOOLING,  /* standard input is read to its end; done and total tell nothing */
    EVENT_PROVIDER,  /* an attempt with provider begins; attempt counts from 1 */
    EVENT_SENDING,   /* done of total bytes are sent */
    EVENT_FINISHING, /* all is sent, the host's answer is awaited */
    EVENT_VERIFYING, /* done of total bytes came back */
    EVENT_WAITING,   /* a retry begins in wait_ns */
    EVENT_END,       /* the file is done with, one way or the other */
};

struct event {
    enum event_kind kind;
    const char *name;     /* of the file */
    const char *provider; /* NULL before the first is chosen */
    unsigned attempt;
    uint64_t done, total; /* bytes; total TWATFS_SIZE_UNKNOWN where it is */
    uint64_t wait_ns;
};

/* Called on the thread that works on the file, often: return quickly. */
typedef void event_function(void *data, const struct event *event);

struct event_sink {
    event_function *function; /* NULL: nobody listens */
    void *data;
};

#endif

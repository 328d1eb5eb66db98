/* tcp.h: one exchange over plain TCP.
 *
 * SPDX-License-Identifier: MIT
 *
 * Everything is sent, the sending side is closed, the answer is read to its end: what
 * hosts speak that are used with nc(1).
 */
#ifndef TRANSFER_TCP_H
#define TRANSFER_TCP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cancel.h"
#include "base/error.h"
#include "base/text.h"
#include "transfer/http.h"
#include "transfer/source.h"

struct tcp_request {
    const char *url;       /* "tcp://HOST:PORT" */
    const char *memory;    /* what is sent; NULL: the source */
    uint64_t length;       /* bytes at memory */
    struct source *source; /* borrowed */
    uint64_t max_answer;   /* bytes */
};

/* Called after each piece that was sent; all_sent: nothing is left. */
typedef void tcp_progress(void *data, uint64_t sent, bool all_sent);

/* True when at least one byte came back; the class in error says what to do. */
bool tcp_exchange(const struct tcp_request *request, const struct http_settings *settings,
                  const struct cancel *cancel, tcp_progress *progress, void *data,
                  struct buffer *answer, struct error *error);

#endif

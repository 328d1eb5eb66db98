/* server.h: a host that answers as it is told, on this machine.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_SERVER_H
#define CHECK_SERVER_H

#include <stdbool.h>

#include "base/error.h"
#include "check/scenario.h"

struct server {
    int fd; /* listens; -1: there is none */
    unsigned port;
    enum language language;
    const struct scenario *scenario;
    unsigned *exchanges; /* those begun, counted in memory that is shared */
    bool filled;         /* something was sent to it: what was not there before may be now */
};

/* Listen on a free port of 127.0.0.1. */
bool server_listen(struct server *server, struct error *error);

/* Answer until the process ends; server is a struct server. */
void server_serve(void *server);

#endif

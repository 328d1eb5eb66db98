/* guard.h: ends a connection in which libcurl is stuck.
 *
 * SPDX-License-Identifier: MIT
 *
 * libssh2 (1.10, run) reads what comes before "SSH-" for as long as anything comes, and libcurl
 * calls nobody meanwhile: no time limit of libcurl's holds there, and no interruption.  So a thread
 * watches whether libcurl still calls, and shuts the sockets down when it does not.
 */
#ifndef GUARD_H
#define GUARD_H

#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_SOCKETS 8 /* addresses of a host that are tried */

struct guard {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool watching;    /* the thread is there */
    bool over;        /* it shall end */
    bool busy;        /* libcurl has called, and not yet got an answer */
    bool fired;       /* the sockets were shut down */
    uint64_t heard_s; /* when libcurl called last, in seconds of the monotonic clock */
    uint64_t patience_s;
    int sockets[GUARD_SOCKETS]; /* duplicates: libcurl closes its own when it likes, to no effect */
    size_t count;
};

#define GUARD_INIT                                                                                 \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER                                                          \
    }

/* Watch what easy does until guard_end; without a thread it is not watched. */
void guard_begin(struct guard *guard, CURL *easy, uint64_t patience_s);

/* Within a callback of libcurl's, watched or not: it begins, and it ends. */
void guard_called(struct guard *guard);
void guard_answered(struct guard *guard);

/* Whether libcurl was stuck; afterwards it is not watched. */
bool guard_end(struct guard *guard, CURL *easy);

#endif

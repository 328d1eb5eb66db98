/* guard.c: ends a connection in which libcurl is stuck.
 *
 * SPDX-License-Identifier: MIT
 */
#include "guard.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static uint64_t now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec;
}

/* CURLOPT_OPENSOCKETFUNCTION: as libcurl would, and remembered. */
static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct guard *guard = data;
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

    (void)purpose;
    if (fd < 0)
        return CURL_SOCKET_BAD;
    pthread_mutex_lock(&guard->lock);
    if (guard->count < GUARD_SOCKETS) {
        int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);

        if (copy >= 0)
            guard->sockets[guard->count++] = copy;
    }
    pthread_mutex_unlock(&guard->lock);
    return fd;
}

/* With the lock: one second, or until it is over. */
static void doze(struct guard *guard)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    (void)pthread_cond_timedwait(&guard->wake, &guard->lock, &until);
}

static void *watch(void *data)
{
    struct guard *guard = data;

    pthread_mutex_lock(&guard->lock);
    while (!guard->over) {
        doze(guard);
        if (guard->over || guard->busy || now_s() - guard->heard_s <= guard->patience_s)
            continue;
        guard->fired = true;
        for (size_t i = 0; i < guard->count; i++)
            (void)shutdown(guard->sockets[i], SHUT_RDWR);
    }
    pthread_mutex_unlock(&guard->lock);
    return NULL;
}

void guard_begin(struct guard *guard, CURL *easy, uint64_t patience_s)
{
    pthread_condattr_t monotonic;
    sigset_t all, before;

    *guard = (struct guard)GUARD_INIT;
    guard->heard_s = now_s();
    guard->patience_s = patience_s;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&guard->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, guard);
    /* Signals are for the program's own threads. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    guard->watching = pthread_create(&guard->thread, NULL, watch, guard) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void heard(struct guard *guard, bool busy)
{
    pthread_mutex_lock(&guard->lock);
    guard->busy = busy;
    guard->heard_s = now_s();
    pthread_mutex_unlock(&guard->lock);
}

void guard_called(struct guard *guard)
{
    heard(guard, true);
}

void guard_answered(struct guard *guard)
{
    heard(guard, false);
}

bool guard_end(struct guard *guard, CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, NULL);
    pthread_mutex_lock(&guard->lock);
    guard->over = true;
    pthread_cond_signal(&guard->wake);
    pthread_mutex_unlock(&guard->lock);
    if (guard->watching)
        pthread_join(guard->thread, NULL);
    for (size_t i = 0; i < guard->count; i++)
        close(guard->sockets[i]);
    pthread_cond_destroy(&guard->wake);
    return guard->fired;
}

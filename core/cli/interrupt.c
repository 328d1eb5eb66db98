/* interrupt.c: SIGINT, SIGTERM and SIGHUP as a request to stop.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/interrupt.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include <twatfs/twatfs.h>

#include "base/cleanup.h"

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction previous[ARRAY_LENGTH(watched)];
static struct twatfs_cancel *watching; /* set before the handlers are */
static int received; /* read and written atomically: by a handler, or by a thread */

static void handle(int signal_number)
{
    __atomic_store_n(&received, signal_number, __ATOMIC_SEQ_CST);
    twatfs_cancel_now(watching);
}

void interrupt_watch(struct twatfs_cancel *cancel)
{
    /* Without SA_RESTART: a read that waits for a terminal must return. */
    struct sigaction action = {.sa_handler = handle, .sa_flags = (int)SA_RESETHAND};

    watching = cancel;
    __atomic_store_n(&received, 0, __ATOMIC_SEQ_CST);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_LENGTH(watched); i++) {
        sigaction(watched[i], NULL, &previous[i]);
        if (previous[i].sa_handler != SIG_IGN)
            sigaction(watched[i], &action, NULL);
    }
}

void interrupt_unwatch(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(watched); i++)
        sigaction(watched[i], &previous[i], NULL);
}

int interrupt_signal(void)
{
    return __atomic_load_n(&received, __ATOMIC_SEQ_CST);
}

/* ---- In steps ---- */

static struct {
    struct interrupt_steps steps;
    sigset_t set, before; /* the signals that are taken, and the mask without them */
    pthread_t thread;
    int signals, end; /* descriptors: a signal has come, the thread is to end */
} watcher = {.signals = -1, .end = -1};

/* Whatever comes now has its usual effect, on this thread and so on all of the process. */
static void give_up_watching(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(watched); i++)
        if (sigismember(&watcher.set, watched[i]))
            signal(watched[i], SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &watcher.set, NULL);
}

static void *keep_watching(UNUSED void *data)
{
    struct pollfd ready[2] = {{.fd = watcher.signals, .events = POLLIN},
                              {.fd = watcher.end, .events = POLLIN}};
    struct signalfd_siginfo info;

    for (;;) {
        bool again = interrupt_signal() != 0;

        (void)poll(ready, 2, -1);
        if (ready[1].revents != 0)
            return NULL;
        if (read(watcher.signals, &info, sizeof info) != (ssize_t)sizeof info)
            continue;
        __atomic_store_n(&received, (int)info.ssi_signo, __ATOMIC_SEQ_CST);
        if (again || info.ssi_signo != SIGINT) {
            give_up_watching();
            watcher.steps.stop(watcher.steps.data);
            return NULL;
        }
        watcher.steps.drain(watcher.steps.data);
    }
}

bool interrupt_watch_steps(const struct interrupt_steps *steps)
{
    struct sigaction now;

    __atomic_store_n(&received, 0, __ATOMIC_SEQ_CST);
    watcher.steps = *steps;
    sigemptyset(&watcher.set);
    for (size_t i = 0; i < ARRAY_LENGTH(watched); i++)
        if (sigaction(watched[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&watcher.set, watched[i]);
    watcher.signals = signalfd(-1, &watcher.set, SFD_CLOEXEC | SFD_NONBLOCK);
    watcher.end = eventfd(0, EFD_CLOEXEC);
    pthread_sigmask(SIG_BLOCK, &watcher.set, &watcher.before);
    if (watcher.signals >= 0 && watcher.end >= 0 &&
        pthread_create(&watcher.thread, NULL, keep_watching, NULL) == 0)
        return true;
    pthread_sigmask(SIG_SETMASK, &watcher.before, NULL);
    cleanup_close(&watcher.signals);
    cleanup_close(&watcher.end);
    return false;
}

void interrupt_unwatch_steps(void)
{
    static const uint64_t one = 1;

    while (write(watcher.end, &one, sizeof one) < 0)
        ;
    pthread_join(watcher.thread, NULL);
    pthread_sigmask(SIG_SETMASK, &watcher.before, NULL);
    cleanup_close(&watcher.signals);
    cleanup_close(&watcher.end);
}

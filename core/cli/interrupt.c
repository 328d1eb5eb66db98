/* interrupt.c: SIGINT, SIGTERM and SIGHUP as a request to stop.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

#include <twatfs/twatfs.h>

#include "base/cleanup.h"

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction previous[ARRAY_LENGTH(watched)];
static struct twatfs_cancel *watching; /* set before the handlers are */
static volatile sig_atomic_t received;

static void handle(int signal_number)
{
    received = signal_number;
    twatfs_cancel_now(watching);
}

void interrupt_watch(struct twatfs_cancel *cancel)
{
    /* Without SA_RESTART: a read that waits for a terminal must return. */
    struct sigaction action = {.sa_handler = handle, .sa_flags = (int)SA_RESETHAND};

    watching = cancel;
    received = 0;
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
    return received;
}

/* cancel.c: one request to stop, seen by everyone who waits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/cancel.h"

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "base/clock.h"

bool cancel_open(struct cancel *cancel, struct error *error)
{
    *cancel = (struct cancel)CANCEL_INIT;
    cancel->fd = cancel->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (cancel->fd < 0)
        return error_errno(error, "eventfd");
    return true;
}

/* Who waits has one descriptor to look at: one that is readable when either of two is. */
static int open_either(int first, int second)
{
    struct epoll_event readable = {.events = EPOLLIN};
    CLEANUP_CLOSE int either = epoll_create1(EPOLL_CLOEXEC);

    if (either < 0 || epoll_ctl(either, EPOLL_CTL_ADD, first, &readable) != 0 ||
        epoll_ctl(either, EPOLL_CTL_ADD, second, &readable) != 0)
        return -1;
    return steal_fd(&either);
}

bool cancel_open_below(struct cancel *cancel, const struct cancel *parent, struct error *error)
{
    if (!cancel_open(cancel, error))
        return false;
    if (parent == NULL)
        return true;
    cancel->parent = parent;
    cancel->until_ns = parent->until_ns;
    if (parent->fd < 0)
        return true;
    cancel->fd = open_either(cancel->wake, parent->fd);
    if (cancel->fd >= 0)
        return true;
    error_errno(error, "epoll");
    cancel_close(cancel);
    return false;
}

void cancel_close(struct cancel *cancel)
{
    if (cancel->fd != cancel->wake)
        cleanup_close(&cancel->fd);
    cleanup_close(&cancel->wake);
    cancel->fd = cancel->wake = -1;
}

void cancel_request(struct cancel *cancel)
{
    static const uint64_t one = 1;
    int saved = errno;

    __atomic_store_n(&cancel->requested, 1, __ATOMIC_SEQ_CST);
    /* The counter is full only after 2^64 requests: the descriptor is readable
     * then as well, so a failed write loses nothing. */
    if (cancel->wake >= 0 && write(cancel->wake, &one, sizeof one) < 0)
        errno = saved;
    errno = saved;
}

struct cancel cancel_within(const struct cancel *parent, uint64_t until_ns)
{
    if (parent != NULL && parent->until_ns < until_ns)
        until_ns = parent->until_ns;
    return (struct cancel){
        .fd = parent != NULL ? parent->fd : -1, .wake = -1, .until_ns = until_ns, .parent = parent};
}

static bool asked(const struct cancel *cancel)
{
    for (; cancel != NULL; cancel = cancel->parent)
        if (__atomic_load_n(&cancel->requested, __ATOMIC_SEQ_CST) != 0)
            return true;
    return false;
}

static bool late(const struct cancel *cancel)
{
    return cancel->until_ns != CLOCK_NEVER && clock_now_ns() >= cancel->until_ns;
}

bool cancel_requested(const struct cancel *cancel)
{
    return asked(cancel) || late(cancel);
}

bool cancel_by_deadline(const struct cancel *cancel)
{
    return !asked(cancel) && late(cancel);
}

bool cancel_sleep(const struct cancel *cancel, uint64_t duration_ns)
{
    uint64_t now = clock_now_ns(), end = clock_add_ns(now, duration_ns);

    if (end > cancel->until_ns)
        end = cancel->until_ns;
    for (; now < end && !asked(cancel); now = clock_now_ns()) {
        struct pollfd wake = {.fd = cancel->fd, .events = POLLIN};
        uint64_t left_ms = (end - now + NANOSECONDS_PER_MS - 1) / NANOSECONDS_PER_MS;

        /* An interrupted poll is a reason to look again, nothing more. */
        (void)poll(&wake, 1, left_ms > 60000 ? 60000 : (int)left_ms);
    }
    return !cancel_requested(cancel);
}

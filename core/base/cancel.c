/* cancel.c: one request to stop, seen by everyone who waits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/cancel.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>

#include "base/clock.h"

bool cancel_open(struct cancel *cancel, struct error *error)
{
    *cancel = (struct cancel)CANCEL_INIT;
    cancel->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (cancel->fd < 0)
        return error_errno(error, "eventfd");
    return true;
}

void cancel_close(struct cancel *cancel)
{
    cleanup_close(&cancel->fd);
    cancel->fd = -1;
}

void cancel_request(struct cancel *cancel)
{
    static const uint64_t one = 1;
    int saved = errno;

    __atomic_store_n(&cancel->requested, 1, __ATOMIC_SEQ_CST);
    /* The counter is full only after 2^64 requests: the descriptor is readable
     * then as well, so a failed write loses nothing. */
    if (cancel->fd >= 0 && write(cancel->fd, &one, sizeof one) < 0)
        errno = saved;
    errno = saved;
}

struct cancel cancel_within(const struct cancel *parent, uint64_t until_ns)
{
    return (struct cancel){
        .fd = parent != NULL ? parent->fd : -1, .until_ns = until_ns, .parent = parent};
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

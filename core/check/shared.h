/* shared.h: memory that a child writes and its parent reads.
 *
 * SPDX-License-Identifier: MIT
 *
 * What a child runs may have written anything there: its parent bounds what it reads.
 */
#ifndef CHECK_SHARED_H
#define CHECK_SHARED_H

#include <stddef.h>
#include <sys/mman.h>

#include "base/cleanup.h"
#include "base/error.h"

struct shared {
    void *bytes; /* zero at first; NULL without memory */
    size_t size;
};

static inline struct shared shared_open(size_t size, struct error *error)
{
    void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (bytes == MAP_FAILED)
        error_memory(error);
    return (struct shared){bytes != MAP_FAILED ? bytes : NULL, size};
}

UNUSED static inline void shared_close(struct shared *shared)
{
    if (shared->bytes != NULL)
        munmap(shared->bytes, shared->size);
}
#define CLEANUP_SHARED CLEANUP(shared_close)

#endif

/* pacing.h: how many uploads a provider gets at once, decided above.
 *
 * SPDX-License-Identifier: MIT
 *
 * A batch watches how its uploads fare with a host, and gives it as many as it takes well.
 */
#ifndef TRANSFER_PACING_H
#define TRANSFER_PACING_H

#include <stdbool.h>
#include <stdint.h>

struct cancel;

enum pacing_outcome {
    PACING_DONE,    /* the host took it */
    PACING_FAILED,  /* it did not, for reasons of this file */
    PACING_CROWDED, /* it asked for less: 429, 503, a Retry-After, or it stood still */
};

struct pacing {
    /* Wait until provider has room, of which it wants parallel ones at most (0: any number).
     * False when cancelled; else *ticket is for leave. */
    bool (*enter)(void *data, const void *provider, unsigned parallel, const struct cancel *cancel,
                  uint64_t *ticket);
    /* So many bytes more are with it. */
    void (*moved)(void *data, const void *provider, uint64_t bytes);
    void (*leave)(void *data, const void *provider, uint64_t ticket, enum pacing_outcome outcome,
                  uint64_t bytes);
    void *data;
};

#endif

/* resolve.h: the addresses of a name, within a time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STATE_RESOLVE_H
#define STATE_RESOLVE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define RESOLVE_MOST 4

/* In digits, in the order in which they are to be tried. */
struct addresses {
    char text[RESOLVE_MOST][INET6_ADDRSTRLEN];
    size_t count;
};

/* At least one, or false with the reason, at the latest after patience_ns: a resolver by itself
 * may take half a minute when nobody answers. */
bool resolve(const char *host, uint64_t patience_ns, struct addresses *addresses,
             struct error *error);

#endif

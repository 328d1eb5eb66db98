/* gate.h: can this provider serve, told from its manifest alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_GATE_H
#define CATALOGUE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "catalogue/manifest.h"

/* What one file asks of a provider. */
struct gate_wish {
    uint64_t size;    /* bytes; TWATFS_SIZE_UNKNOWN: not known yet, passes every size rule */
    const char *name; /* base name */
    const char *content_type; /* MIME type, never NULL */
    unsigned needs;           /* enum manifest_support, or-ed: the options asked for */
    int64_t expire_s;         /* with SUPPORTS_EXPIRY in needs */
    bool binary;              /* it begins with what no text holds */
};

/* Whether its credentials are in the environment, or its endpoint where it needs none and knows
 * no other.  error says which variables to set: "set CATBOX_USERHASH", "set A and B, or C". */
bool gate_configured(const struct manifest *manifest, struct error *error);

/* Whether it can take this file with these options.  error says what it cannot:
 * "takes at most 200 MiB, this file has 1.2 GiB". */
bool gate_accepts(const struct manifest *manifest, const struct gate_wish *wish,
                  struct error *error);

#endif

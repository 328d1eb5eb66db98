/* link.h: what a link of a provider must be to be used.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_LINK_H
#define TRANSFER_LINK_H

#include <stdbool.h>

#include "base/error.h"
#include "catalogue/manifest.h"

/* Clean, begun as the manifest promises, and without a credential.  Whoever says so, a host or
 * a memory that others can write to, is held to the same. */
bool link_acceptable(const struct manifest *manifest, const char *url, struct error *error);

#endif

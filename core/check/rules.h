/* rules.h: what can be told of a module without running any of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "catalogue/manifest.h"
#include "check/report.h"

/* Report on the module open at fd. Its manifest; NULL when it has none that can be used, and then
 * it must not be loaded either. */
struct manifest *rules_check(struct report *report, const char *path, int fd);

#endif

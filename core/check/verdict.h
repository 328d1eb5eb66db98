/* verdict.h: what is to be thought of how a module behaved.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_VERDICT_H
#define CHECK_VERDICT_H

#include <stdbool.h>

#include "check/report.h"
#include "check/trial.h"

/* Run the module through all scenarios and report on each, and on what it left behind. False,
 * with error set, when they could not be made. */
bool verdict_give(struct report *report, const struct subject *subject, struct error *error);

#endif

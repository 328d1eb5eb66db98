/* dry-run.h: what --dry-run prints.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_DRY_RUN_H
#define CLI_DRY_RUN_H

#include <twatfs/twatfs.h>

struct buffer;

/* Append the plan for a file: who would be tried, then who is passed over. */
void plan_text(struct buffer *text, const char *file, const struct twatfs_plan *plan);

#endif

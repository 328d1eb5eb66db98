/* health-view.h: how providers have done, for people and for JSON.
 *
 * SPDX-License-Identifier: MIT
 *
 * health may be NULL everywhere: nothing is known then.
 */
#ifndef CLI_HEALTH_VIEW_H
#define CLI_HEALTH_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include <twatfs/twatfs.h>

#include "cli/moment.h"

struct buffer;

/* What is known of earlier uploads; NULL without memory.  That it cannot be read is told. */
struct twatfs_health *health_view_recall(struct twatfs_context *context);

bool health_view_known(const struct twatfs_health *health, size_t index);

/* Cells of a table; "-" for what is not known. */
struct health_view {
    char rate[MOMENT_SIZE], time[MOMENT_SIZE], seen[MOMENT_SIZE + 4];
    const char *breaker;
};
void health_view_cells(struct health_view *cells, const struct twatfs_health *health, size_t index);

/* Append why a provider's breaker is not closed; false when it is. */
bool health_view_trouble(struct buffer *note, const struct twatfs_health *health, size_t index);

/* Set the member "health"; null where nothing is known. */
bool health_view_json(struct json *item, const struct twatfs_health *health, size_t index);

#endif

/* progress-json.h: events for programs, one a line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROGRESS_JSON_H
#define CLI_PROGRESS_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/twatfs.h>

struct buffer;

/* Append the event of the file of this number with its line break; false without memory. */
bool progress_json(struct buffer *line, uint64_t number, const struct twatfs_event *event);

#endif

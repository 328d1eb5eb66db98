/* record.h: what became of a file, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/twatfs.h>

struct json;

/* The record of a file that has a link; NULL without memory.  file is the
 * argument as it was given. */
struct json *record_uploaded(const char *file, const struct twatfs_result *result, bool show_token);

/* The record of one that has none. */
struct json *record_failed(const char *file, const struct twatfs_result *result, bool show_token);

/* What --dry-run says of a file. */
struct json *record_plan(const char *file, const struct twatfs_plan *plan);

/* "2031-02-03T04:05:06Z" (RFC 3339); false for a date that it cannot say. */
#define RECORD_TIME_SIZE 24
bool record_time(int64_t unix_s, char text[RECORD_TIME_SIZE]);

#endif

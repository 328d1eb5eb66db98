/* filter.h: which files of a list or a folder are meant.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include <stdbool.h>
#include <stddef.h>

/* --include and --exclude, in the order of the command line; the last that matches decides.
 * What none matches is meant, unless the first is an --include. */
struct filter {
    struct filter_pattern *patterns;
    size_t count;
};

void filter_free(struct filter *filter);

/* pattern is borrowed; false without memory. */
bool filter_add(struct filter *filter, const char *pattern, bool include);

/* Append what it holds, so that no two look alike. */
struct buffer;
void filter_put(const struct filter *filter, struct buffer *text);

/* A pattern is compared with the whole path and with its last part. */
bool filter_matches(const char *pattern, const char *path);

/* path is below its folder, or as a list has it. */
bool filter_takes_file(const struct filter *filter, const char *path);

/* Whether what is in a folder is looked at: only patterns that end in a slash are asked. */
bool filter_takes_folder(const struct filter *filter, const char *path);

#endif

/* manifest-view.h: a provider's manifest, as the commands show it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_MANIFEST_VIEW_H
#define CLI_MANIFEST_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include <twatfs/twatfs.h>

struct buffer;
struct json;

/* What the provider says of itself; NULL when that cannot be read, or without memory. */
struct json *manifest_of(struct twatfs_context *context, size_t index);

/* Append it as text for people; width as in buffer_wrapped. */
void manifest_text(struct buffer *text, const struct json *manifest, size_t width);

/* Append the variables it reads, one a line, and whether each is set; never a value. */
void manifest_variables_text(struct buffer *text, const struct json *manifest);

/* "200 MiB", "no limit". */
void manifest_max_size(char *target, size_t size, const struct json *manifest);

/* Whether "supports" has the word. */
bool manifest_supports(const struct json *manifest, const char *word);

/* A member that is true or false, and otherwise where it is missing. */
bool manifest_flag(const struct json *manifest, const char *name, bool otherwise);

#endif

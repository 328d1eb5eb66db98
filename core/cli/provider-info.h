/* provider-info.h: one provider, described.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROVIDER_INFO_H
#define CLI_PROVIDER_INFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalogue/registry.h"

struct buffer;
struct json;

/* Append its manifest as text for people; width as in buffer_wrapped. */
void provider_info_text(struct buffer *text, const struct entry *entry, size_t width);

/* The manifest's document with "abi", "path", "state" and "reason"; NULL without memory. */
struct json *provider_info_json(const struct entry *entry);

/* Append the variables it reads, one a line, and whether each is set; never a
 * value. */
void provider_variables_text(struct buffer *text, const struct manifest *manifest);

/* "200 MiB", "no limit". */
void provider_max_size(char *target, size_t size, const struct manifest *manifest);

#endif

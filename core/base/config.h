/* config.h: an INI file, read line by line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Called for each key, with its line.  section is "" before the first [section].  Returns false
 * with "what: why" in error when the key or its value is no good: reading stops. */
typedef bool config_key(void *data, const char *section, const char *key, const char *value,
                        unsigned long line, struct error *error);

/* Read the file at path.  One that does not exist is an empty one.  Errors are
 * "PATH:LINE: what: why". */
bool config_read(const char *path, config_key *each, void *data, struct error *error);

/* The same of length bytes of text, which were read from there. */
bool config_read_text(const char *path, const char *text, size_t length, config_key *each,
                      void *data, struct error *error);

/* The user's file: $XDG_CONFIG_HOME/twatfs/config, by default ~/.config/twatfs/config; NULL when
 * nothing says where it would be.  A relative XDG_CONFIG_HOME is invalid and ignored (XDG Base
 * Directory Specification).  False without memory. */
bool config_user_file(char **path);

#endif

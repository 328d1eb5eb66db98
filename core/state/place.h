/* place.h: where a user's state is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STATE_PLACE_H
#define STATE_PLACE_H

#include <stdbool.h>

#include "base/error.h"

/* $XDG_STATE_HOME/twatfs/NAME, by default ~/.local/state/twatfs/NAME (XDG Base Directory
 * Specification 0.8); NULL when nothing says where, or without memory. */
char *state_path(const char *name);

/* Make a folder and those above it, for the user alone. */
bool state_make_folders(const char *folder, struct error *error);

/* Whether nobody else could have written what is in a folder; one that is not there holds nothing.
 * error says what helps. */
bool state_folder_is_ours(const char *folder, struct error *error);

#endif

/* memory.h: the tables that the state folder's one file has.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STATE_MEMORY_H
#define STATE_MEMORY_H

#include "state/store.h"

extern const struct store_schema memory_schema;

/* The user's own: $XDG_STATE_HOME/twatfs/state.db.  NULL when nothing says where that is, or
 * without memory. */
struct store *memory_new(void);

#endif

/* scratch-memory.h: a memory of its own for each test.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_SCRATCH_MEMORY_H
#define UNIT_SCRATCH_MEMORY_H

#include "scratch.h"

#include "state/memory.h"

static struct scratch scratch;
static char path[256];
static struct store *store;

static int begin(UNUSED void **state)
{
    scratch_open(&scratch);
    snprintf(path, sizeof path, "%s/state/state.db", scratch.path);
    store = store_new(path, &memory_schema);
    return store == NULL;
}

static int end(UNUSED void **state)
{
    store_free(store);
    scratch_close(&scratch);
    return 0;
}

#endif

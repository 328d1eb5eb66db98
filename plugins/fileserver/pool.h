/* pool.h: handles of libcurl with their connections, for the next file.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef POOL_H
#define POOL_H

#include "fileserver.h"

struct pool; /* made by fileserver_open */

/* From any thread. */
CURL *pool_take(struct pool *pool); /* NULL without memory */
void pool_give(struct pool *pool, CURL *easy, bool usable);

#endif

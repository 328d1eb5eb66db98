/* failure.h: what it means that a request failed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "session.h"

/* The class of a failure, recorded with its reason and cure. */
twatfs_status failure_of(struct session *session, CURLcode code, const char *path);

/* Whether it only says that a file, or the folder it would be in, is not there. */
bool failure_is_absence(struct session *session, CURLcode code);

#endif

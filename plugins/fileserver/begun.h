/* begun.h: what an upload has begun, kept for a later run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BEGUN_H
#define BEGUN_H

#include "session.h"

struct begun {
    const char *target;    /* the path it is for */
    const char *temporary; /* the path it has meanwhile */
    bool again;            /* something may be there already */
    bool renaming;         /* and may have its name already */
};

twatfs_status begun_save(struct session *session, const struct begun *begun);
void begun_forget(struct session *session);

/* False when nothing was begun, or elsewhere. */
bool begun_load(struct session *session, struct begun *begun);

#endif

/* dispatch.c: every call into a provider, and nothing else.
 *
 * SPDX-License-Identifier: MIT
 *
 * With hostapi.c this is the whole border: what is needed to move providers into
 * a process of their own is needed here and there.
 */
#include "transfer/job.h"

static void enter(struct instance *instance)
{
    if (!instance->entry->manifest->parallel)
        pthread_mutex_lock(&instance->lock);
}

static void leave(struct instance *instance)
{
    if (!instance->entry->manifest->parallel)
        pthread_mutex_unlock(&instance->lock);
}

/* A class of a newer minor counts as the one whose thousand it is in. */
static twatfs_status known_class(twatfs_status status)
{
    status = status / 1000 * 1000;
    return status >= TWATFS_OK && status <= TWATFS_CANCELLED ? status : TWATFS_PERMANENT;
}

twatfs_status dispatch_open(struct instance *instance, struct call *call)
{
    const struct twatfs_provider *table = instance->entry->table;
    twatfs_status status = TWATFS_OK;

    enter(instance);
    if (!instance->opened && table->open != NULL)
        status = known_class(table->open(&call->border, &instance->state));
    if (status == TWATFS_OK)
        instance->opened = true;
    leave(instance);
    return status;
}

twatfs_status dispatch_upload(struct instance *instance, struct call *call,
                              const struct twatfs_upload *upload)
{
    twatfs_status status;

    enter(instance);
    status = known_class(instance->entry->table->upload(&call->border, instance->state, upload));
    leave(instance);
    return status;
}

void dispatch_close(struct instance *instance)
{
    const struct twatfs_provider *table = instance->entry->table;

    if (instance->opened && table->open != NULL && table->close != NULL)
        table->close(instance->state);
    instance->opened = false;
    instance->state = NULL;
}

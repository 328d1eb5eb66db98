/* dispatch.c: every call into a provider, and nothing else.
 *
 * SPDX-License-Identifier: MIT
 *
 * With hostapi.c this is the whole border: what is needed to move providers into
 * a process of their own is needed here and there.
 */
#include "transfer/job.h"

/* A class of a newer minor counts as the one whose thousand it is in; what is in none,
 * such as -1 or an errno, is a mistake and no success. */
static twatfs_status known_class(twatfs_status status)
{
    if (status == TWATFS_OK)
        return status;
    status = status / 1000 * 1000;
    return status >= TWATFS_TEMPORARY && status <= TWATFS_CANCELLED ? status : TWATFS_PERMANENT;
}

twatfs_status dispatch_open(struct instance *instance, struct call *call)
{
    const struct twatfs_provider *table = instance->entry->table;
    twatfs_status status = TWATFS_OK;

    /* Once, however many threads want it, parallel or not. */
    pthread_mutex_lock(&instance->lock);
    if (!instance->opened && table->open != NULL)
        status = known_class(table->open(&call->border, &instance->state));
    if (status == TWATFS_OK)
        instance->opened = true;
    pthread_mutex_unlock(&instance->lock);
    return status;
}

twatfs_status dispatch_upload(struct instance *instance, struct call *call,
                              const struct twatfs_upload *upload)
{
    bool serial = !instance->entry->manifest->parallel;
    twatfs_status status;

    if (serial)
        pthread_mutex_lock(&instance->lock);
    status = known_class(instance->entry->table->upload(&call->border, instance->state, upload));
    if (serial)
        pthread_mutex_unlock(&instance->lock);
    return status;
}

void dispatch_close(struct instance *instance, struct call *call)
{
    const struct twatfs_provider *table = instance->entry->table;

    if (instance->opened && table->open != NULL && table->close != NULL)
        table->close(&call->border, instance->state);
    instance->opened = false;
    instance->state = NULL;
}

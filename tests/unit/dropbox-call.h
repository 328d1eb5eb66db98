/* dropbox-call.h: a callback in progress, for parts of the provider dropbox that allocate and keep
 * checkpoints.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_DROPBOX_CALL_H
#define UNIT_DROPBOX_CALL_H

#include <openssl/evp.h>

#include <twatfs/provider.h>

#include "scratch.h"

struct dropbox_call {
    struct twatfs_call call; /* first: the services find the rest behind it */
    struct twatfs_host host;
    void *scratch[256];
    size_t scratch_count;
    char *checkpoint; /* what was saved; NULL without */
    size_t checkpoint_length;
};

UNUSED static void *dropbox_call_scratch(struct twatfs_call *call, uint64_t length)
{
    struct dropbox_call *ours = (struct dropbox_call *)(void *)call;

    assert_true(ours->scratch_count < ARRAY_LENGTH(ours->scratch));
    return ours->scratch[ours->scratch_count++] = malloc((size_t)length);
}

UNUSED static const char *dropbox_call_base64(struct twatfs_call *call, const void *bytes,
                                              uint64_t length)
{
    char *text = dropbox_call_scratch(call, length * 2 + 5);

    EVP_EncodeBlock((unsigned char *)text, bytes, (int)length);
    return text;
}

UNUSED static twatfs_status dropbox_call_save(struct twatfs_call *call, const void *data,
                                              uint64_t length)
{
    struct dropbox_call *ours = (struct dropbox_call *)(void *)call;

    free(ours->checkpoint);
    ours->checkpoint = length > 0 ? malloc((size_t)length) : NULL;
    ours->checkpoint_length = (size_t)length;
    if (length > 0)
        memcpy(ours->checkpoint, data, (size_t)length);
    return TWATFS_OK;
}

UNUSED static const void *dropbox_call_load(struct twatfs_call *call, uint64_t *length)
{
    struct dropbox_call *ours = (struct dropbox_call *)(void *)call;

    *length = ours->checkpoint_length;
    return ours->checkpoint;
}

UNUSED static void dropbox_call_open(struct dropbox_call *call)
{
    *call = (struct dropbox_call){
        .host = {.struct_size = sizeof(struct twatfs_host),
                 .scratch = dropbox_call_scratch,
                 .base64 = dropbox_call_base64,
                 .checkpoint_save = dropbox_call_save,
                 .checkpoint_load = dropbox_call_load},
    };
    call->call.host = &call->host;
}

UNUSED static void dropbox_call_close(struct dropbox_call *call)
{
    while (call->scratch_count > 0)
        free(call->scratch[--call->scratch_count]);
    free(call->checkpoint);
}

#endif

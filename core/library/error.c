/* error.c: failures, as programs are told them.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/text.h"
#include "library/library.h"

struct twatfs_error *error_new(int32_t code, const struct error *error)
{
    CLEANUP_FREE char *shown = text_shown(error->text, strlen(error->text), 0);
    struct twatfs_error *new;

    if (shown == NULL)
        return NULL;
    new = malloc(sizeof *new + strlen(shown) + 1);
    if (new == NULL)
        return NULL;
    new->code = code;
    new->retryable = error->status == TWATFS_TEMPORARY;
    new->cause = error->code;
    memcpy(new->text, shown, strlen(shown) + 1);
    return new;
}

bool error_give(struct twatfs_error **target, int32_t code, const struct error *error)
{
    if (target != NULL)
        *target = error_new(code, error);
    return false;
}

int32_t twatfs_error_code(const struct twatfs_error *error)
{
    return error != NULL ? error->code : TWATFS_ERROR_NONE;
}

const char *twatfs_error_name(int32_t code)
{
    static const char *const names[] = {"none",   "usage",      "file",      "no-provider",
                                        "failed", "unverified", "cancelled", "system"};
    int32_t thousand = code / 1000;

    return code >= 0 && thousand < (int32_t)ARRAY_LENGTH(names) ? names[thousand] : "system";
}

const char *twatfs_error_message(const struct twatfs_error *error)
{
    return error != NULL ? error->text : "";
}

bool twatfs_error_retryable(const struct twatfs_error *error)
{
    return error != NULL && error->retryable;
}

int32_t twatfs_error_errno(const struct twatfs_error *error)
{
    return error != NULL ? error->cause : 0;
}

void twatfs_error_free(struct twatfs_error *error)
{
    free(error);
}

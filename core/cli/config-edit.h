/* config-edit.h: change one setting in a configuration file, and nothing else in it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_CONFIG_EDIT_H
#define CLI_CONFIG_EDIT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

struct config_edit {
    char *path;            /* of the file itself, not of a link to it */
    struct buffer before;  /* what is in it; nothing when it does not exist */
    struct buffer after;   /* what will be */
    struct buffer changes; /* for people: the lines that go ("- …") and the one that comes */
    bool exists;           /* the file; then whose it is */
    mode_t mode;
    uid_t owner;
    gid_t group;
};
#define CONFIG_EDIT_INIT                                                                           \
    {                                                                                              \
        NULL, BUFFER_INIT, BUFFER_INIT, BUFFER_INIT, false, 0600, 0, 0                             \
    }

/* Read the file at path, which need not exist. */
bool config_edit_open(struct config_edit *edit, const char *path, struct error *error);

/* Have key = value in it, in place of what it says of key; what it says of dropped goes.  Both are
 * settings, which stand before the first section. */
bool config_edit_set(struct config_edit *edit, const char *key, const char *value,
                     const char *dropped, struct error *error);

/* Write it: whoever reads the file meanwhile finds the old or the new one.  It stays with its owner
 * and has to be as it was when it was opened; else nothing is written. */
bool config_edit_write(const struct config_edit *edit, struct error *error);

void config_edit_free(struct config_edit *edit);
#define CLEANUP_CONFIG_EDIT CLEANUP(config_edit_free)

#endif

/* checkpoint.h: what a killed upload needs to go on, kept in files.
 *
 * SPDX-License-Identifier: MIT
 *
 * One file for each upload that a provider wants to go on with: who and what in a first
 * line, then what the provider saved, appended; what was cut by a power failure is as if it had not
 * been saved.  The file is locked for as long as its upload runs, so that two uploads of one file
 * never go on from the same place.
 */
#ifndef STATE_CHECKPOINT_H
#define STATE_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define CHECKPOINT_MAX (UINT64_C(1) << 20) /* bytes that a provider may save */

/* One in use: locked. */
struct checkpoint_file {
    int fd;     /* -1: none is open */
    char *path; /* of the file */
};
#define CHECKPOINT_FILE_INIT                                                                       \
    {                                                                                              \
        -1, NULL                                                                                   \
    }

/* Where they are: $XDG_STATE_HOME/twatfs/checkpoints (XDG Base Directory Specification 0.8);
 * NULL when nothing says where, or without memory. */
char *checkpoint_folder(void);

/* Open the one of provider and key (which is hashed) in folder.  With create, make it; file is
 * for people.  False when it is not there, in use elsewhere, or cannot be opened; error says why
 * where there is something wrong. */
bool checkpoint_open(struct checkpoint_file *checkpoint, const char *folder, const char *provider,
                     const char *key, const char *file, bool create, struct error *error);

/* What was saved last, appended to data; nothing when there is none. */
bool checkpoint_read(const struct checkpoint_file *checkpoint, struct buffer *data,
                     struct error *error);

/* Save; it is on the disk when this returns. */
bool checkpoint_write(const struct checkpoint_file *checkpoint, const void *data, uint64_t length,
                      struct error *error);

/* Let it go, and with done remove it. */
void checkpoint_close(struct checkpoint_file *checkpoint, bool done);

/* One that is there. */
struct checkpoint_entry {
    char *path;
    char *provider, *file;
    int64_t saved_unix_s;
    bool busy; /* its upload is running */
};
struct checkpoint_list {
    struct checkpoint_entry *items;
    size_t count;
};

/* All that are in folder, the oldest first. */
bool checkpoint_list(struct checkpoint_list *list, const char *folder, struct error *error);
void checkpoint_list_free(struct checkpoint_list *list);

/* Open a listed one. */
bool checkpoint_open_entry(struct checkpoint_file *checkpoint, const struct checkpoint_entry *entry,
                           struct error *error);

#define CLEANUP_CHECKPOINT_LIST CLEANUP(checkpoint_list_free)

#endif

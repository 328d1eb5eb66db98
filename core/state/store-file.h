/* store-file.h: the file of a store: made, known again, set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STATE_STORE_FILE_H
#define STATE_STORE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

struct store_file {
    char *path;
    dev_t device; /* of the file when it was opened, */
    ino_t inode;  /* to know whether it still is that one */
};

/* Make it, for the user alone, unless it is there; see that it is a file that only they can
 * read.  Without create *absent says that there is none. */
bool store_file_make(struct store_file *file, bool create, bool *absent, struct error *error);

/* Whether the file that is there is the one that was opened: another process may have set it
 * aside, or its user have removed it. */
bool store_file_is_current(const struct store_file *file);

/* A descriptor that only one process has at a time, for who makes, migrates or sets aside the
 * file; closing it lets the next one in.  -1 with error set when it cannot be had, or another
 * process holds it for longer than store_file_wait waits. */
int store_file_lock(const struct store_file *file, struct error *error);

/* Sleep a little while another process is in the way, which was met at since_ns (clock.h); false
 * after 5 seconds, for good is nobody waited for. */
bool store_file_wait(uint64_t since_ns);

/* Rename it, unless another process just did: what is there now is whole then.  Who has the
 * renamed one open still writes to that, and finds out.  *told is its new name, or NULL. */
bool store_file_set_aside(const struct store_file *file, char **told, struct error *error);

#endif

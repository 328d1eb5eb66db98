/* discover.h: module files on the search path, in the order that counts.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_DISCOVER_H
#define CATALOGUE_DISCOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

/* Which file it was that was judged, whatever its path leads to later. */
struct file_identity {
    dev_t device;
    ino_t inode;
    bool owner_only; /* only root or we may write to it and its directory */
};

/* One file called twatfs-provider-NAME.so; borrowed for the length of the call. */
struct found_file {
    const char *name; /* NAME */
    const char *path; /* absolute */
    int fd;           /* open for reading; -1 when refused */
    struct file_identity identity;
    const char *refusal; /* why it must not be used, or NULL */
};

/* Called for each file.  False, with error set, stops the search. */
typedef bool discover_visit(void *data, const struct found_file *file, struct error *error);

struct discovery {
    discover_visit *visit;
    void *data;
    struct string_list *problems; /* "PATH: what: why: remedy" of directories */
    struct directory_id *seen;    /* those searched so far */
    size_t seen_count;
};

/* Where a directory's name comes from decides what it must be. */
enum directory_origin {
    DIRECTORY_GIVEN,   /* option or environment: must exist, and only its owner may write */
    DIRECTORY_DEFAULT, /* compiled in: may be missing; judged only when we are root */
};

/* Visit the modules in one directory, sorted by name.  False only when visit said
 * so or without memory. A directory that was searched before is left out, and
 * so is an empty name. */
bool discover_directory(struct discovery *discovery, const char *path, enum directory_origin origin,
                        struct error *error);

/* The same for each directory of a colon-separated list, all of them given. */
bool discover_path(struct discovery *discovery, const char *path, struct error *error);

/* Whether path still leads to the file that was judged, and it and its directory still are
 * to be trusted: asked again just before it is loaded. */
bool discover_still_trusted(const char *path, const struct file_identity *identity,
                            struct error *error);

void discovery_end(struct discovery *discovery);

#endif

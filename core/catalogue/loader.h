/* loader.h: bring a module into the process; the only room that knows libltdl.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_LOADER_H
#define CATALOGUE_LOADER_H

#include <stdbool.h>

#include "base/error.h"

struct twatfs_provider;

/* A module that is loaded, and stays so until the process ends. */
struct loaded {
    void *dl_handle;    /* as dlopen gave it, for looking at its link map */
    const void *symbol; /* twatfs_provider_1: not looked at yet */
};

/* Load the module at an absolute path and find its symbol.  Runs its code: the
 * constructors.  From any thread.  Errors are "what: why", the dynamic linker's
 * own words included. */
bool loader_load(const char *path, struct loaded *loaded, struct error *error);

/* Call each for the providers that are built into this program, until one call
 * returns false; that is then the answer. */
typedef bool loader_builtin(void *data, const char *name, const struct twatfs_provider *provider,
                            struct error *error);
bool loader_builtins(loader_builtin *each, void *data, struct error *error);

#endif

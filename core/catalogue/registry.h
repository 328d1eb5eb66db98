/* registry.h: every provider that was found, and what became of it.
 *
 * SPDX-License-Identifier: MIT
 *
 * Opening the registry reads manifests and loads nothing.  A provider is loaded
 * when its turn comes, by registry_load, and stays loaded.
 */
#ifndef CATALOGUE_REGISTRY_H
#define CATALOGUE_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "catalogue/discover.h"
#include "catalogue/manifest.h"

struct twatfs_provider;

enum entry_state {
    ENTRY_READY,               /* can be loaded when its turn comes */
    ENTRY_NEEDS_CONFIGURATION, /* no set of its variables is complete */
    ENTRY_FAULTY,              /* not a provider that can be used */
    ENTRY_SHADOWED,            /* another of this name comes first on the path */
    ENTRY_DISABLED,            /* by the configuration */
};

struct entry {
    char *name; /* from the file's name: twatfs-provider-NAME.so */
    char *path; /* absolute; "built in" for one within the program */
    enum entry_state state;
    char *reason;                          /* why it is not ready; NULL when it is */
    char *reason_before;                   /* as found, where loading gave another; else NULL */
    struct manifest *manifest;             /* NULL when it could not be read */
    const struct twatfs_provider *builtin; /* its table, when built in */
    struct twatfs_provider *table;         /* host-owned copy once loaded, else NULL */
    struct file_identity identity;         /* of the file that was judged */
    size_t order;                          /* of discovery: of one name, the lowest is in force */
};

struct registry {
    struct entry *entries; /* sorted by name; of one name, the one in force first */
    size_t count;
    struct string_list problems; /* of directories: missing, or not to be trusted */
};

struct registry_options {
    const struct string_list *directories; /* --plugin-dir, searched first */
    const char *path;                      /* TWATFS_PLUGIN_PATH, colon-separated, next; or NULL */
    const char *default_directory;      /* compiled in, last: trusted unless euid is 0; or NULL */
    const struct string_list *disabled; /* names */
};

/* Find and judge everything.  False only without memory: what is wrong with a
 * directory or a file is told in problems and reasons.  A --plugin-dir or path
 * entry that is missing or not trusted is a problem; a missing default directory
 * is not. */
bool registry_open(struct registry *registry, const struct registry_options *options,
                   struct error *error);
void registry_close(struct registry *registry);

/* The entry in force for a name; NULL when nothing was found. */
struct entry *registry_find(const struct registry *registry, const char *name);

/* Load an entry (once) that is ready, or would be with its variables set, and check its table;
 * from any thread.  On failure the entry becomes faulty with that reason, which is also in
 * error. */
bool registry_load(struct entry *entry, struct error *error);

/* The state of an entry, which loading may change, and why it is not ready (NULL when it is;
 * it lives as long as the registry, also when there is another by then); from any thread. */
enum entry_state registry_state(const struct entry *entry, const char **reason);

/* "ready", "needs configuration", "faulty", "shadowed", "disabled". */
const char *entry_state_name(enum entry_state state);

#endif

/* registry.c: every provider that was found, and what became of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "catalogue/registry.h"

#include <pthread.h>
#include <string.h>

#include "catalogue/abi.h"
#include "catalogue/discover.h"
#include "catalogue/gate.h"
#include "catalogue/loader.h"
#include "catalogue/note.h"
#include "twatfs/provider.h"

#define BUILT_IN "built in"

/* Registry under construction: its entries grow by doubling. */
struct building {
    struct registry *registry;
    size_t capacity;
};

/* Entries change when they are loaded, which any worker may ask for. */
static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- Entries ---- */

static bool set_state(struct entry *entry, enum entry_state state, const char *reason,
                      struct error *error)
{
    char *copy = strdup(reason);

    if (copy == NULL)
        return error_memory(error);
    free(entry->reason);
    entry->reason = copy;
    entry->state = state;
    return true;
}

static struct entry *add_entry(struct building *building, const char *name, const char *path,
                               struct error *error)
{
    struct registry *registry = building->registry;
    struct entry *entries = registry->entries, *entry;

    if (registry->count == building->capacity) {
        size_t capacity = building->capacity == 0 ? 32 : building->capacity * 2;

        entries = reallocarray(entries, capacity, sizeof *entries);
        if (entries == NULL) {
            error_memory(error);
            return NULL;
        }
        registry->entries = entries;
        building->capacity = capacity;
    }
    entry = &entries[registry->count];
    *entry = (struct entry){.name = strdup(name), .path = strdup(path), .order = registry->count};
    registry->count++;
    if (entry->name == NULL || entry->path == NULL) {
        error_memory(error);
        return NULL;
    }
    return entry;
}

static void free_entry(struct entry *entry)
{
    free(entry->name);
    free(entry->path);
    free(entry->reason);
    free(entry->reason_before);
    if (entry->manifest != NULL)
        manifest_free(entry->manifest);
    free(entry->table);
}

/* ---- Judging ---- */

static bool check_name(const struct entry *entry, struct error *error)
{
    if (strcmp(entry->manifest->name, entry->name) == 0)
        return true;
    return error_set(error, "name: found %s, need %s: the file is called so, its manifest is not",
                     entry->manifest->name, entry->name);
}

static bool read_manifest(struct entry *entry, const char *text, size_t length, struct error *error)
{
    entry->manifest = manifest_parse(text, length, error);
    return entry->manifest != NULL && check_name(entry, error);
}

static bool read_file(struct entry *entry, int fd, struct error *error)
{
    CLEANUP_FREE char *text = NULL;
    size_t length;

    return note_read(fd, &text, &length, error) && read_manifest(entry, text, length, error);
}

static bool read_builtin(struct entry *entry, struct error *error)
{
    const char *text;
    size_t length;

    return note_in_memory(entry->builtin->manifest, &text, &length, error) &&
           read_manifest(entry, text, length, error);
}

/* A fault is the entry's own affair; error is only for what stops everything. */
static bool judge(struct entry *entry, bool sound, struct error *fault, struct error *error)
{
    struct error missing = ERROR_INIT;

    if (!sound) {
        error_prefix(fault, "%s: ", entry->path);
        return set_state(entry, ENTRY_FAULTY, fault->text, error);
    }
    if (!gate_configured(entry->manifest, &missing))
        return set_state(entry, ENTRY_NEEDS_CONFIGURATION, missing.text, error);
    entry->state = ENTRY_READY;
    return true;
}

static bool visit_file(void *data, const struct found_file *file, struct error *error)
{
    struct entry *entry = add_entry(data, file->name, file->path, error);
    struct error fault = ERROR_INIT;

    if (entry == NULL)
        return false;
    entry->identity = file->identity;
    if (file->refusal != NULL)
        return set_state(entry, ENTRY_FAULTY, file->refusal, error);
    return judge(entry, read_file(entry, file->fd, &fault), &fault, error);
}

static bool visit_builtin(void *data, const char *name, const struct twatfs_provider *provider,
                          struct error *error)
{
    struct entry *entry = add_entry(data, name, BUILT_IN, error);
    struct error fault = ERROR_INIT;

    if (entry == NULL)
        return false;
    entry->builtin = provider;
    return judge(entry, read_builtin(entry, &fault), &fault, error);
}

/* ---- The whole ---- */

static bool search(struct building *building, const struct registry_options *options,
                   struct error *error)
{
    struct discovery discovery = {
        .visit = visit_file, .data = building, .problems = &building->registry->problems};
    bool done = true;

    for (size_t i = 0; done && options->directories != NULL && i < options->directories->count; i++)
        done =
            discover_directory(&discovery, options->directories->items[i], DIRECTORY_GIVEN, error);
    if (done && options->path != NULL)
        done = discover_path(&discovery, options->path, error);
    if (done && options->default_directory != NULL)
        done = discover_directory(&discovery, options->default_directory, DIRECTORY_DEFAULT, error);
    discovery_end(&discovery);
    return done && loader_builtins(visit_builtin, building, error);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = strcmp(left->name, right->name);

    return order != 0 ? order : left->order < right->order ? -1 : left->order > right->order;
}

/* The first directory wins even with a module that cannot be used: putting one
 * in front is how a user replaces a provider, and a silent return to the other
 * would upload through what was meant to be replaced. */
static bool shadow(struct entry *entry, const struct entry *winner, struct error *error)
{
    struct error reason = ERROR_INIT;

    error_set(&reason, "%s comes first%s", winner->path,
              winner->state == ENTRY_FAULTY ? ", although it is faulty" : "");
    return set_state(entry, ENTRY_SHADOWED, reason.text, error);
}

static bool settle(struct registry *registry, const struct string_list *disabled,
                   struct error *error)
{
    struct entry *winner = NULL;

    if (registry->count > 0)
        qsort(registry->entries, registry->count, sizeof registry->entries[0], compare_entries);
    for (size_t i = 0; i < registry->count; i++) {
        struct entry *entry = &registry->entries[i];

        if (winner != NULL && strcmp(winner->name, entry->name) == 0) {
            if (!shadow(entry, winner, error))
                return false;
            continue;
        }
        winner = entry;
        if (disabled != NULL && string_list_contains(disabled, entry->name) &&
            !set_state(entry, ENTRY_DISABLED, "disabled by the configuration", error))
            return false;
    }
    return true;
}

bool registry_open(struct registry *registry, const struct registry_options *options,
                   struct error *error)
{
    struct building building = {.registry = registry};

    *registry = (struct registry){.entries = NULL};
    if (search(&building, options, error) && settle(registry, options->disabled, error))
        return true;
    registry_close(registry);
    return false;
}

void registry_close(struct registry *registry)
{
    for (size_t i = 0; i < registry->count; i++)
        free_entry(&registry->entries[i]);
    free(registry->entries);
    string_list_free(&registry->problems);
    *registry = (struct registry){.entries = NULL};
}

struct entry *registry_find(const struct registry *registry, const char *name)
{
    size_t low = 0, high = registry->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(registry->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == registry->count || strcmp(registry->entries[low].name, name) != 0)
        return NULL;
    return &registry->entries[low];
}

/* ---- Loading ---- */

static bool take_table(const struct entry *entry, struct twatfs_provider *copy, struct error *error)
{
    struct loaded loaded;
    uint64_t size;

    if (entry->builtin != NULL)
        return abi_take_table(entry->builtin, ABI_SIZE_UNKNOWN, copy, error);
    return loader_load(entry->path, &loaded, error) &&
           abi_check_symbol(loaded.dl_handle, loaded.symbol, &size, error) &&
           abi_take_table(loaded.symbol, size, copy, error);
}

/* Once, since what is faulty stays so.  Who asked before may still hold the old reason. */
static bool become_faulty(struct entry *entry, const struct error *fault, struct error *error)
{
    char *reason = strdup(fault->text);

    if (reason == NULL)
        return error_memory(error);
    entry->reason_before = entry->reason;
    entry->reason = reason;
    entry->state = ENTRY_FAULTY;
    return error_set(error, "%s", fault->text);
}

static bool load_locked(struct entry *entry, struct error *error)
{
    CLEANUP_FREE struct twatfs_provider *table = NULL;
    struct error fault = ERROR_INIT;

    if (entry->table != NULL)
        return true;
    if (entry->state == ENTRY_FAULTY)
        return error_set(error, "%s", entry->reason);
    /* What helps to set the variables is code of the module. */
    if (entry->state != ENTRY_READY && entry->state != ENTRY_NEEDS_CONFIGURATION)
        return error_set(error, "%s: %s: %s", entry->name, entry_state_name(entry->state),
                         entry->reason);
    table = calloc(1, sizeof *table);
    if (table == NULL)
        return error_memory(error);
    if (entry->builtin == NULL && !discover_still_trusted(entry->path, &entry->identity, &fault))
        return become_faulty(entry, &fault, error);
    if (take_table(entry, table, &fault)) {
        entry->table = STEAL(table);
        return true;
    }
    error_prefix(&fault, "%s: ", entry->path);
    return become_faulty(entry, &fault, error);
}

bool registry_load(struct entry *entry, struct error *error)
{
    bool done;

    pthread_mutex_lock(&load_lock);
    done = load_locked(entry, error);
    pthread_mutex_unlock(&load_lock);
    return done;
}

enum entry_state registry_state(const struct entry *entry, const char **reason)
{
    enum entry_state state;

    pthread_mutex_lock(&load_lock);
    state = entry->state;
    *reason = entry->reason;
    pthread_mutex_unlock(&load_lock);
    return state;
}

const char *entry_state_name(enum entry_state state)
{
    switch (state) {
    case ENTRY_READY:
        return "ready";
    case ENTRY_NEEDS_CONFIGURATION:
        return "needs configuration";
    case ENTRY_FAULTY:
        return "faulty";
    case ENTRY_SHADOWED:
        return "shadowed";
    case ENTRY_DISABLED:
        return "disabled";
    }
    return "unknown";
}

/* settings.h: what holds for a run, from flags, environment and files.
 *
 * SPDX-License-Identifier: MIT
 *
 * Values may come in any order: each knows the layer it came from, and a lower
 * layer never replaces a higher one's.  Within one layer the last value wins,
 * except that "disable" adds up, over all layers: what an administrator
 * switched off, a user's own list does not switch on by accident.
 */
#ifndef LIBRARY_SETTINGS_H
#define LIBRARY_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "batch/batch.h"
#include "transfer/transfer.h"

enum settings_layer {
    LAYER_DEFAULT,
    LAYER_SYSTEM,      /* SYSCONFDIR/twatfs/config */
    LAYER_USER,        /* $XDG_CONFIG_HOME/twatfs/config, or a file that was named */
    LAYER_ENVIRONMENT, /* TWATFS_… */
    LAYER_SET,         /* by the program: its flags */
};

enum setting_type {
    SETTING_NAMES,      /* provider names; replaces what a lower layer said */
    SETTING_MORE_NAMES, /* provider names, added to those of all layers */
    SETTING_NUMBER,
    SETTING_JOBS,     /* a number, or auto: 0 */
    SETTING_DURATION, /* text_duration; bounds in nanoseconds */
    SETTING_CHECK,    /* auto, head, full, none */
    SETTING_SWITCH,   /* yes, no */
    SETTING_TEXT,
    SETTING_BYTES, /* text_bytes */
    SETTING_CACHE, /* see cache_choice_valid */
};

/* One setting, for reading it and for explaining it. */
struct setting {
    const char *key;      /* in a configuration file */
    const char *variable; /* in the environment */
    const char *flag;     /* on the command line; NULL without */
    enum setting_type type;
    size_t offset;             /* of its value in struct settings */
    uint64_t minimum, maximum; /* of a number, duration or size */
    const char *otherwise;     /* what holds without it, for people */
    const char *help;
};

#define SETTING_COUNT 21
extern const struct setting settings_table[SETTING_COUNT];

/* A value of -o NAME.key=value, or of a key in a file's [NAME] section. */
struct configured_option {
    struct provider_option option;
    enum settings_layer layer;
    char *origin; /* "FILE:LINE"; NULL for a flag */
};

struct settings {
    struct string_list provider, order, disable;
    char *plugin_path; /* directories, colon-separated; NULL without */
    bool progress;
    bool memory;         /* history, health and cache are kept */
    bool reuse;          /* a link that serves the same bytes already will do */
    char *cache;         /* its engine; NULL: sqlite */
    unsigned jobs;       /* files at once; 0: as many as pay */
    uint64_t max_memory; /* bytes, of files under way */
    struct transfer_settings transfer;
    enum settings_layer layers[SETTING_COUNT]; /* where each value came from */

    struct configured_option *options; /* no provider's key twice */
    size_t option_count;

    char *texts[SETTING_COUNT];     /* as they were given; NULL: the default */
    struct string_list directories; /* with providers, before all others */
};
#define SETTINGS_INIT                                                                              \
    {                                                                                              \
        .progress = true, .memory = true, .max_memory = BATCH_MEMORY,                              \
        .transfer = TRANSFER_SETTINGS_INIT                                                         \
    }

void settings_free(struct settings *settings);

/* Set one by its key, above all layers that are read. */
bool settings_set(struct settings *settings, const char *key, const char *value,
                  struct error *error);

/* A provider's option likewise. */
bool settings_set_option(struct settings *settings, const char *provider, const char *key,
                         const char *value, struct error *error);

bool settings_add_directory(struct settings *settings, const char *directory, struct error *error);

/* Read the environment and the files: path, when it is not NULL, instead of the usual ones. */
bool settings_load(struct settings *settings, const char *path, struct error *error);

/* What a setting's text is, or what holds without it in words; NULL for an unknown key. */
const char *settings_text(const struct settings *settings, const char *key);

/* Names between commas, blanks, brackets or quotes, each one that a provider may have; none
 * is an error unless that may be. */
bool settings_read_names(struct string_list *names, const char *value, bool may_be_empty,
                         struct error *error);

/* Read one file. */
bool settings_read_file(struct settings *settings, const char *path, enum settings_layer layer,
                        struct error *error);

#define CLEANUP_SETTINGS CLEANUP(settings_free)

#endif

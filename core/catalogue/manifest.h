/* manifest.h: what a provider says of itself, read without running it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_MANIFEST_H
#define CATALOGUE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct json;

#define MANIFEST_NAME_MAX 32 /* [a-z0-9][a-z0-9-]{0,31} */

/* "supports": what a user can ask for that not every host can do.  A word that
 * is not known here is left alone: it is for a newer host. */
enum manifest_support {
    SUPPORTS_REMOTE_PATH = 1 << 0,  /* --remote-path */
    SUPPORTS_OVERWRITE = 1 << 1,    /* --force */
    SUPPORTS_UNIQUE = 1 << 2,       /* --unique: a name nobody else has */
    SUPPORTS_EXPIRY = 1 << 3,       /* --expire */
    SUPPORTS_CONTENT_TYPE = 1 << 4, /* --content-type is what the link serves */
    SUPPORTS_DELETE = 1 << 5,
    SUPPORTS_RESUME = 1 << 6,
    SUPPORTS_UNKNOWN_SIZE = 1 << 7, /* takes standard input without spooling */
    SUPPORTS_PRIVATE = 1 << 8,      /* the link cannot be guessed */
    SUPPORTS_ONCE = 1 << 9,         /* --once */
    SUPPORTS_SETUP = 1 << 10,       /* guides the user through its set-up */
    SUPPORTS_LAST = SUPPORTS_SETUP
};

/* A size limit for names or types that match a pattern. */
struct manifest_limit {
    char *pattern; /* a glob over the file's name, or over its MIME type if it has a slash */
    uint64_t max_size;
};

/* An option of the provider's own, given as -o NAME.key=value. */
struct manifest_option {
    char *key;
    char *description;
    bool secret; /* its values are never shown */
};

struct manifest {
    struct json *document; /* all of it, as the author wrote it: for `info` */
    int32_t abi_major, abi_minor;

    char *name, *version, *description; /* never NULL */
    char *homepage, *setup, *retention; /* NULL when not said */

    struct string_list *any_of;  /* sets of variables, one of which must be fully set */
    size_t any_of_count;         /* 0: anonymous; then an endpoint is needed */
    struct string_list optional; /* variables it may also read */
    struct string_list
        not_secret; /* "public": those of all its variables whose values may be shown */
    struct string_list in_links; /* variables whose values its links hold by design */

    char *endpoint_env, *endpoint_default; /* NULL when not said */
    struct string_list
        url_prefixes; /* "url": what a returned URL begins with, at the default endpoint */
    struct string_list schemes; /* of a returned URL; default http and https */

    unsigned supports;             /* enum manifest_support, or-ed */
    uint64_t min_size, max_size;   /* bytes; max_size UINT64_MAX when not said */
    struct string_list rejects;    /* globs as in manifest_limit */
    struct manifest_limit *limits; /* "max_size_of" */
    size_t limit_count;

    int64_t *expiry_choices_s; /* "expiry": exactly these seconds … */
    size_t expiry_choice_count;
    int64_t expiry_min_s, expiry_max_s, expiry_step_s; /* … or a range; 0: not said */

    struct manifest_option *options;
    size_t option_count;

    int *final_statuses; /* HTTP statuses after which this host must not be asked again */
    size_t final_status_count;

    bool parallel;                     /* "threads": "parallel"; else serial */
    bool automatic;                    /* may be chosen without being named; default true */
    bool single_download;              /* the link dies on its first download */
    bool outlives_link;                /* the file stays when its link has expired */
    bool direct_link;                  /* the link serves the file; default true, else a page */
    bool text_only;                    /* takes no file with a NUL byte */
    uint64_t rate_uploads, rate_per_s; /* so many in so long, no more; 0: not said */
    int64_t priority;                  /* the higher is tried first; default 0 */
};

/* Whether text is a name that a provider can have. */
bool manifest_name_valid(const char *text);

/* Read a note's description: {"abi": [1, 0], "manifest": {…}}.  NULL with "what:
 * why" in error.  Unknown members are left alone, known ones of a wrong type or
 * beyond their limits are errors. */
struct manifest *manifest_parse(const char *text, size_t length, struct error *error);
void manifest_free(struct manifest *manifest);

/* Whether the provider may read the variable: its endpoint's, or one in env. */
bool manifest_declares(const struct manifest *manifest, const char *variable);

/* The endpoint in force: its variable's value when set and not empty, else the
 * default; NULL when there is neither.  is_default may be NULL. */
const char *manifest_endpoint(const struct manifest *manifest, bool *is_default);

/* Whether an HTTP status is one of final_statuses. */
bool manifest_final_status(const struct manifest *manifest, int status);

const struct manifest_option *manifest_find_option(const struct manifest *manifest,
                                                   const char *key);

/* Tell the log which variables' values must never be shown: all declared ones
 * that are set and not "public", and who logs in with what in an endpoint. */
bool manifest_register_secrets(const struct manifest *manifest);

/* Whether a link holds one of those values that it must not hold, of at least so many bytes. */
bool manifest_secret_in_link(const struct manifest *manifest, const char *link, size_t minimum);

/* The word for one support bit, such as "remote-path". */
const char *manifest_support_name(enum manifest_support support);

DEFINE_CLEANUP(manifest, struct manifest, manifest_free)
#define CLEANUP_MANIFEST CLEANUP(cleanup_manifest)

#endif

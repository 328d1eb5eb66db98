/* transfer.h: a file in, a proven URL out.
 *
 * SPDX-License-Identifier: MIT
 *
 * The door of this room.  A struct session holds what all threads share: the registry,
 * the settings, the opened providers, where the order of trial starts.  A struct transfer is
 * one thread's way through it, with connections of its own.
 */
#ifndef TRANSFER_TRANSFER_H
#define TRANSFER_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancel.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "catalogue/registry.h"
#include "transfer/events.h"
#include "transfer/pacing.h"
#include "transfer/source.h"

enum check_mode {
    CHECK_AUTO, /* the server's own digest where there is one, else as CHECK_FULL */
    CHECK_FULL, /* download and compare */
    CHECK_HEAD, /* it answers, with the right length */
    CHECK_NONE,
};

/* How a URL was proven. */
enum proof {
    PROOF_NONE,          /* it was not */
    PROOF_HEAD,          /* a link of the right length answers */
    PROOF_SERVER_DIGEST, /* the server computed the same digest */
    PROOF_DOWNLOAD,      /* the same bytes came back */
};

const char *proof_name(enum proof proof); /* "none", "head", "server-digest", "download" */

struct transfer_settings {
    enum check_mode check;
    unsigned retries;            /* further attempts with one provider */
    uint64_t retry_for_ns;       /* and no attempt begins later than this after its first */
    uint64_t retry_delay_ns;     /* the backoff's first step; doubles, full jitter */
    uint64_t retry_after_max_ns; /* a longer Retry-After is an exhausted provider */
    uint64_t timeout_ns;         /* for one file, all in all; 0: none */
    uint64_t connect_timeout_ns;
    uint64_t stall_ns;          /* slower than 1 KiB/s for this long is a failure */
    uint64_t answer_timeout_ns; /* from the last byte sent to the first of the answer */
    uint64_t limit_rate;        /* bytes a second, all connections together; 0: no limit */
    bool ignore_health;         /* those that keep failing are not tried last */
};
#define TRANSFER_SETTINGS_INIT                                                                     \
    {                                                                                              \
        .check = CHECK_AUTO, .retries = 2, .retry_for_ns = 120 * UINT64_C(1000000000),             \
        .retry_delay_ns = UINT64_C(1000000000), .retry_after_max_ns = 60 * UINT64_C(1000000000),   \
        .timeout_ns = 0, .connect_timeout_ns = 15 * UINT64_C(1000000000),                          \
        .stall_ns = 30 * UINT64_C(1000000000), .answer_timeout_ns = 120 * UINT64_C(1000000000)     \
    }

/* One value of -o NAME.key=value. */
struct provider_option {
    char *provider, *key, *value;
};

/* What the user asks.  Borrowed for the call. */
struct journal_file;
struct upload_wishes {
    struct source_input input;
    const struct string_list *providers; /* named ones: the whole list; empty: choose */
    const struct string_list *order;     /* configured: tried first where none is named */
    const struct provider_option *options;
    size_t option_count;
    const char *name;         /* NULL: the file's own */
    const char *content_type; /* NULL: told from the name */
    const char *remote_path;  /* NULL: not asked for */
    const char *path_below;   /* its last part, which names a file below a folder; NULL: none */
    int64_t expire_s;         /* 0: not asked for */
    bool force, unique, once;
    bool fragile;                /* one provider, no fallback */
    bool reuse;                  /* a link that serves the same bytes already will do */
    bool spend;                  /* prove even a link that dies on its first download */
    const struct cancel *cancel; /* NULL: nobody stops it */
    struct event_sink events;
    const struct pacing *pacing;        /* how many at once; NULL: it is not watched */
    const struct journal_file *journal; /* where its result is noted; NULL: nowhere */
    bool patient; /* one of many: a host's published rate is waited for, and is no failure */
};

/* The plan for one file: who would be tried, in order, then who is passed over. */
struct plan_item {
    struct entry *entry;
    bool candidate;
    bool page;    /* a candidate whose link leads to a page: behind those that link to the file */
    bool last;    /* a candidate that keeps failing: behind those that do not */
    bool trial;   /* one that did: for one upload at a time */
    char *reason; /* why not a candidate, or what is the matter with it; NULL: nothing is */
    char *failed; /* what it failed with in this job, if that may be its host's fault */
};

struct plan {
    struct plan_item *items; /* candidates first, in the order of trial */
    size_t count, candidates;
};

struct session;
struct transfer;

/* How a file ended. */
enum outcome {
    OUTCOME_VERIFIED,
    OUTCOME_UNVERIFIED, /* a URL, but no proof, though one was asked for */
    OUTCOME_UNCHECKED,  /* a URL, and no proof was asked for */
    OUTCOME_USAGE,      /* an unknown provider or option */
    OUTCOME_LOCAL,      /* the file itself */
    OUTCOME_NO_PROVIDER,
    OUTCOME_FAILED, /* every provider */
    OUTCOME_CANCELLED,
};

struct upload_result {
    enum outcome outcome;
    char *url;                    /* NULL unless there is one to use */
    char *unverified_url;         /* without url: where the file was left, unproven */
    char *provider;               /* of url, or without it of unverified_url */
    char *tried;                  /* the provider that was tried last */
    char *name;                   /* as the host was told */
    uint64_t size;                /* bytes */
    char sha256[DIGEST_HEX_SIZE]; /* "" when the file was never read through */
    enum proof proof;
    bool reused;           /* an earlier upload's link: nothing was sent */
    bool direct;           /* url serves the file itself, and does not lead to a page */
    unsigned attempts;     /* with all providers */
    int64_t expiry_unix_s; /* 0: not said */
    bool expiry_known;     /* the host told, or the manifest says permanent */
    char *delete_token;    /* of url or unverified_url: a secret; NULL without */
    uint64_t upload_ns, verify_ns, total_ns;
};
#define UPLOAD_RESULT_INIT                                                                         \
    {                                                                                              \
        .outcome = OUTCOME_FAILED                                                                  \
    }

/* Borrows what it is given until session_close, which has providers that were opened say their
 * last over the connections of transfer; NULL: over new ones.  It closes transfer. */
struct session *session_open(const struct registry *registry,
                             const struct transfer_settings *settings, struct error *error);

/* Remember in these, which are borrowed too and may be NULL; before the first transfer. */
struct store;
struct cache;
void session_remember(struct session *session, struct store *memory, struct cache *cache);

/* Closes the providers that were opened; after the last transfer. */
void session_close(struct session *session, struct transfer *transfer);

struct transfer *transfer_open(struct session *session, struct error *error);
void transfer_close(struct transfer *transfer);

/* Whether the wishes name only providers and options that exist; no file needed. */
bool transfer_check_wishes(const struct registry *registry, const struct upload_wishes *wishes,
                           struct error *error);

/* The plan for a file; reads little of it.  OUTCOME_VERIFIED in outcome stands for
 * "at least one candidate". */
bool transfer_plan(struct session *session, const struct upload_wishes *wishes, struct plan *plan,
                   enum outcome *outcome, struct error *error);
void plan_free(struct plan *plan);

/* Upload what the wishes name.  True when result->url is there to use (with
 * OUTCOME_UNVERIFIED error says why it was not proven); else error says the one line that
 * tells why.  result is filled as far as it goes
 * either way, and is to be freed. */
bool transfer_upload(struct transfer *transfer, const struct upload_wishes *wishes,
                     struct upload_result *result, struct error *error);
/* Have the provider delete what it put there: the link, and the token that the upload left or
 * NULL.  wishes is for the provider's options. */
bool transfer_remove(struct transfer *transfer, const char *provider, const char *url,
                     const char *token, const struct upload_wishes *wishes, struct error *error);

/* See whether an upload would find its way, as far as the provider can tell. */
bool transfer_examine(struct transfer *transfer, const char *provider,
                      const struct upload_wishes *wishes, struct error *error);

/* Who is there while a provider guides through its set-up; all is printable text. */
struct guide {
    /* A line without its break into answer, of room bytes; false when none comes. */
    bool (*ask)(void *data, const char *prompt, bool secret, char *answer, size_t room);
    void (*tell)(void *data, const char *line);
    /* value is as it has to be, and may be a secret. */
    void (*set_variable)(void *data, const char *name, const char *value);
    void *data;
};

/* Have a provider, which may need its variables still, guide through its set-up. */
bool transfer_setup(struct transfer *transfer, const char *provider, const struct guide *guide,
                    const struct upload_wishes *wishes, struct error *error);

/* Have a provider end what it began for a file and did not finish. */
struct checkpoint_entry;
bool transfer_abandon(struct transfer *transfer, const struct checkpoint_entry *unfinished,
                      const struct upload_wishes *wishes, struct error *error);

void upload_result_free(struct upload_result *result);

/* ---- For who judges a provider ---- */

/* What one upload came to, without retry, fallback, proof, or anything made of it. */
struct trial_result {
    enum { TRIAL_OPENING, TRIAL_UPLOADING, TRIAL_OVER } stage; /* told as it is reached */
    int32_t status;                                            /* TWATFS_ class */
    int64_t retry_after_s;                                     /* 0: nothing was said */
    bool stopped;                                              /* its deadline had passed */
    bool link;                                                 /* a clean URL was set */
    char text[ERROR_TEXT_SIZE];                                /* why it is not TWATFS_OK */
};

/* Load and open the provider, if that was not done, and have it upload what the wishes name. */
void transfer_try(struct transfer *transfer, const char *provider,
                  const struct upload_wishes *wishes, struct trial_result *result);

/* Show this function, too, what providers say, before secrets are taken out of it; set while
 * there is one thread. */
typedef void provider_words(const char *text);
void transfer_overhear(provider_words *listener);

#endif

/* library.h: what the files of libtwatfs share: the insides of its handles.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_LIBRARY_H
#define LIBRARY_LIBRARY_H

#include <pthread.h>

#include <twatfs/provider.h>
#include <twatfs/twatfs.h>

#include "base/cancel.h"
#include "base/error.h"
#include "base/log.h"
#include "batch/batch.h"
#include "catalogue/registry.h"
#include "library/settings.h"
#include "state/store.h"
#include "transfer/transfer.h"

struct twatfs_error {
    int32_t code; /* TWATFS_ERROR_… */
    bool retryable;
    int cause;   /* errno; 0 without */
    char text[]; /* without secrets, printable */
};

struct twatfs_cancel {
    struct cancel cancel;
};

/* A thread's connections, kept for the next that needs some. */
struct idle {
    struct idle *next;
    struct transfer *transfer;
};

struct twatfs_context {
    struct settings settings;

    struct log_sink sink; /* writes to log, under log_lock */
    twatfs_log_function *log;
    void *log_data;
    pthread_mutex_t log_lock;

    pthread_mutex_t lock; /* guards what follows */
    bool opened;          /* from here on only idle changes */
    struct registry registry;
    struct session *session;
    struct store *memory;            /* NULL: nothing is remembered */
    struct cache *cache;             /* NULL: there is none */
    struct provider_option *options; /* borrows from settings */
    size_t option_count;
    char **manifests; /* of registry's entries, as JSON; each NULL until asked for */
    struct idle *idle;
};

struct twatfs_request {
    char *path;
    int descriptor; /* -1: none */
    const void *memory;
    size_t length;
    char *name, *content_type, *remote_path; /* NULL: not asked for */
    const char *path_below;                  /* in remote_path; NULL: none */
    struct string_list providers;
    int64_t expire_s;
    uint32_t flags; /* TWATFS_REQUEST_… */
    int32_t priority;
    struct twatfs_cancel *cancel;
    twatfs_event_function *on_event;
    void *on_event_data;
};

struct twatfs_result {
    struct upload_result result;
    char *file;   /* the request's path; NULL without */
    bool resumed; /* an earlier run's */
    struct twatfs_error *error;
};

struct twatfs_plan {
    struct plan plan; /* its entries are the context's, which may be freed before the plan */
    struct string_list providers; /* the names of these */
    struct twatfs_error *error;
};

/* ---- error.c ---- */

/* A new error; NULL without memory. */
struct twatfs_error *error_new(int32_t code, const struct error *error);

/* Put a new one there, unless nobody wants it: always false. */
bool error_give(struct twatfs_error **target, int32_t code, const struct error *error);

/* ---- context.c ---- */

/* While a context's function runs, its thread's log lines go to the context. */
const struct log_sink *context_enter(struct twatfs_context *context);
static inline void context_leave(const struct log_sink **before)
{
    (void)log_use(*before);
}
#define IN_CONTEXT(context)                                                                        \
    UNUSED CLEANUP(context_leave) const struct log_sink *before_ = context_enter(context)

/* Find the providers, once.  From any thread. */
bool context_open(struct twatfs_context *context, int32_t *code, struct error *error);

/* One thread's connections, for a while. */
struct transfer *context_borrow(struct twatfs_context *context, struct error *error);
void context_return(struct twatfs_context *context, struct transfer *transfer);

/* The memory; NULL with error set without one. */
struct store *context_memory(struct twatfs_context *context, int32_t *code, struct error *error);

/* ---- errands.c ---- */

/* As twatfs_delete, with the kind of failure told; the history learns of it. */
bool errand_delete(struct twatfs_context *context, const char *provider, const char *url,
                   const char *token, const struct twatfs_cancel *cancel, int32_t *code,
                   struct error *error);

/* ---- request.c ---- */

/* The request as the rooms below take it; borrows from both, and event through which the
 * request's listener is called. */
struct upload_wishes request_wishes(const struct twatfs_request *request,
                                    const struct twatfs_context *context);

/* An event as programs are told it. */
struct twatfs_event public_event(const struct event *event);

/* ---- upload.c ---- */

/* Where a request is one of a batch: what it heeds instead of its own. */
struct upload_place {
    const struct cancel *cancel;
    const struct pacing *pacing;
    struct event_sink events;           /* without a function: the request's own */
    const struct journal_file *journal; /* where its result is noted; NULL: nowhere */
};

/* As twatfs_upload; place may be NULL. */
struct twatfs_result *upload_request(struct twatfs_context *context,
                                     const struct twatfs_request *request,
                                     const struct upload_place *place);

/* The result of one that was never begun; of one that was, and had no memory for its own; of one
 * that an earlier run uploaded.  NULL without memory. */
struct twatfs_result *result_skipped(const struct twatfs_request *request);
struct twatfs_result *result_lost(const struct twatfs_request *request);
struct journal_result;
struct twatfs_result *result_remembered(const struct twatfs_request *request,
                                        const struct journal_result *earlier);

#endif

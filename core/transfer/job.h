/* job.h: what the files of this room share.
 *
 * SPDX-License-Identifier: MIT
 *
 *     struct transfer          one run: connections, opened providers, where the
 *       |                      list starts
 *       +- struct instance[]   a provider, loaded and opened once
 *     struct job               one file: source, plan, what it has come to
 *       +- struct checkpoint   what a provider saved for its next attempt
 *       +- struct call         one callback in progress, and what it leaves
 */
#ifndef TRANSFER_JOB_H
#define TRANSFER_JOB_H

#include <pthread.h>

#include <twatfs/provider.h>

#include "transfer/http.h"
#include "transfer/source.h"
#include "transfer/transfer.h"

/* A provider in use. */
struct instance {
    struct entry *entry;
    pthread_mutex_t lock; /* held around every callback of a serial provider */
    void *state;          /* what its open returned */
    bool opened;
};

struct transfer {
    const struct registry *registry;
    const struct transfer_settings *settings;
    struct cancel *cancel;
    struct event_sink events;
    struct http *http;
    struct instance *instances; /* one per entry of the registry, in its order */
    const struct entry *start;  /* who served last after others failed: tried first */
};

/* Why something failed, with what the host wished. */
struct failure {
    twatfs_status status;
    int64_t retry_after_s; /* 0: nothing was said */
    char text[ERROR_TEXT_SIZE];
};

/* What a provider wants back at its next attempt at the same file. */
struct checkpoint {
    struct checkpoint *next;
    const struct entry *entry;
    struct buffer data;
};

/* A digest that a server computed. */
#define SERVER_DIGESTS_MAX 4
struct server_digest {
    char algorithm[16];
    char hex[DIGEST_HEX_SIZE];
};

/* One file on its way. */
struct job {
    struct transfer *transfer;
    const struct upload_wishes *wishes;
    struct source source;
    struct plan plan;
    char *name;         /* as hosts are told */
    char *content_type; /* MIME type */
    struct checkpoint *checkpoints;
    unsigned attempt;  /* with the current provider, from 1 */
    bool check_failed; /* a link was there and could not be proven */
    struct upload_result *result;
};

struct scratch; /* memory that goes when the callback returns */
struct answer;  /* an answer that the provider was given */

struct call {
    struct twatfs_call border; /* first: a provider's pointer to it is one to us */
    struct transfer *transfer;
    struct job *job; /* NULL while the provider is closed */
    struct instance *instance;
    bool uploading; /* there is a source: not while open runs */
    struct scratch *scratch;
    struct answer *answers;
    uint64_t sent_before; /* bytes of the source that earlier requests have sent */
    /* what the callback leaves */
    struct failure failure;
    char *url;
    char *delete_token;
    int64_t expiry_unix_s;
    bool expiry_known;
    struct server_digest digests[SERVER_DIGESTS_MAX];
    size_t digest_count;
};

/* ---- dispatch.c: every call into a provider ---- */

twatfs_status dispatch_open(struct instance *instance, struct call *call);
twatfs_status dispatch_upload(struct instance *instance, struct call *call,
                              const struct twatfs_upload *upload);
void dispatch_close(struct instance *instance, struct call *call);

/* ---- hostapi.c: every service a provider calls ---- */

/* job is NULL while a provider is closed: there is no file then. */
void call_begin(struct call *call, struct transfer *transfer, struct job *job,
                struct instance *instance, bool uploading);
void call_end(struct call *call); /* frees all that the callback was lent and left */
#define CLEANUP_CALL CLEANUP(call_end)

/* ---- hostapi-http.c: those of its services that speak HTTP ---- */

extern const struct twatfs_host hostapi_http; /* only its HTTP members are set */
void call_free_answers(struct call *call);

/* ---- attempt.c: one attempt with one provider ---- */

/* Load and open the provider if that was not done, and let it upload. False with
 * failure set; else the call holds a URL. */
bool attempt(struct job *job, struct instance *instance, struct call *call,
             struct failure *failure);

/* ---- fallback.c: one provider after the other ---- */

bool fallback_run(struct job *job, struct error *error);

/* ---- verify.c ---- */

/* Prove the URL. False with failure set when it could not be proven; a link that
 * must not be touched is PROOF_NONE and no failure. */
bool verify_url(struct job *job, const struct instance *instance, const char *url,
                const struct server_digest *digests, size_t digest_count, enum proof *proof,
                struct failure *failure);

/* ---- plan.c ---- */

bool plan_make(struct job *job, enum outcome *outcome, struct error *error);

/* ---- transfer.c ---- */

void job_event(const struct job *job, const struct instance *instance, enum event_kind kind,
               uint64_t done, uint64_t total, uint64_t wait_ns);
struct instance *transfer_instance(struct transfer *transfer, const struct entry *entry);

/* Say that the job was stopped, by the user or by its deadline: true for the deadline. */
bool job_cancelled(const struct job *job, struct error *error);

/* Record a failure: false, so that it can stand in a return statement. */
bool failure_set(struct failure *failure, twatfs_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif

/* job.h: what the files of this room share.
 *
 * SPDX-License-Identifier: MIT
 *
 *     struct session           what threads share, and where the list starts
 *       +- struct instance[]   a provider, loaded and opened once
 *     struct transfer          one thread's connections
 *     struct job               one file: source, plan, what it has come to
 *       +- struct checkpoint   what a provider saved for its next attempt
 *       +- struct call         one callback in progress, and what it leaves
 */
#ifndef TRANSFER_JOB_H
#define TRANSFER_JOB_H

#include <pthread.h>

#include <twatfs/provider.h>

#include "state/checkpoint.h"
#include "transfer/http.h"
#include "transfer/limiter.h"
#include "transfer/rate.h"
#include "transfer/source.h"
#include "transfer/transfer.h"

/* A provider in use. */
struct instance {
    struct entry *entry;
    pthread_mutex_t lock; /* held around every callback of a serial provider */
    void *state;          /* what its open returned */
    bool opened;
    pthread_mutex_t host_lock; /* guards what follows */
    struct rate rate;          /* of its uploads */
    int final_status;          /* after which the host must not be asked again; 0: none came */
    uint64_t final_ns;         /* when it came */
};

struct session {
    const struct registry *registry;
    const struct transfer_settings *settings;
    struct instance *instances; /* one per entry of the registry, in its order */
    pthread_mutex_t lock;       /* guards start */
    const struct entry *start;  /* who served last after others failed: tried first */
    struct limiter limiter;     /* of all connections together */
    struct store *memory;       /* borrowed; NULL: nothing is remembered */
    struct cache *cache;        /* borrowed; NULL: there is none */
};

struct transfer {
    struct session *session;
    const struct transfer_settings *settings; /* the session's */
    struct http *http;
};

/* Why something failed, with what the host wished. */
struct failure {
    twatfs_status status;
    int64_t retry_after_s; /* 0: nothing was said */
    bool ours;             /* it tells nothing of the host */
    char text[ERROR_TEXT_SIZE];
};

/* What a provider wants back at its next attempt at the same file, in this run or a later
 * one. */
struct checkpoint {
    struct checkpoint *next;
    const struct entry *entry;
    char *place; /* where the upload goes to, in the provider's words; NULL: not said */
    struct buffer data;
    struct checkpoint_file file; /* where it outlives us; not open where it does not */
};

/* Names and values that go with a check. */
#define CHECK_HEADERS_MAX 16

/* A digest that a server computed. */
#define SERVER_DIGESTS_MAX 4
struct server_digest {
    char algorithm[16];
    char hex[DIGEST_HEX_SIZE];
};

/* One file on its way. */
struct job {
    struct session *session;
    struct transfer *transfer; /* NULL when only a plan is made */
    const struct upload_wishes *wishes;
    struct cancel cancel; /* the user's, with this file's deadline */
    struct source source;
    struct plan plan;
    char *name;         /* as hosts are told */
    char *content_type; /* MIME type */
    struct checkpoint *checkpoints;
    unsigned attempt;  /* with the current provider, from 1 */
    bool check_failed; /* a link was there and could not be proven */
    uint64_t started_ns;
    struct upload_result *result;
};

struct scratch; /* memory that goes when the callback returns */
struct answer;  /* an answer that the provider was given */
struct flow;    /* a flow of requests that it drives */

struct call {
    struct twatfs_call border; /* first: a provider's pointer to it is one to us */
    struct transfer *transfer; /* NULL while the provider is closed, like job */
    struct job *job;           /* NULL while the provider is closed */
    struct instance *instance;
    bool uploading;            /* there is a source: not while open runs */
    const struct guide *guide; /* while setup runs; else NULL */
    struct scratch *scratch;
    struct answer *answers;
    struct flow *flow;    /* NULL while none is driven */
    struct digest *reads; /* of what it has read since it asked for that; NULL before */
    bool awaits_source;   /* it was told that there is nothing to read yet */
    uint64_t sent_before; /* bytes of the source that earlier requests have sent */
    int final_status;     /* the last of these that was checked; 0 for none */
    uint64_t paced;       /* bytes that the pacing was told of */
    uint64_t told;        /* bytes that the provider told to have sent by itself … */
    uint64_t unpaid;      /* … and those it has read for that, not yet paid for */
    bool engine_pays;     /* what it reads goes out by requests, which keep to the rate */
    bool crowded;         /* the host asked for less, or stood still */
    /* what the callback leaves */
    struct failure failure;
    char *url;
    char *delete_token;
    int64_t expiry_unix_s;
    bool expiry_known;
    struct server_digest digests[SERVER_DIGESTS_MAX];
    size_t digest_count;
    struct twatfs_check check; /* its pointers are into scratch */
};

/* ---- dispatch.c: every call into a provider ---- */

twatfs_status dispatch_open(struct instance *instance, struct call *call);
twatfs_status dispatch_upload(struct instance *instance, struct call *call,
                              const struct twatfs_upload *upload);
twatfs_status dispatch_abandon(struct instance *instance, struct call *call);
twatfs_status dispatch_examine(struct instance *instance, struct call *call);
twatfs_status dispatch_setup(struct instance *instance, struct call *call);
twatfs_status dispatch_remove(struct instance *instance, struct call *call,
                              const struct twatfs_removal *removal);
void dispatch_close(struct instance *instance, struct call *call);

/* ---- hostapi.c: every service a provider calls ---- */

/* job is NULL while a provider is closed: there is no file then. */
void call_begin(struct call *call, struct job *job, struct instance *instance, bool uploading);
void call_end(struct call *call); /* frees all that the callback was lent and left */
#define CLEANUP_CALL CLEANUP(call_end)

/* Copy a provider's struct, as long as it knew it, into ours of known_size.  False when it
 * is longer and wants something there: what we do not know we must not ignore. */
bool take_struct(void *known, size_t known_size, const void *given, uint32_t given_size);

/* ---- resume.c: what a provider saves to go on later ---- */

extern const struct twatfs_host hostapi_resume;

/* A provider is done with the file, or everyone is with the job. */
void checkpoint_finish(struct job *job, const struct entry *entry);
void checkpoints_free(struct job *job);

/* ---- hostapi-encode.c: those of its services that write other forms of text ---- */

extern const struct twatfs_host hostapi_encode; /* only its own members are set */

/* ---- hostapi-guide.c: those that speak with the user ---- */

extern const struct twatfs_host hostapi_guide;

/* ---- hostapi-answer.c, hostapi-http.c, hostapi-flow.c: what speaks with its host ---- */

extern const struct twatfs_host hostapi_answer, hostapi_http, hostapi_flow;
void call_free_answers(struct call *call);

/* ---- attempt.c: one attempt with one provider ---- */

/* Load and open the provider if that was not done, and let it upload. False with
 * failure set; else the call holds a URL. */
bool attempt(struct job *job, struct instance *instance, struct call *call,
             struct failure *failure);

/* Load the provider, if that was not done, without calling any of its functions. */
bool instance_load(const struct job *job, struct instance *instance, struct failure *failure);

/* The upload by a provider that is ready, as it came to, unjudged. */
twatfs_status attempt_upload(struct job *job, struct instance *instance, struct call *call);

/* Load and open the provider, if that was not done. */
bool instance_ready(struct job *job, struct instance *instance, struct failure *failure);

/* The host gave a status of its final_statuses: it is left alone for a while. 0 is none. */
void instance_final(struct instance *instance, int status);

/* What a callback said of its failure, with the class it returned: always false. */
bool call_failure(const struct call *call, twatfs_status status, struct failure *failure);

/* Whether a callback that returned status ended because somebody wanted an end, or says so without
 * a reason: failure is set then. */
bool call_stopped(struct job *job, twatfs_status status, struct failure *failure);

/* Note in the call what an answer says of how much the host can take. */
void call_watch(struct call *call, const struct http_response *response);

/* ---- fallback.c: one provider after the other ---- */

bool fallback_run(struct job *job, struct error *error);

/* Wait for the next attempt with one provider; false when there is to be none, with
 * the reason added to the failure. */
struct retry;
bool wait_for_retry(struct job *job, const struct instance *instance, struct retry *retry,
                    struct failure *failure);
/* ---- remember.c: what the memory is told ---- */

/* The file is at the link that the job results in. */
void remember_result(struct job *job);

/* It was left, unproven, at a link that is not the result. */
void remember_left(struct job *job, const struct call *call);

/* ---- remember-health.c: how providers have done, told and asked ---- */

/* Those that keep failing behind the other candidates. */
void health_order(struct job *job);

/* Whether the candidate has its turn now: false when it was half-open, and another upload is
 * trying it. */
bool health_take_turn(struct job *job, struct plan_item *item);

/* What came of it.  A failure counts once someone else has shown that it was not ours. */
void health_tell_success(struct job *job, const struct plan_item *item, uint64_t took_ns);
void health_note_failure(struct job *job, struct plan_item *item, const struct failure *failure);

/* The job is over. */
void health_conclude(struct job *job, bool served, size_t tried);

/* What may be wrong with the memory is said once. */
void remember_complain(const struct job *job, const struct error *error);

/* ---- reuse.c: links that serve the same bytes already ---- */

/* True when there is one, which is the job's result then. */
bool reuse_link(struct job *job);

/* Keep the job's result, whose URL the call held, for the next time. */
void reuse_keep(struct job *job, const struct call *call);

/* ---- verify.c ---- */

/* Whether a link that was proven once still serves: with full its bytes, else their number.
 * False: failure is TWATFS_PERMANENT where the link itself says no, and anything else where
 * nothing was learnt of it, as without a network, or from a host that is busy. */
bool verify_again(struct job *job, struct instance *instance, const char *url, bool full,
                  enum proof *proof, struct failure *failure);

/* Whether the URL that the call holds serves the file itself, and does not lead to a page. */
bool call_is_direct(const struct call *call);

/* Prove the URL that the call holds. False with failure set when it could not be proven; a
 * link that must not be touched is PROOF_NONE and no failure. */
bool verify_url(struct job *job, const struct call *call, enum proof *proof,
                struct failure *failure);

/* ---- plan.c ---- */

bool plan_make(struct job *job, enum outcome *outcome, struct error *error);

/* Those that last says yes to behind the others; both keep their order.  How many others. */
size_t plan_put_last(struct plan_item *items, size_t count, bool (*last)(const struct plan_item *));

/* Tell the log who is passed over, who is tried late, and why. */
void plan_explain(const struct plan *plan);

/* ---- transfer.c ---- */

void job_event(const struct job *job, const struct instance *instance, enum event_kind kind,
               uint64_t done, uint64_t total, uint64_t wait_ns);
struct instance *session_instance(struct session *session, const struct entry *entry);

/* Say that the job was stopped, by the user or by its deadline: true for the deadline. */
bool job_cancelled(const struct job *job, struct error *error);

/* Record a failure: false, so that it can stand in a return statement. */
bool failure_set(struct failure *failure, twatfs_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif

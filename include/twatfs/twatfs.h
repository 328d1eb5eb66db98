/* twatfs/twatfs.h: libtwatfs, for programs that need a working link for a file.
 *
 * SPDX-License-Identifier: MIT
 *
 *     struct twatfs_context *context = twatfs_context_new(NULL);
 *     struct twatfs_request *request = twatfs_request_new();
 *
 *     if (context != NULL && request != NULL && twatfs_request_path(request, "photo.jpg")) {
 *         struct twatfs_result *result = twatfs_upload(context, request);
 *
 *         if (result != NULL && twatfs_result_url(result) != NULL)
 *             puts(twatfs_result_url(result));
 *         twatfs_result_free(result);
 *     }
 *     twatfs_request_free(request);
 *     twatfs_context_free(context);
 *
 * A context holds the settings, the providers that were found, and connections that are
 * kept.  A request says what to upload and how.  A result says how that went.
 *
 * What holds for every function here:
 *
 *   - Handles are opaque; each …_new has its …_free, which takes NULL.
 *   - Strings are NUL-terminated UTF-8.  What a function is given it copies, except the
 *     bytes of twatfs_request_memory; what it returns is borrowed from the handle, and lives
 *     as long as it does unless another time is given.
 *   - A function that can fail returns false or NULL, and where it has a struct twatfs_error
 *     **error that is not NULL, puts a new error there, which the caller frees.  On success
 *     *error is left alone.  Messages hold no secret and nothing that a terminal acts on.
 *   - Nothing is printed, no signal handler is set, and nothing ends the process.
 *   - Threads: a context may be used by any number of threads at once, as soon as nobody
 *     changes its settings any more; they share providers, each has connections of its own.
 *     A request, a result, an error, a plan belongs to one thread at a time.  A cancel token
 *     may be used by all.  The environment must not change while a context is used.
 *   - Forks: a child must not use its parent's handles, and where that had other threads, a
 *     batch's included, nothing of this library before it executes another program.
 *   - Callbacks are called on the thread that works for them, and must neither block for
 *     long nor call back into the context.
 *
 * Everything is since 0.1.0 unless it says otherwise.  Link with `pkg-config --libs twatfs`.
 */
#ifndef TWATFS_TWATFS_H
#define TWATFS_TWATFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The library's version, such as "0.1.0"; and the newest provider ABI that it hosts. */
const char *twatfs_version(void);
void twatfs_abi_version(int32_t *major, int32_t *minor);

/* ---- Errors ------------------------------------------------------------- */

/* What kind of failure it was.  A later version may add codes between these: take one
 * that is not known for the one whose thousand it is in. */
#define TWATFS_ERROR_NONE        INT32_C(0)
#define TWATFS_ERROR_USAGE       INT32_C(1000) /* an unknown name, or a bad value */
#define TWATFS_ERROR_FILE        INT32_C(2000) /* the file itself: missing, unreadable, changed */
#define TWATFS_ERROR_NO_PROVIDER INT32_C(3000) /* none is there that could take it */
#define TWATFS_ERROR_FAILED      INT32_C(4000) /* every provider failed */
#define TWATFS_ERROR_UNVERIFIED  INT32_C(5000) /* uploaded, and not proven */
#define TWATFS_ERROR_CANCELLED   INT32_C(6000) /* by its token */
#define TWATFS_ERROR_SYSTEM      INT32_C(7000) /* no memory, no descriptors, … */

struct twatfs_error;

int32_t twatfs_error_code(const struct twatfs_error *error); /* of NULL: TWATFS_ERROR_NONE */

/* "usage", "file", "no-provider", "failed", "unverified", "cancelled", "system". */
const char *twatfs_error_name(int32_t code);

/* "thing: what: why", in one line; of NULL: "". */
const char *twatfs_error_message(const struct twatfs_error *error);

/* Whether trying again later may help: the last provider's trouble was a temporary one, or the
 * time was over. */
bool twatfs_error_retryable(const struct twatfs_error *error);

/* The errno of what the system would not do, such as ENOENT for a missing file; 0 where it was
 * something else. */
int32_t twatfs_error_errno(const struct twatfs_error *error);
void twatfs_error_free(struct twatfs_error *error);

/* ---- Cancelling --------------------------------------------------------- */

struct twatfs_cancel;

/* A token; NULL without memory or descriptors.  It must outlive every call that it was
 * given to. */
struct twatfs_cancel *twatfs_cancel_new(void);
void twatfs_cancel_free(struct twatfs_cancel *cancel);

/* Stop everything that has this token, soon.  From any thread, and from a signal handler.
 * There is no way back: take a new token. */
void twatfs_cancel_now(struct twatfs_cancel *cancel);
bool twatfs_cancelled_by(const struct twatfs_cancel *cancel);

/* ---- Contexts ----------------------------------------------------------- */

struct twatfs_context;

/* A context with the settings' defaults; the environment and configuration files count
 * only once they are read.  NULL in a program with raised privileges (AT_SECURE): providers
 * are code that the user chooses. */
struct twatfs_context *twatfs_context_new(struct twatfs_error **error);

/* Closes connections and providers; when no thread is in it any more. */
void twatfs_context_free(struct twatfs_context *context);

/* The settings below are fixed once the context was used for anything else: they fail
 * with TWATFS_ERROR_USAGE then. */

/* Set one by its name in twatfs-config(5): twatfs_set(context, "check", "full", &error).
 * What is set so is never replaced by what is read from the environment or a file. */
bool twatfs_set(struct twatfs_context *context, const char *name, const char *value,
                struct twatfs_error **error);

/* A provider's own option, as -o PROVIDER.KEY=VALUE has it. */
bool twatfs_set_option(struct twatfs_context *context, const char *provider, const char *key,
                       const char *value, struct twatfs_error **error);

/* A directory to look for providers in, before all others; may be called repeatedly. */
bool twatfs_add_provider_directory(struct twatfs_context *context, const char *directory,
                                   struct twatfs_error **error);

/* Read the variables TWATFS_…, then the configuration: path, or when that is NULL the
 * file of TWATFS_CONFIG, else the user's and the system's. */
bool twatfs_read_configuration(struct twatfs_context *context, const char *path,
                               struct twatfs_error **error);

/* The text of a setting in force; NULL for an unknown name. */
const char *twatfs_setting(const struct twatfs_context *context, const char *name);

/* What is said to people while things go on. */
#define TWATFS_LOG_ERROR   INT32_C(1000)
#define TWATFS_LOG_WARNING INT32_C(2000) /* a retry, a fallback, a directory not used */
#define TWATFS_LOG_INFO    INT32_C(3000) /* what is done */
#define TWATFS_LOG_DEBUG   INT32_C(4000) /* in detail */

/* message is one line without its line break, borrowed for the call. */
typedef void twatfs_log_function(void *data, int32_t level, const char *message);

/* Have what is not more detailed than level told to function, never on two threads at
 * once.  Without one, nothing is told. */
bool twatfs_on_log(struct twatfs_context *context, int32_t level, twatfs_log_function *function,
                   void *data, struct twatfs_error **error);

/* Find the providers now; what uses the context does so by itself otherwise.  Directories
 * that cannot be used are told to the log. */
bool twatfs_context_open(struct twatfs_context *context, struct twatfs_error **error);

/* ---- The providers that were found -------------------------------------- */

/* index is from 0 to below twatfs_provider_count, sorted by name; of one name the one in
 * force comes first.  All of these open the context; without memory there are none. */

#define TWATFS_PROVIDER_READY               INT32_C(1000) /* it can be used */
#define TWATFS_PROVIDER_NEEDS_CONFIGURATION INT32_C(2000) /* its variables are not set */
#define TWATFS_PROVIDER_FAULTY              INT32_C(3000) /* it cannot be loaded */
#define TWATFS_PROVIDER_SHADOWED            INT32_C(4000) /* another of its name comes first */
#define TWATFS_PROVIDER_DISABLED            INT32_C(5000) /* by the configuration */

size_t twatfs_provider_count(struct twatfs_context *context);

/* The index of the one in force; false with a near miss named in error. */
bool twatfs_provider_find(struct twatfs_context *context, const char *name, size_t *index,
                          struct twatfs_error **error);
const char *twatfs_provider_name(struct twatfs_context *context, size_t index);
int32_t twatfs_provider_state(struct twatfs_context *context, size_t index);
const char *twatfs_provider_state_name(int32_t state); /* "ready", "needs configuration", … */

/* Why it is not ready; NULL when it is. */
const char *twatfs_provider_reason(struct twatfs_context *context, size_t index);
const char *twatfs_provider_path(struct twatfs_context *context, size_t index);

/* What it says of itself, as JSON (twatfs-provider(7)); NULL when that cannot be read.
 * Beside the author's members there are "abi", "1.1", and "endpoint_in_force", without what
 * is secret in it. */
const char *twatfs_provider_manifest(struct twatfs_context *context, size_t index);

/* How providers have done in the uploads of this user, as the memory has it: what is long ago
 * counts less, by half for each day. */
struct twatfs_health;

/* What is known now; index below is that of the provider.  NULL when the memory is switched off
 * or cannot be read. */
struct twatfs_health *twatfs_health_new(struct twatfs_context *context,
                                        struct twatfs_error **error);
void twatfs_health_free(struct twatfs_health *health);

/* How many of its uploads succeeded, 0 to 1; -1 when nothing is known. */
double twatfs_health_rate(const struct twatfs_health *health, size_t index);

/* How long a successful one takes; 0 when none is known. */
uint64_t twatfs_health_typical_ns(const struct twatfs_health *health, size_t index);

/* The last success, and the last failure, in seconds since 1970, 0 for none; and what that
 * failure was, NULL without. */
int64_t twatfs_health_succeeded(const struct twatfs_health *health, size_t index);
int64_t twatfs_health_failed(const struct twatfs_health *health, size_t index);
const char *twatfs_health_reason(const struct twatfs_health *health, size_t index);

#define TWATFS_BREAKER_CLOSED    INT32_C(1000) /* it is tried in its turn */
#define TWATFS_BREAKER_OPEN      INT32_C(2000) /* it keeps failing, and is tried last */
#define TWATFS_BREAKER_HALF_OPEN INT32_C(3000) /* the next upload tries it in its turn again */

int32_t twatfs_health_breaker(const struct twatfs_health *health, size_t index);
const char *twatfs_breaker_name(int32_t breaker); /* "closed", "open", "half-open" */

/* When it may be tried in its turn again, in seconds since 1970; 0 when it is. */
int64_t twatfs_health_retry(const struct twatfs_health *health, size_t index);

/* What was wrong with directories on the search path; NULL beyond the last. */
const char *twatfs_directory_problem(struct twatfs_context *context, size_t index);

/* ---- Requests ----------------------------------------------------------- */

struct twatfs_request;

/* Each setter fails only without memory, or as it says. */
struct twatfs_request *twatfs_request_new(void);
void twatfs_request_free(struct twatfs_request *request);

/* What to upload; the last of these counts.  A path ("-" is standard input); a descriptor
 * of a file, read from where it stands to its end, which stays the caller's;
 * or length bytes of memory, lent until the request is freed or given something else. */
bool twatfs_request_path(struct twatfs_request *request, const char *path);
bool twatfs_request_descriptor(struct twatfs_request *request, int descriptor);
bool twatfs_request_memory(struct twatfs_request *request, const void *bytes, size_t length);

/* The name that hosts are told; without one the path's last part, "stdin" or "data". */
bool twatfs_request_name(struct twatfs_request *request, const char *name);

/* The only providers to try, in this order, separated by commas: false too when that is
 * no list of names.  Without them the setting "provider" counts. */
bool twatfs_request_providers(struct twatfs_request *request, const char *names);

/* Wishes: a provider that cannot grant one exactly is passed over.  A type is TYPE/SUBTYPE in
 * ASCII, perhaps with parameters: false too for what is none. */
bool twatfs_request_content_type(struct twatfs_request *request, const char *type);

/* False too for what is no UTF-8, or holds control characters. */
bool twatfs_request_remote_path(struct twatfs_request *request, const char *path);

/* The same for a file below a folder: its path there is put behind path, as it is, where path may
 * be a template.  below is NULL for none; false without path. */
bool twatfs_request_remote_path_below(struct twatfs_request *request, const char *path,
                                      const char *below);

/* False too for what is less than 0 or more than 100,000,000,000 seconds. */
bool twatfs_request_expire(struct twatfs_request *request, int64_t seconds);

#define TWATFS_REQUEST_FORCE   UINT32_C(1)  /* replace what is there */
#define TWATFS_REQUEST_UNIQUE  UINT32_C(2)  /* a name that nothing else has */
#define TWATFS_REQUEST_ONCE    UINT32_C(4)  /* a link that dies with its first download */
#define TWATFS_REQUEST_FRAGILE UINT32_C(8)  /* one provider, no fallback */
#define TWATFS_REQUEST_SPEND   UINT32_C(16) /* prove the link even if that is its only download */
#define TWATFS_REQUEST_REUSE   UINT32_C(32) /* a link that serves the same bytes already will do */

/* False too for flags that are not known here, or contradict each other. */
bool twatfs_request_flags(struct twatfs_request *request, uint32_t flags);

/* In a batch: the higher is begun first; 0 without. */
void twatfs_request_priority(struct twatfs_request *request, int32_t priority);

void twatfs_request_cancel(struct twatfs_request *request, struct twatfs_cancel *cancel);

#define TWATFS_EVENT_SPOOLING  INT32_C(1000) /* a stream is read to its end */
#define TWATFS_EVENT_PROVIDER  INT32_C(2000) /* an attempt with a provider begins */
#define TWATFS_EVENT_SENDING   INT32_C(3000) /* done of total bytes are sent */
#define TWATFS_EVENT_FINISHING INT32_C(4000) /* all is sent, the host's answer is awaited */
#define TWATFS_EVENT_VERIFYING INT32_C(5000) /* done of total bytes came back */
#define TWATFS_EVENT_WAITING   INT32_C(6000) /* a retry begins in wait_ns */
#define TWATFS_EVENT_END       INT32_C(7000) /* the file is done with, one way or the other */

#define TWATFS_SIZE_UNKNOWN UINT64_MAX

/* Lent for the call.  Grows at its end: struct_size says what is there. */
struct twatfs_event {
    uint32_t struct_size;
    int32_t kind;         /* TWATFS_EVENT_… */
    const char *name;     /* of the file */
    const char *provider; /* NULL before the first */
    uint32_t attempt;     /* with this provider, from 1 */
    uint32_t reserved;
    uint64_t done, total; /* bytes; total may be TWATFS_SIZE_UNKNOWN */
    uint64_t wait_ns;
};

typedef void twatfs_event_function(void *data, const struct twatfs_event *event);

/* Called often while a request is worked on. */
void twatfs_request_on_event(struct twatfs_request *request, twatfs_event_function *function,
                             void *data);

/* ---- Uploading ---------------------------------------------------------- */

struct twatfs_result;

/* Whether a request names only providers and options that exist; looks at no file. */
bool twatfs_request_check(struct twatfs_context *context, const struct twatfs_request *request,
                          struct twatfs_error **error);

/* Upload what the request names.  Returns once that is done or has failed, with a result
 * either way; NULL only without memory.  The request can be used again. */
struct twatfs_result *twatfs_upload(struct twatfs_context *context,
                                    const struct twatfs_request *request);
void twatfs_result_free(struct twatfs_result *result);

/* NULL when there is a link, proven as the setting "check" wants.  With
 * TWATFS_ERROR_UNVERIFIED there may be a link all the same: one that must not be touched. */
const struct twatfs_error *twatfs_result_error(const struct twatfs_result *result);

/* The path that the request named; NULL where it named none. */
const char *twatfs_result_file(const struct twatfs_result *result);

/* The link; NULL without one to use. */
const char *twatfs_result_url(const struct twatfs_result *result);

/* Where the file was left, with a link that could not be proven; NULL when it was not. */
const char *twatfs_result_unverified_url(const struct twatfs_result *result);

/* The provider that was tried last, whether a link came of it or not; NULL when none was. */
const char *twatfs_result_tried(const struct twatfs_result *result);

/* The provider of the link, or of the unverified one: it alone can delete it; NULL without.
 * The name that it was told. */
const char *twatfs_result_provider(const struct twatfs_result *result);
const char *twatfs_result_name(const struct twatfs_result *result);
uint64_t twatfs_result_size(const struct twatfs_result *result); /* bytes */

/* Lower-case hex; NULL when the file was never read through. */
const char *twatfs_result_sha256(const struct twatfs_result *result);

/* "none", "head", "server-digest" or "download". */
const char *twatfs_result_proof(const struct twatfs_result *result);

/* How it ended, in a word: "verified", "unverified", "unchecked" (no proof was asked for),
 * "usage", "file", "no-provider", "failed", "cancelled". */
const char *twatfs_result_status(const struct twatfs_result *result);
uint32_t twatfs_result_attempts(const struct twatfs_result *result);

/* Whether the link is that of an earlier upload, and nothing was sent. */
bool twatfs_result_reused(const struct twatfs_result *result);

/* Whether the link serves the file itself; false when it leads to a page around it. */
bool twatfs_result_direct(const struct twatfs_result *result);

/* True when it is known: *unix_s is when the link dies, 0 for never. */
bool twatfs_result_expiry(const struct twatfs_result *result, int64_t *unix_s);

/* Whether it is that of an earlier run of the batch, and nothing was sent. */
bool twatfs_result_resumed(const struct twatfs_result *result);

/* What deletes the file: a secret; NULL without. */
const char *twatfs_result_delete_token(const struct twatfs_result *result);

uint64_t twatfs_result_upload_ns(const struct twatfs_result *result);
uint64_t twatfs_result_verify_ns(const struct twatfs_result *result);
uint64_t twatfs_result_total_ns(const struct twatfs_result *result);

/* ---- Many files ---------------------------------------------------------- */

/* Requests go in, and each comes out as one result, in the order in which they were submitted.
 * Threads of the batch's own work on them.  What it holds is bounded, however many files there
 * are: requests that wait, files under way, and results that nobody has taken.
 *
 *     batch = twatfs_batch_new(context);
 *     twatfs_batch_on_result(batch, print, NULL);
 *     while ((request = next_one()) != NULL && twatfs_batch_submit(batch, request, NULL))
 *         ;
 *     twatfs_batch_wait(batch);
 *     twatfs_batch_free(batch);
 *
 * Its functions may be called on any thread, but twatfs_batch_free; none of them within a
 * callback of the batch but twatfs_batch_cancel_one, _drain and _cancel. */
struct twatfs_batch;

/* NULL without memory.  The context must outlive it; its settings "jobs" and "max-memory", as they
 * are now, hold until the functions below say otherwise. */
struct twatfs_batch *twatfs_batch_new(struct twatfs_context *context);

/* Cancels what is under way, and waits for it.  Results that nobody took are freed; with
 * twatfs_batch_on_result all are told first. */
void twatfs_batch_free(struct twatfs_batch *batch);

/* These are false once something was submitted. */

/* How many files at once: 1 to 256.  0: as many as pay, told from how the uploads
 * fare with each provider, at most 32.  Fewer where there are too few descriptors. */
bool twatfs_batch_workers(struct twatfs_batch *batch, uint32_t workers);

/* About how many bytes of memory files under way may take: a MiB for each, and up to 16 MiB
 * more for a large one.  One is always under way. */
bool twatfs_batch_memory(struct twatfs_batch *batch, uint64_t bytes);

#define TWATFS_BATCH_UNORDERED UINT32_C(1) /* results as they come */
#define TWATFS_BATCH_FAIL_FAST UINT32_C(2) /* after a failure as twatfs_batch_drain */
#define TWATFS_BATCH_SMALLER   UINT32_C(4) /* of those that wait the smallest is begun first */

/* False too for flags that are not known here. */
bool twatfs_batch_flags(struct twatfs_batch *batch, uint32_t flags);

/* result is lent for the call. */
typedef void twatfs_batch_result_function(void *data, uint64_t number,
                                          const struct twatfs_result *result);

/* Called for each result, on a thread of the batch's or in twatfs_batch_wait or _free, in no other
 * function, and never on two threads at once; there is nothing to take then.  While it takes its
 * time, no more than a bounded number of files is begun. */
bool twatfs_batch_on_result(struct twatfs_batch *batch, twatfs_batch_result_function *function,
                            void *data);

typedef void twatfs_batch_event_function(void *data, uint64_t number,
                                         const struct twatfs_event *event);

/* Called as twatfs_request_on_event has it and instead of that, by many threads at once. */
bool twatfs_batch_on_event(struct twatfs_batch *batch, twatfs_batch_event_function *function,
                           void *data);

/* Keep a journal of the batch in the memory, unless that is switched off: when this process is
 * killed, another can go on where it was.  identity is what tells this batch from others, such as
 * where its files come from; the settings that matter are added to it, but not the environment.
 * title is for people.  That the journal cannot be kept is a warning in the log, and no reason not
 * to upload.  False too once something was submitted. */
bool twatfs_batch_journal(struct twatfs_batch *batch, const char *identity, const char *title);

/* After that, before anything is submitted: go on with the unfinished batch of this number; with 0
 * with the last one of the same identity that nobody is working on.  The same requests are to be
 * submitted, in any order: a file that was uploaded and has not changed since, wanted in the same
 * way, comes out as it did then (twatfs_result_resumed) unless its link was deleted or has expired;
 * all others are uploaded.  TWATFS_ERROR_USAGE when there is none to go on with. */
bool twatfs_batch_resume(struct twatfs_batch *batch, int64_t id, struct twatfs_error **error);

/* Its number in the memory; 0 while there is no journal. */
int64_t twatfs_batch_id(struct twatfs_batch *batch);

/* All was told, and nothing is left to go on with: forget the journal, unless an earlier run had
 * files that were not submitted to this one.  After twatfs_batch_wait.  What is not forgotten can
 * be gone on with for 30 days. */
bool twatfs_batch_forget(struct twatfs_batch *batch, struct twatfs_error **error);

/* Upload a request, which is the batch's from now on, whatever comes of it.  Waits while there
 * is no room: without twatfs_batch_on_result, results must be taken meanwhile or before.  *number
 * (which may be NULL) counts from 1.  False when nothing more is begun, or without memory. */
bool twatfs_batch_submit(struct twatfs_batch *batch, struct twatfs_request *request,
                         uint64_t *number);

/* Whether twatfs_batch_submit would not wait. */
bool twatfs_batch_has_room(struct twatfs_batch *batch);

/* Nothing more will be submitted. */
void twatfs_batch_end(struct twatfs_batch *batch);

/* The next result, the caller's from now on; NULL once all were taken and the batch was ended,
 * drained or cancelled. */
struct twatfs_result *twatfs_batch_next(struct twatfs_batch *batch, uint64_t *number);

/* The same without waiting: NULL too when there is none yet. */
struct twatfs_result *twatfs_batch_try_next(struct twatfs_batch *batch, uint64_t *number);

/* End it, and wait until all is done with; with twatfs_batch_on_result, until all was told. */
void twatfs_batch_wait(struct twatfs_batch *batch);

/* Cancel one file; false when it is done with, or was never there. */
bool twatfs_batch_cancel_one(struct twatfs_batch *batch, uint64_t number);

/* Begin no other file: those under way go on.  What was not begun has a result all the same,
 * TWATFS_ERROR_CANCELLED without a name. */
void twatfs_batch_drain(struct twatfs_batch *batch);

/* Drain it, and cancel what is under way. */
void twatfs_batch_cancel(struct twatfs_batch *batch);

/* How many files are under way. */
size_t twatfs_batch_running(struct twatfs_batch *batch);

/* Upload count requests, which stay the caller's and must be different ones, and tell each
 * result in their order, with its index as the number; returns when all are told.  workers as
 * twatfs_batch_workers has it, or 0: as the setting "jobs" says.  False for a function that is
 * NULL and for too many workers, with nothing begun; and without memory: some may not have been
 * told. */
bool twatfs_upload_all(struct twatfs_context *context, struct twatfs_request *const *requests,
                       size_t count, uint32_t workers, twatfs_batch_result_function *function,
                       void *data);

/* ---- Afterwards ---------------------------------------------------------- */

/* Have a provider delete what it put at url; token is what the upload returned, or NULL.  The
 * history learns of it. */
bool twatfs_delete(struct twatfs_context *context, const char *provider, const char *url,
                   const char *token, struct twatfs_cancel *cancel, struct twatfs_error **error);

/* See whether an upload through a provider would find its way, without uploading: its
 * credentials, place and rights, as far as it can tell.  What it found goes to the log, at
 * TWATFS_LOG_INFO. */
bool twatfs_examine(struct twatfs_context *context, const char *provider,
                    struct twatfs_cancel *cancel, struct twatfs_error **error);

/* Who is there while a provider guides through its set-up.  All text is one printable line,
 * lent for the call; the functions are called on the thread of twatfs_setup.  Grows at its end. */
struct twatfs_guide {
    uint32_t struct_size; /* sizeof(struct twatfs_guide), by the caller */
    uint32_t reserved;    /* zero */
    void *data;           /* for the functions */

    /* Put one line without its break into answer, of room bytes with the NUL; with secret
     * without showing it.  False when there is none. */
    bool (*ask)(void *data, const char *prompt, bool secret, char *answer, size_t room);
    void (*tell)(void *data, const char *line);

    /* What a variable of the environment is to be set to.  It may be a secret, and counts only
     * if twatfs_setup returns true. */
    void (*set_variable)(void *data, const char *name, const char *value);
};

/* Let a provider whose manifest supports "setup" guide the user to what it needs.  The provider
 * is loaded, and may ask its host; --timeout does not count.  TWATFS_ERROR_USAGE for a guide
 * without a function, TWATFS_ERROR_NO_PROVIDER for a provider that has no guided set-up. */
bool twatfs_setup(struct twatfs_context *context, const char *provider,
                  const struct twatfs_guide *guide, struct twatfs_cancel *cancel,
                  struct twatfs_error **error);

/* ---- History ------------------------------------------------------------ */

/* Every upload that left a link, unless the setting "memory" is "no", is remembered in one file
 * in the user's state folder, which all programs of the user share. */

struct twatfs_history_filter;

/* What is looked for: all that holds of it at once.  The setters of texts fail only without
 * memory, and take NULL for "whatever". */
struct twatfs_history_filter *twatfs_history_filter_new(void);
void twatfs_history_filter_free(struct twatfs_history_filter *filter);
void twatfs_history_filter_id(struct twatfs_history_filter *filter, int64_t id);
bool twatfs_history_filter_url(struct twatfs_history_filter *filter, const char *url);
bool twatfs_history_filter_provider(struct twatfs_history_filter *filter, const char *provider);

/* A pattern that the file's name or path matches: '*' is any run of characters, '?' any one. */
bool twatfs_history_filter_file(struct twatfs_history_filter *filter, const char *pattern);

/* Those from this time on; those before that one; in seconds since 1970, 0 for all. */
void twatfs_history_filter_since(struct twatfs_history_filter *filter, int64_t unix_s);
void twatfs_history_filter_before(struct twatfs_history_filter *filter, int64_t unix_s);

/* Those that are neither deleted nor expired; so many of the newest, 0 for all. */
void twatfs_history_filter_live(struct twatfs_history_filter *filter, bool live);
void twatfs_history_filter_limit(struct twatfs_history_filter *filter, uint64_t limit);

/* Those with a number below this one, 0 for all: with a limit, and the number of the last one
 * that was got, a list of any length is read page by page. */
void twatfs_history_filter_below(struct twatfs_history_filter *filter, int64_t id);

struct twatfs_history;

/* The uploads that match, the newest first; filter may be NULL for all of them.  It holds them all:
 * see twatfs_history_filter_below.  NULL when the memory is switched off or cannot be read. */
struct twatfs_history *twatfs_history_new(struct twatfs_context *context,
                                          const struct twatfs_history_filter *filter,
                                          struct twatfs_error **error);
void twatfs_history_free(struct twatfs_history *history);
size_t twatfs_history_count(const struct twatfs_history *history);

/* A number that no other upload gets, from 1; and when it was, in seconds since 1970. */
int64_t twatfs_history_id(const struct twatfs_history *history, size_t index);
int64_t twatfs_history_time(const struct twatfs_history *history, size_t index);

/* The absolute path, NULL for what was no file; and the name that the host was told. */
const char *twatfs_history_path(const struct twatfs_history *history, size_t index);
const char *twatfs_history_name(const struct twatfs_history *history, size_t index);
uint64_t twatfs_history_size(const struct twatfs_history *history, size_t index);

/* Lower-case hex; NULL when the file was never read through. */
const char *twatfs_history_sha256(const struct twatfs_history *history, size_t index);
const char *twatfs_history_provider(const struct twatfs_history *history, size_t index);
const char *twatfs_history_url(const struct twatfs_history *history, size_t index);

/* What deletes it: a secret; NULL without. */
const char *twatfs_history_delete_token(const struct twatfs_history *history, size_t index);

/* As twatfs_result_expiry; _proof as twatfs_result_proof. */
bool twatfs_history_expiry(const struct twatfs_history *history, size_t index, int64_t *unix_s);
const char *twatfs_history_proof(const struct twatfs_history *history, size_t index);

/* "verified", "unverified", "unchecked"; "left": it could not be proven, and another provider
 * was tried or none was left. */
const char *twatfs_history_status(const struct twatfs_history *history, size_t index);

/* What was asked for, as a JSON object: "content_type", "remote_path", "expire_s", "force",
 * "unique", "once", and in "options" the provider's own that are not secret. */
const char *twatfs_history_options(const struct twatfs_history *history, size_t index);

/* Whether the link serves the file itself; false when it leads to a page around it. */
bool twatfs_history_direct(const struct twatfs_history *history, size_t index);

/* When it was deleted through twatfs, 0 if it was not; and whether it is neither deleted nor
 * expired. */
int64_t twatfs_history_deleted(const struct twatfs_history *history, size_t index);
bool twatfs_history_live(const struct twatfs_history *history, size_t index);

/* Forget those that match (all of them when filter is NULL): nothing of them stays in the
 * file, nor in the cache where that is in the same file.  While another program reads the file they
 * stay in its log until no program has it open, which is a warning.  What is at the providers is
 * not touched.  forgotten may be NULL. */
bool twatfs_history_forget(struct twatfs_context *context,
                           const struct twatfs_history_filter *filter, uint64_t *forgotten,
                           struct twatfs_error **error);

/* The number of the last later upload that has replaced the file of the one with this number, and
 * left a link of its own; 0 when none has, or where such uploads have the same link. */
bool twatfs_history_replaced(struct twatfs_context *context, int64_t id, int64_t *newer,
                             struct twatfs_error **error);

/* Have its provider delete the one with this number, with the token that it left; one that was
 * deleted already is.  TWATFS_ERROR_USAGE when there is none or it was replaced,
 * TWATFS_ERROR_NO_PROVIDER when its provider is not installed any more or cannot delete such a
 * file. */
bool twatfs_history_delete(struct twatfs_context *context, int64_t id, struct twatfs_cancel *cancel,
                           struct twatfs_error **error);

/* ---- The cache ---------------------------------------------------------- */

/* Where links are kept for TWATFS_REQUEST_REUSE. */

/* Grows at its end: struct_size is set by the caller, to what it knows. */
struct twatfs_cache_statistics {
    uint32_t struct_size;
    uint32_t reserved;
    const char *engine; /* "sqlite", "memory" or "redis": the one that serves now */
    uint64_t entries;   /* links */
    uint64_t hits;      /* uploads that were not needed */
    uint64_t misses;
    uint64_t stale;  /* links that served no more */
    uint64_t errors; /* an engine that failed, or what it said made no sense */
};

/* Where there is no cache these fail with TWATFS_ERROR_USAGE. */
bool twatfs_cache_count(struct twatfs_context *context, struct twatfs_cache_statistics *statistics,
                        struct twatfs_error **error);

/* Forget all links and counts; or the links whose time is over.  Of the engine that was chosen:
 * they fail with TWATFS_ERROR_SYSTEM while it is away.  removed may be NULL. */
bool twatfs_cache_clear(struct twatfs_context *context, uint64_t *removed,
                        struct twatfs_error **error);
bool twatfs_cache_prune(struct twatfs_context *context, uint64_t *removed,
                        struct twatfs_error **error);

/* ---- Batches that were not finished -------------------------------------- */

/* Those that twatfs_batch_resume can go on with. */

struct twatfs_batches;

/* The newest first.  NULL when the memory is switched off or cannot be read. */
struct twatfs_batches *twatfs_batches_new(struct twatfs_context *context,
                                          struct twatfs_error **error);
void twatfs_batches_free(struct twatfs_batches *batches);
size_t twatfs_batches_count(const struct twatfs_batches *batches);
int64_t twatfs_batches_id(const struct twatfs_batches *batches, size_t index);
const char *twatfs_batches_title(const struct twatfs_batches *batches, size_t index);

/* When it was begun, and gone on with last, in seconds since 1970. */
int64_t twatfs_batches_begun(const struct twatfs_batches *batches, size_t index);
int64_t twatfs_batches_since(const struct twatfs_batches *batches, size_t index);

/* How many files are done; failed; are under way, or were when it ended. */
uint64_t twatfs_batches_done(const struct twatfs_batches *batches, size_t index);
uint64_t twatfs_batches_failed(const struct twatfs_batches *batches, size_t index);
uint64_t twatfs_batches_under_way(const struct twatfs_batches *batches, size_t index);

/* Whether a process is working on it now. */
bool twatfs_batches_running(const struct twatfs_batches *batches, size_t index);

/* Forget it; false for one that is running. */
bool twatfs_batches_forget(struct twatfs_context *context, const struct twatfs_batches *batches,
                           size_t index, struct twatfs_error **error);

/* ---- Uploads that were begun and not ended ------------------------------ */

/* A run that was killed may leave parts of a file with a provider.  Uploading the same file
 * again goes on from there; abandoning it has the provider throw them away. */

struct twatfs_unfinished;

/* Those that this user's state folder knows of, the oldest first; NULL when it cannot be
 * read. */
struct twatfs_unfinished *twatfs_unfinished_new(struct twatfs_error **error);
void twatfs_unfinished_free(struct twatfs_unfinished *unfinished);
size_t twatfs_unfinished_count(const struct twatfs_unfinished *unfinished);
const char *twatfs_unfinished_provider(const struct twatfs_unfinished *unfinished, size_t index);
const char *twatfs_unfinished_file(const struct twatfs_unfinished *unfinished, size_t index);

/* When it was last worked on, in seconds since 1970; and whether it is being worked on now. */
int64_t twatfs_unfinished_since(const struct twatfs_unfinished *unfinished, size_t index);
bool twatfs_unfinished_busy(const struct twatfs_unfinished *unfinished, size_t index);

/* Have its provider end it; then it is not listed any more. */
bool twatfs_unfinished_abandon(struct twatfs_context *context,
                               const struct twatfs_unfinished *unfinished, size_t index,
                               struct twatfs_cancel *cancel, struct twatfs_error **error);

/* ---- Planning ----------------------------------------------------------- */

struct twatfs_plan;

/* Who would be tried for a request, without uploading or loading anything.  NULL without
 * memory; with an error inside when nobody would be. */
struct twatfs_plan *twatfs_plan_new(struct twatfs_context *context,
                                    const struct twatfs_request *request);
void twatfs_plan_free(struct twatfs_plan *plan);
const struct twatfs_error *twatfs_plan_error(const struct twatfs_plan *plan);

/* Those that would be tried come first, in their order. */
size_t twatfs_plan_count(const struct twatfs_plan *plan);
size_t twatfs_plan_candidates(const struct twatfs_plan *plan);
const char *twatfs_plan_provider(const struct twatfs_plan *plan, size_t index);

/* Why it is passed over, or tried last because it keeps failing; else NULL. */
const char *twatfs_plan_reason(const struct twatfs_plan *plan, size_t index);

#ifdef __cplusplus
}
#endif

#endif /* TWATFS_TWATFS_H */

/* http.h: requests over HTTP; the only room that knows libcurl.
 *
 * SPDX-License-Identifier: MIT
 *
 * One engine keeps one set of connections.  It belongs to one thread at a time.
 * A call drives one or many requests to their end, in one loop, and wakes at
 * once when it is cancelled.
 */
#ifndef TRANSFER_HTTP_H
#define TRANSFER_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancel.h"
#include "base/error.h"
#include "base/text.h"
#include "transfer/limiter.h"
#include "transfer/source.h"

#define HTTP_ANSWER_DEFAULT      (UINT64_C(1) << 20)  /* bytes of an answer kept */
#define HTTP_ANSWER_MAX          (UINT64_C(16) << 20) /* however much was asked for */
#define HTTP_CONCURRENCY_DEFAULT 4
#define HTTP_CONCURRENCY_MAX     64

struct http; /* an engine */

struct http_settings {
    uint64_t connect_timeout_ns;
    uint64_t stall_ns;          /* slower than 1 KiB/s for this long is a failure */
    uint64_t answer_timeout_ns; /* from the last byte sent to the first of the answer */
    struct limiter *limiter;    /* shared with others, outlives the engine; NULL: none */
};

enum http_body {
    HTTP_BODY_NONE,
    HTTP_BODY_MEMORY,
    HTTP_BODY_SOURCE, /* a range of the source */
    HTTP_BODY_FORM,   /* multipart/form-data: fields, then the whole source */
};

/* Takes bytes of an answer as they come; false, with error set, stops it. */
typedef bool http_sink(void *data, const char *bytes, size_t length, struct error *error);

struct http_request {
    const char *method;         /* NULL: what the body suggests */
    const char *url;            /* absolute, http or https */
    const char *const *headers; /* name, value, …, NULL */
    enum http_body body;
    const void *memory;
    uint64_t length; /* of memory, or of the range of the source */
    struct source *source;
    uint64_t offset;           /* of the range */
    const char *const *fields; /* name, value, …, NULL */
    const char *file_field, *file_name, *file_type;
    bool follow;         /* redirects of GET and HEAD */
    bool expect;         /* this host refuses early: wait shortly for 100 Continue */
    bool fresh;          /* on a connection that was not used before */
    bool direct;         /* through no proxy */
    uint64_t timeout_ns; /* for all of it; 0: none */
    uint64_t max_answer; /* bytes; 0: HTTP_ANSWER_DEFAULT */
    http_sink *sink;     /* takes a 2xx answer's body instead of response.body */
    void *sink_data;
};

struct http_response {
    int status;            /* 0: no answer */
    char *url;             /* that answered, after redirects */
    struct buffer body;    /* NUL-terminated */
    struct buffer headers; /* "name: value" lines of the last answer, each NUL-terminated */
    size_t header_count;
    struct error error; /* why there is no (whole) answer; its class says what to do */
    bool done;          /* an answer came, whole */
    bool stalled;       /* there is none because the host stood still */
};
#define HTTP_RESPONSE_INIT                                                                         \
    {                                                                                              \
        .status = 0                                                                                \
    }

/* Called now and then, on the calling thread: bytes of all bodies sent and of all
 * answers received so far. */
typedef void http_progress(void *data, uint64_t sent, uint64_t received, bool all_sent);

/* http_start once per process, before any thread (libcurl's own rule). */
bool http_start(struct error *error);

struct http *http_open(const struct http_settings *settings, struct error *error);
void http_close(struct http *http);
const struct http_settings *http_settings_of(const struct http *http);

/* Whom to obey from now on; borrowed. */
void http_obey(struct http *http, const struct cancel *cancel);

/* Who is told of progress, and what they are given. */
struct http_listener {
    http_progress *function; /* NULL: nobody */
    void *data;
};

/* Tell this one from now on; returns the one before, who is to be told again when a run within
 * a flow's callback is over. */
struct http_listener http_on_progress(struct http *http, struct http_listener listener);

/* Requests that are made one by one, while others are under way. */
struct http_flow {
    /* True: the next one, and where its answer goes; both are borrowed until its done.
     * False: none now; ask again when one has ended, and at *wake_ns at the latest. */
    bool (*next)(void *data, const struct http_request **request, struct http_response **response,
                 uint64_t *wake_ns);
    /* One has ended.  False: stop all others, and start none. */
    bool (*done)(void *data, struct http_response *response);
    void *data;
    size_t concurrency; /* may change meanwhile; 0: HTTP_CONCURRENCY_DEFAULT */
    int watched_fd;     /* next had none, and is to be asked again when this can be read; -1 */
    size_t count;       /* of them all, where that is known; 0: next tells the end */
};

/* Drive a flow until there is no next and none is under way. */
void http_run(struct http *http, struct http_flow *flow);

/* Within a flow's callback: stop the one whose answer goes there; its done is called later. */
void http_drop(struct http *http, const struct http_response *response);

/* Drive count requests to their end, at most concurrency at once.  After one that
 * is cancelled or failed for a local reason no other is started.  True when every
 * one has its answer, whatever its status. */
bool http_perform(struct http *http, const struct http_request *const *requests,
                  struct http_response *const *responses, size_t count, size_t concurrency);

void http_response_free(struct http_response *response);
#define CLEANUP_HTTP_RESPONSE CLEANUP(http_response_free)

/* The index-th header called name, without blanks around it; NULL without. */
const char *http_header(const struct http_response *response, const char *name, unsigned index);

/* The seconds since 1970 of a date of HTTP (RFC 9110, section 5.6.7); -1 for anything else. */
int64_t http_date_s(const char *text);

/* The seconds a Retry-After asks for: digits, or a date (RFC 9110, section 10.2.3).
 * A date in the past and junk are 0. */
int64_t http_retry_after_s(const struct http_response *response);

#endif

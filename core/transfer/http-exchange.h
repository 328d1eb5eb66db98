/* http-exchange.h: one request on its way; the inside of http.h.
 *
 * SPDX-License-Identifier: MIT
 *
 * Only the http*.c files include this one: it speaks libcurl.
 */
#ifndef TRANSFER_HTTP_EXCHANGE_H
#define TRANSFER_HTTP_EXCHANGE_H

#include <curl/curl.h>
#include <twatfs/provider.h>

#include "transfer/http-socket.h"
#include "transfer/http.h"

struct http {
    CURLM *multi;
    struct socket_list sockets;
    struct http_settings settings;
    const struct cancel *cancel;
    const char *ca_file;
    struct string_list early_refusers; /* origins that cut a body short: they get Expect */
    struct http_listener listener;
    struct run *run; /* the one that is driven now; NULL between */
};

#define LARGE_BODY (UINT64_C(1) << 20) /* worth waiting for 100 Continue */

/* One request on its way. */
struct exchange {
    struct http *http;
    const struct http_request *request;
    struct http_response *response;
    CURL *easy;
    struct curl_slist *headers;
    curl_mime *form;
    curl_socket_t socket;  /* of its connection; CURL_SOCKET_BAD before it has one */
    char *url;             /* in force, after redirects */
    uint64_t position;     /* of the body: the next byte to send */
    uint64_t total;        /* of the body; TWATFS_SIZE_UNKNOWN until a stream's end was seen */
    uint64_t received;     /* bytes of the answer, its headers included; not of a 1xx */
    uint64_t header_bytes; /* of all that are headers: of each 1xx and trailers too */
    uint64_t all_sent_ns;  /* when the last byte of the body left here; 0: not yet */
    uint64_t started_ns;   /* when it was first put on its way */
    uint64_t window_ns;    /* the slowness window: when it began … */
    uint64_t window_bytes; /* … and what had moved by then */
    uint64_t resume_ns;    /* held back until then, by the limiter; 0: not */
    uint64_t starved_ns;   /* held back since then: the source's writer is slow; 0: not */
    unsigned redirects;
    bool foreign;  /* redirected to another origin: the request's headers stay behind */
    bool cut;      /* enough of a refusal was read */
    bool interim;  /* the headers that come are those of a 1xx: no answer yet */
    bool answered; /* the answer's headers are whole: what comes now are its body and trailers */
    bool running;
    char curl_text[CURL_ERROR_SIZE];
};

/* Send the request on its way, to exchange->url.  False with the response's error set. */
bool exchange_start(struct exchange *exchange);

/* libcurl is done with it: the response is whole, or says why not, or a redirect has
 * put the exchange on its way again. */
void exchange_end(struct exchange *exchange, CURLcode code);

/* http-failure.c: say in the response why libcurl has no answer, unless that was said. */
void exchange_record_failure(struct exchange *exchange, CURLcode code);

/* Stop it where it is. */
void exchange_stop(struct exchange *exchange, twatfs_status status, const char *why);

/* Bytes of the body that the other side has: libcurl's buffer and the kernel's hold some
 * that it has not, minutes of sending on a slow line. */
uint64_t exchange_sent(const struct exchange *exchange);

/* Let it go on where it was held back, if the limiter or the source has something for it again;
 * that may end it. */
void exchange_resume(struct exchange *exchange, uint64_t now_ns);

/* Stop it if it has stood still for too long. */
void exchange_check_speed(struct exchange *exchange, uint64_t now_ns);

#endif

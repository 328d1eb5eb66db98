/* tcp.c: one exchange over plain TCP.
 *
 * SPDX-License-Identifier: MIT
 *
 * libcurl makes the connection, as for HTTP: names, both address families and the time
 * that it may take are its trade.  What goes over it is ours.
 */
#include "transfer/tcp.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <linux/sockios.h>

#include <curl/curl.h>
#include <twatfs/provider.h>

#include "base/clock.h"
#include "base/log.h"
#include "transfer/http-failure.h"

#define BLOCK        (64u << 10)    /* bytes sent or read at once */
#define TICK_MS      200            /* the longest sleep between two looks at the clock */
#define HELD_BACK_MS 20             /* the same while the limiter holds it back */
#define SLOWEST      UINT64_C(1024) /* bytes a second that still count as moving */

DEFINE_CLEANUP(curl, CURL, curl_easy_cleanup)
DEFINE_CLEANUP(urls, CURLU, curl_url_cleanup)

struct tcp {
    const struct tcp_request *request;
    const struct http_settings *settings;
    const struct cancel *cancel;
    curl_socket_t socket;
    char *block;        /* BLOCK bytes */
    size_t filled;      /* bytes in block … */
    size_t gone;        /* … and how many of them are sent */
    uint64_t sent;      /* of the whole */
    bool all_sent;      /* and the sending side is closed */
    bool refused;       /* it takes no more: what it says may still be read */
    uint64_t received;  /* bytes of the answer */
    uint64_t resume_ns; /* held back until then, by the limiter */
    /* The slowness window: when it began, and what had moved by then. */
    uint64_t window_ns, window_bytes;
    bool answering; /* the other side has all: its answer is awaited */
};

/* ---- Connecting ---- */

static int ask_cancel(void *data, UNUSED curl_off_t a, UNUSED curl_off_t b, UNUSED curl_off_t c,
                      UNUSED curl_off_t d)
{
    return cancel_requested(data) ? 1 : 0;
}

/* The same place with the scheme that makes libcurl a plain connector. */
static CURLU *translate(const char *url, struct error *error)
{
    CLEANUP(cleanup_urls) CURLU *handle = curl_url();
    CLEANUP_FREE char *as_http = NULL;
    CLEANUP_FREE char *shown = text_shown(url, strlen(url), 200);
    char *port = NULL;

    if (strncmp(url, "tcp://", 6) != 0 || asprintf(&as_http, "http://%s", url + 6) < 0)
        as_http = NULL;
    if (handle == NULL || as_http == NULL ||
        curl_url_set(handle, CURLUPART_URL, as_http, 0) != CURLUE_OK ||
        curl_url_get(handle, CURLUPART_PORT, &port, 0) != CURLUE_OK) {
        error_class(error, TWATFS_PERMANENT, "%s: not of the form tcp://HOST:PORT",
                    shown != NULL ? shown : "endpoint");
        return NULL;
    }
    curl_free(port);
    return STEAL(handle);
}

static bool tcp_connect(struct tcp *tcp, CURL *easy, struct error *error)
{
    CLEANUP(cleanup_urls) CURLU *place = translate(tcp->request->url, error);
    char said[CURL_ERROR_SIZE] = "";
    CURLcode code;

    if (place == NULL)
        return false;
    curl_easy_setopt(easy, CURLOPT_CURLU, place);
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* an HTTP proxy has no part in it */
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     clock_long_ms(tcp->settings->connect_timeout_ns));
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, ask_cancel);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, (void *)(uintptr_t)tcp->cancel);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, said);
    code = curl_easy_perform(easy);
    if (code == CURLE_OK &&
        curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &tcp->socket) == CURLE_OK &&
        tcp->socket != CURL_SOCKET_BAD)
        return true;
    if (cancel_requested(tcp->cancel))
        return error_class(error, TWATFS_CANCELLED, "interrupted");
    return error_class(error, TWATFS_TEMPORARY, "%s: %s%s", tcp->request->url + strlen("tcp://"),
                       said[0] != '\0' ? said : curl_easy_strerror(code),
                       http_failure_cure((int)code, NULL));
}

/* ---- Sending ---- */

static bool fill_block(struct tcp *tcp, struct error *error)
{
    const struct tcp_request *request = tcp->request;
    uint64_t before_ns;
    int64_t got;

    if (request->memory != NULL) {
        uint64_t left = request->length - tcp->sent;

        tcp->filled = left < BLOCK ? (size_t)left : BLOCK;
        memcpy(tcp->block, request->memory + tcp->sent, tcp->filled);
    } else {
        before_ns = clock_now_ns();
        got = source_read(request->source, tcp->block, BLOCK, tcp->sent, error);
        if (got < 0)
            return false;
        tcp->window_ns += clock_now_ns() - before_ns; /* that a pipe is slow is no stall */
        tcp->filled = (size_t)got;
    }
    tcp->gone = 0;
    return true;
}

static bool tcp_send(struct tcp *tcp, struct error *error)
{
    struct limiter *limiter = tcp->settings->limiter;
    size_t most;
    ssize_t sent;

    if (tcp->gone == tcp->filled && !fill_block(tcp, error))
        return false;
    if (tcp->filled == 0) {
        tcp->all_sent = true;
        (void)shutdown(tcp->socket, SHUT_WR); /* a connection that is gone says so on reading */
        return true;
    }
    most = tcp->filled - tcp->gone;
    if (limiter != NULL)
        most = limiter_allows(limiter, most, clock_now_ns(), &tcp->resume_ns);
    if (most == 0) {
        tcp->window_ns = clock_now_ns(); /* that it stands still is our own doing */
        return true;
    }
    sent = send(tcp->socket, tcp->block + tcp->gone, most, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (sent < 0) {
        tcp->refused = true;
        return true;
    }
    if (limiter != NULL)
        limiter_spend(limiter, (size_t)sent, clock_now_ns());
    tcp->gone += (size_t)sent;
    tcp->sent += (uint64_t)sent;
    return true;
}

/* Bytes that the other side has: the kernel's buffer holds some that it has not, minutes of
 * sending on a slow line (tcp(7)). */
static uint64_t taken(const struct tcp *tcp)
{
    int queued = 0;

    if (ioctl(tcp->socket, SIOCOUTQ, &queued) != 0 || queued <= 0)
        return tcp->sent;
    return (uint64_t)queued < tcp->sent ? tcp->sent - (uint64_t)queued : 0;
}

/* An answer to what was not sent whole is a no, whatever it looks like. */
static bool sent_whole(const struct tcp *tcp, const struct buffer *answer, struct error *error)
{
    const struct tcp_request *request = tcp->request;
    uint64_t size = request->memory != NULL ? request->length : request->source->size;
    CLEANUP_FREE char *words = NULL;

    if (tcp->all_sent || tcp->sent == size)
        return true;
    words = text_shown(answer->data, answer->length, 200);
    return error_class(error, TWATFS_REFUSED, "answer: came before all was sent: %s",
                       words != NULL ? words : "");
}

/* ---- Reading ---- */

/* *ended: nothing more will come. */
static bool tcp_receive(struct tcp *tcp, struct buffer *answer, bool *ended, struct error *error)
{
    char bytes[4096];
    ssize_t got = recv(tcp->socket, bytes, sizeof bytes, MSG_DONTWAIT);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (got <= 0) {
        /* One that had enough resets the connection after its answer. */
        *ended = true;
        if (answer->length > 0)
            return sent_whole(tcp, answer, error);
        if (got < 0)
            return error_class(error, TWATFS_TEMPORARY, "connection: %s", strerror(errno));
        return error_class(error, TWATFS_TEMPORARY, "connection: closed without an answer");
    }
    tcp->received += (uint64_t)got;
    if ((uint64_t)got > tcp->request->max_answer - answer->length)
        return error_class(error, TWATFS_PERMANENT, "answer: longer than %u KiB",
                           (unsigned)(tcp->request->max_answer >> 10));
    return buffer_append(answer, bytes, (size_t)got) ||
           error_class(error, TWATFS_LOCAL, "out of memory");
}

/* ---- The exchange ---- */

/* A byte now and then is no progress, as over HTTP. */
static bool too_slow(struct tcp *tcp, struct error *error)
{
    uint64_t now_ns = clock_now_ns(), has = taken(tcp), moved = has + tcp->received, allowed_ns;
    uint64_t seconds;

    if (!tcp->answering && tcp->all_sent && has == tcp->sent) {
        tcp->answering = true; /* the wait for it begins here */
        tcp->window_ns = now_ns;
        tcp->window_bytes = moved;
    }
    allowed_ns = tcp->answering ? tcp->settings->answer_timeout_ns : tcp->settings->stall_ns;
    if (now_ns < clock_add_ns(tcp->window_ns, allowed_ns))
        return false;
    seconds = (now_ns - tcp->window_ns) / NANOSECONDS_PER_SECOND;
    if (moved - tcp->window_bytes >= SLOWEST * (seconds > 0 ? seconds : 1)) {
        tcp->window_ns = now_ns;
        tcp->window_bytes = moved;
        return false;
    }
    if (tcp->answering && tcp->received == 0)
        error_class(error, TWATFS_TEMPORARY, "no answer in %u s",
                    (unsigned)(allowed_ns / NANOSECONDS_PER_SECOND));
    else
        error_class(error, TWATFS_TEMPORARY, "stalled: slower than 1 KiB/s for %u s",
                    (unsigned)(allowed_ns / NANOSECONDS_PER_SECOND));
    return true;
}

static bool tcp_drive(struct tcp *tcp, tcp_progress *progress, void *data, struct buffer *answer,
                      struct error *error)
{
    bool ended = false;

    tcp->window_ns = clock_now_ns();
    while (!ended) {
        bool held_back = tcp->resume_ns > clock_now_ns();
        bool sending = !tcp->all_sent && !tcp->refused && !held_back;
        struct pollfd events[] = {
            {.fd = tcp->socket, .events = (short)(POLLIN | (sending ? POLLOUT : 0))},
            {.fd = tcp->cancel->fd, .events = POLLIN},
        };

        (void)poll(events, ARRAY_LENGTH(events), held_back ? HELD_BACK_MS : TICK_MS);
        if (cancel_requested(tcp->cancel))
            return error_class(error, TWATFS_CANCELLED, "interrupted");
        if (sending && (events[0].revents & (POLLOUT | POLLERR | POLLHUP)) != 0) {
            if (!tcp_send(tcp, error))
                return false;
            progress(data, tcp->sent, tcp->all_sent);
        }
        if ((events[0].revents & (POLLIN | POLLERR | POLLHUP)) != 0 &&
            !tcp_receive(tcp, answer, &ended, error))
            return false;
        if (!ended && too_slow(tcp, error))
            return false;
    }
    return true;
}

bool tcp_exchange(const struct tcp_request *request, const struct http_settings *settings,
                  const struct cancel *cancel, tcp_progress *progress, void *data,
                  struct buffer *answer, struct error *error)
{
    CLEANUP(cleanup_curl) CURL *easy = curl_easy_init();
    CLEANUP_FREE char *block = malloc(BLOCK);
    struct tcp tcp = {.request = request,
                      .settings = settings,
                      .cancel = cancel,
                      .socket = CURL_SOCKET_BAD,
                      .block = block};

    if (easy == NULL || block == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    return tcp_connect(&tcp, easy, error) && tcp_drive(&tcp, progress, data, answer, error);
}

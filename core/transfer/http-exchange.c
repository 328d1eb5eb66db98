/* http-exchange.c: one request on its way.
 *
 * SPDX-License-Identifier: MIT
 *
 * What was measured of libcurl 7.88.1 on Debian 12, and is used here: a 512 KiB
 * upload buffer is more than twice as fast as the default of 64 KiB; HTTP/1.1 on
 * several connections sends bodies faster than HTTP/2; "Expect: 100-continue" costs
 * up to a second for each body on hosts that ignore it.
 */
#include <config.h>

#include "transfer/http-exchange.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>

#include <linux/sockios.h>

#include "base/clock.h"
#include "base/log.h"
#include "transfer/http-url.h"
#include "transfer/url.h"

#define UPLOAD_BUFFER     (512L << 10)
#define DOWNLOAD_BUFFER   (256L << 10)
#define EXPECT_TIMEOUT_MS 500L
#define HEADERS_MAX       (size_t)(64 << 10) /* bytes of headers, 1xx and trailers included */
#define REFUSAL_MAX       (size_t)(64 << 10) /* bytes read of an answer that is no 2xx */
#define REDIRECTS_MAX     10
#define SLOWEST           UINT64_C(1024) /* bytes a second that still count as moving */

/* ---- Answers ---- */

static size_t on_header(char *bytes, size_t size, size_t count, void *data)
{
    struct exchange *exchange = data;
    struct http_response *response = exchange->response;
    size_t length = size * count, end = length;
    /* After the headers only trailers come (RFC 9112 section 7.1.2), whatever they look like. */
    bool begins = !exchange->answered && length >= 5 && memcmp(bytes, "HTTP/", 5) == 0;

    /* All of them count: libcurl keeps even those that are dropped here. */
    exchange->header_bytes += length;
    if (exchange->header_bytes > HEADERS_MAX) {
        error_class(&response->error, TWATFS_PERMANENT, "answer: headers longer than %zu KiB",
                    HEADERS_MAX >> 10);
        return 0;
    }
    if (begins)
        exchange->interim = length > 9 && memcmp(bytes + 8, " 1", 2) == 0;
    if (!exchange->interim) {
        if (exchange->received == 0) { /* waiting for it was no stall */
            exchange->window_ns = clock_now_ns();
            exchange->window_bytes = exchange_sent(exchange);
        }
        exchange->received += length;
    }
    while (end > 0 && strchr("\r\n \t", bytes[end - 1]) != NULL)
        end--;
    if (begins) {
        /* What came before it was a 100 Continue, say. */
        buffer_clear(&response->headers);
        response->header_count = 0;
        return length;
    }
    if (end == 0) {
        exchange->answered = !exchange->interim;
        /* libcurl ends no transfer that is paused: not one either that was refused meanwhile. */
        if (exchange->starved_ns != 0 && !exchange->interim)
            exchange->resume_ns = clock_now_ns();
        return length;
    }
    if (memchr(bytes, '\0', end) != NULL)
        return length;
    response->header_count++;
    return buffer_append(&response->headers, bytes, end) && buffer_append(&response->headers, "", 1)
               ? length
               : 0;
}

/* How many of length bytes may be moved; 0 when it has to be held back. */
static size_t within_limit(struct exchange *exchange, size_t length)
{
    struct limiter *limiter = exchange->http->settings.limiter;

    if (limiter == NULL || length == 0)
        return length;
    return limiter_allows(limiter, length, clock_now_ns(), &exchange->resume_ns);
}

static void spend(const struct exchange *exchange, size_t length)
{
    if (exchange->http->settings.limiter != NULL)
        limiter_spend(exchange->http->settings.limiter, length, clock_now_ns());
}

static size_t on_answer(char *bytes, size_t size, size_t count, void *data)
{
    struct exchange *exchange = data;
    struct http_response *response = exchange->response;
    const struct http_request *request = exchange->request;
    size_t length = size * count, room;
    uint64_t limit = request->max_answer > 0 ? request->max_answer : HTTP_ANSWER_DEFAULT;
    long status = 0;
    bool success;

    /* What libcurl has read it has read: it is all taken, and paid for later. */
    if (length > 0 && within_limit(exchange, length) == 0)
        return CURL_WRITEFUNC_PAUSE;
    spend(exchange, length);
    exchange->received += length;
    curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    success = status >= 200 && status < 300;
    if (success && request->sink != NULL)
        return request->sink(request->sink_data, bytes, length, &response->error) ? length : 0;
    if (limit > HTTP_ANSWER_MAX)
        limit = HTTP_ANSWER_MAX;
    if (!success && limit > REFUSAL_MAX)
        limit = REFUSAL_MAX;
    room = (size_t)limit - response->body.length;
    if (length > room) {
        if (success) {
            error_class(&response->error, TWATFS_PERMANENT, "answer: longer than %" PRIu64 " KiB",
                        limit >> 10);
            return 0;
        }
        exchange->cut = true; /* enough to tell why it refuses */
        buffer_append(&response->body, bytes, room);
        return 0;
    }
    return buffer_append(&response->body, bytes, length) ? length : 0;
}

/* ---- How far it is ---- */

/* libcurl has a connection for the request, new or used before; it tells the ports and not
 * the socket. */
static int on_connection(void *data, char *remote_address, char *local_address, int remote_port,
                         int port)
{
    struct exchange *exchange = data;

    (void)remote_address;
    (void)local_address;
    (void)remote_port;
    exchange->socket = socket_list_find(&exchange->http->sockets, port);
    exchange->answered = false; /* libcurl asks once more after a 417 to its Expect */
    return CURL_PREREQFUNC_OK;
}

uint64_t exchange_sent(const struct exchange *exchange)
{
    curl_off_t given = 0;
    uint64_t sent;
    int queued = 0;

    if (!exchange->running || exchange->total == 0)
        return exchange->position;
    /* What libcurl gave to the socket, less what the socket still holds (tcp(7)); a form's
     * frame and TLS count there and not here. */
    curl_easy_getinfo(exchange->easy, CURLINFO_SIZE_UPLOAD_T, &given);
    sent = given > 0 ? (uint64_t)given : 0;
    if (exchange->socket != CURL_SOCKET_BAD && ioctl(exchange->socket, SIOCOUTQ, &queued) == 0 &&
        queued > 0)
        sent = (uint64_t)queued < sent ? sent - (uint64_t)queued : 0;
    return sent < exchange->position ? sent : exchange->position;
}

/* ---- Bodies ---- */

static size_t on_body(char *buffer, size_t size, size_t count, void *data)
{
    struct exchange *exchange = data;
    const struct http_request *request = exchange->request;
    uint64_t room = (uint64_t)size * count, left = exchange->total - exchange->position;
    int64_t got;

    if (room > left)
        room = left;
    if (room > 0) {
        room = within_limit(exchange, room);
        if (room == 0)
            return CURL_READFUNC_PAUSE;
        /* To wait here would make all others of the run wait. */
        if (request->source != NULL && !source_ready(request->source)) {
            exchange->starved_ns = clock_now_ns();
            return CURL_READFUNC_PAUSE;
        }
    }
    if (request->body == HTTP_BODY_MEMORY) {
        if (room > 0)
            memcpy(buffer, (const char *)request->memory + exchange->position, room);
        got = (int64_t)room;
    } else {
        got = source_read(request->source, buffer, room, request->offset + exchange->position,
                          &exchange->response->error);
    }
    if (got < 0)
        return CURL_READFUNC_ABORT;
    spend(exchange, (size_t)got);
    exchange->position += (uint64_t)got;
    if (got == 0)
        exchange->total = exchange->position;
    if (exchange->position == exchange->total)
        exchange->all_sent_ns = clock_now_ns();
    return (size_t)got;
}

static int on_seek(void *data, curl_off_t offset, int origin)
{
    struct exchange *exchange = data;

    if (origin != SEEK_SET || offset < 0 || (uint64_t)offset > exchange->total)
        return CURL_SEEKFUNC_FAIL;
    if (exchange->request->source != NULL && exchange->request->source->stream &&
        (uint64_t)offset != exchange->position)
        return CURL_SEEKFUNC_CANTSEEK;
    exchange->position = (uint64_t)offset;
    exchange->all_sent_ns = 0;
    return CURL_SEEKFUNC_OK;
}

/* ---- Setting up ---- */

static void exchange_clear(struct exchange *exchange)
{
    if (exchange->easy != NULL) {
        curl_multi_remove_handle(exchange->http->multi, exchange->easy);
        curl_easy_cleanup(exchange->easy);
    }
    curl_slist_free_all(exchange->headers);
    curl_mime_free(exchange->form);
    exchange->easy = NULL;
    exchange->headers = NULL;
    exchange->form = NULL;
    exchange->running = false;
}

static bool add_header(struct exchange *exchange, const char *line)
{
    struct curl_slist *list = curl_slist_append(exchange->headers, line);

    if (list == NULL)
        return false;
    exchange->headers = list;
    return true;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\v\f")] == '\0';
}

static bool set_headers(struct exchange *exchange, bool expect)
{
    const char *const *pair = exchange->request->headers;

    for (; !exchange->foreign && pair != NULL && pair[0] != NULL; pair += 2) {
        CLEANUP_FREE char *line = NULL;

        if (pair[1] == NULL)
            continue;
        if (strpbrk(pair[0], ":\r\n") != NULL || strpbrk(pair[1], "\r\n") != NULL)
            return error_class(&exchange->response->error, TWATFS_PERMANENT,
                               "header: %s: holds a line break or a colon", pair[0]);
        /* A name with only blanks behind it libcurl leaves out: an empty value it sends for "name;"
         * (CURLOPT_HTTPHEADER(3)). */
        if (asprintf(&line, is_blank(pair[1]) ? "%s;" : "%s: %s", pair[0], pair[1]) < 0) {
            line = NULL;
            return false;
        }
        if (!add_header(exchange, line))
            return false;
    }
    return add_header(exchange, expect ? "Expect: 100-continue" : "Expect:") &&
           curl_easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->headers) == CURLE_OK;
}

/* Servers disagree on how a quote or a backslash within a form's file name is escaped
 * (RFC 7578 section 4.2 and WHATWG's form encoding do too), so none is sent. */
static char *form_file_name(const char *name)
{
    char *copy = strdup(name);

    for (char *at = copy; at != NULL && *at != '\0'; at++)
        if (*at == '"' || *at == '\\')
            *at = '_';
    return copy;
}

static bool set_form(struct exchange *exchange)
{
    const struct http_request *request = exchange->request;
    const char *const *pair = request->fields;
    CLEANUP_FREE char *file_name = form_file_name(request->file_name);
    curl_mimepart *part;

    exchange->form = curl_mime_init(exchange->easy);
    if (exchange->form == NULL || file_name == NULL)
        return false;
    for (; pair != NULL && pair[0] != NULL; pair += 2) {
        if (pair[1] == NULL)
            continue;
        part = curl_mime_addpart(exchange->form);
        if (part == NULL || curl_mime_name(part, pair[0]) != CURLE_OK ||
            curl_mime_data(part, pair[1], CURL_ZERO_TERMINATED) != CURLE_OK)
            return false;
    }
    part = curl_mime_addpart(exchange->form);
    return part != NULL && curl_mime_name(part, request->file_field) == CURLE_OK &&
           curl_mime_filename(part, file_name) == CURLE_OK &&
           curl_mime_type(part, request->file_type) == CURLE_OK &&
           curl_mime_data_cb(
               part, exchange->total == TWATFS_SIZE_UNKNOWN ? -1 : (curl_off_t)exchange->total,
               on_body, on_seek, NULL, exchange) == CURLE_OK &&
           curl_easy_setopt(exchange->easy, CURLOPT_MIMEPOST, exchange->form) == CURLE_OK;
}

static bool set_body(struct exchange *exchange)
{
    CURL *easy = exchange->easy;
    curl_off_t size = exchange->total == TWATFS_SIZE_UNKNOWN ? -1 : (curl_off_t)exchange->total;

    switch (exchange->request->body) {
    case HTTP_BODY_NONE:
        return true;
    case HTTP_BODY_FORM:
        return set_form(exchange);
    case HTTP_BODY_MEMORY:
    case HTTP_BODY_SOURCE:
        break;
    }
    return curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, size) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_READDATA, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SEEKDATA, exchange) == CURLE_OK;
}

static uint64_t body_size(const struct http_request *request)
{
    switch (request->body) {
    case HTTP_BODY_NONE:
        break;
    case HTTP_BODY_MEMORY:
    case HTTP_BODY_SOURCE:
        return request->length;
    case HTTP_BODY_FORM:
        return request->source->size;
    }
    return 0;
}

static bool wants_expect(const struct exchange *exchange)
{
    CLEANUP_FREE char *origin = NULL;

    if (exchange->total <= LARGE_BODY)
        return false;
    if (exchange->request->expect)
        return true;
    origin = http_url_origin(exchange->url);
    return origin != NULL && string_list_contains(&exchange->http->early_refusers, origin);
}

static bool set_options(struct exchange *exchange)
{
    const struct http *http = exchange->http;
    const struct http_request *request = exchange->request;
    CURL *easy = exchange->easy;
    bool done = true;

    /* Each setting is by name and type libcurl's own; one that fails has no memory. */
#define SET(option, value) (done = curl_easy_setopt(easy, option, value) == CURLE_OK && done)
    SET(CURLOPT_URL, exchange->url);
    SET(CURLOPT_PATH_AS_IS, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_FRESH_CONNECT, request->fresh ? 1L : 0L);
    if (exchange->request->direct)
        SET(CURLOPT_PROXY, "");
    SET(CURLOPT_UPLOAD_BUFFERSIZE, UPLOAD_BUFFER);
    SET(CURLOPT_BUFFERSIZE, DOWNLOAD_BUFFER);
    SET(CURLOPT_CONNECTTIMEOUT_MS, clock_long_ms(http->settings.connect_timeout_ns));
    SET(CURLOPT_EXPECT_100_TIMEOUT_MS, EXPECT_TIMEOUT_MS);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_ERRORBUFFER, exchange->curl_text);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, exchange);
    SET(CURLOPT_WRITEFUNCTION, on_answer);
    SET(CURLOPT_WRITEDATA, exchange);
    SET(CURLOPT_PRIVATE, exchange);
    SET(CURLOPT_OPENSOCKETFUNCTION, socket_list_open);
    SET(CURLOPT_OPENSOCKETDATA, &exchange->http->sockets);
    SET(CURLOPT_CLOSESOCKETFUNCTION, socket_list_close);
    SET(CURLOPT_CLOSESOCKETDATA, &exchange->http->sockets);
    SET(CURLOPT_PREREQFUNCTION, on_connection);
    SET(CURLOPT_PREREQDATA, exchange);
    if (http->ca_file != NULL)
        SET(CURLOPT_CAINFO, http->ca_file);
#undef SET
    done = done && set_body(exchange) && set_headers(exchange, wants_expect(exchange));
    if (request->method != NULL && strcmp(request->method, "HEAD") == 0)
        return done && curl_easy_setopt(easy, CURLOPT_NOBODY, 1L) == CURLE_OK;
    return done && (request->method == NULL ||
                    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK);
}

bool exchange_start(struct exchange *exchange)
{
    struct http_response *response = exchange->response;

    buffer_clear(&response->body);
    buffer_clear(&response->headers);
    response->header_count = 0;
    response->status = 0;
    exchange->position = 0;
    exchange->received = 0;
    exchange->header_bytes = 0;
    exchange->answered = exchange->interim = false;
    exchange->resume_ns = 0;
    exchange->starved_ns = 0;
    exchange->socket = CURL_SOCKET_BAD;
    exchange->total = body_size(exchange->request);
    exchange->window_ns = clock_now_ns();
    exchange->window_bytes = 0;
    /* Without a body the answer is awaited from the start. */
    exchange->all_sent_ns = exchange->total == 0 ? exchange->window_ns : 0;
    exchange->easy = curl_easy_init();
    if (exchange->easy == NULL || !set_options(exchange) ||
        curl_multi_add_handle(exchange->http->multi, exchange->easy) != CURLM_OK) {
        if (response->error.text[0] == '\0')
            error_class(&response->error, TWATFS_LOCAL, "out of memory");
        exchange_clear(exchange);
        return false;
    }
    exchange->running = true;
    return true;
}

/* ---- Ending ---- */

/* GET and HEAD can be asked of another host; what changes something was meant for one. */
static bool only_reads(const struct http_request *request)
{
    return request->body == HTTP_BODY_NONE &&
           (request->method == NULL || strcmp(request->method, "GET") == 0 ||
            strcmp(request->method, "HEAD") == 0);
}

/* Go where the answer points, if we were asked to and may.  True: under way. */
static bool exchange_redirect(struct exchange *exchange)
{
    struct http_response *response = exchange->response;
    const char *location = http_header(response, "Location", 0);
    char *target;

    if (!exchange->request->follow || !only_reads(exchange->request) || location == NULL ||
        response->status < 301 || response->status > 308 ||
        (response->status > 303 && response->status < 307))
        return false;
    target = http_url_resolve(exchange->url, location);
    response->done = false;
    if (target == NULL) {
        error_class(&response->error, TWATFS_PERMANENT, "redirect: not to a URL");
    } else if (!url_clean(target, NULL, &response->error)) {
        response->error.status = TWATFS_PERMANENT;
        error_prefix(&response->error, "redirect: ");
    } else if (++exchange->redirects > REDIRECTS_MAX) {
        error_class(&response->error, TWATFS_PERMANENT, "redirect: more than %d of them",
                    REDIRECTS_MAX);
    } else if (http_url_secure(exchange->url) && !http_url_secure(target)) {
        error_class(&response->error, TWATFS_PERMANENT, "redirect: from https to http");
    } else {
        exchange->foreign = exchange->foreign || !http_url_same_origin(exchange->url, target);
        exchange_clear(exchange);
        free(exchange->url);
        exchange->url = STEAL(target);
        return exchange_start(exchange);
    }
    free(target);
    return false;
}

void exchange_end(struct exchange *exchange, CURLcode code)
{
    struct http_response *response = exchange->response;
    const char *method = exchange->request->method;
    CLEANUP_FREE char *shown = NULL;
    long status = 0;

    curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    response->status = (int)status;
    shown = log_enabled(LOG_LEVEL_DEBUG) ? http_url_shown(exchange->url) : NULL;
    log_debug("%s %s: HTTP %ld, %" PRIu64 " bytes sent, %" PRIu64 " received%s%s",
              method != NULL                              ? method
              : exchange->request->body == HTTP_BODY_FORM ? "POST"
              : exchange->request->body == HTTP_BODY_NONE ? "GET"
                                                          : "PUT",
              shown != NULL ? shown : "", status, exchange->position, exchange->received,
              code != CURLE_OK ? ": " : "", code != CURLE_OK ? curl_easy_strerror(code) : "");
    /* What a callback has refused is no answer, whatever libcurl made of it.  A no that is whole
     * but for its body counts: the connection was cut because it came before all was sent. */
    response->done =
        response->error.text[0] == '\0' && (code == CURLE_OK || exchange->cut || status >= 400);
    if (!response->done)
        exchange_record_failure(exchange, code);
    if (response->done && exchange_redirect(exchange))
        return;
    free(response->url);
    response->url = strdup(exchange->url);
    if (response->done && (response->url == NULL || !buffer_append(&response->body, "", 0))) {
        response->done = false;
        error_class(&response->error, TWATFS_LOCAL, "out of memory");
    }
    exchange_clear(exchange);
}

void exchange_stop(struct exchange *exchange, twatfs_status status, const char *why)
{
    CLEANUP_FREE char *host = http_url_part(exchange->url, CURLUPART_HOST, 0);

    error_class(&exchange->response->error, status, "%s: %s", host != NULL ? host : exchange->url,
                why);
    exchange_clear(exchange);
}

void exchange_resume(struct exchange *exchange, uint64_t now_ns)
{
    bool paid = exchange->resume_ns != 0 && now_ns >= exchange->resume_ns;
    bool fed = exchange->starved_ns != 0 && source_ready(exchange->request->source);
    CURLcode code;

    if (!exchange->running || !(paid || fed))
        return;
    /* That it stood still was not the host's doing. */
    if (exchange->starved_ns != 0)
        exchange->started_ns += now_ns - exchange->starved_ns;
    exchange->resume_ns = exchange->starved_ns = 0;
    exchange->window_ns = now_ns;
    exchange->window_bytes = exchange_sent(exchange) + exchange->received;
    /* What was held back is handed on at once, and a callback that refuses it is told of here
     * alone: libcurl would go on without those bytes. */
    code = curl_easy_pause(exchange->easy, CURLPAUSE_CONT);
    if (code != CURLE_OK)
        exchange_end(exchange, code);
}

/* The host's doing, as far as one can tell. */
static void stop_stalled(struct exchange *exchange, const char *why)
{
    exchange->response->stalled = true;
    exchange_stop(exchange, TWATFS_TEMPORARY, why);
}

void exchange_check_speed(struct exchange *exchange, uint64_t now_ns)
{
    const struct http_settings *settings = &exchange->http->settings;
    uint64_t sent = exchange_sent(exchange), moved = sent + exchange->received;
    uint64_t window_ns = now_ns - exchange->window_ns;
    uint64_t allowed_ns = settings->stall_ns;
    uint64_t timeout_ns = exchange->request->timeout_ns;
    char why[64];

    if (exchange->starved_ns != 0)
        return;
    if (timeout_ns > 0 && now_ns - exchange->started_ns >= timeout_ns) {
        snprintf(why, sizeof why, "took longer than %" PRIu64 " ms",
                 timeout_ns / NANOSECONDS_PER_MS);
        exchange_stop(exchange, TWATFS_TEMPORARY, why);
        return;
    }
    /* The answer is awaited from when the other side has the last byte; till then the body
     * has to move. */
    if (exchange->all_sent_ns != 0 && sent < exchange->total)
        exchange->all_sent_ns = now_ns;
    else if (exchange->all_sent_ns != 0 && exchange->received == 0) {
        if (now_ns - exchange->all_sent_ns < settings->answer_timeout_ns)
            return;
        snprintf(why, sizeof why, "no answer in %" PRIu64 " s",
                 settings->answer_timeout_ns / NANOSECONDS_PER_SECOND);
        stop_stalled(exchange, why);
        return;
    }
    if (exchange->resume_ns != 0)
        return;
    if (moved == 0) /* still connecting, which has a limit of its own */
        allowed_ns = clock_add_ns(allowed_ns, settings->connect_timeout_ns);
    if (window_ns < allowed_ns)
        return;
    if (moved - exchange->window_bytes >=
        SLOWEST *
            (window_ns / NANOSECONDS_PER_SECOND > 0 ? window_ns / NANOSECONDS_PER_SECOND : 1)) {
        exchange->window_ns = now_ns;
        exchange->window_bytes = moved;
        return;
    }
    snprintf(why, sizeof why, "stalled: slower than 1 KiB/s for %" PRIu64 " s",
             window_ns / NANOSECONDS_PER_SECOND);
    stop_stalled(exchange, why);
}

/* http.c: the engine that drives requests, and their answers.
 *
 * SPDX-License-Identifier: MIT
 *
 * This file and http-exchange.c are the only ones that know libcurl.
 */
#include "transfer/http.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "transfer/http-exchange.h"

#define TICK_MS 200                       /* the longest sleep between two looks at the clock */
#define LOOK_NS (50 * NANOSECONDS_PER_MS) /* between two looks at what has moved */

/* ---- Answers ---- */

void http_response_free(struct http_response *response)
{
    free(response->url);
    buffer_free(&response->body);
    buffer_free(&response->headers);
    *response = (struct http_response)HTTP_RESPONSE_INIT;
}

const char *http_header(const struct http_response *response, const char *name, unsigned index)
{
    const char *line = response->headers.data;
    size_t length = strlen(name);

    for (size_t i = 0; i < response->header_count; i++) {
        if (strncasecmp(line, name, length) == 0 && line[length] == ':' && index-- == 0) {
            line += length + 1;
            return line + strspn(line, " \t");
        }
        line += strlen(line) + 1;
    }
    return NULL;
}

int64_t http_retry_after_s(const struct http_response *response)
{
    const char *value = http_header(response, "Retry-After", 0);
    uint64_t seconds;
    int64_t date;

    if (value == NULL)
        return 0;
    if (text_number(value, 0, INT64_MAX, &seconds))
        return (int64_t)seconds;
    if (value[0] != '\0' && value[strspn(value, "0123456789")] == '\0')
        return INT64_MAX; /* more seconds than there are */
    date = (int64_t)curl_getdate(value, NULL) - clock_unix_s();
    return date > 0 && curl_getdate(value, NULL) != -1 ? date : 0;
}

/* ---- The engine ---- */

bool http_start(struct error *error)
{
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);

    return code == CURLE_OK || error_set(error, "libcurl: %s", curl_easy_strerror(code));
}

struct http *http_open(const struct http_settings *settings, const struct cancel *cancel,
                       struct error *error)
{
    struct http *http = calloc(1, sizeof *http);

    if (http != NULL)
        http->multi = curl_multi_init();
    if (http == NULL || http->multi == NULL) {
        free(http);
        error_memory(error);
        return NULL;
    }
    http->settings = *settings;
    http->cancel = cancel;
    /* As the curl command does; Debian's libcurl looks at neither. */
    http->ca_file = getenv("CURL_CA_BUNDLE");
    if (http->ca_file == NULL || http->ca_file[0] == '\0')
        http->ca_file = getenv("SSL_CERT_FILE");
    if (http->ca_file != NULL && http->ca_file[0] == '\0')
        http->ca_file = NULL;
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)(2 * HTTP_CONCURRENCY_MAX));
    curl_multi_setopt(http->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    return http;
}

void http_close(struct http *http)
{
    curl_multi_cleanup(http->multi);
    free(http->sockets.items);
    string_list_free(&http->early_refusers);
    free(http);
}

void http_on_progress(struct http *http, http_progress *function, void *data)
{
    http->progress = function;
    http->progress_data = data;
}

/* ---- A run: many requests, a bounded number at once ---- */

/* Memory is for those under way, however many there are in all. */
struct run {
    struct http *http;
    const struct http_request *const *requests;
    struct http_response *const *responses;
    size_t count, next; /* next: the first that was not started */
    struct exchange *slots[HTTP_CONCURRENCY_MAX];
    size_t active;           /* slots in use, at the front */
    uint64_t looked_ns;      /* when run_look last looked at what has moved */
    uint64_t sent, received; /* by those that have ended */
    bool halted;             /* no more are started */
};

static bool ends_everything(const struct http_response *response)
{
    return !response->done && response->error.status >= TWATFS_LOCAL;
}

/* Give the slot of an exchange that has ended to the last one. */
static void run_release(struct run *run, size_t slot)
{
    struct exchange *exchange = run->slots[slot];

    run->sent += exchange->position;
    run->received += exchange->received;
    run->halted = run->halted || ends_everything(exchange->response);
    free(exchange->url);
    free(exchange);
    run->slots[slot] = run->slots[--run->active];
}

/* Put the next request on its way; one that cannot start has its error at once. */
static void run_start(struct run *run)
{
    struct http_response *response = run->responses[run->next];
    const struct http_request *request = run->requests[run->next++];
    struct exchange *exchange = calloc(1, sizeof *exchange);

    if (exchange == NULL) {
        error_class(&response->error, TWATFS_LOCAL, "out of memory");
        run->halted = true;
        return;
    }
    *exchange = (struct exchange){.http = run->http, .request = request, .response = response};
    exchange->socket = CURL_SOCKET_BAD;
    run->slots[run->active++] = exchange;
    exchange->url = strdup(request->url);
    if (exchange->url == NULL)
        error_class(&response->error, TWATFS_LOCAL, "out of memory");
    else
        exchange_start(exchange);
}

/* Take out those that have ended. */
static void run_sweep(struct run *run)
{
    for (size_t i = run->active; i-- > 0;)
        if (!run->slots[i]->running)
            run_release(run, i);
}

static void run_tell(const struct run *run)
{
    uint64_t sent = run->sent, received = run->received;
    bool all_sent = run->next == run->count;

    for (size_t i = 0; i < run->active; i++) {
        sent += exchange_sent(run->slots[i]);
        received += run->slots[i]->received;
        all_sent = all_sent && run->slots[i]->all_sent_ns != 0;
    }
    if (run->http->progress != NULL)
        run->http->progress(run->http->progress_data, sent, received, all_sent);
}

/* Stop those that must stop, and tell how far all are: cancelling at once, the rest, which
 * asks the kernel about each socket, now and then. */
static void run_look(struct run *run)
{
    bool cancelled = cancel_requested(run->http->cancel);
    uint64_t now_ns = clock_now_ns();

    run->halted = run->halted || cancelled;
    if (!cancelled && now_ns - run->looked_ns < LOOK_NS)
        return;
    run->looked_ns = now_ns;
    for (size_t i = 0; i < run->active; i++) {
        if (cancelled)
            exchange_stop(run->slots[i], TWATFS_CANCELLED, "interrupted");
        else
            exchange_check_speed(run->slots[i], now_ns);
    }
    run_sweep(run);
    run_tell(run);
}

static void run_collect(struct run *run)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(run->http->multi, &left)) != NULL) {
        char *private = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        exchange_end((struct exchange *)(void *)private, message->data.result);
    }
}

static void run_drive(struct run *run, size_t concurrency)
{
    struct curl_waitfd wake = {.fd = run->http->cancel->fd, .events = CURL_WAIT_POLLIN};
    unsigned wakes = wake.fd >= 0 ? 1 : 0;
    int running;

    for (;;) {
        while (!run->halted && run->next < run->count && run->active < concurrency)
            run_start(run);
        curl_multi_perform(run->http->multi, &running);
        run_collect(run);
        run_sweep(run);
        run_look(run);
        if (run->active == 0 && (run->halted || run->next == run->count)) {
            run_tell(run); /* all of it, however quick it was */
            return;
        }
        if (run->active == concurrency || run->halted || run->next == run->count)
            curl_multi_poll(run->http->multi, wakes > 0 ? &wake : NULL, wakes, TICK_MS, NULL);
    }
}

bool http_perform(struct http *http, const struct http_request *const *requests,
                  struct http_response *const *responses, size_t count, size_t concurrency)
{
    struct run run = {.http = http, .requests = requests, .responses = responses, .count = count};
    bool done = true;

    if (concurrency == 0)
        concurrency = HTTP_CONCURRENCY_DEFAULT;
    if (concurrency > HTTP_CONCURRENCY_MAX)
        concurrency = HTTP_CONCURRENCY_MAX;
    for (size_t i = 0; i < count; i++)
        *responses[i] = (struct http_response)HTTP_RESPONSE_INIT;
    run_drive(&run, concurrency);
    for (size_t i = 0; i < count; i++) {
        if (!responses[i]->done && responses[i]->error.text[0] == '\0')
            error_class(&responses[i]->error,
                        cancel_requested(http->cancel) ? TWATFS_CANCELLED : TWATFS_LOCAL,
                        "not sent: an earlier one failed");
        done = done && responses[i]->done;
    }
    return done;
}

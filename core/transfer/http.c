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

/* Nobody asks to stop. */
static const struct cancel never = CANCEL_INIT;

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

int64_t http_date_s(const char *text)
{
    return (int64_t)curl_getdate(text, NULL);
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
    date = http_date_s(value);
    return date != -1 && date > clock_unix_s() ? date - clock_unix_s() : 0;
}

/* ---- The engine ---- */

bool http_start(struct error *error)
{
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);

    return code == CURLE_OK || error_set(error, "libcurl: %s", curl_easy_strerror(code));
}

struct http *http_open(const struct http_settings *settings, struct error *error)
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
    http->cancel = &never;
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

const struct http_settings *http_settings_of(const struct http *http)
{
    return &http->settings;
}

void http_obey(struct http *http, const struct cancel *cancel)
{
    http->cancel = cancel != NULL ? cancel : &never;
}

struct http_listener http_on_progress(struct http *http, struct http_listener listener)
{
    struct http_listener before = http->listener;

    http->listener = listener;
    return before;
}

/* ---- A run: many requests, a bounded number at once ---- */

/* Memory is for those under way, however many there are in all. */
struct run {
    struct http *http;
    struct http_flow *flow;
    struct exchange *slots[HTTP_CONCURRENCY_MAX];
    size_t active;           /* slots in use, at the front */
    size_t started;          /* requests so far */
    bool none_now;           /* the flow had no next … */
    uint64_t wake_ns;        /* … and wants to be asked again then */
    uint64_t looked_ns;      /* when run_look last looked at what has moved */
    uint64_t sent, received; /* by those that have ended */
    bool halted;             /* no more are started */
};

static size_t concurrency_of(const struct http_flow *flow)
{
    if (flow->concurrency == 0)
        return HTTP_CONCURRENCY_DEFAULT;
    return flow->concurrency < HTTP_CONCURRENCY_MAX ? flow->concurrency : HTTP_CONCURRENCY_MAX;
}

static void run_stop(struct run *run, twatfs_status status, const char *why)
{
    for (size_t i = 0; i < run->active; i++)
        if (run->slots[i]->running)
            exchange_stop(run->slots[i], status, why);
    run->halted = true;
}

/* Give the slot of an exchange that has ended to the last one. */
static void run_release(struct run *run, size_t slot)
{
    struct exchange *exchange = run->slots[slot];
    struct http_response *response = exchange->response;
    bool wanted = !run->halted;

    /* What was cut short or refused is sent again, and counts then. */
    if (response->done && response->status < 300)
        run->sent += exchange->position;
    run->received += exchange->received;
    free(exchange->url);
    free(exchange);
    run->slots[slot] = run->slots[--run->active];
    run->none_now = false;
    if (!run->flow->done(run->flow->data, response) && wanted)
        run_stop(run, TWATFS_CANCELLED, "stopped: an earlier one failed");
}

/* Put the next request on its way; one that cannot start has its error at once.  False when
 * there is none. */
static bool run_start(struct run *run)
{
    const struct http_request *request;
    struct http_response *response;
    struct exchange *exchange;

    run->wake_ns = CLOCK_NEVER;
    if (!run->flow->next(run->flow->data, &request, &response, &run->wake_ns)) {
        run->none_now = true;
        return false;
    }
    /* That the last is on its way is known before anyone can be asked for another. */
    run->none_now = ++run->started == run->flow->count;
    *response = (struct http_response)HTTP_RESPONSE_INIT;
    exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL) {
        error_class(&response->error, TWATFS_LOCAL, "out of memory");
        if (!run->flow->done(run->flow->data, response))
            run_stop(run, TWATFS_CANCELLED, "stopped: an earlier one failed");
        return true;
    }
    *exchange = (struct exchange){.http = run->http, .request = request, .response = response};
    exchange->socket = CURL_SOCKET_BAD;
    exchange->started_ns = clock_now_ns();
    run->slots[run->active++] = exchange;
    exchange->url = strdup(request->url);
    if (exchange->url == NULL)
        error_class(&response->error, TWATFS_LOCAL, "out of memory");
    else
        exchange_start(exchange);
    return true;
}

/* Take out those that have ended. */
static void run_sweep(struct run *run)
{
    for (size_t i = run->active; i-- > 0;)
        if (i < run->active && !run->slots[i]->running)
            run_release(run, i);
}

static void run_tell(const struct run *run)
{
    uint64_t sent = run->sent, received = run->received;
    bool all_sent = run->none_now && run->wake_ns == CLOCK_NEVER;

    for (size_t i = 0; i < run->active; i++) {
        sent += exchange_sent(run->slots[i]);
        received += run->slots[i]->received;
        all_sent = all_sent && run->slots[i]->all_sent_ns != 0;
    }
    if (run->http->listener.function != NULL)
        run->http->listener.function(run->http->listener.data, sent, received, all_sent);
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
    if (cancelled)
        run_stop(run, TWATFS_CANCELLED, "interrupted");
    for (size_t i = 0; i < run->active && !cancelled; i++)
        if (run->slots[i]->running)
            exchange_check_speed(run->slots[i], now_ns);
    run_sweep(run);
    run_tell(run);
}

static void run_resume(struct run *run)
{
    uint64_t now_ns = clock_now_ns();

    for (size_t i = 0; i < run->active; i++)
        exchange_resume(run->slots[i], now_ns);
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

static bool may_start(const struct run *run)
{
    if (run->halted || run->active >= concurrency_of(run->flow))
        return false;
    return !run->none_now || clock_now_ns() >= run->wake_ns;
}

/* One that a callback has stopped is taken out at once: libcurl knows nothing of it. */
static bool any_ended(const struct run *run)
{
    for (size_t i = 0; i < run->active; i++)
        if (!run->slots[i]->running)
            return true;
    return false;
}

/* Whether the next one waits for what can be read from elsewhere, and there is room for it. */
static bool is_watching(const struct run *run)
{
    return run->none_now && run->flow->watched_fd >= 0 && run->active < concurrency_of(run->flow);
}

/* What one of them waits for to be written; a stream is read by one at a time. */
static int starved_fd(const struct run *run)
{
    for (size_t i = 0; i < run->active; i++)
        if (run->slots[i]->starved_ns != 0)
            return run->slots[i]->request->source->fd;
    return -1;
}

/* Until something can have happened. */
static void run_sleep(struct run *run)
{
    const int wake_fds[] = {run->http->cancel->fd, is_watching(run) ? run->flow->watched_fd : -1,
                            starved_fd(run)};
    struct curl_waitfd wakes[ARRAY_LENGTH(wake_fds)];
    unsigned wake_count = 0;
    uint64_t now_ns = clock_now_ns(), left_ms = TICK_MS;

    if (run->none_now && run->wake_ns != CLOCK_NEVER) {
        left_ms = run->wake_ns > now_ns ? (run->wake_ns - now_ns) / NANOSECONDS_PER_MS + 1 : 0;
        left_ms = left_ms < TICK_MS ? left_ms : TICK_MS;
    }
    for (size_t i = 0; i < run->active; i++) {
        uint64_t resume_ns = run->slots[i]->resume_ns;
        uint64_t resume_ms = resume_ns > now_ns ? (resume_ns - now_ns) / NANOSECONDS_PER_MS + 1 : 0;

        if (resume_ns != 0 && resume_ms < left_ms)
            left_ms = resume_ms;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(wake_fds); i++)
        if (wake_fds[i] >= 0)
            wakes[wake_count++] =
                (struct curl_waitfd){.fd = wake_fds[i], .events = CURL_WAIT_POLLIN};
    curl_multi_poll(run->http->multi, wake_count > 0 ? wakes : NULL, wake_count, (int)left_ms,
                    NULL);
    /* libcurl does not say that the other end of a pipe was closed: next looks for itself. */
    if (is_watching(run))
        run->wake_ns = 0;
}

void http_run(struct http *http, struct http_flow *flow)
{
    struct run run = {.http = http, .flow = flow, .wake_ns = CLOCK_NEVER};
    struct run *before = http->run;
    int running;

    http->run = &run;
    for (;;) {
        while (may_start(&run) && run_start(&run))
            ;
        run_resume(&run);
        curl_multi_perform(http->multi, &running);
        run_collect(&run);
        run_sweep(&run);
        run_look(&run);
        if (run.active == 0 && (run.halted || (run.none_now && run.wake_ns == CLOCK_NEVER)))
            break;
        if (!may_start(&run) && !any_ended(&run))
            run_sleep(&run);
    }
    run_tell(&run); /* all of it, however quick it was */
    http->run = before;
}

void http_drop(struct http *http, const struct http_response *response)
{
    struct run *run = http->run;

    for (size_t i = 0; run != NULL && i < run->active; i++) {
        struct exchange *exchange = run->slots[i];

        if (exchange->response != response || !(exchange->running || exchange->response->done))
            continue;
        /* Its answer may be there already, and not have been told. */
        exchange->response->done = false;
        exchange_stop(exchange, TWATFS_TEMPORARY, "dropped");
    }
}

/* ---- A fixed number of them ---- */

struct list {
    struct http *http;
    const struct http_request *const *requests;
    struct http_response *const *responses;
    size_t count, next;
    bool halted; /* one failed in a way that ends everything */
};

static bool list_next(void *data, const struct http_request **request,
                      struct http_response **response, uint64_t *wake_ns)
{
    struct list *list = data;

    *wake_ns = CLOCK_NEVER;
    if (list->halted || list->next == list->count)
        return false;
    *request = list->requests[list->next];
    *response = list->responses[list->next++];
    return true;
}

static bool list_done(void *data, struct http_response *response)
{
    struct list *list = data;

    list->halted = list->halted || (!response->done && response->error.status >= TWATFS_LOCAL);
    return true;
}

bool http_perform(struct http *http, const struct http_request *const *requests,
                  struct http_response *const *responses, size_t count, size_t concurrency)
{
    struct list list = {.http = http, .requests = requests, .responses = responses, .count = count};
    struct http_flow flow = {.next = list_next,
                             .done = list_done,
                             .data = &list,
                             .concurrency = concurrency,
                             .watched_fd = -1,
                             .count = count};
    bool done = true;

    for (size_t i = 0; i < count; i++)
        *responses[i] = (struct http_response)HTTP_RESPONSE_INIT;
    http_run(http, &flow);
    for (size_t i = 0; i < count; i++) {
        if (!responses[i]->done && responses[i]->error.text[0] == '\0')
            error_class(&responses[i]->error,
                        cancel_requested(http->cancel) ? TWATFS_CANCELLED : TWATFS_LOCAL,
                        "not sent: an earlier one failed");
        done = done && responses[i]->done;
    }
    return done;
}

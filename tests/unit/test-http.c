/* test-http.c: requests to a server within the test, well-behaved and not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "transfer/http.h"

/* ---- The server ---- */

#define REQUESTS_MAX 64
#define LARGE        (size_t)(1200 << 10) /* a body that may wait for 100 Continue */

struct seen {
    char head[4096]; /* request line and headers */
    char path[256];
    char body[4096]; /* as much of it as fits */
    size_t body_length;
    size_t connection; /* counted from 0 */
};

struct server;

/* Answers one request; false: the connection is closed. */
typedef bool answer_function(struct server *server, int fd, const struct seen *seen);

struct server {
    int fd;
    char origin[64];
    answer_function *answer;
    pthread_t thread, workers[REQUESTS_MAX];
    pthread_mutex_t lock; /* guards all below */
    int connections[REQUESTS_MAX];
    size_t connection_count;
    struct seen seen[REQUESTS_MAX];
    size_t seen_count;
    size_t busy, busiest; /* requests in progress */
    sem_t go;             /* what an answer may wait for */
};

struct work {
    struct server *server;
    size_t connection;
    int fd;
};

static void send_text(int fd, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, text, length, MSG_NOSIGNAL);

        if (sent <= 0)
            return;
        text += sent;
        length -= (size_t)sent;
    }
}

PRINTF_LIKE(2, 3)
static void reply(int fd, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    send_text(fd, text, (size_t)length);
}

static void reply_body(int fd, const char *body)
{
    reply(fd, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
}

static bool read_byte(int fd, char *byte)
{
    return recv(fd, byte, 1, 0) == 1;
}

static bool read_request(int fd, struct seen *seen)
{
    size_t length = 0, left = 0;
    const char *header;
    char byte;

    while (length < 4 || memcmp(seen->head + length - 4, "\r\n\r\n", 4) != 0)
        if (length + 1 >= sizeof seen->head || !read_byte(fd, &seen->head[length++]))
            return false;
    seen->head[length] = '\0';
    if (sscanf(seen->head, "%*s %255s", seen->path) != 1)
        return false;
    header = strcasestr(seen->head, "\r\nContent-Length: ");
    /* What waits for 100 Continue is the answer's to read. */
    if (header != NULL && strcasestr(seen->head, "\r\nExpect: ") == NULL)
        left = strtoul(header + 18, NULL, 10);
    for (; left > 0 && read_byte(fd, &byte); left--)
        if (seen->body_length < sizeof seen->body - 1)
            seen->body[seen->body_length++] = byte;
    return left == 0;
}

static void *serve_connection(void *data)
{
    CLEANUP_FREE struct work *work = data;
    struct server *server = work->server;
    bool open = true;

    while (open) {
        CLEANUP_FREE struct seen *seen = calloc(1, sizeof *seen);

        if (seen == NULL || !read_request(work->fd, seen))
            break;
        seen->connection = work->connection;
        pthread_mutex_lock(&server->lock);
        if (server->seen_count < REQUESTS_MAX)
            server->seen[server->seen_count++] = *seen;
        if (++server->busy > server->busiest)
            server->busiest = server->busy;
        pthread_mutex_unlock(&server->lock);
        open = server->answer(server, work->fd, seen);
        pthread_mutex_lock(&server->lock);
        server->busy--;
        pthread_mutex_unlock(&server->lock);
    }
    shutdown(work->fd, SHUT_RDWR);
    return NULL;
}

static void *serve(void *data)
{
    struct server *server = data;
    int fd;

    while ((fd = accept(server->fd, NULL, NULL)) >= 0) {
        struct work *work = calloc(1, sizeof *work);

        pthread_mutex_lock(&server->lock);
        if (work == NULL || server->connection_count == REQUESTS_MAX)
            abort();
        *work = (struct work){server, server->connection_count, fd};
        server->connections[server->connection_count] = fd;
        if (pthread_create(&server->workers[server->connection_count++], NULL, serve_connection,
                           work) != 0)
            abort();
        pthread_mutex_unlock(&server->lock);
    }
    return NULL;
}

static void server_start(struct server *server, answer_function *answer)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;

    memset(server, 0, sizeof *server);
    server->answer = answer;
    pthread_mutex_init(&server->lock, NULL);
    sem_init(&server->go, 0, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(server->fd >= 0);
    assert_int_equal(bind(server->fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->fd, REQUESTS_MAX), 0);
    assert_int_equal(getsockname(server->fd, (struct sockaddr *)&address, &length), 0);
    snprintf(server->origin, sizeof server->origin, "http://127.0.0.1:%d", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void server_stop(struct server *server)
{
    shutdown(server->fd, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->fd);
    for (size_t i = 0; i < server->connection_count; i++)
        shutdown(server->connections[i], SHUT_RDWR);
    for (size_t i = 0; i < REQUESTS_MAX; i++)
        sem_post(&server->go);
    for (size_t i = 0; i < server->connection_count; i++) {
        pthread_join(server->workers[i], NULL);
        close(server->connections[i]);
    }
    sem_destroy(&server->go);
    pthread_mutex_destroy(&server->lock);
}

/* ---- The client ---- */

#define PATIENT (60 * NANOSECONDS_PER_SECOND) /* whoever waits this long hangs */

static const struct http_settings patient = {PATIENT, PATIENT, PATIENT, NULL};
static struct server server, other;
static struct cancel cancel;
static struct http *http;

static int start_process(UNUSED void **state)
{
    signal(SIGPIPE, SIG_IGN);
    unsetenv("http_proxy");
    unsetenv("all_proxy");
    unsetenv("ALL_PROXY");
    return http_start(NULL) ? 0 : -1;
}

static int open_engine(UNUSED void **state)
{
    if (!cancel_open(&cancel, NULL))
        return -1;
    http = http_open(&patient, NULL);
    if (http == NULL)
        return -1;
    http_obey(http, &cancel);
    return 0;
}

static int close_engine(UNUSED void **state)
{
    http_close(http);
    cancel_close(&cancel);
    return 0;
}

static void reopen(const struct http_settings *settings)
{
    http_close(http);
    http = http_open(settings, NULL);
    assert_non_null(http);
    http_obey(http, &cancel);
}

/* The URL of a path, good until the fourth call after. */
static const char *url_of(const struct server *of, const char *path)
{
    static char ring[4][256];
    static size_t next;
    char *url = ring[next++ % ARRAY_LENGTH(ring)];

    snprintf(url, sizeof ring[0], "%s%s", of->origin, path);
    return url;
}

static bool perform(const struct http_request *request, struct http_response *response)
{
    return http_perform(http, &request, &response, 1, 0);
}

static void expect_answer(const struct http_request *request, struct http_response *response)
{
    if (!perform(request, response))
        fail_msg("%s", response->error.text);
    assert_true(response->done);
}

static void expect_failure(const struct http_request *request, int32_t status, const char *reason)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;

    assert_false(perform(request, &response));
    assert_false(response.done);
    assert_contains(response.error.text, reason);
    assert_int_equal(response.error.status, status);
}

static bool has_header(const struct seen *seen, const char *line)
{
    return strcasestr(seen->head, line) != NULL;
}

/* ---- Headers of an answer, without a server ---- */

/* lines are "name: value", each ended by '\n'. */
static struct http_response response_of(const char *lines)
{
    struct http_response response = HTTP_RESPONSE_INIT;

    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");

        buffer_append(&response.headers, lines, length);
        buffer_append(&response.headers, "", 1);
        response.header_count++;
        lines += length + 1;
    }
    return response;
}

static void test_header_lookup(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = response_of(
        "Location: /a\nX-Token:no blank\nx-token: \t second\nX-Token-Two: 2\nEmpty:\nno colon\n");
    CLEANUP_HTTP_RESPONSE struct http_response none = HTTP_RESPONSE_INIT;

    assert_string_equal(http_header(&response, "location", 0), "/a");
    assert_null(http_header(&response, "location", 1));
    assert_string_equal(http_header(&response, "X-TOKEN", 0), "no blank");
    assert_string_equal(http_header(&response, "X-Token", 1), "second");
    assert_null(http_header(&response, "X-Token", 2));
    assert_string_equal(http_header(&response, "x-token-two", 0), "2");
    assert_string_equal(http_header(&response, "empty", 0), "");
    assert_null(http_header(&response, "no colon", 0));
    assert_null(http_header(&response, "x-tok", 0));
    assert_null(http_header(&none, "location", 0));
}

static int64_t retry_after(const char *value)
{
    char lines[128];

    snprintf(lines, sizeof lines, "Retry-After: %s\n", value);
    CLEANUP_HTTP_RESPONSE struct http_response response = response_of(lines);
    return http_retry_after_s(&response);
}

static void test_retry_after_in_seconds(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response none = HTTP_RESPONSE_INIT;

    assert_int_equal(http_retry_after_s(&none), 0);
    assert_int_equal(retry_after("0"), 0);
    assert_int_equal(retry_after("120"), 120);
    assert_true(retry_after("9223372036854775807") == INT64_MAX);
    assert_true(retry_after("9223372036854775808") == INT64_MAX);
    assert_true(retry_after("99999999999999999999999999999999") == INT64_MAX);
}

static void test_retry_after_as_a_date(UNUSED void **state)
{
    time_t later = time(NULL) + 1000;
    struct tm parts;
    char date[64];
    int64_t seconds;

    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&later, &parts));
    seconds = retry_after(date);
    assert_true(seconds > 0 && seconds <= 1000);
    assert_int_equal(retry_after("Fri, 31 Dec 1999 23:59:59 GMT"), 0);
    assert_true(retry_after("Fri, 31 Dec 9999 23:59:59 GMT") > INT64_C(200000000000));
}

static void test_retry_after_junk(UNUSED void **state)
{
    static const char *const junk[] = {
        "",     "soon", "-5",    "+5",  "1.5",      "5 s",
        "0x10", "1e9",  "a day", "NaN", "\xff\x01", "Fri, 99 Foo 2050 99:99:99 GMT"};

    for (size_t i = 0; i < ARRAY_LENGTH(junk); i++)
        if (retry_after(junk[i]) != 0)
            fail_msg("\"%s\": %lld", junk[i], (long long)retry_after(junk[i]));
}

/* ---- Answers ---- */

static bool answer_plain(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
              "HTTP/1.1 201 \r\nX-One: first \r\nx-one:second\r\nContent-Length: 4\r\n\r\na\nb\n");
    return true;
}

/* ---- Dropping ---- */

struct twins {
    struct http_request request;
    struct http_response responses[2];
    unsigned asked, ended;
    bool first_done, second_done;
};

static bool next_twin(void *data, const struct http_request **request,
                      struct http_response **response, uint64_t *wake_ns)
{
    struct twins *twins = data;
    unsigned number = twins->asked++;

    *wake_ns = number < 4 ? clock_now_ns() + 50 * NANOSECONDS_PER_MS : CLOCK_NEVER;
    if (number == 3)
        usleep(200000); /* meanwhile both answers arrive, and are taken together */
    if (number > 1)
        return false;
    *request = &twins->request;
    *response = &twins->responses[number];
    return true;
}

static bool drop_other(void *data, struct http_response *response)
{
    struct twins *twins = data;

    if (twins->ended++ > 0) {
        twins->second_done = response->done;
        return true;
    }
    twins->first_done = response->done;
    http_drop(http, &twins->responses[response == &twins->responses[0] ? 1 : 0]);
    return true;
}

static void test_dropped_though_its_answer_is_there(UNUSED void **state)
{
    struct twins twins = {.responses = {HTTP_RESPONSE_INIT, HTTP_RESPONSE_INIT}};
    struct http_flow flow = {
        .next = next_twin, .done = drop_other, .data = &twins, .concurrency = 3};

    server_start(&server, answer_plain);
    twins.request.url = url_of(&server, "/a");
    http_run(http, &flow);
    server_stop(&server);
    assert_int_equal(twins.ended, 2);
    assert_true(twins.first_done);
    assert_false(twins.second_done);
    for (size_t i = 0; i < 2; i++)
        http_response_free(&twins.responses[i]);
}

static void test_answer_is_told_whole(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {0};

    server_start(&server, answer_plain);
    request.url = url_of(&server, "/a");
    expect_answer(&request, &response);
    assert_int_equal(response.status, 201);
    assert_string_equal(response.url, request.url);
    assert_string_equal(response.body.data, "a\nb\n");
    assert_string_equal(http_header(&response, "X-One", 0), "first");
    assert_string_equal(http_header(&response, "X-One", 1), "second");
    assert_null(http_header(&response, "X-Early", 0)); /* of what came before it */
    server_stop(&server);
    assert_true(text_starts_with(server.seen[0].head, "GET /a HTTP/1.1\r\n"));
    assert_true(has_header(&server.seen[0], "\r\nUser-Agent: twatfs/"));
    assert_false(has_header(&server.seen[0], "\r\nExpect:"));
}

/* It refuses to be asked first, once, and takes the body when it comes unasked. */
static bool answer_417_once(struct server *of, int fd, UNUSED const struct seen *seen)
{
    CLEANUP_FREE char *body = malloc(LARGE);
    bool first;

    pthread_mutex_lock(&of->lock);
    first = of->seen_count == 1;
    pthread_mutex_unlock(&of->lock);
    if (first) {
        reply(fd, "HTTP/1.1 417 Expectation Failed\r\nX-No: 1\r\nContent-Length: 3\r\n\r\nno\n");
        return true;
    }
    if (recv(fd, body, LARGE, MSG_WAITALL) != (ssize_t)LARGE)
        return false;
    reply(fd, "HTTP/1.1 201 Created\r\nX-Yes: 1\r\nContent-Length: 4\r\n\r\nyes\n");
    return true;
}

static void test_only_the_last_answer_counts(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    CLEANUP_FREE char *memory = calloc(1, LARGE);
    struct http_request request = {
        .body = HTTP_BODY_MEMORY, .memory = memory, .length = LARGE, .expect = true};

    server_start(&server, answer_417_once);
    request.url = url_of(&server, "/");
    expect_answer(&request, &response);
    assert_int_equal(response.status, 201);
    assert_string_equal(response.body.data, "yes\n");
    assert_string_equal(http_header(&response, "X-Yes", 0), "1");
    assert_null(http_header(&response, "X-No", 0));
    server_stop(&server);
}

/* Its empty line has ended an answer's headers: no later line begins another. */
static bool answer_trailers(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "HTTP/1.1 200 OK\r\nX-One: first\r\nTransfer-Encoding: chunked\r\n\r\n"
              "1\r\na\r\n0\r\nHTTP/1.1 100: Continue\r\nX-Two: second\r\n\r\n");
    return true;
}

static void test_trailers_begin_no_answer(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {0};

    server_start(&server, answer_trailers);
    request.url = url_of(&server, "/");
    expect_answer(&request, &response);
    assert_string_equal(response.body.data, "a");
    assert_string_equal(http_header(&response, "X-One", 0), "first");
    assert_string_equal(http_header(&response, "X-Two", 0), "second");
    server_stop(&server);
}

static bool answer_empty(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply_body(fd, "");
    return true;
}

static void test_answer_of_nothing_is_an_empty_text(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {0};

    server_start(&server, answer_empty);
    request.url = url_of(&server, "/");
    expect_answer(&request, &response);
    assert_string_equal(response.body.data, "");
    server_stop(&server);
}

static void test_memory_is_sent_as_it_is(UNUSED void **state)
{
    static const char *const headers[] = {"X-A", "b",        "X-None", NULL, "X-Empty",
                                          "",    "X-Blanks", " \t ",   NULL};
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {
        .body = HTTP_BODY_MEMORY, .memory = "a\0b", .length = 3, .headers = headers};

    server_start(&server, answer_empty);
    request.url = url_of(&server, "/a%2Fb/../c");
    expect_answer(&request, &response);
    server_stop(&server);
    assert_true(text_starts_with(server.seen[0].head, "PUT /a%2Fb/../c HTTP/1.1\r\n"));
    assert_true(has_header(&server.seen[0], "\r\nX-A: b\r\n"));
    assert_true(has_header(&server.seen[0], "\r\nX-Empty:\r\n"));
    assert_true(has_header(&server.seen[0], "\r\nX-Blanks:\r\n"));
    assert_false(has_header(&server.seen[0], "X-None"));
    assert_int_equal(server.seen[0].body_length, 3);
    assert_memory_equal(server.seen[0].body, "a\0b", 3);
}

static void open_file(struct source *source, const struct scratch *scratch, const char *text)
{
    write_file(scratch_path(scratch, "file"), text, strlen(text), 0600);
    assert_true(source_open(source, &SOURCE_PATH(scratch_path(scratch, "file")), &cancel, NULL));
}

static void test_range_of_a_source(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {
        .method = "PATCH", .body = HTTP_BODY_SOURCE, .offset = 2, .length = 3};
    struct scratch scratch;
    struct source source;

    scratch_open(&scratch);
    open_file(&source, &scratch, "0123456789");
    server_start(&server, answer_empty);
    request.url = url_of(&server, "/");
    request.source = &source;
    expect_answer(&request, &response);
    server_stop(&server);
    source_close(&source);
    scratch_close(&scratch);
    assert_true(text_starts_with(server.seen[0].head, "PATCH / "));
    assert_string_equal(server.seen[0].body, "234");
}

static void test_form(UNUSED void **state)
{
    static const char *const fields[] = {"a", "1", "left-out", NULL, "b", "", NULL};
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.body = HTTP_BODY_FORM,
                                   .fields = fields,
                                   .file_field = "files[]",
                                   .file_name = "a\"b\\c é.txt",
                                   .file_type = "text/x-test"};
    struct scratch scratch;
    struct source source;

    scratch_open(&scratch);
    open_file(&source, &scratch, "the file");
    server_start(&server, answer_empty);
    request.url = url_of(&server, "/");
    request.source = &source;
    expect_answer(&request, &response);
    server_stop(&server);
    source_close(&source);
    scratch_close(&scratch);
    assert_true(text_starts_with(server.seen[0].head, "POST / "));
    assert_contains(server.seen[0].body, "name=\"a\"\r\n\r\n1\r\n");
    assert_contains(server.seen[0].body, "name=\"b\"\r\n\r\n\r\n");
    assert_null(strstr(server.seen[0].body, "left-out"));
    assert_contains(server.seen[0].body, "name=\"files[]\"; filename=\"a_b_c é.txt\"\r\n"
                                         "Content-Type: text/x-test\r\n\r\nthe file\r\n--");
}

static void test_header_with_a_line_break_is_not_sent(UNUSED void **state)
{
    static const char *const bad[][3] = {
        {"X-A", "b\r\nX-Evil: 1", NULL}, {"X-A\r\nX", "b", NULL}, {"X: A", "b", NULL}};

    server_start(&server, answer_empty);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        struct http_request request = {.headers = bad[i]};

        request.url = url_of(&server, "/");
        expect_failure(&request, TWATFS_PERMANENT, "holds a line break or a colon");
    }
    server_stop(&server);
    assert_int_equal(server.seen_count, 0);
}

static void test_other_schemes_are_not_spoken(UNUSED void **state)
{
    static const char *const urls[] = {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://h/",
                                       "dict://127.0.0.1/",  "http://[/",        ""};

    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        struct http_request request = {.url = urls[i]};

        expect_failure(&request, TWATFS_PERMANENT, "");
    }
}

static bool answer_long(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    static char body[200000];

    memset(body, 'x', sizeof body);
    reply(fd, "HTTP/1.1 %s OK\r\nContent-Length: %zu\r\n\r\n", seen->path + 1, sizeof body);
    send_text(fd, body, sizeof body);
    return true;
}

static void test_answer_longer_than_wanted(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.max_answer = 200000};

    server_start(&server, answer_long);
    request.url = url_of(&server, "/200");
    expect_answer(&request, &response);
    assert_int_equal(response.body.length, 200000);
    request.max_answer = 199999;
    expect_failure(&request, TWATFS_PERMANENT, "answer: longer than 195 KiB");
    server_stop(&server);
}

/* Of a refusal, the beginning is enough to tell why. */
static void test_long_refusal_is_an_answer(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.max_answer = 16 << 20};

    server_start(&server, answer_long);
    request.url = url_of(&server, "/413");
    expect_answer(&request, &response);
    assert_int_equal(response.status, 413);
    assert_int_equal(response.body.length, 64 << 10);
    server_stop(&server);
}

static bool answer_endless_headers(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 3000; i++)
        reply(fd, "X-Filler-%d: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n", i);
    return false;
}

static void test_headers_have_a_limit(UNUSED void **state)
{
    struct http_request request = {0};

    server_start(&server, answer_endless_headers);
    request.url = url_of(&server, "/");
    expect_failure(&request, TWATFS_PERMANENT, "answer: headers longer than 64 KiB");
    server_stop(&server);
}

static bool answer_cut(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "HTTP/1.1 %s X\r\nContent-Length: 100\r\n\r\nbeginning", seen->path + 1);
    return false;
}

static void test_answer_cut_short(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {0};

    server_start(&server, answer_cut);
    request.url = url_of(&server, "/200");
    expect_failure(&request, TWATFS_TEMPORARY, "127.0.0.1: ");
    request.url = url_of(&server, "/413"); /* a no counts also when it is cut */
    expect_answer(&request, &response);
    assert_int_equal(response.status, 413);
    assert_string_equal(response.body.data, "beginning");
    server_stop(&server);
}

static bool answer_garbage(UNUSED struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
    return false;
}

static void test_answer_that_is_no_http(UNUSED void **state)
{
    struct http_request request = {0};

    server_start(&server, answer_garbage);
    request.url = url_of(&server, "/");
    expect_failure(&request, TWATFS_PERMANENT, "127.0.0.1: ");
    server_stop(&server);
}

static void test_nobody_listens(UNUSED void **state)
{
    struct http_request request = {0};

    server_start(&server, answer_empty);
    server_stop(&server);
    request.url = url_of(&server, "/");
    expect_failure(&request, TWATFS_TEMPORARY, "127.0.0.1: ");
}

static bool take(void *data, const char *bytes, size_t length, struct error *error)
{
    struct buffer *taken = data;

    if (taken->length + length > 150000)
        return error_class(error, TWATFS_REFUSED, "sink: full");
    return buffer_append(taken, bytes, length);
}

static void test_sink_takes_a_success_and_may_stop_it(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer taken = BUFFER_INIT;
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.sink = take, .sink_data = &taken};

    server_start(&server, answer_long);
    request.url = url_of(&server, "/200");
    expect_failure(&request, TWATFS_REFUSED, "sink: full");
    assert_true(taken.length <= 150000);
    buffer_clear(&taken);
    request.url = url_of(&server, "/404"); /* a refusal is no business of the sink */
    expect_answer(&request, &response);
    assert_int_equal(taken.length, 0);
    assert_int_equal(response.body.length, 64 << 10);
    server_stop(&server);
}

static bool take_nothing(UNUSED void *data, UNUSED const char *bytes, UNUSED size_t length,
                         struct error *error)
{
    return error_class(error, TWATFS_REFUSED, "sink: full");
}

/* The limiter has nothing to give at first: the body is held back, and refused when it comes. */
static void expect_held_back_and_refused(struct http_request *request, int32_t status,
                                         const char *reason)
{
    struct http_settings settings = patient;
    struct limiter limiter;

    limiter_open(&limiter, 1000);
    limiter_spend(&limiter, 300, clock_now_ns());
    settings.limiter = &limiter;
    reopen(&settings);
    server_start(&server, answer_plain);
    request->url = url_of(&server, "/");
    expect_failure(request, status, reason);
    server_stop(&server);
    reopen(&patient);
    limiter_close(&limiter);
}

static void test_sink_may_stop_what_the_limiter_held_back(UNUSED void **state)
{
    struct http_request request = {.sink = take_nothing};

    expect_held_back_and_refused(&request, TWATFS_REFUSED, "sink: full");
}

static void test_answer_that_the_limiter_held_back_is_longer_than_wanted(UNUSED void **state)
{
    struct http_request request = {.max_answer = 3};

    expect_held_back_and_refused(&request, TWATFS_PERMANENT, "answer: longer than 0 KiB");
}

/* ---- Redirects ---- */

/* "/to/STATUS/TARGET" points to /TARGET, "/other/STATUS/TARGET" to another server. */
static bool answer_redirect(UNUSED struct server *of, int fd, const struct seen *seen)
{
    char target[256];
    int status = 0;

    if (sscanf(seen->path, "/to/%d/%255s", &status, target) == 2)
        reply(fd, "HTTP/1.1 %d X\r\nLocation: /%s\r\nContent-Length: 4\r\n\r\nold\n", status,
              target);
    else if (sscanf(seen->path, "/other/%d/%255s", &status, target) == 2)
        reply(fd, "HTTP/1.1 %d X\r\nLocation: %s/%s\r\nContent-Length: 0\r\n\r\n", status,
              other.origin, target);
    else if (strcmp(seen->path, "/loop") == 0)
        reply(fd, "HTTP/1.1 302 X\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
    else if (sscanf(seen->path, "/count/%d", &status) == 1 && status > 0)
        reply(fd, "HTTP/1.1 302 X\r\nLocation: %d\r\nContent-Length: 0\r\n\r\n", status - 1);
    else if (strcmp(seen->path, "/file") == 0)
        reply(fd, "HTTP/1.1 302 X\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
    else if (strcmp(seen->path, "/user") == 0)
        reply(fd, "HTTP/1.1 302 X\r\nLocation: http://u:p@127.0.0.1/\r\nContent-Length: 0\r\n\r\n");
    else
        reply_body(fd, "arrived");
    return true;
}

static const char *const secret_headers[] = {"Authorization", "Bearer token", "X-A", "b", NULL};

static void start_both(void)
{
    server_start(&other, answer_redirect);
    server_start(&server, answer_redirect);
}

static void stop_both(void)
{
    server_stop(&server);
    server_stop(&other);
}

static void test_redirect_is_followed_when_asked(UNUSED void **state)
{
    static const int statuses[] = {301, 302, 303, 307, 308};

    start_both();
    for (size_t i = 0; i < ARRAY_LENGTH(statuses); i++) {
        CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
        struct http_request request = {.follow = true};
        char path[64];

        snprintf(path, sizeof path, "/to/%d/b", statuses[i]);
        request.url = url_of(&server, path);
        expect_answer(&request, &response);
        assert_int_equal(response.status, 200);
        assert_string_equal(response.body.data, "arrived"); /* and not "old\narrived" */
        assert_string_equal(response.url, url_of(&server, "/b"));
        assert_null(http_header(&response, "Location", 0));
    }
    stop_both();
}

static void test_redirect_is_an_answer_when_not_asked(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {0};

    start_both();
    request.url = url_of(&server, "/to/302/b");
    expect_answer(&request, &response);
    stop_both();
    assert_int_equal(response.status, 302);
    assert_string_equal(http_header(&response, "Location", 0), "/b");
    assert_int_equal(server.seen_count, 1);
}

static void test_other_statuses_with_a_location_are_answers(UNUSED void **state)
{
    static const int statuses[] = {201, 300, 304, 305, 306, 309, 404};

    start_both();
    for (size_t i = 0; i < ARRAY_LENGTH(statuses); i++) {
        CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
        struct http_request request = {.follow = true};
        char path[64];

        snprintf(path, sizeof path, "/other/%d/b", statuses[i]);
        request.url = url_of(&server, path);
        expect_answer(&request, &response);
        assert_int_equal(response.status, statuses[i]);
    }
    stop_both();
    assert_int_equal(other.seen_count, 0);
}

static void test_redirect_within_an_origin_keeps_headers(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.follow = true, .headers = secret_headers};

    start_both();
    request.url = url_of(&server, "/to/302/b");
    expect_answer(&request, &response);
    stop_both();
    assert_int_equal(server.seen_count, 2);
    assert_true(has_header(&server.seen[1], "\r\nAuthorization: Bearer token\r\n"));
    assert_true(has_header(&server.seen[1], "\r\nX-A: b\r\n"));
}

static void test_redirect_to_another_origin_drops_headers(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.follow = true, .headers = secret_headers};

    start_both();
    request.url = url_of(&server, "/other/302/b");
    expect_answer(&request, &response);
    assert_string_equal(response.url, url_of(&other, "/b"));
    stop_both();
    assert_true(has_header(&server.seen[0], "Bearer"));
    assert_false(has_header(&other.seen[0], "Authorization"));
    assert_false(has_header(&other.seen[0], "Bearer"));
    assert_false(has_header(&other.seen[0], "X-A"));
}

/* Whoever we were sent to could otherwise send us back for them. */
static void test_headers_dropped_once_stay_behind(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.follow = true, .headers = secret_headers};

    start_both();
    request.url = url_of(&server, "/other/302/to/307/c");
    expect_answer(&request, &response);
    stop_both();
    assert_int_equal(other.seen_count, 2);
    assert_string_equal(other.seen[1].path, "/c");
    assert_false(has_header(&other.seen[1], "Bearer"));
}

static void test_redirect_of_a_body_is_never_followed(UNUSED void **state)
{
    static const int statuses[] = {301, 302, 303, 307, 308};

    start_both();
    for (size_t i = 0; i < ARRAY_LENGTH(statuses); i++) {
        CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
        struct http_request request = {.method = "POST",
                                       .follow = true,
                                       .body = HTTP_BODY_MEMORY,
                                       .memory = "secret",
                                       .length = 6};
        char path[64];

        snprintf(path, sizeof path, "/other/%d/b", statuses[i]);
        request.url = url_of(&server, path);
        expect_answer(&request, &response);
        assert_int_equal(response.status, statuses[i]);
    }
    stop_both();
    assert_int_equal(server.seen_count, ARRAY_LENGTH(statuses));
    assert_int_equal(other.seen_count, 0);
}

static void test_redirects_have_a_limit(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {.follow = true};

    start_both();
    request.url = url_of(&server, "/count/10");
    expect_answer(&request, &response);
    assert_string_equal(response.url, url_of(&server, "/count/0"));
    request.url = url_of(&server, "/count/11");
    expect_failure(&request, TWATFS_PERMANENT, "redirect: more than 10 of them");
    request.url = url_of(&server, "/loop");
    expect_failure(&request, TWATFS_PERMANENT, "redirect: more than 10 of them");
    stop_both();
    assert_int_equal(server.seen_count, 3 * 11);
}

static void test_redirect_to_what_is_no_clean_url(UNUSED void **state)
{
    struct http_request request = {.follow = true};

    start_both();
    request.url = url_of(&server, "/file");
    expect_failure(&request, TWATFS_PERMANENT, "redirect: URL: ");
    request.url = url_of(&server, "/user");
    expect_failure(&request, TWATFS_PERMANENT, "redirect: URL: holds a user name");
    stop_both();
}

/* ---- Connections, many requests ---- */

static void test_connection_is_used_again(UNUSED void **state)
{
    struct http_request request = {0};

    server_start(&server, answer_empty);
    request.url = url_of(&server, "/");
    for (int i = 0; i < 3; i++) {
        CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;

        expect_answer(&request, &response);
    }
    server_stop(&server);
    assert_int_equal(server.seen_count, 3);
    assert_int_equal(server.connection_count, 1);
}

#define MANY 20

struct many {
    struct http_request requests[MANY];
    struct http_response responses[MANY];
    const struct http_request *request_list[MANY];
    struct http_response *response_list[MANY];
    char urls[MANY][128];
};

static void many_open(struct many *many)
{
    memset(many, 0, sizeof *many);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(many->urls[i], sizeof many->urls[i], "%s/%zu", server.origin, i);
        many->requests[i].url = many->urls[i];
        many->request_list[i] = &many->requests[i];
        many->response_list[i] = &many->responses[i];
    }
}

static void many_close(struct many *many)
{
    for (size_t i = 0; i < MANY; i++)
        http_response_free(&many->responses[i]);
}

static bool answer_path_slowly(UNUSED struct server *of, int fd, const struct seen *seen)
{
    usleep(5000);
    reply_body(fd, seen->path);
    return true;
}

static void expect_many(size_t concurrency, size_t most)
{
    struct many many;

    server_start(&server, answer_path_slowly);
    many_open(&many);
    assert_true(http_perform(http, many.request_list, many.response_list, MANY, concurrency));
    for (size_t i = 0; i < MANY; i++)
        assert_string_equal(many.responses[i].body.data, strrchr(many.urls[i], '/'));
    server_stop(&server);
    assert_int_equal(server.seen_count, MANY);
    assert_true(server.busiest <= most);
    assert_true(server.connection_count <= most);
    many_close(&many);
}

static void test_many_requests_at_most_so_many_at_once(UNUSED void **state)
{
    expect_many(3, 3);
    expect_many(1, 1);
    expect_many(0, HTTP_CONCURRENCY_DEFAULT);
}

static bool answer_when_all_are_there(struct server *of, int fd, const struct seen *seen)
{
    size_t busy;

    pthread_mutex_lock(&of->lock);
    busy = of->busiest;
    pthread_mutex_unlock(&of->lock);
    if (busy == MANY)
        for (size_t i = 0; i < MANY; i++)
            sem_post(&of->go);
    sem_wait(&of->go);
    reply_body(fd, seen->path);
    return true;
}

/* Hangs unless all are under way at once. */
static void test_many_requests_do_run_at_once(UNUSED void **state)
{
    struct many many;

    server_start(&server, answer_when_all_are_there);
    many_open(&many);
    assert_true(http_perform(http, many.request_list, many.response_list, MANY, 1000));
    server_stop(&server);
    assert_int_equal(server.busiest, MANY);
    many_close(&many);
}

static bool answer_but_cut_two(UNUSED struct server *of, int fd, const struct seen *seen)
{
    if (strcmp(seen->path, "/2") == 0)
        return false;
    reply_body(fd, seen->path);
    return true;
}

static void test_one_that_fails_does_not_stop_the_others(UNUSED void **state)
{
    struct many many;

    server_start(&server, answer_but_cut_two);
    many_open(&many);
    assert_false(http_perform(http, many.request_list, many.response_list, MANY, 2));
    server_stop(&server);
    for (size_t i = 0; i < MANY; i++)
        assert_int_equal(many.responses[i].done, i != 2);
    assert_int_equal(many.responses[2].error.status, TWATFS_TEMPORARY);
    many_close(&many);
}

static void test_local_trouble_starts_no_other(UNUSED void **state)
{
    struct scratch scratch;
    struct source source;
    struct many many;

    scratch_open(&scratch);
    open_file(&source, &scratch, "0123456789");
    assert_int_equal(truncate(scratch_path(&scratch, "file"), 5), 0);
    server_start(&server, answer_path_slowly);
    many_open(&many);
    many.requests[2].body = HTTP_BODY_SOURCE;
    many.requests[2].source = &source;
    many.requests[2].length = 10;
    assert_false(http_perform(http, many.request_list, many.response_list, MANY, 1));
    server_stop(&server);
    assert_true(many.responses[0].done && many.responses[1].done);
    assert_int_equal(many.responses[2].error.status, TWATFS_LOCAL);
    assert_contains(many.responses[2].error.text, "became shorter");
    for (size_t i = 3; i < MANY; i++) {
        assert_false(many.responses[i].done);
        assert_contains(many.responses[i].error.text, "not sent: an earlier one failed");
    }
    many_close(&many);
    source_close(&source);
    scratch_close(&scratch);
}

static void test_no_requests_at_all(UNUSED void **state)
{
    assert_true(http_perform(http, NULL, NULL, 0, 0));
}

/* ---- Cancelling, stalling ---- */

static uint64_t cancelled_ns;

static bool cancel_instead(struct server *of, UNUSED int fd, UNUSED const struct seen *seen)
{
    usleep(20000); /* so that the client surely sleeps */
    cancelled_ns = clock_now_ns();
    cancel_request(&cancel);
    sem_wait(&of->go);
    return false;
}

/* A look at the clock every 200 ms would be too late each time; once in time is enough,
 * for the machine may have other things to do. */
static void test_cancel_wakes_at_once(UNUSED void **state)
{
    uint64_t fastest_ns = CLOCK_NEVER;

    for (int i = 0; i < 10 && fastest_ns >= 100 * NANOSECONDS_PER_MS; i++) {
        struct http_request request = {0};
        uint64_t took_ns;

        close_engine(NULL);
        open_engine(NULL);
        server_start(&server, cancel_instead);
        request.url = url_of(&server, "/");
        expect_failure(&request, TWATFS_CANCELLED, "127.0.0.1: interrupted");
        took_ns = clock_now_ns() - cancelled_ns;
        if (took_ns < fastest_ns)
            fastest_ns = took_ns;
        server_stop(&server);
    }
    assert_true(fastest_ns < 100 * NANOSECONDS_PER_MS);
}

static void test_nothing_is_sent_after_a_cancel(UNUSED void **state)
{
    struct many many;

    server_start(&server, answer_empty);
    many_open(&many);
    cancel_request(&cancel);
    assert_false(http_perform(http, many.request_list, many.response_list, MANY, 2));
    for (size_t i = 0; i < MANY; i++)
        assert_int_equal(many.responses[i].error.status, TWATFS_CANCELLED);
    server_stop(&server);
    many_close(&many);
}

static bool never_answer(struct server *of, UNUSED int fd, UNUSED const struct seen *seen)
{
    sem_wait(&of->go);
    return false;
}

static void test_deadline_cancels(UNUSED void **state)
{
    struct http_request request = {0};

    server_start(&server, never_answer);
    request.url = url_of(&server, "/");
    cancel.until_ns = clock_now_ns() + 20 * NANOSECONDS_PER_MS;
    expect_failure(&request, TWATFS_CANCELLED, "interrupted");
    server_stop(&server);
}

static void test_no_answer_in_time(UNUSED void **state)
{
    static const struct http_settings settings = {PATIENT, PATIENT, 20 * NANOSECONDS_PER_MS, NULL};
    struct http_request request = {0};

    reopen(&settings);
    server_start(&server, never_answer);
    request.url = url_of(&server, "/");
    expect_failure(&request, TWATFS_TEMPORARY, "127.0.0.1: no answer in 0 s");
    server_stop(&server);
}

static bool stall_in_body(struct server *of, int fd, UNUSED const struct seen *seen)
{
    reply(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning");
    sem_wait(&of->go);
    return false;
}

static void test_stall_within_an_answer(UNUSED void **state)
{
    static const struct http_settings settings = {PATIENT, 50 * NANOSECONDS_PER_MS, PATIENT, NULL};
    struct http_request request = {0};

    reopen(&settings);
    server_start(&server, stall_in_body);
    request.url = url_of(&server, "/");
    expect_failure(&request, TWATFS_TEMPORARY, "127.0.0.1: stalled: slower than 1 KiB/s");
    server_stop(&server);
}

/* Half an answer, and the other half once the first has arrived. */
static bool answer_late(struct server *of, int fd, const struct seen *seen)
{
    if (strcmp(seen->path, "/continued") == 0)
        reply(fd, "HTTP/1.1 100 Continue\r\n\r\n");
    usleep(180000);
    reply(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na");
    sem_wait(&of->go);
    reply(fd, "b");
    return true;
}

static bool take_and_tell(void *data, const char *bytes, size_t length, UNUSED struct error *error)
{
    sem_post(&server.go);
    return buffer_append(data, bytes, length);
}

static void expect_late_answer(const char *path)
{
    static const struct http_settings settings = {PATIENT, 120 * NANOSECONDS_PER_MS, PATIENT, NULL};
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    CLEANUP_BUFFER struct buffer taken = BUFFER_INIT;
    struct http_request request = {.body = HTTP_BODY_MEMORY,
                                   .memory = "x",
                                   .length = 1,
                                   .sink = take_and_tell,
                                   .sink_data = &taken};

    reopen(&settings);
    server_start(&server, answer_late);
    request.url = url_of(&server, path);
    expect_answer(&request, &response);
    assert_string_equal(taken.data, "ab");
    server_stop(&server);
}

/* Waiting for an answer is no stall, and leaves none behind. */
static void test_answer_that_begins_late_is_no_stall(UNUSED void **state)
{
    expect_late_answer("/");
}

static void test_waiting_after_a_100_continue_is_no_stall(UNUSED void **state)
{
    expect_late_answer("/continued");
}

/* ---- Progress ---- */

struct told {
    uint64_t sent, received;
    bool all_sent;
};

static void note_progress(void *data, uint64_t sent, uint64_t received, bool all_sent)
{
    *(struct told *)data = (struct told){sent, received, all_sent};
}

static void test_progress_is_told(UNUSED void **state)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    static char body[100000];
    struct http_request request = {.body = HTTP_BODY_MEMORY, .memory = body, .length = sizeof body};
    struct told told = {0};

    (void)http_on_progress(http, (struct http_listener){note_progress, &told});
    server_start(&server, answer_empty);
    request.url = url_of(&server, "/");
    expect_answer(&request, &response);
    server_stop(&server);
    assert_int_equal(told.sent, sizeof body);
    assert_true(told.received > 0 && told.all_sent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_header_lookup, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_retry_after_in_seconds, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_retry_after_as_a_date, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_retry_after_junk, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_answer_is_told_whole, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_only_the_last_answer_counts, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_trailers_begin_no_answer, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_answer_of_nothing_is_an_empty_text, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_memory_is_sent_as_it_is, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_range_of_a_source, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_form, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_header_with_a_line_break_is_not_sent, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_other_schemes_are_not_spoken, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_answer_longer_than_wanted, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_long_refusal_is_an_answer, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_headers_have_a_limit, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_answer_cut_short, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_dropped_though_its_answer_is_there, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_answer_that_is_no_http, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_nobody_listens, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_sink_takes_a_success_and_may_stop_it, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_sink_may_stop_what_the_limiter_held_back, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(
            test_answer_that_the_limiter_held_back_is_longer_than_wanted, open_engine,
            close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_is_followed_when_asked, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_is_an_answer_when_not_asked, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_other_statuses_with_a_location_are_answers,
                                        open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_within_an_origin_keeps_headers, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_to_another_origin_drops_headers, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_headers_dropped_once_stay_behind, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_of_a_body_is_never_followed, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_redirects_have_a_limit, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_redirect_to_what_is_no_clean_url, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_connection_is_used_again, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_many_requests_at_most_so_many_at_once, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_many_requests_do_run_at_once, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_one_that_fails_does_not_stop_the_others, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_local_trouble_starts_no_other, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_no_requests_at_all, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_cancel_wakes_at_once, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_nothing_is_sent_after_a_cancel, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_deadline_cancels, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_no_answer_in_time, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_stall_within_an_answer, open_engine, close_engine),
        cmocka_unit_test_setup_teardown(test_answer_that_begins_late_is_no_stall, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_waiting_after_a_100_continue_is_no_stall, open_engine,
                                        close_engine),
        cmocka_unit_test_setup_teardown(test_progress_is_told, open_engine, close_engine),
    };

    return cmocka_run_group_tests(tests, start_process, NULL);
}

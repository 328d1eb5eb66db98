/* test-tcp.c: exchanges over plain TCP with a server within the test, well-behaved and not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

#include <twatfs/provider.h>

#include "base/clock.h"
#include "transfer/tcp.h"

/* ---- The server ---- */

/* Serves one connection. */
typedef void serve_function(int fd);

struct server {
    int fd;
    char url[64];
    serve_function *serve;
    pthread_t thread;
};

static void *serve(void *data)
{
    const struct server *server = data;
    int fd = accept(server->fd, NULL, NULL);

    server->serve(fd);
    close(fd);
    return NULL;
}

static void server_open(struct server *server, serve_function *function)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int small = 4096;

    *server =
        (struct server){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .serve = function};
    assert_true(server->fd >= 0);
    assert_int_equal(setsockopt(server->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
    assert_int_equal(bind(server->fd, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(server->fd, 1), 0);
    assert_int_equal(getsockname(server->fd, (struct sockaddr *)&address, &length), 0);
    snprintf(server->url, sizeof server->url, "tcp://127.0.0.1:%u", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void server_close(struct server *server)
{
    pthread_join(server->thread, NULL);
    close(server->fd);
}

static uint64_t read_all(int fd)
{
    char bytes[65536];
    uint64_t total = 0;
    ssize_t got;

    while ((got = recv(fd, bytes, sizeof bytes, 0)) > 0)
        total += (uint64_t)got;
    return total;
}

static void send_text(int fd, const char *text)
{
    (void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

static void pause_ms(long milliseconds)
{
    struct timespec pause = {.tv_sec = milliseconds / 1000,
                             .tv_nsec = milliseconds % 1000 * 1000000};

    nanosleep(&pause, NULL);
}

/* ---- One exchange ---- */

#define LARGE (UINT64_C(64) << 20)

static void no_progress(UNUSED void *data, UNUSED uint64_t sent, UNUSED bool all_sent)
{
}

static bool exchange(serve_function *function, uint64_t length, struct buffer *answer,
                     struct error *error)
{
    static const struct http_settings settings = {
        .connect_timeout_ns = 5 * NANOSECONDS_PER_SECOND,
        .stall_ns = NANOSECONDS_PER_SECOND,
        .answer_timeout_ns = NANOSECONDS_PER_SECOND,
    };
    const struct cancel never = CANCEL_INIT;
    CLEANUP_FREE char *bytes = calloc(1, length);
    struct server server;
    struct tcp_request request;
    bool done;

    server_open(&server, function);
    request = (struct tcp_request){
        .url = server.url, .memory = bytes, .length = length, .max_answer = 1 << 20};
    *error = (struct error)ERROR_INIT;
    done = tcp_exchange(&request, &settings, &never, no_progress, NULL, answer, error);
    server_close(&server);
    return done;
}

static void tell_length(int fd)
{
    char text[64];

    snprintf(text, sizeof text, "had %" PRIu64, read_all(fd));
    send_text(fd, text);
}

static void test_all_is_sent_and_the_answer_read(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;

    assert_true(exchange(tell_length, LARGE, &answer, &error));
    assert_string_equal(answer.data, "had 67108864");
}

/* One that counts, and does not wait for the end. */
static void answer_early(int fd)
{
    char bytes[100];

    assert_int_equal(recv(fd, bytes, sizeof bytes, MSG_WAITALL), sizeof bytes);
    send_text(fd, "http://host/whole");
}

static void test_an_answer_to_all_bytes_needs_no_end(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;

    assert_true(exchange(answer_early, 100, &answer, &error));
    assert_string_equal(answer.data, "http://host/whole");
}

/* What was cut has a link at some hosts; nobody wants it. */
static void test_an_answer_to_a_part_is_a_refusal(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;

    assert_false(exchange(answer_early, LARGE, &answer, &error));
    if (answer.length == 0) /* the reset came first */
        return;
    assert_int_equal(error.status, TWATFS_REFUSED);
    assert_contains(error.text, "before all was sent: http://host/whole");
}

/* Long enough that only a limit ends it. */
static void drip_answer(int fd)
{
    read_all(fd);
    for (int i = 0; i < 60; i++) {
        if (send(fd, "x", 1, MSG_NOSIGNAL) != 1)
            return;
        pause_ms(100);
    }
}

static void test_a_dripping_answer_is_a_stall(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;

    assert_false(exchange(drip_answer, 100, &answer, &error));
    assert_int_equal(error.status, TWATFS_TEMPORARY);
    assert_contains(error.text, "slower than 1 KiB/s");
}

static void drip_reading(int fd)
{
    char byte;

    for (int i = 0; i < 60 && recv(fd, &byte, 1, 0) == 1; i++)
        pause_ms(100);
}

static void test_who_hardly_reads_stalls(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;
    uint64_t started_ns = clock_now_ns();

    assert_false(exchange(drip_reading, LARGE, &answer, &error));
    assert_int_equal(error.status, TWATFS_TEMPORARY);
    assert_contains(error.text, "slower than 1 KiB/s");
    assert_true(clock_now_ns() - started_ns < 30 * NANOSECONDS_PER_SECOND);
}

/* Slower than the answer's limit, and steady: half a second for each part. */
static void read_slowly(int fd)
{
    char bytes[16384];
    int rounds = 0;

    while (recv(fd, bytes, sizeof bytes, 0) > 0)
        if (++rounds % 16 == 0)
            pause_ms(100);
    send_text(fd, "done");
}

static void test_a_slow_line_is_no_stall(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer answer = BUFFER_INIT;
    struct error error;

    if (!exchange(read_slowly, 4 << 20, &answer, &error))
        fail_msg("%s", error.text);
    assert_string_equal(answer.data, "done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_is_sent_and_the_answer_read),
        cmocka_unit_test(test_an_answer_to_all_bytes_needs_no_end),
        cmocka_unit_test(test_an_answer_to_a_part_is_a_refusal),
        cmocka_unit_test(test_a_dripping_answer_is_a_stall),
        cmocka_unit_test(test_who_hardly_reads_stalls),
        cmocka_unit_test(test_a_slow_line_is_no_stall),
    };
    struct error error = ERROR_INIT;

    if (!http_start(&error))
        return 99;
    return cmocka_run_group_tests(tests, NULL, NULL);
}

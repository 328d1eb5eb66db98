/* server.c: a host that answers as it is told, on this machine.
 *
 * SPDX-License-Identifier: MIT
 *
 * A request is read to its end before it is answered, but for a refusal by size that the
 * client offered to wait for.  HTTP/1.1 as of RFC 9112, as much of it as a client of ours uses.
 */
#include "check/server.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/text.h"

#define HEAD_MAX   (64 * 1024)
#define BLOCK      (16 * 1024)
#define PATIENCE_S 30 /* for the next bytes of a request */
#define DRIP_NS    (200 * (long)NANOSECONDS_PER_MS)
#define NOISE_SIZE 2000

/* One connection. */
struct exchange {
    struct server *server;
    int fd;
    char head[HEAD_MAX + 1]; /* of the request; and the first bytes after it */
    size_t length;           /* of both */
    size_t head_length;      /* up to and with the empty line */
};

/* ---- Sending ---- */

static bool send_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = send(fd, bytes, length, MSG_NOSIGNAL);

        if (count <= 0)
            return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

static bool send_text(int fd, const char *text)
{
    return send_all(fd, text, strlen(text));
}

/* The same noise each time: what fails once has to fail again. */
static void fill_noise(char *bytes, size_t length)
{
    uint32_t state = 2463534242U; /* xorshift, Marsaglia 2003 */

    for (size_t i = 0; i < length; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        bytes[i] = (char)(state >> 24);
    }
}

static void send_endless(int fd, size_t piece, long pause_ns)
{
    const struct timespec pause = {.tv_nsec = pause_ns};
    char bytes[BLOCK];

    memset(bytes, 'x', sizeof bytes);
    while (send_all(fd, bytes, piece))
        nanosleep(&pause, NULL);
}

/* ---- Answers ---- */

static void send_body(const struct exchange *exchange, const char *type, const char *body,
                      size_t length)
{
    bool http = exchange->server->language == LANGUAGE_HTTP;
    bool head_only = http && strncmp(exchange->head, "HEAD ", 5) == 0;
    char head[300];

    snprintf(head, sizeof head,
             "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
             "ETag: \"0\"\r\nConnection: close\r\n\r\n",
             type, length);
    if ((!http || send_text(exchange->fd, head)) && !head_only)
        send_all(exchange->fd, body, length);
}

static void send_link(const struct exchange *exchange, bool json)
{
    char link[100], body[1200];

    snprintf(link, sizeof link, "http://127.0.0.1:%u/check.txt", exchange->server->port);
    if (json)
        snprintf(body, sizeof body,
                 "{\"success\":true,\"status\":\"success\",\"id\":\"check\",\"key\":\"check\","
                 "\"url\":\"%s\",\"link\":\"%s\",\"downloadLink\":\"%s\",\"direct_url\":\"%s\","
                 "\"files\":[{\"url\":\"%s\",\"name\":\"check.txt\"}],"
                 "\"data\":{\"url\":\"%s\",\"link\":\"%s\"}}\n",
                 link, link, link, link, link, link, link);
    else
        snprintf(body, sizeof body, "%s\n", link);
    send_body(exchange, json ? "application/json" : "text/plain", body, strlen(body));
}

static void send_status(const struct exchange *exchange)
{
    const struct scenario *scenario = exchange->server->scenario;
    char answer[400], wish[40] = "";
    const char *words = scenario->http_status == 413   ? "Content Too Large"
                        : scenario->http_status == 429 ? "Too Many Requests"
                                                       : "Internal Server Error";

    if (scenario->retry_after_s > 0)
        snprintf(wish, sizeof wish, "Retry-After: %d\r\n", scenario->retry_after_s);
    snprintf(answer, sizeof answer,
             "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
             "%sConnection: close\r\n\r\n%s\n",
             scenario->http_status, words, strlen(words) + 1, wish, words);
    send_text(exchange->fd, answer);
}

/* Who looks first whether there is something of that name must find that there is not, or would
 * send nothing. */
static bool is_first_look(struct exchange *exchange)
{
    bool look = strncmp(exchange->head, "HEAD ", 5) == 0;

    if (!look)
        __atomic_store_n(&exchange->server->filled, true, __ATOMIC_SEQ_CST);
    return look && !__atomic_load_n(&exchange->server->filled, __ATOMIC_SEQ_CST);
}

static void answer(struct exchange *exchange)
{
    bool http = exchange->server->language == LANGUAGE_HTTP;
    char noise[NOISE_SIZE];

    if (http && exchange->server->scenario->answer != ANSWER_STATUS && is_first_look(exchange)) {
        send_text(exchange->fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
                                "Connection: close\r\n\r\n");
        return;
    }
    switch (exchange->server->scenario->answer) {
    case ANSWER_LINK_TEXT:
    case ANSWER_LINK_JSON:
        send_link(exchange, http && exchange->server->scenario->answer == ANSWER_LINK_JSON);
        break;
    case ANSWER_STATUS:
        send_status(exchange);
        break;
    case ANSWER_GARBAGE:
        fill_noise(noise, sizeof noise);
        send_body(exchange, "text/plain", noise, sizeof noise);
        break;
    case ANSWER_NOISE:
        fill_noise(noise, sizeof noise);
        send_all(exchange->fd, noise, sizeof noise);
        break;
    case ANSWER_SHORT:
        if (http)
            send_text(exchange->fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhttp://");
        break;
    case ANSWER_HUGE:
        if (!http || send_text(exchange->fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"))
            send_endless(exchange->fd, BLOCK, 0);
        break;
    case ANSWER_SLOW:
        if (!http || send_text(exchange->fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"))
            send_endless(exchange->fd, 1, DRIP_NS);
        break;
    }
}

/* ---- Requests ---- */

/* The value of a header of the request; "" without. */
static const char *header(const struct exchange *exchange, const char *name)
{
    size_t length = strlen(name);

    for (const char *line = strstr(exchange->head, "\r\n"); line != NULL;
         line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':')
            return line + 3 + length + strspn(line + 3 + length, " ");
    return "";
}

static bool read_head(struct exchange *exchange)
{
    while (exchange->length < HEAD_MAX) {
        ssize_t count =
            recv(exchange->fd, exchange->head + exchange->length, HEAD_MAX - exchange->length, 0);
        const char *end;

        if (count <= 0)
            return false;
        exchange->length += (size_t)count;
        exchange->head[exchange->length] = '\0';
        end = strstr(exchange->head, "\r\n\r\n");
        if (end != NULL) {
            exchange->head_length = (size_t)(end - exchange->head) + 4;
            return true;
        }
    }
    return false;
}

/* The rest of a body: length bytes, or up to the chunk that is empty. */
static bool read_body(struct exchange *exchange, bool chunked, uint64_t length)
{
    uint64_t got = exchange->length - exchange->head_length;
    char block[BLOCK], tail[5];

    memset(tail, 0, sizeof tail);
    if (chunked && got >= sizeof tail)
        memcpy(tail, exchange->head + exchange->length - sizeof tail, sizeof tail);
    while (chunked ? memcmp(tail, "0\r\n\r\n", sizeof tail) != 0 : got < length) {
        ssize_t count = recv(exchange->fd, block, sizeof block, 0);

        if (count <= 0)
            return false;
        got += (uint64_t)count;
        for (ssize_t i = 0; i < count; i++) {
            memmove(tail, tail + 1, sizeof tail - 1);
            tail[sizeof tail - 1] = block[i];
        }
    }
    return true;
}

static bool read_http(struct exchange *exchange)
{
    bool chunked;
    uint64_t length = 0;

    if (!read_head(exchange))
        return false;
    chunked = strncasecmp(header(exchange, "Transfer-Encoding"), "chunked", 7) == 0;
    sscanf(header(exchange, "Content-Length"), "%20" SCNu64, &length);
    if (strncasecmp(header(exchange, "Expect"), "100-continue", 12) == 0) {
        if (exchange->server->scenario->http_status == 413)
            return true; /* it is refused before it is sent */
        if (!send_text(exchange->fd, "HTTP/1.1 100 Continue\r\n\r\n"))
            return false;
    }
    return read_body(exchange, chunked, length);
}

/* All there is: the client closes its side. */
static bool read_all(const struct exchange *exchange)
{
    char block[BLOCK];
    ssize_t count;

    while ((count = recv(exchange->fd, block, sizeof block, 0)) > 0)
        continue;
    return count == 0;
}

static void converse(struct exchange *exchange)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    enum language language = exchange->server->language;

    setsockopt(exchange->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    /* In a language that is not known here nobody can tell where a request ends. */
    if ((language == LANGUAGE_HTTP && !read_http(exchange)) ||
        (language == LANGUAGE_TCP && !read_all(exchange)))
        return;
    answer(exchange);
    /* What is not read when it closes would take the answer with it. */
    shutdown(exchange->fd, SHUT_WR);
    if (exchange->server->scenario->answer != ANSWER_SHORT)
        read_all(exchange);
}

static void *serve_one(void *data)
{
    struct exchange *exchange = data;

    converse(exchange);
    close(exchange->fd);
    free(exchange);
    return NULL;
}

static void start_one(struct server *server, int fd)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    pthread_t thread;

    if (exchange != NULL) {
        exchange->server = server;
        exchange->fd = fd;
        if (pthread_create(&thread, NULL, serve_one, exchange) == 0) {
            pthread_detach(thread);
            return;
        }
    }
    free(exchange);
    close(fd);
}

void server_serve(void *data)
{
    struct server *server = data;

    for (;;) {
        int fd = accept(server->fd, NULL, NULL);

        if (fd < 0)
            continue;
        __atomic_add_fetch(server->exchanges, 1, __ATOMIC_SEQ_CST);
        start_one(server, fd);
    }
}

bool server_listen(struct server *server, struct error *error)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    CLEANUP_CLOSE int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t length = sizeof address;

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, 64) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0)
        return error_errno(error, "127.0.0.1: listen");
    server->fd = steal_fd(&fd);
    server->port = ntohs(address.sin_port);
    return true;
}

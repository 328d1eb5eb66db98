/* discard-server.c: an HTTP/1.1 server on 127.0.0.1 that costs as little as it can.
 *
 * SPDX-License-Identifier: MIT
 *
 * usage: discard-server [FILE [RATE]]
 *
 * Prints its port, and ends when standard input does.  PUT and POST read the body into
 * one buffer, over and over, no faster than RATE bytes a second, and answer 201 with a
 * URL; GET serves FILE, whatever the path.  A thread for each connection, which is kept
 * open.  It trusts its clients: it is for measuring them.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BUFFER_SIZE ((size_t)1 << 20)
#define HEAD_MAX    ((size_t)64 << 10) /* bytes of a request's line and headers */

static const char *file;
static uint16_t port;
static double rate; /* bytes a second of one body; 0: as fast as it goes */

static bool say(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool say(int fd, const char *format, ...)
{
    char text[512];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return send(fd, text, (size_t)length, MSG_NOSIGNAL) == length;
}

/* Reads at least one whole head; returns its length with the empty line, 0 at the end. */
static size_t read_head(int fd, char *buffer, size_t *filled)
{
    char *end;

    while ((end = memmem(buffer, *filled, "\r\n\r\n", 4)) == NULL) {
        ssize_t got = *filled < HEAD_MAX ? recv(fd, buffer + *filled, HEAD_MAX - *filled, 0) : 0;

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        *filled += (size_t)got;
    }
    end[2] = '\0'; /* for strcasestr; the line before it keeps its end */
    return (size_t)(end - buffer) + 4;
}

/* Waits until the first bytes of a body may have come, had they come at the rate. */
static void keep_rate(const struct timespec *start, uint64_t bytes)
{
    struct timespec due = *start;
    double after_ns = (double)bytes / rate * 1e9;

    due.tv_sec += (time_t)((double)due.tv_nsec + after_ns) / 1000000000;
    due.tv_nsec = (long)((double)due.tv_nsec + after_ns) % 1000000000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
}

static bool skip_body(int fd, char *buffer, uint64_t length)
{
    struct timespec start;
    uint64_t done = 0;

    clock_gettime(CLOCK_MONOTONIC, &start);
    while (done < length) {
        uint64_t left = length - done;
        ssize_t got = recv(fd, buffer, left < BUFFER_SIZE ? (size_t)left : BUFFER_SIZE, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (uint64_t)got;
        if (rate > 0)
            keep_rate(&start, done);
    }
    return true;
}

static bool take(int fd, char *buffer, size_t head, size_t filled)
{
    const char *header = strcasestr(buffer, "\r\nContent-Length:");
    uint64_t length, have = filled - head;
    char url[64];

    if (header == NULL) {
        say(fd, "HTTP/1.1 411 Length Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return false;
    }
    length = strtoull(header + strlen("\r\nContent-Length:"), NULL, 10);
    if (have == 0 && strcasestr(buffer, "\r\nExpect:") != NULL)
        say(fd, "HTTP/1.1 100 Continue\r\n\r\n");
    if (have > length || !skip_body(fd, buffer, length - have))
        return false;
    snprintf(url, sizeof url, "http://127.0.0.1:%u/file", port);
    return say(fd,
               "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s",
               strlen(url), url);
}

static bool give(int fd)
{
    int from = file != NULL ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    struct stat status;
    off_t at = 0;
    bool done = from >= 0 && fstat(from, &status) == 0;

    if (!done)
        say(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    else
        done = say(fd, "HTTP/1.1 200 OK\r\nContent-Length: %jd\r\n\r\n", (intmax_t)status.st_size);
    while (done && at < status.st_size)
        done = sendfile(fd, from, &at, (size_t)(status.st_size - at)) > 0;
    if (from >= 0)
        close(from);
    return done;
}

static void *serve(void *data)
{
    int fd = (int)(intptr_t)data, on = 1;
    char *buffer = malloc(BUFFER_SIZE);
    bool open = buffer != NULL;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while (open) {
        size_t filled = 0, head = read_head(fd, buffer, &filled);

        if (head == 0)
            break;
        open = strncmp(buffer, "GET ", 4) == 0 ? give(fd) : take(fd, buffer, head, filled);
    }
    free(buffer);
    close(fd);
    return NULL;
}

static void *wait_for_end(void *data)
{
    char byte;

    while (read(STDIN_FILENO, &byte, 1) > 0 || errno == EINTR)
        ;
    exit(EXIT_SUCCESS);
    return data;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), fd;
    socklen_t size = sizeof address;
    pthread_t thread;

    file = argc > 1 ? argv[1] : NULL;
    rate = argc > 2 ? atof(argv[2]) : 0;
    signal(SIGPIPE, SIG_IGN); /* for sendfile */
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0)
        err(EXIT_FAILURE, "socket");
    port = ntohs(address.sin_port);
    printf("%u\n", port);
    fflush(stdout);
    if (pthread_create(&thread, NULL, wait_for_end, NULL) != 0)
        errx(EXIT_FAILURE, "no thread");
    for (;;) {
        fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0)
            errx(EXIT_FAILURE, "no thread");
        pthread_detach(thread);
    }
}

/* credentials-process.c: the keys that a command of the user's prints.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Process credential provider" in the AWS SDKs and Tools Reference Guide (November 2026).
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "members.h"
#include "sources.h"

#define OUTPUT_MAX (64u << 10)
#define LOGGED_MAX 1000 /* bytes of a line to the log */
#define LINES_MAX  100
#define STEP_MS    50 /* between two looks at whether it has ended, or the user wants an end */

/* Ours are closed on exec all the same; those that our own parent left open may not be. */
#ifdef __GLIBC_PREREQ
#if __GLIBC_PREREQ(2, 34)
#define HAVE_CLOSEFROM
#endif
#endif

/* ---- The child ---- */

struct child {
    pid_t pid;          /* 0: there is none, or none any more */
    int output, errors; /* our ends of its pipes; -1: closed */
    int state;          /* as waitpid tells it, once it has ended */
};

static void close_descriptor(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void child_end(struct child *child)
{
    close_descriptor(&child->output);
    close_descriptor(&child->errors);
    if (child->pid > 0) {
        kill(child->pid, SIGKILL);
        waitpid(child->pid, NULL, 0);
    }
}

/* A pipe whose end for the child is none of the descriptors that the child's own go over. */
static bool pipe_open(int *ours, int *theirs)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    *ours = ends[0];
    *theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    close(ends[1]);
    return *theirs >= 0 && fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
}

/* Nothing to read, and of what is open here only the two pipes. */
static int describe_files(posix_spawn_file_actions_t *files, int output, int errors)
{
    int failure = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

    if (failure == 0)
        failure = posix_spawn_file_actions_adddup2(files, output, STDOUT_FILENO);
    if (failure == 0)
        failure = posix_spawn_file_actions_adddup2(files, errors, STDERR_FILENO);
#ifdef HAVE_CLOSEFROM
    if (failure == 0)
        failure = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
#endif
    return failure;
}

/* Signals as a program expects them, whatever this thread blocks or ignores. */
static int describe_signals(posix_spawnattr_t *attributes)
{
    sigset_t none, usual;
    int failure;

    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    failure = posix_spawnattr_setsigmask(attributes, &none);
    if (failure == 0)
        failure = posix_spawnattr_setsigdefault(attributes, &usual);
    if (failure == 0)
        failure =
            posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return failure;
}

/* 0, or what went wrong. */
static int shell_spawn(pid_t *pid, const char *command, int output, int errors)
{
    char shell[] = "sh", option[] = "-c", *text = strdup(command);
    char *const arguments[] = {shell, option, text, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int failure = text != NULL ? 0 : ENOMEM;

    if (failure == 0 && (failure = posix_spawn_file_actions_init(&files)) == 0) {
        if ((failure = posix_spawnattr_init(&attributes)) == 0) {
            failure = describe_files(&files, output, errors);
            if (failure == 0)
                failure = describe_signals(&attributes);
            if (failure == 0)
                failure = posix_spawn(pid, "/bin/sh", &files, &attributes, arguments, environ);
            posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&files);
    }
    secret_free(&text);
    return failure;
}

static bool child_start(struct child *child, const char *command)
{
    CLEANUP(close_descriptor) int output = -1;
    CLEANUP(close_descriptor) int errors = -1;
    int failure;

    if (!pipe_open(&child->output, &output) || !pipe_open(&child->errors, &errors))
        return false;
    failure = shell_spawn(&child->pid, command, output, errors);
    if (failure != 0) {
        child->pid = 0;
        errno = failure;
    }
    return failure == 0;
}

/* ---- What it says ---- */

/* Read what there is: false when that is nothing.  At its end the descriptor is closed. */
static bool take(int *descriptor, struct builder *text)
{
    char block[4096];
    ssize_t got = *descriptor >= 0 ? read(*descriptor, block, sizeof block) : -1;

    if (got > 0) {
        builder_add(text, block, (size_t)got);
        OPENSSL_cleanse(block, (size_t)got);
    } else if (*descriptor >= 0 && (got == 0 || (errno != EAGAIN && errno != EINTR))) {
        close_descriptor(descriptor);
    }
    return got > 0;
}

/* Log the lines that are whole, or, at the end, all there is; a line without an end does not
 * grow for ever. */
static void log_lines(struct twatfs_call *call, const char *what, struct builder *text, bool end,
                      unsigned *lines)
{
    CLEANUP_BUILDER struct builder rest = {0};
    const char *at = text->text;
    size_t left = text->length;

    while (left > 0) {
        const char *line_end = memchr(at, '\n', left);
        size_t length = line_end != NULL ? (size_t)(line_end - at) : left;

        if (line_end == NULL && !end && length <= LOGGED_MAX)
            break;
        if (++*lines <= LINES_MAX && length > 0)
            twatfs_log(call, TWATFS_LOG_INFO, "%s: %.*s", what,
                       (int)(length < LOGGED_MAX ? length : LOGGED_MAX), at);
        length += line_end != NULL ? 1 : 0;
        at += length;
        left -= length;
    }
    if (left > 0)
        builder_add(&rest, at, left);
    builder_free(text);
    *text = rest;
    rest = (struct builder){0};
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until it has ended and what it said before is read; somebody whom it left running with its
 * pipes is not waited for. */
static twatfs_status listen(struct twatfs_call *call, const char *what, struct child *child,
                            int64_t limit_ms, struct builder *output)
{
    CLEANUP_BUILDER struct builder errors = {0};
    int64_t end = now_ms() + limit_ms;
    unsigned lines = 0;
    bool heard = true;

    while (child->pid > 0 || heard) {
        struct pollfd polled[2] = {{.fd = child->output, .events = POLLIN},
                                   {.fd = child->errors, .events = POLLIN}};

        poll(polled, 2, child->pid > 0 ? STEP_MS : 0);
        heard = take(&child->output, output);
        heard = take(&child->errors, &errors) || heard;
        log_lines(call, what, &errors, false, &lines);
        if (output->failed)
            return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        if (output->length > OUTPUT_MAX)
            return twatfs_fail(call, TWATFS_AUTH, 0, "%s: says more than %u KiB", what,
                               OUTPUT_MAX >> 10);
        if (twatfs_cancelled(call) != 0)
            return twatfs_fail(call, TWATFS_CANCELLED, 0, "%s: cancelled", what);
        if (now_ms() >= end)
            return twatfs_fail(call, TWATFS_AUTH, 0, "%s: takes longer than %lld s", what,
                               (long long)(limit_ms / 1000));
        /* Something was said: there may be more before it ends.  An error is that somebody
         * else has waited for it: how it ended is not known then. */
        if (!heard && child->pid > 0 && waitpid(child->pid, &child->state, WNOHANG) != 0) {
            child->pid = 0;
            heard = true;
        }
    }
    log_lines(call, what, &errors, true, &lines);
    return TWATFS_OK;
}

static twatfs_status judge(struct twatfs_call *call, const char *what, int state)
{
    if (WIFSIGNALED(state))
        return twatfs_fail(call, TWATFS_AUTH, 0, "%s: was ended by signal %d", what,
                           WTERMSIG(state));
    if (WEXITSTATUS(state) != 0)
        return twatfs_fail(call, TWATFS_AUTH, 0, "%s: ended with status %d: -v shows what it said",
                           what, WEXITSTATUS(state));
    return TWATFS_OK;
}

twatfs_status process_output(struct twatfs_call *call, const char *what, const char *command,
                             int64_t limit_ms, struct builder *output)
{
    CLEANUP(child_end) struct child child = {.output = -1, .errors = -1};
    twatfs_status status;

    if (!child_start(&child, command))
        return twatfs_fail(call, TWATFS_AUTH, 0, "%s: %s", what, strerror(errno));
    status = listen(call, what, &child, limit_ms, output);
    return status == TWATFS_OK ? judge(call, what, child.state) : status;
}

/* ---- Its meaning ---- */

twatfs_status process_credentials(struct search *search, const char *what, const char *command,
                                  struct credentials *found)
{
    CLEANUP_BUILDER struct builder output = {0};
    CLEANUP_MEMBERS struct members members = {0};
    twatfs_status status = process_output(search->call, what, command, PROCESS_LIMIT_MS, &output);
    const char *version;

    if (status != TWATFS_OK)
        return status;
    if (!members_parse(output.text != NULL ? output.text : "", output.length, &members))
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: prints no JSON object", what);
    version = members_get(&members, "Version");
    if (version == NULL || strcmp(version, "1") != 0)
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: Version: found %s, need 1", what,
                           version != NULL ? version : "none");
    return search_take(search, what,
                       &(struct keys){.access_key = members_get(&members, "AccessKeyId"),
                                      .secret_key = members_get(&members, "SecretAccessKey"),
                                      .session_token = members_get(&members, "SessionToken"),
                                      .expiration = members_get(&members, "Expiration")},
                       found);
}

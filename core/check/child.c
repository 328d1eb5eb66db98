/* child.c: run a function in a process of its own, within limits, and tell how it ended.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "twatfs/provider.h"

/* More than any provider needs, and less than hurts. */
#define MEMORY_MAX      (UINT64_C(4) << 30) /* of addresses: threads' stacks count */
#define FILE_SIZE_MAX   (UINT64_C(64) << 20)
#define DESCRIPTORS_MAX 256
#define LOOK_AGAIN_NS   (5 * (long)NANOSECONDS_PER_MS)

/* AddressSanitizer claims more addresses than any limit allows. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif

/* The status of a child that returned from its work: a module that ends the process would
 * take another. */
#define STATUS_WELL 89

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void child_heed_signals(void)
{
    const struct sigaction action = {.sa_handler = interrupt};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

static void limit(__rlimit_resource_t resource, uint64_t most)
{
    struct rlimit limits;

    if (getrlimit(resource, &limits) != 0)
        return;
    if (limits.rlim_max == RLIM_INFINITY || limits.rlim_max > most)
        limits.rlim_max = (rlim_t)most;
    limits.rlim_cur = limits.rlim_max;
    setrlimit(resource, &limits);
}

static void set_limits(unsigned seconds)
{
#ifndef ADDRESS_SANITIZER
    limit(RLIMIT_AS, MEMORY_MAX);
#endif
    limit(RLIMIT_CPU, seconds);
    limit(RLIMIT_FSIZE, FILE_SIZE_MAX);
    limit(RLIMIT_NOFILE, DESCRIPTORS_MAX);
    limit(RLIMIT_CORE, 0);
}

/* Signals as the kernel has them: a crash must be one, even where a sanitizer would make an exit
 * of it. */
static void plain_signals(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS,  SIGILL, SIGFPE,  SIGABRT,
                                  SIGTRAP, SIGALRM, SIGINT, SIGTERM, SIGHUP};

    for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++)
        signal(numbers[i], SIG_DFL);
    signal(SIGPIPE, SIG_IGN); /* as in the program */
}

static void redirect(int output)
{
    int nothing = open("/dev/null", O_RDONLY);

    if (nothing > STDERR_FILENO) {
        dup2(nothing, STDIN_FILENO);
        close(nothing);
    }
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
}

static pid_t start(child_work *work, void *data, int output, unsigned seconds, struct error *error)
{
    pid_t parent = getpid(), pid;

    fflush(NULL);
    pid = fork();
    if (pid < 0)
        error_errno(error, "fork");
    if (pid != 0)
        return pid;
    setpgid(0, 0); /* so that what it leaves can be found */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_FAILURE);
    if (output >= 0)
        redirect(output);
    plain_signals();
    if (seconds > 0)
        set_limits(seconds);
    work(data);
    _exit(STATUS_WELL);
}

/* Like waitpid, but no longer than until then; 0 when that was too short. */
static pid_t wait_until(pid_t pid, int *status, uint64_t until_ns)
{
    const struct timespec pause = {.tv_nsec = LOOK_AGAIN_NS};
    pid_t got;

    for (;;) {
        got = waitpid(pid, status, WNOHANG);
        if (got != 0 && !(got < 0 && errno == EINTR))
            return got;
        if (clock_now_ns() >= until_ns || interrupted)
            return 0;
        nanosleep(&pause, NULL);
    }
}

bool child_run(child_work *work, void *data, int output, unsigned seconds, struct child_end *end,
               struct error *error)
{
    uint64_t until_ns = clock_add_ns(clock_now_ns(), seconds * NANOSECONDS_PER_SECOND);
    pid_t pid = start(work, data, output, seconds, error);
    int status = 0;

    *end = (struct child_end){0};
    if (pid < 0)
        return false;
    if (wait_until(pid, &status, until_ns) == 0) {
        end->late = true;
        kill(-pid, SIGKILL);
        kill(pid, SIGKILL); /* before it had made its group */
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
    } else {
        end->offspring = kill(-pid, SIGKILL) == 0;
    }
    if (interrupted)
        return error_class(error, TWATFS_CANCELLED, "interrupted");
    end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    return true;
}

bool child_start(child_work *work, void *data, pid_t *pid, struct error *error)
{
    *pid = start(work, data, -1, 0, error);
    return *pid > 0;
}

void child_stop(pid_t pid)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

bool child_ended_well(const struct child_end *end)
{
    return !end->late && end->signal == 0 && end->status == STATUS_WELL;
}

void child_words(const struct child_end *end, unsigned seconds, char *text, size_t size)
{
    const char *name = sigabbrev_np(end->signal);

    if (end->late)
        snprintf(text, size, "did not end within %u s", seconds);
    else if (end->signal == SIGXCPU || end->signal == SIGXFSZ)
        snprintf(text, size, "SIG%s: used more %s than any provider needs", name,
                 end->signal == SIGXCPU ? "processor time" : "disk space");
    else if (end->signal != 0)
        snprintf(text, size, "crashed: SIG%s", name != NULL ? name : "?");
    else
        snprintf(text, size, "ended the process with status %d", end->status);
}

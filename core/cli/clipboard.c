/* clipboard.c: text to the clipboard, however there is one.
 *
 * SPDX-License-Identifier: MIT
 *
 * A link may be a secret: programs get it through a pipe, never as an argument, which everyone on
 * the machine could read.  They stay behind to serve the clipboard, so that they get neither our
 * descriptors (whoever reads our output would wait for them) nor our credentials.
 */
#include "cli/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/write.h"

/* A display that does not answer must not keep a link from being printed. */
#define PATIENCE_NS (5 * NANOSECONDS_PER_SECOND)
#define LOOK_MS     10

struct helper {
    const char *display; /* the variable that says there is one to be asked */
    const char *arguments[5];
};

static const struct helper helpers[] = {
    {"WAYLAND_DISPLAY", {"wl-copy", "--type", "text/plain", NULL}},
    {"DISPLAY", {"xclip", "-selection", "clipboard", "-in", NULL}},
};

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && *value != '\0';
}

/* ---- Programs ---- */

/* What they need to find the display, and nothing else: providers' keys are in variables. */
#define MOST_VARIABLES 8
struct environment {
    char *items[MOST_VARIABLES + 1];
};

static void environment_free(struct environment *environment)
{
    for (size_t i = 0; i < MOST_VARIABLES; i++)
        free(environment->items[i]);
}

static bool environment_fill(struct environment *environment, struct error *error)
{
    static const char *const names[MOST_VARIABLES] = {
        "PATH",           "HOME", "LANG", "LC_ALL", "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY",
        "XDG_RUNTIME_DIR"};
    size_t count = 0;

    for (size_t i = 0; i < MOST_VARIABLES; i++) {
        if (!is_set(names[i]))
            continue;
        if (asprintf(&environment->items[count], "%s=%s", names[i], getenv(names[i])) < 0) {
            environment->items[count] = NULL;
            return error_memory(error);
        }
        count++;
    }
    return true;
}

/* Begin it with fd as its standard input, no other descriptors, and signals as usual; 0 or an
 * error's number. */
static int begin(const struct helper *helper, int fd, char **environment, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    int failure;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    failure = posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
    if (failure == 0)
        failure =
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (failure == 0)
        failure =
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (failure == 0)
        failure = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (failure == 0)
        failure = posix_spawnp(pid, helper->arguments[0], &actions, &attributes,
                               (char *const *)helper->arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

/* Write it all before the deadline. */
static bool feed(int fd, const char *text, size_t length, uint64_t deadline_ns)
{
    while (length > 0) {
        struct pollfd pipe = {.fd = fd, .events = POLLOUT};
        ssize_t written = write(fd, text, length);

        if (written >= 0) {
            text += written;
            length -= (size_t)written;
        } else if (errno != EAGAIN && errno != EINTR) {
            return false;
        } else if (clock_now_ns() > deadline_ns) {
            errno = ETIMEDOUT;
            return false;
        } else {
            (void)poll(&pipe, 1, LOOK_MS);
        }
    }
    return true;
}

/* Its end, of what the shell sees of it; the one that serves the clipboard is its child. */
static bool ended_well(pid_t pid, const char *name, uint64_t deadline_ns, struct error *error)
{
    const struct timespec look = {.tv_nsec = LOOK_MS * (long)NANOSECONDS_PER_MS};
    int status;

    for (;;) {
        pid_t ended = waitpid(pid, &status, WNOHANG);

        if (ended == pid)
            break;
        if (ended < 0 && errno != EINTR)
            return error_errno(error, "%s", name);
        if (clock_now_ns() > deadline_ns) {
            kill(pid, SIGKILL);
            (void)waitpid(pid, &status, 0);
            return error_set(error, "%s: did not end within 5 seconds", name);
        }
        nanosleep(&look, NULL);
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    return WIFEXITED(status) ? error_set(error, "%s: exit status %d", name, WEXITSTATUS(status))
                             : error_set(error, "%s: ended by signal %d", name, WTERMSIG(status));
}

static bool copy_by(const struct helper *helper, const char *text, size_t length,
                    struct error *error)
{
    uint64_t deadline_ns = clock_add_ns(clock_now_ns(), PATIENCE_NS);
    CLEANUP(environment_free) struct environment environment = {.items = {NULL}};
    const char *name = helper->arguments[0];
    int ends[2], failure;
    bool fed;
    pid_t pid;

    if (!environment_fill(&environment, error))
        return false;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_errno(error, "%s: pipe", name);
    failure = begin(helper, ends[0], environment.items, &pid);
    close(ends[0]);
    if (failure != 0) {
        close(ends[1]);
        return error_set(error, "%s: %s", name,
                         failure == ENOENT ? "not installed" : strerror(failure));
    }
    (void)fcntl(ends[1], F_SETFL, O_NONBLOCK);
    fed = feed(ends[1], text, length, deadline_ns);
    close(ends[1]);
    if (!ended_well(pid, name, deadline_ns, error))
        return false;
    return fed || error_set(error, "%s: did not read the links", name);
}

/* ---- The terminal ---- */

/* OSC 52, "manipulate selection data" (xterm, Control Sequences, 2023-08): c is the clipboard.
 * Terminals do not answer, so that whether it did is not known. */
static bool copy_by_terminal(const char *text, size_t length, struct error *error)
{
    CLEANUP_BUFFER struct buffer sequence = BUFFER_INIT;
    const char *term = getenv("TERM");

    if (!isatty(STDERR_FILENO))
        return error_set(error, "standard error: not a terminal");
    if (term == NULL || *term == '\0' || strcmp(term, "dumb") == 0)
        return error_set(error, "the terminal: cannot do it: TERM is unset or dumb");
    buffer_puts(&sequence, "\033]52;c;");
    buffer_base64(&sequence, text, length);
    if (!buffer_puts(&sequence, "\a"))
        return error_memory(error);
    return write_all(STDERR_FILENO, sequence.data, sequence.length) ||
           error_errno(error, "the terminal");
}

/* ---- In order ---- */

static void add_reason(struct buffer *reasons, const struct error *error)
{
    buffer_printf(reasons, "%s%s", reasons->length > 0 ? "; " : "", error->text);
}

const char *clipboard_copy(const char *text, size_t length, struct error *error)
{
    CLEANUP_BUFFER struct buffer reasons = BUFFER_INIT;
    struct error why = ERROR_INIT;

    if (length > CLIPBOARD_MOST) {
        error_set(error, "more than %zu bytes", CLIPBOARD_MOST);
        return NULL;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(helpers); i++) {
        why = (struct error)ERROR_INIT;
        if (!is_set(helpers[i].display))
            continue;
        if (copy_by(&helpers[i], text, length, &why))
            return helpers[i].arguments[0];
        add_reason(&reasons, &why);
    }
    why = (struct error)ERROR_INIT;
    if (copy_by_terminal(text, length, &why))
        return "the terminal (OSC 52), if it allows that";
    add_reason(&reasons, &why);
    error_set(error, "nothing was copied: %s; install wl-clipboard (Wayland) or xclip (X)",
              reasons.data != NULL ? reasons.data : "out of memory");
    return NULL;
}

/* guide.c: a provider's guided set-up, at the terminal.
 *
 * SPDX-License-Identifier: MIT
 *
 * Standard output gets the result and nothing else, so that it can be appended to a file.  What
 * is printed there are secrets, once and on purpose; nothing of it goes through the log.
 */
#include "cli/guide.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <twatfs/twatfs.h>

#include "base/log.h"
#include "base/text.h"
#include "base/write.h"
#include "cli/client.h"
#include "cli/columns.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/output.h"

struct dialogue {
    struct twatfs_cancel *cancel;
    struct buffer commands; /* what is to be set */
};

static void dialogue_end(struct dialogue *dialogue)
{
    if (dialogue->commands.data != NULL)
        explicit_bzero(dialogue->commands.data, dialogue->commands.length);
    buffer_free(&dialogue->commands);
}

bool guide_has_terminal(void)
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

static void say(const char *text)
{
    (void)write_all(STDERR_FILENO, text, strlen(text));
}

/* ---- Answers ---- */

/* What a terminal shows of what is typed. */
struct echo {
    struct termios before;
    bool off;
};

static void echo_off(struct echo *echo)
{
    struct termios silent;

    if (tcgetattr(STDIN_FILENO, &echo->before) != 0)
        return;
    silent = echo->before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    echo->off = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
}

static void echo_restore(struct echo *echo)
{
    if (!echo->off)
        return;
    (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &echo->before);
    say("\n");
}

/* One byte at a time: what follows the line belongs to the next question. */
static bool read_line(const struct dialogue *dialogue, char *answer, size_t room)
{
    size_t length = 0;

    while (!twatfs_cancelled_by(dialogue->cancel)) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        char byte;
        ssize_t got;

        /* Not for ever: a signal may come just before the wait. */
        if (poll(&input, 1, 500) <= 0)
            continue;
        got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0 && length == 0)
            return false;
        if (got <= 0 || byte == '\n') {
            answer[length] = '\0';
            return true;
        }
        if (byte == '\0' || length + 1 == room)
            return false;
        answer[length++] = byte;
    }
    return false;
}

static bool ask(void *data, const char *prompt, bool secret, char *answer, size_t room)
{
    CLEANUP(echo_restore) struct echo echo = {.off = false};

    say(prompt);
    say(": ");
    if (secret)
        echo_off(&echo);
    return read_line(data, answer, room);
}

static void tell(UNUSED void *data, const char *line)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    /* An address that is broken over lines cannot be clicked on. */
    if (strstr(line, "://") != NULL)
        buffer_printf(&text, "%s\n", line);
    else
        buffer_wrapped(&text, line, 0, columns_of_terminal(STDERR_FILENO));
    if (text.data != NULL)
        say(text.data);
}

/* A word for the shell: within single quotes only those end it. */
static void put_quoted(struct buffer *text, const char *value)
{
    buffer_puts(text, "'");
    for (; *value != '\0'; value++)
        if (*value == '\'')
            buffer_puts(text, "'\\''");
        else
            buffer_append(text, value, 1);
    buffer_puts(text, "'");
}

static void set_variable(void *data, const char *name, const char *value)
{
    struct dialogue *dialogue = data;

    buffer_printf(&dialogue->commands, "export %s=", name);
    put_quoted(&dialogue->commands, value);
    buffer_puts(&dialogue->commands, "\n");
}

/* ---- The whole ---- */

static int print_commands(const struct dialogue *dialogue)
{
    if (dialogue->commands.data == NULL && !dialogue->commands.failed)
        return EXIT_CODE_OK;
    say("\n");
    tell(NULL, "Set these, in your shell's start-up file for instance, where nobody else can read "
               "them. They are shown only this once:");
    return output_text(&dialogue->commands);
}

int guide_run(struct twatfs_context *context, size_t index)
{
    CLEANUP(dialogue_end) struct dialogue dialogue = {.commands = BUFFER_INIT};
    struct twatfs_guide guide = {.struct_size = (uint32_t)sizeof guide,
                                 .data = &dialogue,
                                 .ask = ask,
                                 .tell = tell,
                                 .set_variable = set_variable};
    struct twatfs_error *failure = NULL;
    int exit_code;
    bool done;

    dialogue.cancel = twatfs_cancel_new();
    if (dialogue.cancel == NULL) {
        log_error("out of memory");
        return EXIT_CODE_SOME_FAILED;
    }
    interrupt_watch(dialogue.cancel);
    done = twatfs_setup(context, twatfs_provider_name(context, index), &guide, dialogue.cancel,
                        &failure);
    interrupt_unwatch();
    twatfs_cancel_free(dialogue.cancel);
    if (done)
        return print_commands(&dialogue);
    exit_code = (int)client_failed(failure);
    return interrupt_signal() != 0 ? EXIT_CODE_SIGNAL + interrupt_signal() : exit_code;
}

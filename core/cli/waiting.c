/* waiting.c: one line on a terminal that tells how many of several are done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/waiting.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"

/* One for the process, like the terminal: the log's hooks carry no data. */
static struct {
    pthread_mutex_t lock; /* taken after the log's, never before */
    const char *what;
    size_t done, count;
    bool open;
    bool hidden; /* a log line is being written */
} line = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* One write, so that nothing comes between; a terminal that is gone is no reason to stop. */
static void draw(bool shown)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT, words = BUFFER_INIT;
    size_t width = columns_of_terminal(STDERR_FILENO);

    buffer_puts(&text, "\r");
    buffer_printf(&words, "%zu of %zu %s", line.done, line.count, line.what);
    if (shown && width > 1 && !words.failed)
        buffer_columns(&text, words.data, width - 1, CUT_END);
    buffer_puts(&text, shown ? "\x1b[K\r" : "\x1b[K"); /* for a "^C", as progress.c has it */
    if (!text.failed && write(STDERR_FILENO, text.data, text.length) < 0)
        return;
}

static void set_hidden(bool hidden)
{
    pthread_mutex_lock(&line.lock);
    line.hidden = hidden;
    draw(!hidden);
    pthread_mutex_unlock(&line.lock);
}

static void hide(void)
{
    set_hidden(true);
}

static void show(void)
{
    set_hidden(false);
}

void waiting_open(size_t count, const char *what)
{
    const char *terminal = getenv("TERM");

    if (terminal == NULL || *terminal == '\0' || strcmp(terminal, "dumb") == 0 ||
        !isatty(STDERR_FILENO))
        return;
    line.what = what;
    line.done = 0;
    line.count = count;
    line.open = true;
    line.hidden = false;
    draw(true);
    log_set_screen(hide, show);
}

void waiting_step(void)
{
    pthread_mutex_lock(&line.lock);
    line.done++;
    if (line.open && !line.hidden)
        draw(true);
    pthread_mutex_unlock(&line.lock);
}

void waiting_close(void)
{
    if (!line.open)
        return;
    log_set_screen(NULL, NULL);
    draw(false);
    line.open = false;
}

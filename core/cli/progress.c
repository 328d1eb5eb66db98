/* progress.c: one line on a terminal that tells how a file is doing.
 *
 * SPDX-License-Identifier: MIT
 *
 * Events only note what they say; a thread of its own draws ten times a second, so
 * that a countdown goes on and a stall is seen while no event comes.  A new
 * phase is drawn at once.
 */
#include "cli/progress.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/progress-line.h"

#define FRAME_NS (NANOSECONDS_PER_SECOND / 10)

/* One for the process, like the terminal: the log's hooks carry no data. */
static struct {
    pthread_mutex_t lock; /* guards what follows; taken after the log's, never before */
    pthread_cond_t wake;  /* active or stopping changed */
    pthread_t thread;
    bool running;  /* the thread is there */
    bool stopping; /* and is to end */
    bool active;   /* a file is under way */
    bool hidden;   /* a log line is being written */
    bool drawn;    /* the line is on the screen */
    bool colour;
    struct progress_state state;
} screen = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* One write, so that nothing comes between; a terminal that is gone is no
 * reason to stop. */
static void put(const struct buffer *text)
{
    if (text->length > 0 && !text->failed && write(STDERR_FILENO, text->data, text->length) < 0)
        return;
}

static void erase(void)
{
    struct buffer text = BUFFER_INIT;

    if (!screen.drawn)
        return;
    buffer_puts(&text, "\r\x1b[K");
    put(&text);
    buffer_free(&text);
    screen.drawn = false;
}

static void draw(void)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDERR_FILENO);

    if (!screen.active || screen.hidden || width == 0)
        return;
    buffer_puts(&text, "\r");
    progress_line(&text, &screen.state, width, clock_now_ns(), screen.colour);
    buffer_puts(&text, "\x1b[K");
    put(&text);
    screen.drawn = true;
}

static void hide(void)
{
    pthread_mutex_lock(&screen.lock);
    screen.hidden = true;
    erase();
    pthread_mutex_unlock(&screen.lock);
}

static void show(void)
{
    pthread_mutex_lock(&screen.lock);
    screen.hidden = false;
    draw();
    pthread_mutex_unlock(&screen.lock);
}

static void *keep_drawing(UNUSED void *data)
{
    pthread_mutex_lock(&screen.lock);
    while (!screen.stopping) {
        uint64_t next = clock_now_ns() + FRAME_NS;
        struct timespec until = {.tv_sec = (time_t)(next / NANOSECONDS_PER_SECOND),
                                 .tv_nsec = (long)(next % NANOSECONDS_PER_SECOND)};

        if (screen.active)
            pthread_cond_timedwait(&screen.wake, &screen.lock, &until);
        else
            pthread_cond_wait(&screen.wake, &screen.lock);
        draw();
    }
    pthread_mutex_unlock(&screen.lock);
    return NULL;
}

/* Signals are for the thread that works on the file. */
static bool start_thread(void)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&screen.thread, NULL, keep_drawing, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

void progress_open(void)
{
    const char *terminal = getenv("TERM"), *no_colour = getenv("NO_COLOR");
    pthread_condattr_t monotonic;

    if (terminal == NULL || *terminal == '\0' || strcmp(terminal, "dumb") == 0 ||
        !isatty(STDERR_FILENO) || screen.running)
        return;
    screen.colour = no_colour == NULL || *no_colour == '\0'; /* no-color.org */
    screen.stopping = screen.active = screen.hidden = screen.drawn = false;
    screen.state = (struct progress_state){0};
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&screen.wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!start_thread()) {
        pthread_cond_destroy(&screen.wake);
        return;
    }
    screen.running = true;
    log_set_screen(hide, show);
}

void progress_close(void)
{
    if (!screen.running)
        return;
    log_set_screen(NULL, NULL);
    pthread_mutex_lock(&screen.lock);
    screen.stopping = true;
    pthread_cond_signal(&screen.wake);
    pthread_mutex_unlock(&screen.lock);
    pthread_join(screen.thread, NULL);
    erase();
    pthread_cond_destroy(&screen.wake);
    screen.running = false;
}

void progress_file(size_t index, size_t count)
{
    pthread_mutex_lock(&screen.lock);
    screen.state = (struct progress_state){.index = index, .count = count};
    pthread_mutex_unlock(&screen.lock);
}

static void note_event(UNUSED void *data, const struct twatfs_event *event)
{
    bool new_phase;

    pthread_mutex_lock(&screen.lock);
    new_phase = progress_update(&screen.state, event, clock_now_ns());
    if (event->kind == TWATFS_EVENT_END) {
        screen.active = false;
        erase();
    } else if (new_phase) {
        if (!screen.active)
            pthread_cond_signal(&screen.wake);
        screen.active = true;
        draw();
    }
    pthread_mutex_unlock(&screen.lock);
}

void progress_listen(struct twatfs_request *request)
{
    twatfs_request_on_event(request, screen.running ? note_event : NULL, NULL);
}

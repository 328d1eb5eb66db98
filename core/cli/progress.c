/* progress.c: what is shown while files are under way.
 *
 * SPDX-License-Identifier: MIT
 *
 * Events only note what they say; a thread of its own draws ten times a second, so that a
 * countdown goes on and a stall is seen while no event comes.  With one file a new phase is
 * drawn at once.  A frame is one write.
 */
#include "cli/progress.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "base/write.h"
#include "cli/columns.h"
#include "cli/progress-crowd.h"
#include "cli/progress-json.h"
#include "cli/progress-line.h"

#define FRAME_NS (NANOSECONDS_PER_SECOND / 10)

/* What comes between is shown at once, by terminals that know of this (DEC private mode 2026, as
 * Contour's specification of it has it); others pass it over. */
#define UPDATE_BEGIN "\x1b[?2026h"
#define UPDATE_END   "\x1b[?2026l"

/* One for the process, like the terminal: the log's hooks carry no data. */
static struct {
    pthread_mutex_t lock; /* guards what follows; taken after the log's, never before */
    pthread_cond_t wake;  /* active or stopping changed */
    pthread_t thread;
    enum progress_form form; /* PROGRESS_NONE before progress_open */
    bool many;
    bool running;  /* the thread is there */
    bool stopping; /* and is to end */
    bool active;   /* something is under way */
    bool hidden;   /* a line for people is being written */
    bool updating; /* from there on until the next frame the terminal waits */
    size_t drawn;  /* lines on the screen */
    bool colour;
    struct progress_state state; /* of a single file */
    struct progress_crowd crowd; /* of many */
} screen = {.lock = PTHREAD_MUTEX_INITIALIZER, .form = PROGRESS_NONE};

/* One write, so that nothing comes between; a terminal that is gone is no
 * reason to stop. */
static void put(const struct buffer *text)
{
    if (text->length > 0 && !text->failed && write(STDERR_FILENO, text->data, text->length) < 0)
        return;
}

/* To the beginning of what is on the screen. */
static void go_back(struct buffer *text)
{
    buffer_puts(text, "\r");
    if (screen.drawn > 1)
        buffer_printf(text, "\x1b[%zuA", screen.drawn - 1);
}

static void erase(void)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (screen.drawn == 0)
        return;
    if (screen.hidden && !screen.updating) {
        screen.updating = true;
        buffer_puts(&text, UPDATE_BEGIN);
    }
    go_back(&text);
    buffer_puts(&text, screen.drawn > 1 ? "\x1b[J" : "\x1b[K");
    put(&text);
    screen.drawn = 0;
}

static void end_update(struct buffer *text)
{
    buffer_puts(text, UPDATE_END);
    screen.updating = false;
}

static void draw(void)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t width = columns_of_terminal(STDERR_FILENO), rows, lines = 1;

    if (!screen.active || screen.hidden || width == 0)
        return;
    if (!screen.updating)
        buffer_puts(&text, UPDATE_BEGIN);
    go_back(&text);
    if (screen.many) {
        rows = rows_of_terminal(STDERR_FILENO);
        lines = crowd_frame(&text, &screen.crowd, width, rows > 2 ? rows - 1 : 1, clock_now_ns(),
                            screen.colour);
        if (lines < screen.drawn)
            buffer_puts(&text, "\x1b[J");
    } else {
        progress_line(&text, &screen.state, width, clock_now_ns(), screen.colour);
        buffer_puts(&text, "\x1b[K");
    }
    /* Here the "^C" that a terminal shows of a pressed Ctrl-C moves nothing. */
    buffer_puts(&text, "\r");
    end_update(&text);
    put(&text);
    screen.drawn = lines;
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
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    pthread_mutex_lock(&screen.lock);
    screen.hidden = false;
    draw();
    if (screen.updating) { /* there was nothing to draw */
        end_update(&text);
        put(&text);
    }
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

static void start_drawing(void)
{
    const char *terminal = getenv("TERM"), *no_colour = getenv("NO_COLOR");
    pthread_condattr_t monotonic;

    if (terminal == NULL || *terminal == '\0' || strcmp(terminal, "dumb") == 0 ||
        !isatty(STDERR_FILENO))
        return;
    screen.colour = no_colour == NULL || *no_colour == '\0'; /* no-color.org */
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

void progress_open(enum progress_form form, bool many)
{
    pthread_mutex_lock(&screen.lock);
    screen.form = form;
    screen.many = many;
    screen.stopping = screen.hidden = screen.updating = false;
    screen.active = many;
    screen.drawn = 0;
    screen.state = (struct progress_state){0};
    memset(&screen.crowd, 0, sizeof screen.crowd);
    pthread_mutex_unlock(&screen.lock);
    if (form == PROGRESS_BAR)
        start_drawing();
}

void progress_close(void)
{
    if (screen.running) {
        pthread_mutex_lock(&screen.lock);
        screen.stopping = true;
        screen.active = false;
        erase();
        pthread_cond_signal(&screen.wake);
        pthread_mutex_unlock(&screen.lock);
        pthread_join(screen.thread, NULL);
        log_set_screen(NULL, NULL); /* until it is gone, another thread may have a line to write */
        pthread_cond_destroy(&screen.wake);
        screen.running = false;
    }
    pthread_mutex_lock(&screen.lock);
    screen.form = PROGRESS_NONE;
    pthread_mutex_unlock(&screen.lock);
}

void progress_known(size_t count, bool all)
{
    pthread_mutex_lock(&screen.lock);
    screen.crowd.known = count;
    screen.crowd.all_known = all;
    pthread_mutex_unlock(&screen.lock);
}

void progress_result(const struct twatfs_result *result)
{
    pthread_mutex_lock(&screen.lock);
    screen.crowd.failed += twatfs_result_url(result) == NULL;
    pthread_mutex_unlock(&screen.lock);
}

/* ---- Events ---- */

/* Each phase is told when it begins, and bytes as often as a line is drawn. */
static void tell_json(struct crowd_file *file, uint64_t number, const struct twatfs_event *event,
                      uint64_t now_ns, bool new_phase)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    if (file != NULL && !new_phase && now_ns - file->told_ns < FRAME_NS)
        return;
    if (file != NULL)
        file->told_ns = now_ns;
    if (progress_json(&line, number, event))
        (void)write_all(STDERR_FILENO, line.data, line.length);
}

static void note_one(const struct twatfs_event *event, uint64_t now_ns)
{
    bool new_phase = progress_update(&screen.state, event, now_ns);

    if (event->kind == TWATFS_EVENT_END) {
        screen.active = false;
        erase();
    } else if (new_phase) {
        if (!screen.active)
            pthread_cond_signal(&screen.wake);
        screen.active = true;
        draw();
    }
}

static void note(uint64_t number, const struct twatfs_event *event)
{
    uint64_t now_ns = clock_now_ns();
    bool new_phase;

    pthread_mutex_lock(&screen.lock);
    if (screen.form == PROGRESS_JSON) {
        struct crowd_file *file = crowd_update(&screen.crowd, number, event, now_ns, &new_phase);

        tell_json(file, number, event, now_ns, new_phase);
    } else if (screen.running && screen.many) {
        (void)crowd_update(&screen.crowd, number, event, now_ns, &new_phase);
    } else if (screen.running) {
        note_one(event, now_ns);
    }
    pthread_mutex_unlock(&screen.lock);
}

static void note_event(UNUSED void *data, const struct twatfs_event *event)
{
    note(1, event);
}

static void note_batch_event(UNUSED void *data, uint64_t number, const struct twatfs_event *event)
{
    note(number, event);
}

void progress_listen(struct twatfs_request *request)
{
    bool wanted = screen.running || screen.form == PROGRESS_JSON;

    twatfs_request_on_event(request, wanted ? note_event : NULL, NULL);
}

bool progress_listen_to_batch(struct twatfs_batch *batch)
{
    return twatfs_batch_on_event(batch, note_batch_event, NULL);
}

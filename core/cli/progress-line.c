/* progress-line.c: what the progress line says, apart from any terminal.
 *
 * SPDX-License-Identifier: MIT
 *
 * A row of fields, two blanks between them.  What does not fit is left out, the
 * least important field first; the bar and the name share the room that is left.
 */
#include "cli/progress-line.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/columns.h"

#define MEASURE_NS    (NANOSECONDS_PER_SECOND / 5)
#define SMOOTHING_NS  (3 * NANOSECONDS_PER_SECOND) /* the rate is an average of about this */
#define NAME_SHORTEST 12
#define BAR_SHORTEST  10
#define BAR_LONGEST   42
#define GAP           2

/* ---- What is known ---- */

/* Bring an exponential average up to date with a rate that held for a while. */
static double smoothed(double before, double rate, uint64_t duration_ns)
{
    double weight = (double)duration_ns / (double)(duration_ns + SMOOTHING_NS);

    return before > 0 ? before + (rate - before) * weight : rate;
}

static void measure(struct progress_state *state, uint64_t now_ns)
{
    uint64_t passed_ns = now_ns - state->measured_ns;

    if (state->done < state->measured) { /* a part is sent anew */
        state->measured = state->done;
        state->measured_ns = now_ns;
    } else if (passed_ns >= MEASURE_NS) {
        double bytes = (double)(state->done - state->measured);

        state->rate = smoothed(
            state->rate, bytes * (double)NANOSECONDS_PER_SECOND / (double)passed_ns, passed_ns);
        state->measured = state->done;
        state->measured_ns = now_ns;
    }
}

static void copy_printable(char *target, size_t size, const char *text)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;

    target[0] = '\0';
    /* Room for one escape beyond the limit, and for the ellipsis. */
    if (text != NULL && buffer_printable(&clean, text, strlen(text), size - 16) &&
        clean.data != NULL)
        text_copy(target, size, clean.data);
}

bool progress_update(struct progress_state *state, const struct twatfs_event *event,
                     uint64_t now_ns)
{
    bool new_phase = !state->begun || state->phase != event->kind;

    if (new_phase) {
        state->rate = 0;
        state->measured = event->done;
        state->measured_ns = now_ns;
        copy_printable(state->name, sizeof state->name, event->name);
    }
    if (new_phase || event->kind == TWATFS_EVENT_PROVIDER)
        copy_printable(state->provider, sizeof state->provider, event->provider);
    state->begun = true;
    state->phase = event->kind;
    state->attempt = event->attempt;
    state->done = event->done;
    state->total = event->total;
    state->retry_ns = clock_add_ns(now_ns, event->wait_ns);
    measure(state, now_ns);
    return new_phase;
}

/* The rate as of now: when no byte has come for a while it sinks. */
static double present_rate(const struct progress_state *state, uint64_t now_ns)
{
    uint64_t idle_ns = now_ns > state->measured_ns ? now_ns - state->measured_ns : 0;

    return idle_ns > NANOSECONDS_PER_SECOND ? smoothed(state->rate, 0, idle_ns) : state->rate;
}

/* ---- What is shown ---- */

/* In the order of the line. */
enum field {
    FIELD_POSITION,
    FIELD_NAME,
    FIELD_PROVIDER,
    FIELD_PHASE,
    FIELD_BAR,
    FIELD_PERCENT,
    FIELD_AMOUNT,
    FIELD_RATE,
    FIELD_ETA,
    FIELD_COUNT,
};

/* The first to go when the line is too long; FIELD_PHASE stays. */
static const enum field dispensable[] = {
    FIELD_POSITION, FIELD_AMOUNT, FIELD_PROVIDER, FIELD_ETA,
    FIELD_RATE,     FIELD_BAR,    FIELD_NAME,     FIELD_PERCENT,
};

struct layout {
    char text[FIELD_COUNT][64];  /* but of the name and the bar; "": absent */
    size_t columns[FIELD_COUNT]; /* 0: absent */
    unsigned percent;
};

static void describe_phase(const struct progress_state *state, uint64_t now_ns, char *text,
                           size_t size)
{
    uint64_t wait_ns = state->retry_ns > now_ns ? state->retry_ns - now_ns : 0;

    switch (state->phase) {
    case TWATFS_EVENT_SPOOLING:
        text_copy(text, size, "reading");
        break;
    case TWATFS_EVENT_PROVIDER:
        if (state->attempt > 1)
            snprintf(text, size, "starting, attempt %u", state->attempt);
        else
            text_copy(text, size, "starting");
        break;
    case TWATFS_EVENT_SENDING:
        text_copy(text, size, "sending");
        break;
    case TWATFS_EVENT_FINISHING:
        text_copy(text, size, "finishing");
        break;
    case TWATFS_EVENT_VERIFYING:
        text_copy(text, size, "verifying");
        break;
    case TWATFS_EVENT_WAITING:
        snprintf(text, size, "retrying in %" PRIu64 " s",
                 wait_ns / NANOSECONDS_PER_SECOND + (wait_ns % NANOSECONDS_PER_SECOND > 0));
        break;
    case TWATFS_EVENT_END:
        text_copy(text, size, "done");
        break;
    }
}

static void describe_left(double seconds, char *text, size_t size)
{
    unsigned long left = seconds < 360000 ? (unsigned long)(seconds + 0.5) : 360000;

    if (left >= 360000)
        text_copy(text, size, "ETA --:--");
    else if (left >= 3600)
        snprintf(text, size, "ETA %lu:%02lu:%02lu", left / 3600, left / 60 % 60, left % 60);
    else
        snprintf(text, size, "ETA %lu:%02lu", left / 60, left % 60);
}

/* The fields that count bytes, in the phases where bytes move. */
static void describe_bytes(struct layout *layout, const struct progress_state *state,
                           uint64_t now_ns)
{
    bool known = state->total != TWATFS_SIZE_UNKNOWN && state->phase != TWATFS_EVENT_SPOOLING;
    uint64_t done = known && state->done > state->total ? state->total : state->done;
    double rate = present_rate(state, now_ns);
    char amount[24], total[24];

    text_size(amount, sizeof amount, done);
    if (known) {
        layout->percent =
            state->total > 0 ? (unsigned)((double)done * 100.0 / (double)state->total) : 100;
        snprintf(layout->text[FIELD_PERCENT], sizeof layout->text[0], "%3u %%", layout->percent);
        layout->columns[FIELD_BAR] = BAR_SHORTEST;
        text_size(total, sizeof total, state->total);
        snprintf(layout->text[FIELD_AMOUNT], sizeof layout->text[0], "%s / %s", amount, total);
    } else {
        text_copy(layout->text[FIELD_AMOUNT], sizeof layout->text[0], amount);
    }
    if (rate < 1)
        return;
    text_size(amount, sizeof amount, (uint64_t)rate);
    snprintf(layout->text[FIELD_RATE], sizeof layout->text[0], "%s/s", amount);
    if (known && done < state->total)
        describe_left((double)(state->total - done) / rate, layout->text[FIELD_ETA],
                      sizeof layout->text[0]);
}

static void describe(struct layout *layout, const struct progress_state *state, uint64_t now_ns)
{
    size_t name = columns_of(state->name);

    if (state->count > 1)
        snprintf(layout->text[FIELD_POSITION], sizeof layout->text[0], "%zu/%zu", state->index,
                 state->count);
    text_copy(layout->text[FIELD_PROVIDER], sizeof layout->text[0], state->provider);
    describe_phase(state, now_ns, layout->text[FIELD_PHASE], sizeof layout->text[0]);
    if (state->phase == TWATFS_EVENT_SPOOLING || state->phase == TWATFS_EVENT_SENDING ||
        state->phase == TWATFS_EVENT_VERIFYING)
        describe_bytes(layout, state, now_ns);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (i != FIELD_BAR)
            layout->columns[i] = columns_of(layout->text[i]);
    layout->columns[FIELD_NAME] = name < NAME_SHORTEST ? name : NAME_SHORTEST;
}

static size_t total_columns(const struct layout *layout)
{
    size_t total = 0;

    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (layout->columns[i] > 0)
            total += layout->columns[i] + (total > 0 ? GAP : 0);
    return total;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Leave out what does not fit in room, then let the name and the bar grow. */
static void arrange(struct layout *layout, const char *name, size_t room)
{
    size_t *columns = layout->columns;
    size_t slack, wanted = columns_of(name) - columns[FIELD_NAME];

    for (size_t i = 0; i < ARRAY_LENGTH(dispensable) && total_columns(layout) > room; i++)
        columns[dispensable[i]] = 0;
    columns[FIELD_PHASE] = smaller(columns[FIELD_PHASE], room);
    slack = room - total_columns(layout);
    if (columns[FIELD_NAME] > 0) {
        size_t more = smaller(wanted, columns[FIELD_BAR] > 0 ? slack / 2 : slack);

        columns[FIELD_NAME] += more;
        slack -= more;
    }
    if (columns[FIELD_BAR] > 0)
        columns[FIELD_BAR] = smaller(columns[FIELD_BAR] + slack, BAR_LONGEST);
}

void progress_bar(struct buffer *line, size_t columns, unsigned percent, bool colour)
{
    size_t inside = columns - 2, filled = inside * percent / 100;

    buffer_puts(line, colour ? "[\x1b[32m" : "[");
    for (size_t i = 0; i < inside; i++)
        buffer_puts(line, i < filled ? "=" : i == filled && filled > 0 ? ">" : " ");
    buffer_puts(line, colour ? "\x1b[0m]" : "]");
}

void progress_line(struct buffer *line, const struct progress_state *state, size_t width,
                   uint64_t now_ns, bool colour)
{
    struct layout layout = {0};
    bool first = true;

    if (!state->begun || width < 2)
        return;
    describe(&layout, state, now_ns);
    arrange(&layout, state->name, width - 1);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (layout.columns[i] == 0)
            continue;
        if (!first)
            buffer_puts(line, "  ");
        first = false;
        if (i == FIELD_NAME)
            buffer_columns(line, state->name, layout.columns[i], CUT_MIDDLE);
        else if (i == FIELD_BAR)
            progress_bar(line, layout.columns[i], layout.percent, colour);
        else
            buffer_columns(line, layout.text[i], layout.columns[i], CUT_END);
    }
}

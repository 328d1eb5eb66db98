/* progress-crowd.c: what is shown of many files, apart from any terminal.
 *
 * SPDX-License-Identifier: MIT
 *
 * The line for all of them is the first, so that it stays where it is while files come and go
 * below it.
 */
#include "cli/progress-crowd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/columns.h"

#define MEASURE_NS   (NANOSECONDS_PER_SECOND / 2)
#define SMOOTHING_NS (3 * NANOSECONDS_PER_SECOND)
#define BAR_SHORTEST 10
#define BAR_LONGEST  42

/* ---- What is known ---- */

static struct crowd_file *find(struct progress_crowd *crowd, uint64_t number)
{
    for (size_t i = 0; i < crowd->places; i++)
        if (crowd->files[i].number == number)
            return &crowd->files[i];
    return NULL;
}

static struct crowd_file *add(struct progress_crowd *crowd, uint64_t number, uint64_t now_ns)
{
    struct crowd_file *file = find(crowd, 0);

    if (file == NULL && crowd->places < CROWD_MOST)
        file = &crowd->files[crowd->places++];
    if (file == NULL)
        return NULL;
    if (crowd->begun_ns == 0)
        crowd->begun_ns = crowd->measured_ns = now_ns;
    *file = (struct crowd_file){.number = number, .begun_ns = now_ns};
    crowd->running++;
    return file;
}

struct crowd_file *crowd_update(struct progress_crowd *crowd, uint64_t number,
                                const struct twatfs_event *event, uint64_t now_ns, bool *new_phase)
{
    struct crowd_file *file = find(crowd, number);

    if (file == NULL)
        file = add(crowd, number, now_ns);
    *new_phase = true;
    if (file == NULL) {
        crowd->done += event->kind == TWATFS_EVENT_END;
        return NULL;
    }
    *new_phase = progress_update(&file->state, event, now_ns);
    if (event->kind == TWATFS_EVENT_SENDING || event->kind == TWATFS_EVENT_FINISHING)
        file->sent = event->done;
    if (event->kind == TWATFS_EVENT_END) {
        crowd->bytes += file->sent;
        crowd->running--;
        crowd->done++;
        file->number = 0;
    }
    return file;
}

static uint64_t bytes_so_far(const struct progress_crowd *crowd)
{
    uint64_t bytes = crowd->bytes;

    for (size_t i = 0; i < crowd->places; i++)
        if (crowd->files[i].number != 0)
            bytes += crowd->files[i].sent;
    return bytes;
}

static void measure(struct progress_crowd *crowd, uint64_t bytes, uint64_t now_ns)
{
    uint64_t passed_ns = now_ns - crowd->measured_ns;
    double weight, rate;

    if (bytes < crowd->measured) { /* an attempt is made anew */
        crowd->measured = bytes;
        return;
    }
    if (passed_ns < MEASURE_NS)
        return;
    rate = (double)(bytes - crowd->measured) * (double)NANOSECONDS_PER_SECOND / (double)passed_ns;
    weight = (double)passed_ns / (double)(passed_ns + SMOOTHING_NS);
    crowd->rate = crowd->rate > 0 ? crowd->rate + (rate - crowd->rate) * weight : rate;
    crowd->measured = bytes;
    crowd->measured_ns = now_ns;
}

/* ---- What is shown ---- */

static void put_left(struct buffer *text, double seconds)
{
    unsigned long left = seconds < 360000 ? (unsigned long)(seconds + 0.5) : 360000;

    if (left >= 360000)
        return;
    if (left >= 3600)
        buffer_printf(text, "ETA %lu:%02lu:%02lu", left / 3600, left / 60 % 60, left % 60);
    else
        buffer_printf(text, "ETA %lu:%02lu", left / 60, left % 60);
}

/* Put a field behind the others where there is room for it. */
static void put_field(struct buffer *line, const char *field, size_t *used, size_t room)
{
    size_t columns = columns_of(field), gap = *used > 0 ? 2 : 0;

    if (columns == 0 || *used + gap + columns > room)
        return;
    buffer_printf(line, "%*s%s", (int)gap, "", field);
    *used += gap + columns;
}

static void put_total(struct buffer *line, struct progress_crowd *crowd, size_t room,
                      uint64_t now_ns, bool colour)
{
    CLEANUP_BUFFER struct buffer left = BUFFER_INIT;
    uint64_t bytes = bytes_so_far(crowd);
    char field[64], amount[24];
    size_t used = 0;

    measure(crowd, bytes, now_ns);
    buffer_puts(&left, "");
    if (crowd->all_known && crowd->done > 0 && crowd->known > crowd->done)
        put_left(&left, (double)(now_ns - crowd->begun_ns) / (double)NANOSECONDS_PER_SECOND /
                            (double)crowd->done * (double)(crowd->known - crowd->done));
    snprintf(field, sizeof field, "%zu/%zu%s files", crowd->done, crowd->known,
             crowd->all_known ? "" : "+");
    put_field(line, field, &used, room);
    if (crowd->failed > 0) {
        snprintf(field, sizeof field, "%zu failed", crowd->failed);
        put_field(line, field, &used, room);
    }
    if (left.data != NULL)
        put_field(line, left.data, &used, room);
    text_size(amount, sizeof amount, (uint64_t)crowd->rate);
    snprintf(field, sizeof field, "%s/s", amount);
    if (crowd->rate >= 1)
        put_field(line, field, &used, room);
    text_size(field, sizeof field, bytes);
    put_field(line, field, &used, room);
    snprintf(field, sizeof field, "%zu at once", crowd->running);
    put_field(line, field, &used, room);
    /* What room is left tells at a glance; how many there will be has to be known for that. */
    if (!crowd->all_known || crowd->known == 0 || used + 2 + BAR_SHORTEST > room)
        return;
    used += 2;
    buffer_puts(line, "  ");
    progress_bar(line, room - used < BAR_LONGEST ? room - used : BAR_LONGEST,
                 (unsigned)(crowd->done * 100 / crowd->known), colour);
}

static int longest_first(const void *left, const void *right)
{
    const struct crowd_file *a = *(const struct crowd_file *const *)left;
    const struct crowd_file *b = *(const struct crowd_file *const *)right;

    if (a->begun_ns != b->begun_ns)
        return a->begun_ns < b->begun_ns ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

size_t crowd_frame(struct buffer *text, struct progress_crowd *crowd, size_t width, size_t rows,
                   uint64_t now_ns, bool colour)
{
    const struct crowd_file *shown[CROWD_MOST];
    size_t count = 0, lines = 1;

    if (width < 2 || rows == 0)
        return 0;
    for (size_t i = 0; i < crowd->places; i++)
        if (crowd->files[i].number != 0)
            shown[count++] = &crowd->files[i];
    if (count > 1)
        qsort(shown, count, sizeof shown[0], longest_first);
    put_total(text, crowd, width - 1, now_ns, colour);
    buffer_puts(text, "\x1b[K");
    for (size_t i = 0; i < count && lines < rows; i++, lines++) {
        buffer_puts(text, "\r\n");
        progress_line(text, &shown[i]->state, width, now_ns, colour);
        buffer_puts(text, "\x1b[K");
    }
    return lines;
}

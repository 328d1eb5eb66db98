/* pace.c: how many uploads a host gets at once, learnt from how they fare.
 *
 * SPDX-License-Identifier: MIT
 */
#include "batch/pace.h"

#include "base/clock.h"

#define UPLOAD_WORK  65536.0                /* bytes that an upload is worth, beside its own */
#define MEASURE_NS   NANOSECONDS_PER_SECOND /* large files: so long, however few have ended */
#define DOUBLE_PAYS  1.1  /* so much more work, or twice as many are not worth it */
#define TRY_PAYS     1.04 /* the same for a quarter more */
#define STAY_BETWEEN 8    /* measurements between two tries */

struct pace pace_begin(unsigned most, uint64_t now_ns)
{
    if (most == 0 || most > PACE_MOST)
        most = PACE_MOST;
    return (struct pace){.limit = 1, .most = most, .best = 1, .since_ns = now_ns};
}

static void measure_anew(struct pace *pace, uint64_t now_ns)
{
    pace->counted = 0;
    pace->work = 0;
    pace->since_ns = now_ns;
}

static void set_limit(struct pace *pace, unsigned limit, uint64_t now_ns)
{
    if (limit > pace->most)
        limit = pace->most;
    if (limit == 0)
        limit = 1;
    /* Those within were begun under another limit, and tell little of this one. */
    pace->unsettled = limit == pace->limit ? 0 : pace->within;
    pace->limit = limit;
    pace->stayed = 0;
    measure_anew(pace, now_ns);
}

static void keep(struct pace *pace, double rate)
{
    pace->best = pace->limit;
    pace->best_rate = rate;
}

static void stay(struct pace *pace, uint64_t now_ns)
{
    pace->phase = PACE_STAYING;
    set_limit(pace, pace->best, now_ns);
}

/* A measurement is whole: rate is work a second at the present limit. */
static void judge(struct pace *pace, double rate, uint64_t now_ns)
{
    switch (pace->phase) {
    case PACE_DOUBLING:
        if (rate <= pace->best_rate * DOUBLE_PAYS) {
            stay(pace, now_ns);
            return;
        }
        keep(pace, rate);
        set_limit(pace, 2 * pace->limit, now_ns);
        return;
    case PACE_TRYING:
        if (rate <= pace->best_rate * TRY_PAYS) {
            stay(pace, now_ns);
            return;
        }
        keep(pace, rate);
        break;
    case PACE_STAYING:
        /* The line, or the host, may have become slower or faster meanwhile. */
        pace->best_rate = pace->best_rate > 0 ? (pace->best_rate + rate) / 2 : rate;
        if (++pace->stayed < STAY_BETWEEN) {
            measure_anew(pace, now_ns);
            return;
        }
        break;
    }
    if (pace->limit == pace->most) {
        stay(pace, now_ns);
        return;
    }
    pace->phase = PACE_TRYING;
    set_limit(pace, pace->limit + (pace->limit + 3) / 4, now_ns);
}

/* As many uploads as make two rounds, or so much time that bytes tell enough. */
static void look(struct pace *pace, uint64_t now_ns)
{
    uint64_t passed_ns = now_ns - pace->since_ns;
    unsigned enough = pace->limit > 1 ? 2 * pace->limit : 1;

    if (pace->unsettled > 0) {
        if (passed_ns < MEASURE_NS / 2)
            return;
        pace->unsettled = 0;
        measure_anew(pace, now_ns);
        return;
    }
    if (pace->work <= 0 || passed_ns == 0 || (pace->counted < enough && passed_ns < MEASURE_NS))
        return;
    judge(pace, pace->work / ((double)passed_ns / (double)NANOSECONDS_PER_SECOND), now_ns);
}

bool pace_has_room(const struct pace *pace)
{
    return pace->within < pace->limit;
}

uint64_t pace_enter(struct pace *pace, uint64_t now_ns)
{
    if (pace->within++ == 0 && pace->counted == 0 && pace->work <= 0)
        pace->since_ns = now_ns; /* the time when nobody wanted anything does not count */
    return pace->cuts;
}

void pace_moved(struct pace *pace, uint64_t bytes, uint64_t now_ns)
{
    if (pace->unsettled == 0)
        pace->work += (double)bytes;
    look(pace, now_ns);
}

/* Once for all that were sent before the host could be seen to be relieved. */
static void halve(struct pace *pace, uint64_t ticket, uint64_t now_ns)
{
    if (ticket != pace->cuts)
        return;
    pace->cuts++;
    pace->phase = PACE_STAYING;
    pace->best_rate = 0;
    set_limit(pace, pace->limit / 2, now_ns);
    pace->best = pace->limit;
}

void pace_leave(struct pace *pace, uint64_t ticket, enum pacing_outcome outcome, uint64_t bytes,
                uint64_t now_ns)
{
    pace->within--;
    if (outcome == PACING_CROWDED) {
        halve(pace, ticket, now_ns);
        return;
    }
    if (pace->unsettled > 0) {
        if (--pace->unsettled == 0)
            measure_anew(pace, now_ns);
        return;
    }
    if (outcome != PACING_DONE)
        return;
    pace->work += UPLOAD_WORK + (double)bytes;
    pace->counted++;
    look(pace, now_ns);
}

/* health.h: how providers have done lately.
 *
 * SPDX-License-Identifier: MIT
 *
 * What is counted fades: after HEALTH_HALF_LIFE_S it weighs half.  A provider that keeps failing
 * has its circuit breaker opened:
 *
 *     closed      it is tried in its turn
 *     open        it is tried last, until its wait is over; each further failure doubles that
 *     half-open   the wait is over: one upload at a time, of all processes, may try it in its
 *                 turn; it works, and the breaker is closed; it does not, and it waits longer
 */
#ifndef STATE_HEALTH_H
#define STATE_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "state/store.h"

#define HEALTH_HALF_LIFE_S    INT64_C(86400)
#define HEALTH_STREAK         2.5 /* of failures in a row, faded: the third of one day opens it */
#define HEALTH_FAILURES       3.0 /* or so many failures, faded, */
#define HEALTH_LEAST_RATE     (1.0 / 3) /* if fewer than these of all uploads succeed */
#define HEALTH_FIRST_WAIT_S   INT64_C(60)
#define HEALTH_LONGEST_WAIT_S INT64_C(14400)
#define HEALTH_TRIAL_S        INT64_C(900) /* one that was not heard of for so long was killed */
#define HEALTH_REASON_SIZE    256

enum breaker {
    BREAKER_CLOSED,
    BREAKER_OPEN,
    BREAKER_HALF_OPEN,
};

const char *breaker_name(enum breaker breaker); /* "closed", "open", "half-open" */

/* One provider at one of its hosts.  Times are seconds since 1970, 0 for never. */
struct health {
    int64_t updated_s; /* the moment that the weights are of; 0: nothing is known */
    double successes, failures, streak;
    double took_ns; /* of the successes, with their weights */
    int64_t seen_s, failed_s;
    char reason[HEALTH_REASON_SIZE]; /* of the last failure; "" without */
    int64_t opened;                  /* waits so far; 0: closed */
    int64_t retry_s;
    int64_t trial_s; /* one is running, until then */
};

/* ---- By itself ---- */

/* Let what is counted fade until now. */
void health_fade(struct health *health, int64_t now_s);
void health_succeeded(struct health *health, int64_t now_s, uint64_t took_ns);
void health_failed(struct health *health, int64_t now_s, const char *reason);
enum breaker health_breaker(const struct health *health, int64_t now_s);

/* Of the uploads that are remembered, how many succeeded: 0 to 1; -1 when none is. */
double health_rate(const struct health *health);

/* How long a successful one takes; 0 when none is remembered. */
uint64_t health_typical_ns(const struct health *health);

/* ---- In the store ---- */

/* Which of a provider's hosts: what stands for the address in force, which may hold a secret. */
#define HEALTH_PLACE_SIZE 17
void health_place(const char *endpoint, char place[HEALTH_PLACE_SIZE]);

/* All that is known. */
struct health_entry {
    char *provider;
    char place[HEALTH_PLACE_SIZE];
    struct health health;
};
struct health_list {
    struct health_entry *items;
    size_t count;
};
bool health_list(struct store *store, struct health_list *list, struct error *error);
void health_list_free(struct health_list *list);
#define CLEANUP_HEALTH_LIST CLEANUP(health_list_free)

/* What is known of one; NULL when nothing is. */
const struct health *health_find(const struct health_list *list, const char *provider,
                                 const char *place);

/* An upload ended: with reason NULL it succeeded.  Ends a trial. */
bool health_report(struct store *store, const char *provider, const char *place, int64_t now_s,
                   uint64_t took_ns, const char *reason, struct error *error);

/* Take the one trial of a half-open breaker.  *mine tells whether it is ours; it is too when the
 * breaker has been closed meanwhile. */
bool health_begin_trial(struct store *store, const char *provider, const char *place, int64_t now_s,
                        bool *mine, struct error *error);

/* It ended without telling anything of the host. */
bool health_end_trial(struct store *store, const char *provider, const char *place,
                      struct error *error);

#endif

/* trial.h: run a module, in a process of its own, against a host that does as it is told.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_TRIAL_H
#define CHECK_TRIAL_H

#include <stdbool.h>

#include "base/text.h"
#include "check/child.h"
#include "check/footprint.h"
#include "check/scenario.h"
#include "check/subject.h"
#include "transfer/transfer.h"

#define TRIAL_RESULTS_MAX 4

enum trial_phase { PHASE_PREPARING, PHASE_LOADING, PHASE_RUNNING, PHASE_CLOSING, PHASE_COMPARING };

/* What a trial leaves, in memory that it shares with its parent. */
struct trial_report {
    enum trial_phase phase;
    bool loaded;
    int secret_shown;           /* one was said */
    unsigned exchanges;         /* begun with the host */
    char text[ERROR_TEXT_SIZE]; /* why there are no results */
    struct trial_result results[TRIAL_RESULTS_MAX];
    unsigned result_count;
    footprint_texts left;
};

struct trial {
    struct child_end end;
    struct trial_report report;
    struct buffer output; /* what was printed */
};

/* Load it and do nothing else, where scenario is NULL. False, with error set, when the trial itself
 * could not be made. */
bool trial_run(const struct subject *subject, const struct scenario *scenario, struct trial *trial,
               struct error *error);
void trial_free(struct trial *trial);
#define CLEANUP_TRIAL CLEANUP(trial_free)

#endif

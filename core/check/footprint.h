/* footprint.h: what of the process a provider must leave as it was.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_FOOTPRINT_H
#define CHECK_FOOTPRINT_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

enum footprint_kind {
    FOOTPRINT_DESCRIPTORS,
    FOOTPRINT_THREADS,
    FOOTPRINT_SIGNALS, /* handlers, and the mask of the thread */
    FOOTPRINT_LOCALE,
    FOOTPRINT_ENVIRONMENT,
    FOOTPRINT_PLACE, /* working directory, and the mask of new files */
    FOOTPRINT_KINDS,
};

struct footprint {
    struct string_list descriptors; /* "NUMBER TARGET" */
    size_t threads;
    struct sigaction actions[NSIG]; /* by number; zero where there is no such signal */
    sigset_t blocked;
    char *locale;
    struct string_list environment; /* "NAME=VALUE" */
    char *directory;
    mode_t mask;
};

/* One line of text for each kind, "" where nothing differs. */
#define FOOTPRINT_TEXT_SIZE 200
typedef char footprint_texts[FOOTPRINT_KINDS][FOOTPRINT_TEXT_SIZE];

/* How things are now. To be freed either way. */
bool footprint_take(struct footprint *footprint, struct error *error);
void footprint_free(struct footprint *footprint);
#define CLEANUP_FOOTPRINT CLEANUP(footprint_free)

/* Tell what is not as it was before; threads that are about to end are given a moment. */
bool footprint_compare(const struct footprint *before, footprint_texts texts, struct error *error);

/* "descriptors", "threads", … */
const char *footprint_kind_name(enum footprint_kind kind);

#endif

/* subject.h: a module that is tried, and what it is to find there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_SUBJECT_H
#define CHECK_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "catalogue/discover.h"
#include "catalogue/manifest.h"
#include "check/scenario.h"
#include "transfer/transfer.h"

/* What all trials of a module share. */
struct subject {
    const char *path; /* absolute */
    struct file_identity identity;
    struct manifest *manifest;
    enum language language;
    struct string_list variables;          /* its environment, "NAME=VALUE"; not its endpoint */
    const struct provider_option *options; /* its own */
    size_t option_count;
    struct buffer content; /* what it uploads */
    const char *folder;    /* empty, for what it writes */
    unsigned seconds;      /* for each trial */
    bool verbose;
};

/* Fill in what follows from the manifest, the path and the folder being there: settings are
 * "NAME=VALUE" of variables that it declares, the others are made up; options get its name, and are
 * borrowed.  Secrets become known to the log. */
bool subject_prepare(struct subject *subject, const struct string_list *settings,
                     struct provider_option *options, size_t option_count, struct error *error);
void subject_free(struct subject *subject);

/* The first scheme of its links that is neither HTTP's nor a file's: what a server of its own
 * protocol is spoken to by.  NULL without. */
const char *subject_scheme(const struct manifest *manifest);
#define CLEANUP_SUBJECT CLEANUP(subject_free)

#endif

/* links.h: what is done with the links at the end: the clipboard, and codes to scan.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_LINKS_H
#define CLI_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* The links of a command, one a line, as far as they fit into a clipboard: many files need no
 * more memory than that. */
struct links {
    bool copy, show_qr; /* what was asked for; else nothing is kept */
    struct buffer text; /* without a line break at its end */
    size_t count;       /* all that there were */
    size_t kept;        /* those in text */
};

#define LINKS_INIT                                                                                 \
    {                                                                                              \
        false, false, BUFFER_INIT, 0, 0                                                            \
    }

/* Not by two threads at once. */
void links_add(struct links *links, const char *url);

/* Copy and show them; what was done, or why not, is told on standard error, with quiet only the
 * latter. */
void links_hand_over(const struct links *links, bool quiet);

void links_free(struct links *links);
#define CLEANUP_LINKS CLEANUP(links_free)

#endif

/* dry-run.c: what --dry-run prints.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/dry-run.h"

#include <string.h>

#include "base/text.h"

static void put_printable(struct buffer *text, const char *words)
{
    buffer_printable(text, words, strlen(words), 0);
}

void plan_text(struct buffer *text, const char *file, const struct twatfs_plan *plan)
{
    size_t count = twatfs_plan_count(plan), candidates = twatfs_plan_candidates(plan);

    put_printable(text, file);
    buffer_printf(text, ": %zu of %zu providers would be tried\n", candidates, count);
    for (size_t i = 0; i < count; i++) {
        const char *reason = twatfs_plan_reason(plan, i);

        if (i < candidates)
            buffer_printf(text, "%4zu. ", i + 1);
        else
            buffer_puts(text, "   -  ");
        put_printable(text, twatfs_plan_provider(plan, i));
        if (reason != NULL) {
            buffer_puts(text, ": ");
            put_printable(text, reason);
        }
        buffer_puts(text, "\n");
    }
}

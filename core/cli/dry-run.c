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

void plan_text(struct buffer *text, const char *file, const struct plan *plan)
{
    size_t place = 0;

    put_printable(text, file);
    buffer_printf(text, ": %zu of %zu providers would be tried\n", plan->candidates, plan->count);
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_item *item = &plan->items[i];

        if (item->candidate)
            buffer_printf(text, "%4zu. ", ++place);
        else
            buffer_puts(text, "   -  ");
        put_printable(text, item->entry->name);
        if (!item->candidate && item->reason != NULL) {
            buffer_puts(text, ": ");
            put_printable(text, item->reason);
        }
        buffer_puts(text, "\n");
    }
}

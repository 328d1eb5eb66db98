/* suggest.h: what someone who mistyped a word may have meant.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/* A search among candidates that come one by one, from any table. */
struct suggestion {
    const char *word; /* what was typed */
    const char *best; /* the nearest so far; NULL while none is near enough */
    size_t distance;  /* of best */
};
#define SUGGESTION_INIT(typed)                                                                     \
    {                                                                                              \
        .word = (typed), .best = NULL, .distance = 0                                               \
    }

/* Candidates are borrowed: best is one of those pointers. */
void suggestion_consider(struct suggestion *suggestion, const char *candidate);

/* How many insertions, deletions, replacements and swaps of neighbours make one
 * word the other; ASCII case ignored.  Words of more than SUGGEST_LONGEST bytes are
 * far from everything: SIZE_MAX. */
#define SUGGEST_LONGEST 63
size_t suggest_distance(const char *a, const char *b);

#endif

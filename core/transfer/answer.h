/* answer.h: reading what a server wrote for people.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_ANSWER_H
#define TRANSFER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Decides whether a URL that was found is the one looked for. */
typedef bool answer_accepts(void *data, const char *url);

/* The answer as one URL: the text without blanks and NUL bytes around it.  NULL when
 * that is no single word, or without memory. */
char *answer_whole(const char *text, size_t length);

/* The first http or https URL within the text that is accepted; NULL without. */
char *answer_find_url(const char *text, size_t length, answer_accepts *accepts, void *data);

/* A few words of what the server says, safe to show and without the secrets that it repeats: the
 * title of an HTML page, the beginning of any other text.  "" when it says nothing; NULL without
 * memory. */
char *answer_words(const char *text, size_t length);

#endif

/* qr.h: a link as a code that a telephone reads; the only room that knows the library.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_QR_H
#define CLI_QR_H

#include <stdbool.h>

#include "base/error.h"

struct buffer;

/* Whether this program was built with the library. */
bool qr_is_built_in(void);

/* Append the code as lines for the terminal at standard error; false where that is none, where
 * the code does not fit it, or where its locale has no UTF-8. */
bool qr_text(struct buffer *text, const char *url, struct error *error);

#endif

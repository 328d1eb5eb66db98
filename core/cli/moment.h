/* moment.h: moments and spans, as people write and read them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_MOMENT_H
#define CLI_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct json;

/* "7d" (so long before now_s), "2026-11-20" (its beginning, here), "2026-11-20T10:00:00Z";
 * in seconds since 1970. */
bool moment_read(const char *text, int64_t now_s, int64_t *unix_s, struct error *error);

/* "42s", "5m", "30h", "12d". */
#define MOMENT_SIZE 24
void moment_span(int64_t seconds, char text[MOMENT_SIZE]);

/* How long something took: "23 ms", "1.4 s", "-" for 0. */
void moment_time(char text[MOMENT_SIZE], uint64_t duration_ns);

/* The same in milliseconds under a name of an object; null for 0. */
bool moment_set_ms(struct json *object, const char *name, uint64_t duration_ns);

/* The moment, as RFC 3339 has it, under a name of an object; null for 0 and for what has no
 * date. */
bool moment_set(struct json *object, const char *name, int64_t unix_s);

#endif

/* log.h: what is said to people.
 *
 * SPDX-License-Identifier: MIT
 *
 * Every line has the known secrets taken out, is made printable, and goes whole to the
 * thread's sink, which is standard error unless it chose another.  Secrets are the
 * process's: what one thread must not show, no other may.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"

struct buffer;

enum log_level {
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARNING,
    LOG_LEVEL_INFO,  /* -v */
    LOG_LEVEL_DEBUG, /* -vv */
};

/* Where a thread's lines go: those of this level and the graver ones. */
struct log_sink {
    enum log_level level;
    void (*write)(void *data, enum log_level level, const char *line); /* NULL: nowhere */
    void *data;
};

/* Use a sink, borrowed, on this thread from now on; NULL for standard error.  Returns the
 * one before. */
const struct log_sink *log_use(const struct log_sink *sink);

/* Of standard error: show this level and the graver ones.  Default: LOG_LEVEL_WARNING. */
void log_set_level(enum log_level level);
bool log_enabled(enum log_level level);

/* Called before and after each line to standard error, and what log_write_as_is writes to a
 * terminal, under the log's lock: a progress bar takes itself off the screen for it.  NULL:
 * nothing. */
void log_set_screen(void (*hide)(void), void (*show)(void));

/* Write all of it to a descriptor, secrets and all: a terminal may be the one that shows the log
 * and what is on the screen, and gets it between them.  False with errno set. */
bool log_write_as_is(int fd, const char *text, size_t length);

void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warning(const char *format, ...) PRINTF_LIKE(1, 2);
void log_info(const char *format, ...) PRINTF_LIKE(1, 2);
void log_debug(const char *format, ...) PRINTF_LIKE(1, 2);
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

/* A text that must never be shown: it, its percent-encoded form and its base64
 * form become "***" wherever they appear.  Texts shorter than LOG_SECRET_MINIMUM
 * are not searched for (they would blot out ordinary words).  False without
 * memory. */
#define LOG_SECRET_MINIMUM 4
bool log_add_secret(const char *secret);

/* Undo one log_add_secret: shown again once everybody who added it has dropped it. */
void log_drop_secret(const char *secret);

/* Whether text holds a known secret of at least so many bytes. */
bool log_has_secret(const char *text, size_t minimum);

/* Append text with the secrets taken out. */
bool buffer_redacted(struct buffer *buffer, const char *text, size_t length);

/* What may be shown of text: without the secrets, printable, and cut as buffer_printable does
 * only then: what a cut leaves of a secret is not found any more.  NULL without memory. */
char *text_shown(const char *text, size_t length, size_t limit);

/* vsnprintf into size bytes.  What does not fit is shortened, after the secrets have been taken
 * out. */
void text_format(char *target, size_t size, const char *format, va_list arguments)
    PRINTF_LIKE(3, 0);

/* Forget secrets; for a clean end. */
void log_close(void);

#endif

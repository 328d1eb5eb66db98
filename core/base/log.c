/* log.c: what is said to people.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "base/write.h"

static struct {
    pthread_mutex_t lock;
    enum log_level level;
    void (*hide)(void);
    void (*show)(void);
    struct string_list secrets; /* in every form they may appear in */
} logger = {.lock = PTHREAD_MUTEX_INITIALIZER, .level = LOG_LEVEL_WARNING};

static _Thread_local const struct log_sink *sink; /* NULL: standard error */

void log_set_level(enum log_level level)
{
    logger.level = level;
}

bool log_enabled(enum log_level level)
{
    if (sink == NULL)
        return level <= logger.level;
    return sink->write != NULL && level <= sink->level;
}

const struct log_sink *log_use(const struct log_sink *new_sink)
{
    const struct log_sink *before = sink;

    sink = new_sink;
    return before;
}

void log_set_screen(void (*hide)(void), void (*show)(void))
{
    pthread_mutex_lock(&logger.lock);
    logger.hide = hide;
    logger.show = show;
    pthread_mutex_unlock(&logger.lock);
}

/* ---- Secrets ---- */

/* In capitals or not: RFC 3986 section 2.1 has both for one. */
static char *percent_encoded(const char *text, bool capitals)
{
    struct buffer buffer = BUFFER_INIT;

    buffer_percent_encoded(&buffer, text, capitals);
    return buffer_steal(&buffer);
}

/* Without the padding: something may follow. */
static char *base64_encoded(const char *text)
{
    struct buffer buffer = BUFFER_INIT;
    char *encoded;

    buffer_base64(&buffer, text, strlen(text));
    encoded = buffer_steal(&buffer);
    if (encoded != NULL)
        encoded[strcspn(encoded, "=")] = '\0';
    return encoded;
}

static bool add_form(const char *secret)
{
    if (secret == NULL)
        return false;
    return string_list_contains(&logger.secrets, secret) ||
           string_list_add(&logger.secrets, secret);
}

bool log_add_secret(const char *secret)
{
    CLEANUP_FREE char *capitals = NULL;
    CLEANUP_FREE char *small = NULL;
    CLEANUP_FREE char *base64 = NULL;
    CLEANUP_FREE char *beginning = NULL;
    bool done;

    if (secret == NULL || strlen(secret) < LOG_SECRET_MINIMUM)
        return true;
    capitals = percent_encoded(secret, true);
    small = percent_encoded(secret, false);
    base64 = base64_encoded(secret);
    /* Where something longer was encoded, what follows has a part in the last digit. */
    beginning = strndup(base64 != NULL ? base64 : "", strlen(secret) * 8 / 6);
    pthread_mutex_lock(&logger.lock);
    done = add_form(secret) && add_form(capitals) && add_form(small) && add_form(base64) &&
           add_form(beginning);
    pthread_mutex_unlock(&logger.lock);
    return done;
}

/* The longest secret that text begins with, 0 without. */
static size_t secret_here(const char *text, size_t length)
{
    size_t longest = 0;

    for (size_t i = 0; i < logger.secrets.count; i++) {
        size_t size = strlen(logger.secrets.items[i]);

        if (size > longest && size <= length && memcmp(text, logger.secrets.items[i], size) == 0)
            longest = size;
    }
    return longest;
}

static bool redact(struct buffer *buffer, const char *text, size_t length)
{
    size_t end = 0; /* of the secrets found so far */

    for (size_t i = 0; i < length; i++) {
        size_t size = secret_here(text + i, length - i), start = end;

        if (size == 0)
            continue;
        /* One that begins within another only makes it longer. */
        if (i + size > end)
            end = i + size;
        if (i < start)
            continue;
        buffer_append(buffer, text + start, i - start);
        buffer_puts(buffer, "***");
    }
    return buffer_append(buffer, text + end, length - end);
}

bool buffer_redacted(struct buffer *buffer, const char *text, size_t length)
{
    bool done;

    pthread_mutex_lock(&logger.lock);
    done = redact(buffer, text, length);
    pthread_mutex_unlock(&logger.lock);
    return done;
}

bool log_has_secret(const char *text, size_t minimum)
{
    size_t length = strlen(text);
    bool found = false;

    pthread_mutex_lock(&logger.lock);
    for (size_t i = 0; i < length && !found; i++)
        found = secret_here(text + i, length - i) >= minimum;
    pthread_mutex_unlock(&logger.lock);
    return found;
}

void log_close(void)
{
    pthread_mutex_lock(&logger.lock);
    for (size_t i = 0; i < logger.secrets.count; i++)
        explicit_bzero(logger.secrets.items[i], strlen(logger.secrets.items[i]));
    string_list_free(&logger.secrets);
    logger.hide = NULL;
    logger.show = NULL;
    pthread_mutex_unlock(&logger.lock);
}

/* ---- Lines ---- */

static void write_line(enum log_level level, const char *text)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_puts(&line, level == LOG_LEVEL_WARNING ? "twatfs: warning: " : "twatfs: ");
    if (!buffer_puts(&line, text) || !buffer_puts(&line, "\n"))
        return;
    pthread_mutex_lock(&logger.lock);
    if (logger.hide != NULL)
        logger.hide();
    (void)write_all(STDERR_FILENO, line.data, line.length); /* no place left to say so */
    if (logger.show != NULL)
        logger.show();
    pthread_mutex_unlock(&logger.lock);
}

static void say(enum log_level level, const char *format, va_list arguments)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    CLEANUP_FREE char *text = NULL;

    if (!log_enabled(level))
        return;
    if (vasprintf(&text, format, arguments) < 0) {
        text = NULL;
        return;
    }
    if (!buffer_redacted(&clean, text, strlen(text)) || !buffer_puts(&line, "") ||
        !buffer_printable(&line, clean.data, clean.length, 0))
        return;
    if (sink == NULL)
        write_line(level, line.data);
    else
        sink->write(sink->data, level, line.data);
}

#define SAY(level, format)                                                                         \
    do {                                                                                           \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        say(level, format, arguments);                                                             \
        va_end(arguments);                                                                         \
    } while (0)

void log_error(const char *format, ...)
{
    SAY(LOG_LEVEL_ERROR, format);
}

void log_warning(const char *format, ...)
{
    SAY(LOG_LEVEL_WARNING, format);
}

void log_info(const char *format, ...)
{
    SAY(LOG_LEVEL_INFO, format);
}

void log_debug(const char *format, ...)
{
    SAY(LOG_LEVEL_DEBUG, format);
}

void log_line(enum log_level level, const char *format, ...)
{
    SAY(level, format);
}

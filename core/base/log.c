/* log.c: what is said to people.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/log.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/write.h"

/* A text that is not to be shown, in one of the forms that it may appear in. */
struct secret {
    char *text;
    unsigned holders; /* how often it was added, and not dropped */
};

static struct {
    pthread_mutex_t lock;
    enum log_level level;
    void (*hide)(void);
    void (*show)(void);
    struct secret *secrets;
    size_t secret_count;
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

/* The forms in which a secret may appear. */
#define FORMS 5

static bool make_forms(const char *secret, char *forms[FORMS])
{
    forms[0] = strdup(secret);
    forms[1] = percent_encoded(secret, true);
    forms[2] = percent_encoded(secret, false);
    forms[3] = base64_encoded(secret);
    /* Where something longer was encoded, what follows has a part in the last digit. */
    forms[4] = strndup(forms[3] != NULL ? forms[3] : "", strlen(secret) * 8 / 6);
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i] == NULL)
            return false;
    return true;
}

static void forget(char *text)
{
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
}

static void free_forms(char *forms[FORMS])
{
    for (size_t i = 0; i < FORMS; i++)
        forget(forms[i]);
}

static struct secret *find_secret(const char *text)
{
    for (size_t i = 0; i < logger.secret_count; i++)
        if (strcmp(logger.secrets[i].text, text) == 0)
            return &logger.secrets[i];
    return NULL;
}

/* Takes the form. */
static bool add_form(char **form)
{
    struct secret *known = find_secret(*form), *secrets;

    if (known == NULL) {
        secrets = reallocarray(logger.secrets, logger.secret_count + 1, sizeof *secrets);
        if (secrets == NULL)
            return false;
        logger.secrets = secrets;
        known = &secrets[logger.secret_count++];
        *known = (struct secret){.text = STEAL(*form)};
    }
    known->holders++;
    return true;
}

bool log_add_secret(const char *secret)
{
    char *forms[FORMS] = {NULL};
    bool done;

    if (secret == NULL || strlen(secret) < LOG_SECRET_MINIMUM)
        return true;
    done = make_forms(secret, forms);
    pthread_mutex_lock(&logger.lock);
    for (size_t i = 0; i < FORMS && done; i++)
        done = add_form(&forms[i]);
    pthread_mutex_unlock(&logger.lock);
    free_forms(forms);
    return done;
}

void log_drop_secret(const char *secret)
{
    char *forms[FORMS] = {NULL};
    bool done;

    if (secret == NULL || strlen(secret) < LOG_SECRET_MINIMUM)
        return;
    done = make_forms(secret, forms); /* without memory it is kept */
    pthread_mutex_lock(&logger.lock);
    for (size_t i = 0; i < FORMS && done; i++) {
        struct secret *known = find_secret(forms[i]);

        if (known == NULL || --known->holders > 0)
            continue;
        forget(known->text);
        *known = logger.secrets[--logger.secret_count];
    }
    pthread_mutex_unlock(&logger.lock);
    free_forms(forms);
}

/* The longest secret that text begins with, 0 without. */
static size_t secret_here(const char *text, size_t length)
{
    size_t longest = 0;

    for (size_t i = 0; i < logger.secret_count; i++) {
        const char *secret = logger.secrets[i].text;
        size_t size = strlen(secret);

        if (size > longest && size <= length && memcmp(text, secret, size) == 0)
            longest = size;
    }
    return longest;
}

/* The whole, or no more than is needed for most bytes. */
static bool redact(struct buffer *buffer, const char *text, size_t length, size_t most)
{
    size_t begun = buffer->length, end = 0 /* of the secrets found so far */, i;

    for (i = 0; i < length && (i < end || buffer->length - begun + (i - end) < most); i++) {
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
    return buffer_append(buffer, text + end, i - end);
}

static bool redact_most(struct buffer *buffer, const char *text, size_t length, size_t most)
{
    bool done;

    pthread_mutex_lock(&logger.lock);
    done = redact(buffer, text, length, most);
    pthread_mutex_unlock(&logger.lock);
    return done;
}

bool buffer_redacted(struct buffer *buffer, const char *text, size_t length)
{
    return redact_most(buffer, text, length, SIZE_MAX);
}

char *text_shown(const char *text, size_t length, size_t limit)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;

    /* Nothing becomes shorter by being made printable, and no character has more than 4 bytes. */
    if (!redact_most(&clean, text, length, limit > 0 ? limit + 4 : SIZE_MAX))
        return NULL;
    return text_printable(clean.data, clean.length, limit);
}

void text_format(char *target, size_t size, const char *format, va_list arguments)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;
    CLEANUP_FREE char *whole = NULL;
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(target, size, format, arguments);
    if (length >= 0 && (size_t)length >= size) {
        length = vasprintf(&whole, format, again);
        if (length < 0)
            whole = NULL;
        else if (!buffer_redacted(&clean, whole, (size_t)length))
            length = -1;
        else
            text_shorten(target, size, clean.data);
    }
    va_end(again);
    if (length < 0)
        text_copy(target, size, "out of memory");
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
    for (size_t i = 0; i < logger.secret_count; i++)
        forget(logger.secrets[i].text);
    free(STEAL(logger.secrets));
    logger.secret_count = 0;
    logger.hide = NULL;
    logger.show = NULL;
    pthread_mutex_unlock(&logger.lock);
}

/* ---- Lines ---- */

bool log_write_as_is(int fd, const char *text, size_t length)
{
    bool done;
    int why;

    /* Nothing is on the screen for it, and who reads a pipe may be slow. */
    if (fd != STDERR_FILENO && !isatty(fd))
        return write_all(fd, text, length);
    pthread_mutex_lock(&logger.lock);
    if (logger.hide != NULL)
        logger.hide();
    done = write_all(fd, text, length);
    why = errno;
    if (logger.show != NULL)
        logger.show();
    pthread_mutex_unlock(&logger.lock);
    errno = why;
    return done;
}

static void write_line(enum log_level level, const char *text)
{
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_puts(&line, level == LOG_LEVEL_WARNING ? "twatfs: warning: " : "twatfs: ");
    if (!buffer_puts(&line, text) || !buffer_puts(&line, "\n"))
        return;
    (void)log_write_as_is(STDERR_FILENO, line.data, line.length); /* no place left to say so */
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

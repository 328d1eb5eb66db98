/* key.c: the object's key, from what the user asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "key.h"

/* Amazon S3 User Guide, "Naming Amazon S3 objects" (2026). */
#define KEY_MAX 1024

#define RANDOM_BYTES   8
#define SHA256_DIGITS  64
#define TEMPLATE_SHOWN 200 /* bytes of it in a message */

/* A key being made. */
struct key {
    struct twatfs_call *call;
    const char *template; /* as given, for messages */
    const char *name;
    struct tm time;
    size_t length;
    char text[KEY_MAX + 1];
};

__attribute__((format(printf, 2, 3))) static bool refuse(const struct key *key, const char *format,
                                                         ...)
{
    va_list arguments;
    const char *reason;
    size_t shown = strlen(key->template);

    /* The reason comes after it and must not be cut off; nor is a character cut. */
    if (shown > TEMPLATE_SHOWN)
        shown = TEMPLATE_SHOWN;
    while (shown > 0 && ((unsigned char)key->template[shown] & 0xc0) == 0x80)
        shown--;
    va_start(arguments, format);
    reason = twatfs_vprintf(key->call, format, arguments);
    va_end(arguments);
    twatfs_fail(key->call, TWATFS_REFUSED, 0, "remote path: %.*s%s: %s", (int)shown, key->template,
                key->template[shown] != '\0' ? "…" : "", reason != NULL ? reason : "out of memory");
    return false;
}

static bool put(struct key *key, const char *text, size_t length)
{
    if (length > KEY_MAX - key->length)
        return refuse(key, "longer than %d bytes", KEY_MAX);
    memcpy(key->text + key->length, text, length);
    key->length += length;
    key->text[key->length] = '\0';
    return true;
}

/* ---- Words ---- */

static bool random_digits(char digits[2 * RANDOM_BYTES + 1])
{
    unsigned char bytes[RANDOM_BYTES];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool put_random(struct key *key)
{
    char digits[2 * RANDOM_BYTES + 1];

    return random_digits(digits) ? put(key, digits, 2 * RANDOM_BYTES)
                                 : refuse(key, "the system has no random numbers");
}

static bool put_sha256(struct key *key, size_t digits)
{
    const char *digest = twatfs_digest(key->call, "sha256");

    if (digest == NULL)
        return refuse(key, "{sha256}: not known before the file is sent");
    return put(key, digest, strnlen(digest, digits));
}

static bool put_time(struct key *key, const char *format)
{
    char text[32];

    return put(key, text, strftime(text, sizeof text, format, &key->time));
}

/* Where the name's extension begins: at its last dot, unless that is its first character. */
static size_t stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
}

/* The number in "sha256:NUMBER", 0 when it is none of 1 to 64. */
static size_t sha256_digits(const char *word, size_t length)
{
    static const char prefix[] = "sha256:";
    size_t digits = 0;

    if (length < sizeof prefix || length > sizeof prefix + 1 ||
        strncmp(word, prefix, sizeof prefix - 1) != 0)
        return 0;
    for (size_t i = sizeof prefix - 1; i < length; i++) {
        if (word[i] < '0' || word[i] > '9')
            return 0;
        digits = 10 * digits + (size_t)(word[i] - '0');
    }
    return digits <= SHA256_DIGITS ? digits : 0;
}

static bool is(const char *text, const char *word, size_t length)
{
    return strlen(text) == length && memcmp(text, word, length) == 0;
}

/* What a word between braces stands for. */
static bool put_word(struct key *key, const char *word, size_t length)
{
    static const struct {
        const char *word, *format;
    } times[] = {
        {"date", "%Y-%m-%d"}, {"time", "%H%M%S"}, {"year", "%Y"}, {"month", "%m"}, {"day", "%d"},
    };
    const char *name = key->name;
    size_t stem = stem_length(name), digits = sha256_digits(word, length);

    if (is("name", word, length))
        return put(key, name, strlen(name));
    if (is("stem", word, length))
        return put(key, name, stem);
    if (is("ext", word, length))
        return put(key, name + stem, strlen(name + stem));
    if (is("sha256", word, length))
        return put_sha256(key, SHA256_DIGITS);
    if (digits > 0)
        return put_sha256(key, digits);
    if (is("random", word, length))
        return put_random(key);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        if (is(times[i].word, word, length))
            return put_time(key, times[i].format);
    return refuse(key,
                  "{%.*s}: is none of {name}, {stem}, {ext}, {date}, {time}, {year}, {month}, "
                  "{day}, {sha256}, {sha256:1} to {sha256:64}, {random}",
                  (int)(length < 100 ? length : 100), word);
}

/* ---- The template ---- */

static bool expand(struct key *key, const char *at)
{
    bool done = true;

    while (done && *at != '\0') {
        size_t plain = strcspn(at, "{}");

        if (plain > 0) {
            done = put(key, at, plain);
            at += plain;
        } else if (at[0] == at[1]) {
            done = put(key, at, 1);
            at += 2;
        } else if (*at == '{' && strchr(at, '}') != NULL) {
            size_t length = strcspn(at, "}") - 1;

            done = put_word(key, at + 1, length);
            at += length + 2;
        } else {
            done = refuse(key, "a single brace: write {{ or }} for a brace of its own");
        }
    }
    return done;
}

/* Where the last segment begins. */
static size_t last_segment(const struct key *key)
{
    const char *slash = strrchr(key->text, '/');

    return slash != NULL ? (size_t)(slash + 1 - key->text) : 0;
}

static bool make_unique(struct key *key)
{
    char last[KEY_MAX + 1];

    strcpy(last, key->text + last_segment(key));
    key->length = last_segment(key);
    return put_random(key) && put(key, "/", 1) && put(key, last, strlen(last));
}

/* ---- What a key may be ---- */

/* The character at a place in UTF-8 (RFC 3629, section 4), and how many bytes it has; 0 for none.
 */
static size_t character(const char *text, unsigned long *code)
{
    const unsigned char *at = (const unsigned char *)text;
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xc0 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;

    *code = length == 1 ? at[0] : at[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (at[i] & 0x3f);
    }
    if (at[0] >= 0xf8 || *code < least[length] || *code > 0x10ffff ||
        (*code >= 0xd800 && *code <= 0xdfff))
        return 0;
    return length;
}

static bool check_characters(const struct key *key)
{
    unsigned long code;
    size_t length;

    for (const char *at = key->text; *at != '\0'; at += length) {
        length = character(at, &code);
        if (length == 0)
            return refuse(key, "is no UTF-8");
        if (code < 0x20 || (code >= 0x7f && code < 0xa0))
            return refuse(key, "has a control character");
    }
    return true;
}

/* S3 keeps "." and ".." as they are, but many a client and proxy resolves them (Amazon S3 User
 * Guide, "Naming Amazon S3 objects", 2026). */
static bool check_segments(const struct key *key)
{
    const char *at = key->text;
    bool empty = false;

    for (;;) {
        size_t length = strcspn(at, "/");

        if ((length == 1 && at[0] == '.') || (length == 2 && at[0] == '.' && at[1] == '.'))
            return refuse(key, "has a segment \"%.*s\"", (int)length, at);
        if (at[length] == '\0' && length == 0)
            return refuse(key, "has no name at its end");
        if (at[length] == '\0')
            break;
        empty = empty || length == 0;
        at += length + 1;
    }
    if (empty)
        twatfs_log(key->call, TWATFS_LOG_WARNING,
                   "remote path: %s: has an empty segment, which some stores and proxies leave out",
                   key->text);
    return true;
}

/* A file that is below a folder has a path that is no template, whatever is in it. */
static bool fill(struct key *key, const char *below)
{
    size_t length = strlen(key->template), last = strlen(below);
    const char *written = twatfs_printf(key->call, "%.*s", (int)(length - last), key->template);

    if (written == NULL)
        return refuse(key, "out of memory");
    return expand(key, written) && put(key, below, last) &&
           (length == 0 || key->template[length - 1] != '/' ||
            put(key, key->name, strlen(key->name)));
}

const char *key_make(struct twatfs_call *call, const char *template, const char *below,
                     const char *name, int64_t unix_s, bool unique)
{
    struct key key = {.call = call, .template = template != NULL ? template : "{name}"};
    time_t time = (time_t)unix_s;

    key.name = name;
    if (gmtime_r(&time, &key.time) == NULL) {
        refuse(&key, "the clock shows no time");
        return NULL;
    }
    if (!fill(&key, below != NULL ? below : "") || (unique && !make_unique(&key)) ||
        !check_characters(&key) || !check_segments(&key))
        return NULL;
    return twatfs_printf(call, "%s", key.text);
}

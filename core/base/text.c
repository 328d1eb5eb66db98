/* text.c: growing buffers, lists of strings, and text that is safe to show.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"

/* ---- Buffers ---- */

static bool reserve(struct buffer *buffer, size_t more)
{
    size_t need, capacity;
    char *data;

    if (buffer->failed || more > SIZE_MAX - buffer->length - 1) {
        buffer->failed = true;
        return false;
    }
    need = buffer->length + more + 1;
    if (need <= buffer->capacity)
        return true;
    capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < need)
        capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
    data = realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(struct buffer *buffer, const void *bytes, size_t length)
{
    if (!reserve(buffer, length))
        return false;
    if (length > 0)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
    return true;
}

bool buffer_puts(struct buffer *buffer, const char *text)
{
    return buffer_append(buffer, text, strlen(text));
}

bool buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(buffer, (size_t)length)) {
        buffer->failed = true;
        return false;
    }
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
    return true;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer)BUFFER_INIT;
}

char *buffer_steal(struct buffer *buffer)
{
    char *text = NULL;

    if (buffer_append(buffer, "", 0))
        text = STEAL(buffer->data);
    buffer_free(buffer);
    return text;
}

/* ---- Lists ---- */

static bool list_add_bytes(struct string_list *list, const char *text, size_t length)
{
    char **items;
    char *copy;

    items = reallocarray(list->items, list->count + 1, sizeof *items);
    if (items == NULL)
        return false;
    list->items = items;
    copy = strndup(text, length);
    if (copy == NULL)
        return false;
    list->items[list->count++] = copy;
    return true;
}

bool string_list_add(struct string_list *list, const char *text)
{
    return list_add_bytes(list, text, strlen(text));
}

bool string_list_contains(const struct string_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

void string_list_free(struct string_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct string_list)STRING_LIST_INIT;
}

bool string_list_split(struct string_list *list, const char *text, const char *separators)
{
    while (*text != '\0') {
        size_t length = strcspn(text, separators);
        const char *start = text, *end = text + length;

        while (start < end && isspace((unsigned char)*start))
            start++;
        while (end > start && isspace((unsigned char)end[-1]))
            end--;
        if (end > start && !list_add_bytes(list, start, (size_t)(end - start)))
            return false;
        text += length;
        if (*text != '\0')
            text++;
    }
    return true;
}

/* ---- Plain strings ---- */

void text_copy(char *target, size_t size, const char *source)
{
    size_t length = strnlen(source, size - 1);

    memmove(target, source, length);
    target[length] = '\0';
}

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

void text_shorten(char *target, size_t size, const char *source)
{
    static const char ellipsis[] = "\xe2\x80\xa6"; /* … */
    size_t length = strlen(source), room, head, tail;

    if (length < size || size < sizeof ellipsis) {
        text_copy(target, size, source);
        return;
    }
    room = size - sizeof ellipsis;
    tail = room / 3;
    head = room - tail;
    while (head > 0 && continues_character(source[head]))
        head--;
    while (tail > 0 && continues_character(source[length - tail]))
        tail--;
    memcpy(target, source, head);
    memcpy(target + head, ellipsis, sizeof ellipsis - 1);
    memcpy(target + head + sizeof ellipsis - 1, source + length - tail, tail + 1);
}

size_t utf8_character(const char *text, size_t length, uint32_t *code_point)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t value, minimum;
    size_t need;

    if (length == 0)
        return 0;
    if (bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    if ((bytes[0] & 0xe0) == 0xc0) {
        need = 2, value = bytes[0] & 0x1f, minimum = 0x80;
    } else if ((bytes[0] & 0xf0) == 0xe0) {
        need = 3, value = bytes[0] & 0x0f, minimum = 0x800;
    } else if ((bytes[0] & 0xf8) == 0xf0) {
        need = 4, value = bytes[0] & 0x07, minimum = 0x10000;
    } else {
        return 0;
    }
    if (length < need)
        return 0;
    for (size_t i = 1; i < need; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3f);
    }
    if (value < minimum || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *code_point = value;
    return need;
}

bool utf8_valid(const char *text, size_t length)
{
    uint32_t code_point;

    for (size_t i = 0; i < length;) {
        size_t bytes = utf8_character(text + i, length - i, &code_point);

        if (bytes == 0)
            return false;
        i += bytes;
    }
    return true;
}

bool utf8_is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

bool text_is_plain(const char *text)
{
    size_t length = strlen(text), bytes;
    uint32_t c;

    for (size_t i = 0; i < length; i += bytes) {
        bytes = utf8_character(text + i, length - i, &c);
        if (bytes == 0 || utf8_is_control(c))
            return false;
    }
    return true;
}

bool buffer_utf8(struct buffer *buffer, const char *text)
{
    size_t length = strlen(text), bytes;
    uint32_t code_point;

    for (size_t i = 0; i < length; i += bytes) {
        bytes = utf8_character(text + i, length - i, &code_point);
        if (bytes > 0)
            buffer_append(buffer, text + i, bytes);
        else
            buffer_puts(buffer, "\xef\xbf\xbd"), bytes = 1;
    }
    return !buffer->failed;
}

bool utf8_acts_on_display(uint32_t c)
{
    return utf8_is_control(c) || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x061c || c == 0xfeff;
}

bool buffer_printable(struct buffer *buffer, const char *text, size_t length, size_t limit)
{
    size_t start = buffer->length;

    for (size_t i = 0; i < length;) {
        uint32_t c = 0;
        size_t bytes = utf8_character(text + i, length - i, &c), size;
        char shown[16];

        if (bytes == 0) {
            snprintf(shown, sizeof shown, "\\x%02x", (unsigned char)text[i]);
            bytes = 1;
        } else if (c == '\n' || c == '\r' || c == '\t') {
            text_copy(shown, sizeof shown, " ");
        } else if (utf8_acts_on_display(c)) {
            snprintf(shown, sizeof shown, c < 0x100 ? "\\x%02" PRIx32 : "\\u{%" PRIx32 "}", c);
        } else {
            memcpy(shown, text + i, bytes);
            shown[bytes] = '\0';
        }
        size = strlen(shown);
        if (limit > 0 && buffer->length - start + size > limit)
            return buffer_puts(buffer, "…");
        buffer_append(buffer, shown, size);
        i += bytes;
    }
    return !buffer->failed;
}

char *text_printable(const char *text, size_t length, size_t limit)
{
    struct buffer buffer = BUFFER_INIT;

    buffer_printable(&buffer, text, length, limit);
    return buffer_steal(&buffer);
}

bool buffer_percent_encoded(struct buffer *buffer, const char *text, bool capitals)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     strchr("-._~", c) != NULL;

        if (plain)
            buffer_append(buffer, text, 1);
        else
            buffer_printf(buffer, capitals ? "%%%02X" : "%%%02x", c);
    }
    return !buffer->failed;
}

/* The bytes of the character that text begins with; of what is no UTF-8, one. */
static size_t character_bytes(const char *text)
{
    uint32_t c;
    size_t bytes = utf8_character(text, strnlen(text, 4), &c);

    return bytes > 0 ? bytes : 1;
}

bool buffer_base64(struct buffer *buffer, const void *bytes, size_t length)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *from = bytes;

    for (size_t i = 0; i < length; i += 3) {
        size_t here = length - i < 3 ? length - i : 3;
        unsigned long word = 0;
        char digits[4] = {'=', '=', '=', '='};

        for (size_t k = 0; k < 3; k++)
            word = word << 8 | (k < here ? from[i + k] : 0);
        for (size_t k = 0; k <= here; k++)
            digits[k] = alphabet[word >> (18 - 6 * k) & 63];
        buffer_append(buffer, digits, sizeof digits);
    }
    return !buffer->failed;
}

bool text_glob(const char *pattern, const char *text)
{
    const char *star = NULL, *retry = NULL;

    /* One remembered star is enough: an earlier one need never take more than it
     * did, because the later can take up any slack.  So this is linear times
     * the pattern, without recursion. */
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            retry = text;
        } else if (*pattern == '?') {
            pattern++;
            text += character_bytes(text);
        } else if (tolower((unsigned char)*pattern) == tolower((unsigned char)*text)) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            retry += character_bytes(retry);
            text = retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool text_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_is_content_type(const char *text)
{
    const char *slash = strchr(text, '/');

    if (slash == NULL || slash == text || slash[1] == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

bool text_number(const char *text, uint64_t minimum, uint64_t maximum, uint64_t *value)
{
    char *end;
    unsigned long long number;

    if (!isdigit((unsigned char)text[0]))
        return false;
    errno = 0;
    number = strtoull(text, &end, 10);
    if (errno != 0 || *end != '\0' || number < minimum || number > maximum)
        return false;
    *value = number;
    return true;
}

bool text_duration(const char *text, uint64_t *nanoseconds)
{
    static const struct {
        const char *unit;
        uint64_t nanoseconds;
    } units[] = {
        {"", NANOSECONDS_PER_SECOND},          {"ms", NANOSECONDS_PER_SECOND / 1000},
        {"s", NANOSECONDS_PER_SECOND},         {"m", 60 * NANOSECONDS_PER_SECOND},
        {"min", 60 * NANOSECONDS_PER_SECOND},  {"h", 3600 * NANOSECONDS_PER_SECOND},
        {"d", 86400 * NANOSECONDS_PER_SECOND}, {"w", 7 * 86400 * NANOSECONDS_PER_SECOND},
    };
    size_t digits = strspn(text, "0123456789");
    char number[24];
    uint64_t count;

    if (digits == 0 || digits >= sizeof number)
        return false;
    memcpy(number, text, digits);
    number[digits] = '\0';
    for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
        if (strcmp(text + digits, units[i].unit) != 0)
            continue;
        if (!text_number(number, 0, UINT64_MAX / units[i].nanoseconds, &count))
            return false;
        *nanoseconds = count * units[i].nanoseconds;
        return true;
    }
    return false;
}

bool text_bytes(const char *text, uint64_t *bytes)
{
    static const char letters[] = "KMGT";
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits, *letter;
    uint64_t one = 1, base, count;
    char number[24];

    if (digits == 0 || digits >= sizeof number)
        return false;
    memcpy(number, text, digits);
    number[digits] = '\0';
    if (*unit != '\0' && strcmp(unit, "B") != 0) {
        letter = strchr(letters, *unit == 'k' ? 'K' : *unit);
        if (letter == NULL)
            return false;
        if (unit[1] == '\0' || strcmp(unit + 1, "iB") == 0)
            base = 1024;
        else if (strcmp(unit + 1, "B") == 0)
            base = 1000;
        else
            return false;
        for (const char *at = letters; at <= letter; at++)
            one *= base;
    }
    if (!text_number(number, 0, UINT64_MAX / one, &count))
        return false;
    *bytes = count * one;
    return true;
}

void text_decimal(char target[TEXT_DECIMAL_SIZE], double value)
{
    size_t whole, length;

    snprintf(target, TEXT_DECIMAL_SIZE, "%.1f", value);
    length = strlen(target);
    whole = strspn(target, "0123456789");
    if (whole < length) /* what separates may be several bytes */
        memcpy(target + whole, (char[]){'.', target[length - 1], '\0'}, 3);
}

void text_size(char *target, size_t size, uint64_t bytes)
{
    char decimal[TEXT_DECIMAL_SIZE];
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = (double)bytes;
    size_t unit = 0;

    /* A limit that a host states in round decimal units is shown as it states it. */
    if (bytes >= 1000000 && bytes % 1000000 == 0 && bytes % (1 << 20) != 0) {
        if (bytes % 1000000000 == 0)
            snprintf(target, size, "%" PRIu64 " GB", bytes / 1000000000);
        else
            snprintf(target, size, "%" PRIu64 " MB", bytes / 1000000);
        return;
    }
    while (value >= 1023.95 && unit + 1 < ARRAY_LENGTH(units)) {
        value /= 1024;
        unit++;
    }
    text_decimal(decimal, value);
    if (unit == 0 || value == (double)(uint64_t)value)
        snprintf(target, size, "%.0f %s", value, units[unit]);
    else
        snprintf(target, size, "%s %s", decimal, units[unit]);
}

void text_seconds(char *target, size_t size, uint64_t seconds)
{
    static const struct {
        uint64_t seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};

    for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
        uint64_t whole = seconds / units[i].seconds;

        /* The largest unit that tells it exactly, or is small beside it. */
        if (whole == 0 && units[i].seconds > 1)
            continue;
        if (seconds % units[i].seconds == 0 || whole >= 10 || units[i].seconds == 1) {
            snprintf(target, size, "%" PRIu64 " %s%s", whole, units[i].name, whole == 1 ? "" : "s");
            return;
        }
    }
    text_copy(target, size, "0 seconds");
}

void text_hex(char *target, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        target[2 * i] = digits[bytes[i] >> 4];
        target[2 * i + 1] = digits[bytes[i] & 15];
    }
    target[2 * length] = '\0';
}

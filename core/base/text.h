/* text.h: growing buffers, lists of strings, and text that is safe to show.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

/* Bytes that grow.  data is NUL-terminated after any append that succeeded, and
 * NULL before the first.  A failed append leaves the buffer as it was and is
 * remembered in failed, so that a run of appends needs one check at its end. */
struct buffer {
    char *data;
    size_t length;   /* bytes in use, without the NUL */
    size_t capacity; /* bytes allocated */
    bool failed;     /* an append found no memory */
};

#define BUFFER_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, false                                                                          \
    }

bool buffer_append(struct buffer *buffer, const void *bytes, size_t length);
bool buffer_puts(struct buffer *buffer, const char *text);
bool buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
void buffer_clear(struct buffer *buffer); /* keeps the memory */
void buffer_free(struct buffer *buffer);  /* back to BUFFER_INIT */

/* The text, owned by the caller from now on; NULL when an append failed.  The
 * buffer is empty afterwards. */
char *buffer_steal(struct buffer *buffer);

#define CLEANUP_BUFFER CLEANUP(buffer_free)

/* A list of strings, each owned by the list. */
struct string_list {
    char **items;
    size_t count;
};

#define STRING_LIST_INIT                                                                           \
    {                                                                                              \
        NULL, 0                                                                                    \
    }

bool string_list_add(struct string_list *list, const char *text);
bool string_list_contains(const struct string_list *list, const char *text);
void string_list_free(struct string_list *list);

/* Add the parts of text between any of the characters in separators, without
 * the blanks around them; empty parts are left out. */
bool string_list_split(struct string_list *list, const char *text, const char *separators);

#define CLEANUP_STRING_LIST CLEANUP(string_list_free)

/* Copy what fits, always NUL-terminated. */
void text_copy(char *target, size_t size, const char *source);

/* Copy source. Of what does not fit the middle is left out, at characters' borders, and "…" stands
 * for it: at the end of a message is the reason, and the cure. */
void text_shorten(char *target, size_t size, const char *source);

/* The length in bytes of the UTF-8 character that text begins with, of which
 * length bytes are there; 0 when it is none.  Overlong forms, surrogates and
 * anything above U+10FFFF are none. */
size_t utf8_character(const char *text, size_t length, uint32_t *code_point);
bool utf8_valid(const char *text, size_t length);

/* C0, DEL and C1: some terminals take U+009B for ESC [. */
bool utf8_is_control(uint32_t code_point);

/* UTF-8 without any of these. */
bool text_is_plain(const char *text);

/* Characters that a terminal acts on, or that reorder what stands around them (Unicode Standard
 * Annex 9: explicit formatting characters). */
bool utf8_acts_on_display(uint32_t code_point);

/* Append text, with U+FFFD for each byte that is no UTF-8. */
bool buffer_utf8(struct buffer *buffer, const char *text);

/* Append text so that showing it can do nothing but show it: control characters
 * (C0, C1, DEL), bidirectional overrides and bytes that are no UTF-8 become
 * \xNN or \u{N}; each line break or tab becomes a blank.  Nothing is kept past
 * limit bytes of output (0: no limit); a cut is shown by "…", which comes on top. */
bool buffer_printable(struct buffer *buffer, const char *text, size_t length, size_t limit);

/* The same as a new string; NULL without memory. */
char *text_printable(const char *text, size_t length, size_t limit);

/* Append text with every byte but the unreserved ones as %XX (RFC 3986, section 2.3), in
 * capitals or not. */
bool buffer_percent_encoded(struct buffer *buffer, const char *text, bool capitals);

/* Append bytes as base64 with its padding (RFC 4648, section 4). */
bool buffer_base64(struct buffer *buffer, const void *bytes, size_t length);

/* Whether text matches pattern, ASCII case ignored: '*' is any run of
 * characters, '?' any one.  Not fnmatch: no brackets, no locale. */
bool text_glob(const char *pattern, const char *text);

bool text_starts_with(const char *text, const char *prefix);

/* TYPE/SUBTYPE, perhaps with parameters: what may become part of a header line. */
bool text_is_content_type(const char *text);

/* "24h", "90m", "3d", "2w", "500ms", "45" (seconds), in nanoseconds; false for
 * anything else, and for what does not fit. */
bool text_duration(const char *text, uint64_t *nanoseconds);

/* "512K", "10MiB", "1G" of 1024, "10MB" of 1000, "4096" (bytes); false for anything else, and
 * for what does not fit. */
bool text_bytes(const char *text, uint64_t *bytes);

/* A whole number between minimum and maximum, decimal, nothing around it. */
bool text_number(const char *text, uint64_t minimum, uint64_t maximum, uint64_t *value);

#define TEXT_DECIMAL_SIZE 24

/* One digit behind a point, which stays one in a process with a decimal comma; from 0 to 2^64. */
void text_decimal(char target[TEXT_DECIMAL_SIZE], double value);

/* "1.4 GiB", "512 B", "200 MB" where that is exact: for people. */
void text_size(char *target, size_t size, uint64_t bytes);

/* "3 days", "12 hours", "65 minutes": for people; from ten of a unit on without the rest. */
void text_seconds(char *target, size_t size, uint64_t seconds);

/* Lower-case hex of bytes; target holds 2 * length + 1. */
void text_hex(char *target, const unsigned char *bytes, size_t length);

#endif

/* copies.c: libraries that were linked into a module and stripped of their names.
 *
 * SPDX-License-Identifier: MIT
 *
 * Each has texts in it that no linker removes and nobody else writes: libcurl its version
 * (lib/version.c, and lib/dict.c for those who never ask for it), OpenSSL what it says before
 * it aborts (OPENSSL_die, crypto/cryptlib.c, which all of it needs).
 */
#include "check/copies.h"

#include <stdint.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/read.h"

#define BLOCK     (64 * 1024)
#define TEXT_SIZE 48 /* bytes of a version's text, at most */

/* In a pattern '0' is a run of digits; other characters are themselves. */
static const struct {
    const char *pattern;
    const char *name; /* to be told; NULL: what was found */
} marks[] = {
    {"libcurl/0.0.0", NULL},
    {"CLIENT libcurl 0.0.0", "libcurl"},
    {"%s:%d: OpenSSL internal error", "OpenSSL"},
};

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* How many bytes match; 0 when not all of the pattern does. text has size bytes. */
static size_t match(const char *pattern, const char *text, size_t size)
{
    size_t at = 0;

    for (; *pattern != '\0'; pattern++) {
        if (at == size)
            return 0;
        if (pattern[0] == '0' && is_digit(text[at]))
            while (at < size && is_digit(text[at]))
                at++;
        else if (pattern[0] != '0' && pattern[0] == text[at])
            at++;
        else
            return 0;
    }
    return at;
}

static bool look_at(const char *text, size_t size, struct string_list *found)
{
    for (size_t i = 0; i < ARRAY_LENGTH(marks); i++) {
        size_t length = match(marks[i].pattern, text, size);
        char words[TEXT_SIZE + 1];

        if (length == 0)
            continue;
        memcpy(words, text, length);
        words[length] = '\0';
        if (marks[i].name != NULL)
            text_copy(words, sizeof words, marks[i].name);
        return string_list_contains(found, words) || string_list_add(found, words);
    }
    return true;
}

bool copies_find(int fd, struct string_list *found, struct error *error)
{
    CLEANUP_FREE char *bytes = malloc(BLOCK);
    uint64_t offset = 0;
    ssize_t count;

    if (bytes == NULL)
        return error_memory(error);
    for (;;) {
        size_t whole; /* texts that begin before it are all there */

        count = read_full(fd, bytes, BLOCK, offset);
        if (count < 0)
            return error_errno(error, "read");
        whole = count < BLOCK ? (size_t)count : BLOCK - TEXT_SIZE;
        for (size_t i = 0; i < whole; i++) {
            size_t left = (size_t)count - i;

            if ((bytes[i] == 'l' || bytes[i] == 'C' || bytes[i] == '%') &&
                !look_at(bytes + i, left < TEXT_SIZE ? left : TEXT_SIZE, found))
                return error_memory(error);
        }
        if (count < BLOCK)
            return true;
        offset += whole;
    }
}

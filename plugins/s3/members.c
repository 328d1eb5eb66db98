/* members.c: the members of a JSON object in a text of our own.
 *
 * SPDX-License-Identifier: MIT
 *
 * The grammar is that of RFC 8259; the section that a function follows stands above it.
 */
#include "members.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a credential_process prints has half a dozen members, none of them nested. */
#define DEPTH_MAX   16
#define MEMBERS_MAX 64

struct cursor {
    const char *at, *end;
};

/* Section 2: blanks. */
static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end && strchr(" \t\r\n", *cursor->at) != NULL &&
           *cursor->at != '\0')
        cursor->at++;
}

/* Take a character, if it is the next. */
static bool take(struct cursor *cursor, char wanted)
{
    if (cursor->at == cursor->end || *cursor->at != wanted)
        return false;
    cursor->at++;
    return true;
}

/* The same between blanks. */
static bool take_token(struct cursor *cursor, char wanted)
{
    bool taken;

    skip_blanks(cursor);
    taken = take(cursor, wanted);
    skip_blanks(cursor);
    return taken;
}

static bool take_word(struct cursor *cursor, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

/* ---- Section 6: numbers ---- */

static size_t take_digits(struct cursor *cursor)
{
    const char *begin = cursor->at;

    while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9')
        cursor->at++;
    return (size_t)(cursor->at - begin);
}

static bool number(struct cursor *cursor, struct builder *text)
{
    const char *begin = cursor->at;

    take(cursor, '-');
    if (!take(cursor, '0') && take_digits(cursor) == 0)
        return false;
    if (take(cursor, '.') && take_digits(cursor) == 0)
        return false;
    if (take(cursor, 'e') || take(cursor, 'E')) {
        if (!take(cursor, '+'))
            take(cursor, '-');
        if (take_digits(cursor) == 0)
            return false;
    }
    builder_add(text, begin, (size_t)(cursor->at - begin));
    return true;
}

/* ---- Section 7: strings ---- */

/* The four hex digits of \u. */
static bool code_unit(struct cursor *cursor, uint32_t *unit)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";

    *unit = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit;

        if (cursor->at == cursor->end || *cursor->at == '\0' ||
            (digit = strchr(digits, *cursor->at)) == NULL)
            return false;
        *unit = *unit << 4 | ((uint32_t)(digit - digits) & 15);
        cursor->at++;
    }
    return true;
}

/* As UTF-8 (RFC 3629, section 3). */
static void add_code_point(struct builder *text, uint32_t code)
{
    char bytes[4];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = length; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(first[length] | code);
    builder_add(text, bytes, length);
}

static bool unicode_escape(struct cursor *cursor, struct builder *text)
{
    uint32_t unit, low;

    if (!code_unit(cursor, &unit) || unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
        return false;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        if (!take_word(cursor, "\\u") || !code_unit(cursor, &low) || low < 0xdc00 || low > 0xdfff)
            return false;
        unit = 0x10000 + ((unit & 0x3ff) << 10 | (low & 0x3ff));
    }
    add_code_point(text, unit);
    return true;
}

static bool escape(struct cursor *cursor, struct builder *text)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *name;

    if (cursor->at == cursor->end || *cursor->at == '\0')
        return false;
    if (take(cursor, 'u'))
        return unicode_escape(cursor, text);
    name = strchr(names, *cursor->at++);
    if (name == NULL)
        return false;
    builder_add(text, &meanings[name - names], 1);
    return true;
}

static bool string(struct cursor *cursor, struct builder *text)
{
    if (!take(cursor, '"'))
        return false;
    builder_puts(text, "");
    while (cursor->at < cursor->end) {
        if (take(cursor, '"'))
            return true;
        if ((unsigned char)*cursor->at < 0x20)
            return false;
        if (take(cursor, '\\')) {
            if (!escape(cursor, text))
                return false;
        } else {
            builder_add(text, cursor->at++, 1);
        }
    }
    return false;
}

/* ---- Sections 3 to 5: values, objects, arrays ---- */

/* Pass over one below the members: nothing of it is kept. */
static bool pass_over(struct cursor *cursor, int depth);

static bool pass_over_item(struct cursor *cursor, bool object, int depth)
{
    CLEANUP_BUILDER struct builder name = {0};

    if (object && (!string(cursor, &name) || !take_token(cursor, ':')))
        return false;
    return pass_over(cursor, depth);
}

static bool pass_over_all(struct cursor *cursor, bool object, int depth)
{
    char end = object ? '}' : ']';

    if (depth == DEPTH_MAX)
        return false;
    skip_blanks(cursor);
    if (take(cursor, end))
        return true;
    do {
        if (!pass_over_item(cursor, object, depth + 1))
            return false;
    } while (take_token(cursor, ','));
    return take(cursor, end);
}

/* A string, number or boolean; *kept tells it from null and from what is passed over. */
static bool value(struct cursor *cursor, struct builder *text, bool *kept, int depth)
{
    *kept = true;
    if (cursor->at == cursor->end)
        return false;
    switch (*cursor->at) {
    case '"':
        return string(cursor, text);
    case 't':
        builder_puts(text, "true");
        return take_word(cursor, "true");
    case 'f':
        builder_puts(text, "false");
        return take_word(cursor, "false");
    case 'n':
        *kept = false;
        return take_word(cursor, "null");
    case '{':
    case '[':
        *kept = false;
        return pass_over_all(cursor, *cursor->at++ == '{', depth);
    default:
        return number(cursor, text);
    }
}

static bool pass_over(struct cursor *cursor, int depth)
{
    CLEANUP_BUILDER struct builder text = {0};
    bool kept;

    return value(cursor, &text, &kept, depth);
}

static bool keep(struct members *members, struct builder *name, struct builder *text)
{
    struct member *items;

    if (members->count == MEMBERS_MAX || name->failed || text->failed)
        return false;
    items = reallocarray(members->items, members->count + 1, sizeof *items);
    if (items == NULL)
        return false;
    members->items = items;
    items[members->count++] = (struct member){builder_steal(name), builder_steal(text)};
    return true;
}

static bool member(struct cursor *cursor, struct members *members)
{
    CLEANUP_BUILDER struct builder name = {0}, text = {0};
    bool kept;

    if (!string(cursor, &name) || !take_token(cursor, ':') || !value(cursor, &text, &kept, 1))
        return false;
    if (name.failed || members_get(members, name.text) != NULL)
        return false;
    return !kept || keep(members, &name, &text);
}

static bool object(struct cursor *cursor, struct members *members)
{
    if (!take_token(cursor, '{'))
        return false;
    if (!take(cursor, '}')) {
        do {
            if (!member(cursor, members))
                return false;
        } while (take_token(cursor, ','));
        if (!take(cursor, '}'))
            return false;
    }
    skip_blanks(cursor);
    return cursor->at == cursor->end;
}

bool members_parse(const char *text, size_t length, struct members *members)
{
    struct cursor cursor = {text, text + length};

    *members = (struct members){0};
    if (object(&cursor, members))
        return true;
    members_free(members);
    return false;
}

void members_free(struct members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        free(members->items[i].name);
        secret_free(&members->items[i].value);
    }
    free(members->items);
    *members = (struct members){0};
}

const char *members_get(const struct members *members, const char *name)
{
    for (size_t i = 0; i < members->count; i++)
        if (strcmp(members->items[i].name, name) == 0)
            return members->items[i].value;
    return NULL;
}

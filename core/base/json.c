/* json.c: JSON, read and written; the only room that knows the library.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/json.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"

/* struct json is json_t under a name of ours: the pointers are the same. */
static json_t *jansson(const struct json *value)
{
    return (json_t *)(uintptr_t)value;
}

static struct json *ours(const json_t *value)
{
    return (struct json *)(uintptr_t)value;
}

/* ---- Reading ---- */

static bool deeper_than(json_t *value, size_t limit)
{
    const char *name;
    json_t *item;
    size_t index;

    if (!json_is_array(value) && !json_is_object(value))
        return false;
    if (limit == 0)
        return true;
    json_array_foreach(value, index, item) if (deeper_than(item, limit - 1)) return true;
    json_object_foreach(value, name, item) if (deeper_than(item, limit - 1)) return true;
    return false;
}

struct json *json_parse(const char *text, size_t length, size_t max_depth, bool strict,
                        struct error *error)
{
    json_error_t cause;
    json_t *value = json_loadb(text, length, strict ? JSON_REJECT_DUPLICATES : 0, &cause);

    if (value == NULL) {
        error_set(error, "JSON: line %d: %s", cause.line, cause.text);
        return NULL;
    }
    if (max_depth > 0 && deeper_than(value, max_depth)) {
        json_decref(value);
        error_set(error, "JSON: more than %zu levels deep", max_depth);
        return NULL;
    }
    return ours(value);
}

void json_free(struct json *value)
{
    json_decref(jansson(value));
}

enum json_kind json_kind(const struct json *value)
{
    if (value == NULL)
        return JSON_KIND_NONE;
    switch (json_typeof(jansson(value))) {
    case JSON_OBJECT:
        return JSON_KIND_OBJECT;
    case JSON_ARRAY:
        return JSON_KIND_ARRAY;
    case JSON_STRING:
        return JSON_KIND_TEXT;
    case JSON_INTEGER:
    case JSON_REAL:
        return JSON_KIND_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_KIND_BOOLEAN;
    case JSON_NULL:
        break;
    }
    return JSON_KIND_NULL;
}

const struct json *json_get(const struct json *object, const char *name)
{
    return ours(json_object_get(jansson(object), name));
}

const struct json *json_at(const struct json *array, size_t index)
{
    return ours(json_array_get(jansson(array), index));
}

const char *json_text(const struct json *value)
{
    return json_string_value(jansson(value));
}

const char *json_get_text(const struct json *object, const char *name)
{
    return json_text(json_get(object, name));
}

bool json_to_integer(const struct json *value, int64_t *integer)
{
    if (!json_is_integer(jansson(value)))
        return false;
    *integer = json_integer_value(jansson(value));
    return true;
}

bool json_to_boolean(const struct json *value, bool *boolean)
{
    if (!json_is_boolean(jansson(value)))
        return false;
    *boolean = json_is_true(jansson(value));
    return true;
}

size_t json_count(const struct json *value)
{
    return json_is_object(jansson(value)) ? json_object_size(jansson(value))
                                          : json_array_size(jansson(value));
}

const struct json *json_member(const struct json *object, size_t index, const char **name)
{
    void *member = json_object_iter(jansson(object));

    while (member != NULL && index-- > 0)
        member = json_object_iter_next(jansson(object), member);
    if (member == NULL)
        return NULL;
    *name = json_object_iter_key(member);
    return ours(json_object_iter_value(member));
}

/* A name within [""], which may hold what ends one elsewhere; *path is behind its "[". */
static const struct json *quoted_step(const struct json *value, const char **path)
{
    const char *end = strstr(*path + 1, "\"]");
    char name[128];
    size_t length;

    if (end == NULL || (length = (size_t)(end - *path - 1)) >= sizeof name)
        return NULL;
    memcpy(name, *path + 1, length);
    name[length] = '\0';
    *path = end + 2;
    return json_get(value, name);
}

/* One step of a path: ".name" (the first without its dot), "[index]" or "[\"name\"]". */
static const struct json *path_step(const struct json *value, const char **path)
{
    char name[128];
    uint64_t index;
    size_t length;

    if (**path == '[' && (*path)[1] == '"') {
        ++*path;
        return quoted_step(value, path);
    }
    if (**path == '[') {
        length = strcspn(*path + 1, "]");
        if ((*path)[1 + length] != ']' || length >= sizeof name)
            return NULL;
        memcpy(name, *path + 1, length);
        name[length] = '\0';
        *path += length + 2;
        return text_number(name, 0, SIZE_MAX, &index) ? json_at(value, (size_t)index) : NULL;
    }
    if (**path == '.')
        ++*path;
    length = strcspn(*path, ".[");
    if (length == 0 || length >= sizeof name)
        return NULL;
    memcpy(name, *path, length);
    name[length] = '\0';
    *path += length;
    return json_get(value, name);
}

const struct json *json_path(const struct json *value, const char *path)
{
    while (value != NULL && *path != '\0')
        value = path_step(value, &path);
    return value;
}

/* Jansson writes a point in any locale, and ".0" behind a whole number. */
static bool real_text(const json_t *real, struct buffer *buffer)
{
    char text[64];
    size_t length = json_dumpb(real, text, sizeof text, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));

    if (length == 0 || length > sizeof text)
        return false;
    if (length > 2 && memcmp(text + length - 2, ".0", 2) == 0)
        length -= 2;
    return buffer_append(buffer, text, length);
}

bool json_scalar(const struct json *value, struct buffer *buffer)
{
    json_t *scalar = jansson(value);

    if (json_is_string(scalar))
        return buffer_append(buffer, json_string_value(scalar), json_string_length(scalar));
    if (json_is_integer(scalar))
        return buffer_printf(buffer, "%" JSON_INTEGER_FORMAT, json_integer_value(scalar));
    if (json_is_real(scalar))
        return real_text(scalar, buffer);
    if (json_is_boolean(scalar))
        return buffer_puts(buffer, json_is_true(scalar) ? "true" : "false");
    return false;
}

/* ---- Writing ---- */

struct json *json_new_object(void)
{
    return ours(json_object());
}

struct json *json_new_array(void)
{
    return ours(json_array());
}

/* File names are bytes; JSON is Unicode. */
static json_t *text_value(const char *text)
{
    CLEANUP_BUFFER struct buffer valid = BUFFER_INIT;
    size_t length = strlen(text);

    if (utf8_valid(text, length))
        return json_stringn_nocheck(text, length);
    return buffer_utf8(&valid, text) ? json_stringn_nocheck(valid.data, valid.length) : NULL;
}

bool json_set_text(struct json *object, const char *name, const char *text)
{
    return json_set(object, name, ours(text != NULL ? text_value(text) : json_null()));
}

bool json_set_integer(struct json *object, const char *name, int64_t integer)
{
    return json_set(object, name, ours(json_integer(integer)));
}

bool json_set_boolean(struct json *object, const char *name, bool boolean)
{
    return json_set(object, name, ours(json_boolean(boolean)));
}

bool json_set_null(struct json *object, const char *name)
{
    return json_set(object, name, ours(json_null()));
}

bool json_set(struct json *object, const char *name, struct json *value)
{
    return json_object_set_new(jansson(object), name, jansson(value)) == 0;
}

bool json_add(struct json *array, struct json *value)
{
    return json_array_append_new(jansson(array), jansson(value)) == 0;
}

bool json_add_text(struct json *array, const char *text)
{
    return json_add(array, ours(text_value(text)));
}

struct json *json_duplicate(const struct json *value)
{
    return ours(json_deep_copy(jansson(value)));
}

/* Jansson hands over whole characters, and escapes C0 in texts itself: a line break here is one
 * between members. */
static int append(const char *bytes, size_t length, void *buffer)
{
    size_t begun = 0, size; /* what is not in the buffer yet */
    uint32_t c;

    for (size_t i = 0, step; i < length; i += step) {
        size = utf8_character(bytes + i, length - i, &c);
        step = size > 0 ? size : 1;
        if (size == 0 || c < 0x7f || !utf8_acts_on_display(c))
            continue;
        buffer_append(buffer, bytes + begun, i - begun);
        buffer_printf(buffer, "\\u%04" PRIX32, c); /* none is above U+FFFF */
        begun = i + size;
    }
    return buffer_append(buffer, bytes + begun, length - begun) ? 0 : -1;
}

bool json_write(const struct json *value, bool indented, struct buffer *buffer)
{
    size_t flags = JSON_PRESERVE_ORDER | (indented ? JSON_INDENT(2) : JSON_COMPACT);

    return json_dump_callback(jansson(value), append, buffer, flags) == 0;
}

char *json_quoted(const char *text)
{
    json_t *value = json_string(text);
    CLEANUP_BUFFER struct buffer buffer = BUFFER_INIT;
    bool done = value != NULL && json_dump_callback(value, append, &buffer,
                                                    JSON_ENCODE_ANY | JSON_ENSURE_ASCII) == 0;

    json_decref(value);
    return done ? buffer_steal(&buffer) : NULL;
}

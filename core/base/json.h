/* json.h: JSON, read and written; the only room that knows the library.
 *
 * SPDX-License-Identifier: MIT
 *
 * Reading never takes a partial or a trailing document.  Values that a getter
 * returns are borrowed from the document; what is put into one belongs to it.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct buffer;
struct json; /* any JSON value */

/* ---- Reading ---- */

/* length bytes of JSON text: an object or an array, at most max_depth deep (0:
 * the library's limit), no name twice in one object when strict. */
struct json *json_parse(const char *text, size_t length, size_t max_depth, bool strict,
                        struct error *error);
void json_free(struct json *value);

enum json_kind {
    JSON_KIND_NONE, /* no value at all: a NULL pointer */
    JSON_KIND_NULL,
    JSON_KIND_BOOLEAN,
    JSON_KIND_NUMBER,
    JSON_KIND_TEXT,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};
enum json_kind json_kind(const struct json *value);

/* NULL where there is nothing of that name, place or type. */
const struct json *json_get(const struct json *object, const char *name);
const struct json *json_at(const struct json *array, size_t index);
const char *json_text(const struct json *value);
const char *json_get_text(const struct json *object, const char *name);
bool json_to_integer(const struct json *value, int64_t *integer);
bool json_to_boolean(const struct json *value, bool *boolean);

/* How many items or members; 0 for anything else. */
size_t json_count(const struct json *value);

/* The index-th member of an object in the order of the text. */
const struct json *json_member(const struct json *object, size_t index, const char **name);

/* The value at a path such as "data.files[0].url"; NULL without.  A name that holds a dot or a
 * bracket stands in brackets and quotes: "error[\".tag\"]". */
const struct json *json_path(const struct json *value, const char *path);

/* A string, number or boolean as text; false for anything else. */
bool json_scalar(const struct json *value, struct buffer *buffer);

/* ---- Writing ---- */

struct json *json_new_object(void);
struct json *json_new_array(void);

/* A NULL text is written as null.  Bytes that are no UTF-8 become U+FFFD. */
bool json_set_text(struct json *object, const char *name, const char *text);
bool json_set_integer(struct json *object, const char *name, int64_t integer);
bool json_set_boolean(struct json *object, const char *name, bool boolean);
bool json_set_null(struct json *object, const char *name);

/* value belongs to the object or array afterwards, also when this fails. */
bool json_set(struct json *object, const char *name, struct json *value);
bool json_add(struct json *array, struct json *value);
bool json_add_text(struct json *array, const char *text);

/* A copy of its own of any value. */
struct json *json_duplicate(const struct json *value);

/* Append the document: one line, or indented for people.  Characters that a terminal acts on are
 * escaped (RFC 8259, section 7). */
bool json_write(const struct json *value, bool indented, struct buffer *buffer);

/* text as a JSON string with its quotes, ASCII only; NULL without memory, or when it is no
 * UTF-8. */
char *json_quoted(const char *text);

DEFINE_CLEANUP(json, struct json, json_free)
#define CLEANUP_JSON CLEANUP(cleanup_json)

#endif

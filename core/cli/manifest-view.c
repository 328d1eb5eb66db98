/* manifest-view.c: a provider's manifest, as the commands show it.
 *
 * SPDX-License-Identifier: MIT
 *
 * The library has checked it: what is there is of the right type.
 */
#include "cli/manifest-view.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/columns.h"

#define LABEL_COLUMN    14
#define VARIABLE_COLUMN 32

struct json *manifest_of(struct twatfs_context *context, size_t index)
{
    const char *text = twatfs_provider_manifest(context, index);

    return text != NULL ? json_parse(text, strlen(text), 0, true, NULL) : NULL;
}

bool manifest_flag(const struct json *manifest, const char *name, bool otherwise)
{
    bool value;

    return json_to_boolean(json_get(manifest, name), &value) ? value : otherwise;
}

static bool holds(const struct json *list, const char *word)
{
    for (size_t i = 0; i < json_count(list); i++)
        if (strcmp(json_text(json_at(list, i)), word) == 0)
            return true;
    return false;
}

bool manifest_supports(const struct json *manifest, const char *word)
{
    return holds(json_get(manifest, "supports"), word);
}

static int64_t number(const struct json *object, const char *name, int64_t otherwise)
{
    int64_t value;

    return json_to_integer(json_get(object, name), &value) ? value : otherwise;
}

static void put_field(struct buffer *text, const char *label, const char *value, size_t width)
{
    if (value == NULL || *value == '\0')
        return;
    buffer_padded(text, label, LABEL_COLUMN);
    buffer_wrapped(text, value, LABEL_COLUMN, width);
}

static void put_list(struct buffer *text, const char *label, const struct json *list, size_t width)
{
    CLEANUP_BUFFER struct buffer joined = BUFFER_INIT;

    for (size_t i = 0; i < json_count(list); i++)
        buffer_printf(&joined, "%s%s", i > 0 ? ", " : "", json_text(json_at(list, i)));
    put_field(text, label, joined.data, width);
}

/* ---- Variables ---- */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && *value != '\0';
}

static void put_variable(struct buffer *text, const char *name, size_t indent, const char *remark)
{
    buffer_padded(text, "", indent);
    buffer_padded(text, name, VARIABLE_COLUMN - indent);
    buffer_printf(text, "  %s%s\n", is_set(name) ? "set" : "not set", remark);
}

static bool is_needed(const struct json *sets, const char *name)
{
    for (size_t i = 0; i < json_count(sets); i++)
        if (holds(json_at(sets, i), name))
            return true;
    return false;
}

/* Without a default, and with nothing else that has to be set; one that is optional is told so. */
static bool needs_endpoint(const struct json *manifest)
{
    return json_get_text(json_get(manifest, "endpoint"), "default") == NULL &&
           json_count(json_get(json_get(manifest, "env"), "any_of")) == 0;
}

void manifest_variables_text(struct buffer *text, const struct json *manifest)
{
    const struct json *env = json_get(manifest, "env"), *sets = json_get(env, "any_of");
    const struct json *optional = json_get(env, "optional");
    const char *endpoint = json_get_text(json_get(manifest, "endpoint"), "env");
    bool choice = json_count(sets) > 1;
    size_t indent = choice ? 4 : 2;

    for (size_t i = 0; i < json_count(sets); i++) {
        if (choice)
            buffer_printf(text, "  %s:\n", i == 0 ? "either" : "or");
        for (size_t k = 0; k < json_count(json_at(sets, i)); k++)
            put_variable(text, json_text(json_at(json_at(sets, i), k)), indent, ", needed");
    }
    if (choice && (json_count(optional) > 0 || endpoint != NULL))
        buffer_puts(text, "  optional:\n");
    for (size_t i = 0; i < json_count(optional); i++)
        if (!is_needed(sets, json_text(json_at(optional, i))))
            put_variable(text, json_text(json_at(optional, i)), indent, ", optional");
    if (endpoint != NULL && !holds(optional, endpoint) && !is_needed(sets, endpoint))
        put_variable(text, endpoint, indent,
                     needs_endpoint(manifest) ? ", needed" : ", optional: another endpoint");
}

/* ---- Limits ---- */

void manifest_max_size(char *target, size_t size, const struct json *manifest)
{
    int64_t bytes = number(manifest, "max_size", -1);

    if (bytes < 0)
        text_copy(target, size, "no limit");
    else
        text_size(target, size, (uint64_t)bytes);
}

static void put_sizes(struct buffer *text, const struct json *manifest, size_t width)
{
    const struct json *limits = json_get(manifest, "max_size_of");
    int64_t smallest = number(manifest, "min_size", 0);
    char size[32];

    manifest_max_size(size, sizeof size, manifest);
    put_field(text, "Largest file", size, width);
    for (size_t i = 0; i < json_count(limits); i++) {
        CLEANUP_BUFFER struct buffer limit = BUFFER_INIT;
        const char *pattern;

        (void)json_member(limits, i, &pattern);
        text_size(size, sizeof size, (uint64_t)number(limits, pattern, 0));
        buffer_printf(&limit, "%s for %s", size, pattern);
        put_field(text, "", limit.data, width);
    }
    text_size(size, sizeof size, (uint64_t)smallest);
    put_field(text, "Smallest file", smallest > 0 ? size : NULL, width);
}

static void put_seconds(struct buffer *text, const char *before, int64_t seconds)
{
    char words[48];

    text_seconds(words, sizeof words, (uint64_t)seconds);
    buffer_printf(text, "%s%s", before, words);
}

static void put_expiry(struct buffer *text, const struct json *manifest, size_t width)
{
    const struct json *expiry = json_get(manifest, "expiry");
    CLEANUP_BUFFER struct buffer choices = BUFFER_INIT;
    int64_t seconds;

    if (json_kind(expiry) == JSON_KIND_ARRAY) {
        for (size_t i = 0; i < json_count(expiry); i++)
            if (json_to_integer(json_at(expiry, i), &seconds))
                put_seconds(&choices, i > 0 ? ", " : "", seconds);
    } else {
        if (number(expiry, "min", 0) > 0)
            put_seconds(&choices, "from ", number(expiry, "min", 0));
        if (number(expiry, "max", 0) > 0)
            put_seconds(&choices, choices.length > 0 ? " to " : "up to ", number(expiry, "max", 0));
        if (number(expiry, "step", 0) > 0)
            put_seconds(&choices, choices.length > 0 ? " in steps of " : "in steps of ",
                        number(expiry, "step", 0));
    }
    put_field(text, "Expiry", choices.data, width);
}

static void put_rate(struct buffer *text, const struct json *manifest, size_t width)
{
    const struct json *rate = json_get(manifest, "rate");
    CLEANUP_BUFFER struct buffer words = BUFFER_INIT;

    if (rate == NULL)
        return;
    buffer_printf(&words, "%" PRId64, number(rate, "uploads", 0));
    put_seconds(&words, " uploads in ", number(rate, "per", 0));
    put_field(text, "At most", words.data, width);
}

static void put_endpoint(struct buffer *text, const struct json *manifest, size_t width)
{
    const char *endpoint = json_get_text(manifest, "endpoint_in_force");
    const char *variable = json_get_text(json_get(manifest, "endpoint"), "env");
    CLEANUP_BUFFER struct buffer shown = BUFFER_INIT;

    if (endpoint == NULL)
        return;
    buffer_puts(&shown, endpoint);
    if (variable != NULL && is_set(variable))
        buffer_printf(&shown, " (from %s)", variable);
    put_field(text, "Endpoint", shown.data, width);
}

static void put_options(struct buffer *text, const struct json *manifest, size_t width)
{
    const struct json *options = json_get(manifest, "options");

    if (json_count(options) > 0)
        buffer_puts(text, "Options\n");
    for (size_t i = 0; i < json_count(options); i++) {
        const char *key = NULL, *description;
        const struct json *option = json_member(options, i, &key);
        CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

        description = json_kind(option) == JSON_KIND_OBJECT ? json_get_text(option, "description")
                                                            : json_text(option);
        buffer_printf(&line, "-o %s.%s=VALUE: %s", json_get_text(manifest, "name"), key,
                      description != NULL ? description : "");
        buffer_puts(text, "  ");
        buffer_wrapped(text, line.data != NULL ? line.data : "", 6, width);
    }
}

void manifest_text(struct buffer *text, const struct json *manifest, size_t width)
{
    const struct json *env = json_get(manifest, "env");
    const char *setup = json_get_text(manifest, "setup");

    put_field(text, "Version", json_get_text(manifest, "version"), width);
    put_field(text, "ABI", json_get_text(manifest, "abi"), width);
    put_field(text, "Homepage", json_get_text(manifest, "homepage"), width);
    put_endpoint(text, manifest, width);
    put_sizes(text, manifest, width);
    put_list(text, "Rejects", json_get(manifest, "rejects"), width);
    put_rate(text, manifest, width);
    put_field(text, "Keeps", json_get_text(manifest, "retention"), width);
    if (manifest_flag(manifest, "text_only", false))
        put_field(text, "Note", "Takes text only.", width);
    if (manifest_flag(manifest, "single_download", false))
        put_field(text, "Note", "A link dies on its first download.", width);
    if (manifest_flag(manifest, "outlives_link", false))
        put_field(text, "Note", "The file stays when its link expires.", width);
    if (!manifest_flag(manifest, "direct_link", true))
        put_field(text, "Note", "A link leads to a page, not to the file itself.", width);
    if (!manifest_flag(manifest, "automatic", true))
        put_field(text, "Note", "Is used only when it is named.", width);
    put_list(text, "Supports", json_get(manifest, "supports"), width);
    put_expiry(text, manifest, width);
    if (json_count(json_get(env, "any_of")) > 0 || json_count(json_get(env, "optional")) > 0 ||
        json_get_text(json_get(manifest, "endpoint"), "env") != NULL)
        buffer_puts(text, "Variables\n");
    manifest_variables_text(text, manifest);
    put_options(text, manifest, width);
    if (setup != NULL) {
        buffer_puts(text, "Setup\n  ");
        buffer_wrapped(text, setup, 2, width);
    }
}

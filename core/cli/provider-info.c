/* provider-info.c: one provider, described.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/provider-info.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/lookup.h"

#define LABEL_COLUMN 14

static void put_label(struct buffer *text, const char *label)
{
    buffer_padded(text, label, LABEL_COLUMN);
}

static void put_field(struct buffer *text, const char *label, const char *value, size_t width)
{
    if (value == NULL || *value == '\0')
        return;
    put_label(text, label);
    buffer_wrapped(text, value, LABEL_COLUMN, width);
}

static void put_list(struct buffer *text, const char *label, const struct string_list *list,
                     size_t width)
{
    CLEANUP_BUFFER struct buffer joined = BUFFER_INIT;

    for (size_t i = 0; i < list->count; i++)
        buffer_printf(&joined, "%s%s", i > 0 ? ", " : "", list->items[i]);
    put_field(text, label, joined.data, width);
}

/* ---- Variables ---- */

static void put_variable(struct buffer *text, const char *name, size_t indent, const char *remark)
{
    CLEANUP_FREE char *printable = text_printable(name, strlen(name), 0);

    if (printable == NULL) {
        text->failed = true;
        return;
    }
    buffer_padded(text, "", indent);
    buffer_padded(text, printable, 32 - indent);
    buffer_printf(text, "  %s%s\n", lookup_variable_set(name) ? "set" : "not set", remark);
}

void provider_variables_text(struct buffer *text, const struct manifest *manifest)
{
    CLEANUP_STRING_LIST struct string_list named = STRING_LIST_INIT;
    size_t indent = manifest->any_of_count > 1 ? 4 : 2;

    for (size_t i = 0; i < manifest->any_of_count; i++) {
        if (manifest->any_of_count > 1)
            buffer_printf(text, "  %s:\n", i == 0 ? "either" : "or");
        for (size_t k = 0; k < manifest->any_of[i].count; k++) {
            put_variable(text, manifest->any_of[i].items[k], indent, ", needed");
            text->failed |= !string_list_add(&named, manifest->any_of[i].items[k]);
        }
    }
    if (manifest->any_of_count > 1 &&
        (manifest->optional.count > 0 || manifest->endpoint_env != NULL))
        buffer_puts(text, "  optional:\n");
    for (size_t i = 0; i < manifest->optional.count; i++)
        if (!string_list_contains(&named, manifest->optional.items[i]))
            put_variable(text, manifest->optional.items[i], indent, ", optional");
    if (manifest->endpoint_env != NULL &&
        !string_list_contains(&manifest->optional, manifest->endpoint_env) &&
        !string_list_contains(&named, manifest->endpoint_env))
        put_variable(text, manifest->endpoint_env, indent, ", optional: another endpoint");
}

/* ---- Limits ---- */

void provider_max_size(char *target, size_t size, const struct manifest *manifest)
{
    if (manifest->max_size == UINT64_MAX)
        text_copy(target, size, "no limit");
    else
        text_size(target, size, manifest->max_size);
}

static void put_sizes(struct buffer *text, const struct manifest *manifest, size_t width)
{
    char size[32];

    provider_max_size(size, sizeof size, manifest);
    put_field(text, "Largest file", size, width);
    for (size_t i = 0; i < manifest->limit_count; i++) {
        CLEANUP_BUFFER struct buffer limit = BUFFER_INIT;

        text_size(size, sizeof size, manifest->limits[i].max_size);
        buffer_printf(&limit, "%s for %s", size, manifest->limits[i].pattern);
        put_field(text, "", limit.data, width);
    }
    text_size(size, sizeof size, manifest->min_size);
    put_field(text, "Smallest file", manifest->min_size > 0 ? size : NULL, width);
}

static void put_expiry(struct buffer *text, const struct manifest *manifest, size_t width)
{
    CLEANUP_BUFFER struct buffer choices = BUFFER_INIT;
    char low[48], high[48];

    for (size_t i = 0; i < manifest->expiry_choice_count; i++) {
        text_seconds(low, sizeof low, (uint64_t)manifest->expiry_choices_s[i]);
        buffer_printf(&choices, "%s%s", i > 0 ? ", " : "", low);
    }
    if (manifest->expiry_choice_count == 0 && manifest->expiry_max_s > 0) {
        text_seconds(low, sizeof low, (uint64_t)manifest->expiry_min_s);
        text_seconds(high, sizeof high, (uint64_t)manifest->expiry_max_s);
        buffer_printf(&choices, "from %s to %s", low, high);
        if (manifest->expiry_step_s > 0) {
            text_seconds(low, sizeof low, (uint64_t)manifest->expiry_step_s);
            buffer_printf(&choices, " in steps of %s", low);
        }
    }
    put_field(text, "Expiry", choices.data, width);
}

static void put_supports(struct buffer *text, const struct manifest *manifest, size_t width)
{
    CLEANUP_BUFFER struct buffer words = BUFFER_INIT;

    for (unsigned bit = SUPPORTS_REMOTE_PATH; bit <= SUPPORTS_PRIVATE; bit <<= 1)
        if ((manifest->supports & bit) != 0)
            buffer_printf(&words, "%s%s", words.length > 0 ? ", " : "",
                          manifest_support_name((enum manifest_support)bit));
    put_field(text, "Supports", words.data, width);
}

/* An endpoint may hold a password; the log knows it by then. */
static void put_endpoint(struct buffer *text, const struct manifest *manifest, size_t width)
{
    CLEANUP_BUFFER struct buffer shown = BUFFER_INIT;
    bool is_default = true;
    const char *endpoint = manifest_endpoint(manifest, &is_default);

    if (endpoint == NULL)
        return;
    text->failed |= !manifest_register_secrets(manifest) ||
                    !buffer_redacted(&shown, endpoint, strlen(endpoint));
    if (!is_default)
        buffer_printf(&shown, " (from %s)", manifest->endpoint_env);
    put_field(text, "Endpoint", shown.data, width);
}

static void put_options(struct buffer *text, const struct manifest *manifest, size_t width)
{
    if (manifest->option_count > 0)
        buffer_puts(text, "Options\n");
    for (size_t i = 0; i < manifest->option_count; i++) {
        const struct manifest_option *option = &manifest->options[i];
        CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

        buffer_printf(&line, "-o %s.%s=VALUE: %s", manifest->name, option->key,
                      option->description != NULL ? option->description : "");
        buffer_puts(text, "  ");
        buffer_wrapped(text, line.data != NULL ? line.data : "", 6, width);
    }
}

static void put_manifest(struct buffer *text, const struct manifest *manifest, size_t width)
{
    char abi[32];

    put_field(text, "Version", manifest->version, width);
    snprintf(abi, sizeof abi, "%" PRId32 ".%" PRId32, manifest->abi_major, manifest->abi_minor);
    put_field(text, "ABI", abi, width);
    put_field(text, "Homepage", manifest->homepage, width);
    put_endpoint(text, manifest, width);
    put_sizes(text, manifest, width);
    put_list(text, "Rejects", &manifest->rejects, width);
    put_field(text, "Keeps", manifest->retention, width);
    if (manifest->single_download)
        put_field(text, "Note", "A link dies on its first download.", width);
    if (!manifest->automatic)
        put_field(text, "Note", "Is used only when it is named.", width);
    put_supports(text, manifest, width);
    put_expiry(text, manifest, width);
    if (manifest->any_of_count > 0 || manifest->optional.count > 0 ||
        manifest->endpoint_env != NULL)
        buffer_puts(text, "Variables\n");
    provider_variables_text(text, manifest);
    put_options(text, manifest, width);
    if (manifest->setup != NULL) {
        buffer_puts(text, "Setup\n  ");
        buffer_wrapped(text, manifest->setup, 2, width);
    }
}

void provider_info_text(struct buffer *text, const struct entry *entry, size_t width)
{
    put_field(text, "Name", entry->name, width);
    if (entry->manifest != NULL)
        put_field(text, "Description", entry->manifest->description, width);
    put_field(text, "State", entry_state_name(entry->state), width);
    put_field(text, "Reason", entry->reason, width);
    put_field(text, "Path", entry->path, 0);
    if (entry->manifest != NULL)
        put_manifest(text, entry->manifest, width);
}

/* A copy of what the author wrote, without the envelope that the note adds. */
static struct json *copy_manifest(const struct manifest *manifest)
{
    const struct json *written = NULL;

    if (manifest == NULL)
        return json_new_object();
    written = json_get(manifest->document, "manifest");
    return json_duplicate(written != NULL ? written : manifest->document);
}

static bool set_abi(struct json *info, const struct manifest *manifest)
{
    char abi[32];

    if (manifest == NULL)
        return json_set_null(info, "abi");
    snprintf(abi, sizeof abi, "%" PRId32 ".%" PRId32, manifest->abi_major, manifest->abi_minor);
    return json_set_text(info, "abi", abi);
}

struct json *provider_info_json(const struct entry *entry)
{
    CLEANUP_JSON struct json *info = copy_manifest(entry->manifest);

    if (info != NULL && json_set_text(info, "name", entry->name) &&
        set_abi(info, entry->manifest) && json_set_text(info, "path", entry->path) &&
        json_set_text(info, "state", entry_state_name(entry->state)) &&
        json_set_text(info, "reason", entry->reason))
        return STEAL(info);
    return NULL;
}

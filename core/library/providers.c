/* providers.c: the providers that were found, told to programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "library/library.h"
#include "library/lookup.h"

/* The registry, found if need be; NULL without. */
static const struct registry *registry_of(struct twatfs_context *context)
{
    struct error error = ERROR_INIT;
    int32_t code;

    return context_open(context, &code, &error) ? &context->registry : NULL;
}

static const struct entry *entry_at(struct twatfs_context *context, size_t index)
{
    const struct registry *registry = registry_of(context);

    return registry != NULL && index < registry->count ? &registry->entries[index] : NULL;
}

size_t twatfs_provider_count(struct twatfs_context *context)
{
    IN_CONTEXT(context);
    const struct registry *registry = registry_of(context);

    return registry != NULL ? registry->count : 0;
}

bool twatfs_provider_find(struct twatfs_context *context, const char *name, size_t *index,
                          struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    const struct entry *entry;
    int32_t code;

    if (!context_open(context, &code, &own))
        return error_give(error, code, &own);
    entry = lookup_provider(&context->registry, name, &own);
    if (entry == NULL)
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    *index = (size_t)(entry - context->registry.entries);
    return true;
}

const char *twatfs_provider_name(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct entry *entry = entry_at(context, index);

    return entry != NULL ? entry->name : NULL;
}

static int32_t public_state(enum entry_state state)
{
    switch (state) {
    case ENTRY_READY:
        return TWATFS_PROVIDER_READY;
    case ENTRY_NEEDS_CONFIGURATION:
        return TWATFS_PROVIDER_NEEDS_CONFIGURATION;
    case ENTRY_FAULTY:
        return TWATFS_PROVIDER_FAULTY;
    case ENTRY_SHADOWED:
        return TWATFS_PROVIDER_SHADOWED;
    case ENTRY_DISABLED:
        break;
    }
    return TWATFS_PROVIDER_DISABLED;
}

int32_t twatfs_provider_state(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct entry *entry = entry_at(context, index);
    const char *reason;

    return public_state(entry != NULL ? registry_state(entry, &reason) : ENTRY_FAULTY);
}

const char *twatfs_provider_state_name(int32_t state)
{
    for (enum entry_state own = ENTRY_READY; own <= ENTRY_DISABLED; own++)
        if (public_state(own) == state)
            return entry_state_name(own);
    return "unknown";
}

const char *twatfs_provider_reason(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct entry *entry = entry_at(context, index);
    const char *reason = NULL;

    if (entry != NULL)
        (void)registry_state(entry, &reason);
    return reason;
}

const char *twatfs_provider_path(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct entry *entry = entry_at(context, index);

    return entry != NULL ? entry->path : NULL;
}

/* ---- What it says of itself ---- */

/* Where it sends files, without a password that may stand there. */
static bool set_endpoint(struct json *document, const struct manifest *manifest)
{
    CLEANUP_BUFFER struct buffer shown = BUFFER_INIT;
    const char *endpoint = manifest_endpoint(manifest, NULL);

    if (endpoint == NULL)
        return json_set_null(document, "endpoint_in_force");
    return manifest_register_secrets(manifest) &&
           buffer_redacted(&shown, endpoint, strlen(endpoint)) && buffer_puts(&shown, "") &&
           json_set_text(document, "endpoint_in_force", shown.data);
}

static char *describe(const struct manifest *manifest)
{
    CLEANUP_JSON struct json *document = json_duplicate(json_get(manifest->document, "manifest"));
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    char abi[32];

    snprintf(abi, sizeof abi, "%" PRId32 ".%" PRId32, manifest->abi_major, manifest->abi_minor);
    if (document == NULL || !json_set_text(document, "abi", abi) ||
        !set_endpoint(document, manifest) || !json_write(document, false, &text))
        return NULL;
    return buffer_steal(&text);
}

const char *twatfs_provider_manifest(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct entry *entry = entry_at(context, index);
    char **place;

    if (entry == NULL || entry->manifest == NULL)
        return NULL;
    place = &context->manifests[index];
    pthread_mutex_lock(&context->lock);
    if (*place == NULL)
        *place = describe(entry->manifest);
    pthread_mutex_unlock(&context->lock);
    return *place;
}

const char *twatfs_directory_problem(struct twatfs_context *context, size_t index)
{
    IN_CONTEXT(context);
    const struct registry *registry = registry_of(context);

    return registry != NULL && index < registry->problems.count ? registry->problems.items[index]
                                                                : NULL;
}

/* lookup.c: the registry as the settings want it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <config.h>

#include "library/lookup.h"

#include <string.h>

#include "base/log.h"
#include "base/suggest.h"

static const char *near_provider(const struct registry *registry, const char *name)
{
    struct suggestion suggestion = SUGGESTION_INIT(name);

    for (size_t i = 0; i < registry->count; i++)
        suggestion_consider(&suggestion, registry->entries[i].name);
    return suggestion.best;
}

/* A name of what is not installed is no mistake in a setting that many machines share; one
 * that is nearly that of what is installed may well be. */
static void warn_of_slips(const struct registry *registry, const char *setting,
                          const struct string_list *names)
{
    for (size_t i = 0; i < names->count; i++) {
        const char *near = registry_find(registry, names->items[i]) == NULL
                               ? near_provider(registry, names->items[i])
                               : NULL;

        if (near != NULL)
            log_warning("%s: %s: no such provider is installed; did you mean \"%s\"?", setting,
                        names->items[i], near);
    }
}

bool lookup_registry(struct registry *registry, const struct settings *settings,
                     struct error *error)
{
    struct registry_options options = {
        .directories = &settings->directories,
        .path = settings->plugin_path,
        .default_directory = PLUGIN_DIR,
        .disabled = &settings->disable,
    };

    if (!registry_open(registry, &options, error))
        return false;
    for (size_t i = 0; i < registry->problems.count; i++)
        log_warning("%s", registry->problems.items[i]);
    warn_of_slips(registry, "disable", &settings->disable);
    warn_of_slips(registry, "order", &settings->order);
    return true;
}

struct entry *lookup_provider(const struct registry *registry, const char *name,
                              struct error *error)
{
    struct entry *entry = registry_find(registry, name);
    const char *near = entry == NULL ? near_provider(registry, name) : NULL;

    if (near != NULL)
        error_set(error, "%s: unknown provider; did you mean \"%s\"?", name, near);
    else if (entry == NULL)
        error_set(error, "%s: unknown provider; 'twatfs providers' lists all", name);
    return entry;
}

/* Whether an option of a file is to be passed on; false with error set when its
 * provider has no such option. */
static bool judge(const struct registry *registry, const struct configured_option *configured,
                  bool *wanted, struct error *error)
{
    const struct provider_option *option = &configured->option;
    const struct entry *entry = registry_find(registry, option->provider);
    struct suggestion suggestion = SUGGESTION_INIT(option->key);
    const char *near;

    *wanted = true;
    /* What the program set is judged with the wishes. */
    if (configured->layer == LAYER_SET)
        return true;
    if (entry == NULL || entry->manifest == NULL) {
        near = entry == NULL ? near_provider(registry, option->provider) : NULL;
        *wanted = false;
        if (near != NULL)
            log_warning("%s: [%s]: no such provider is installed; did you mean \"%s\"?",
                        configured->origin, option->provider, near);
        return true;
    }
    if (manifest_find_option(entry->manifest, option->key) != NULL)
        return true;
    for (size_t i = 0; i < entry->manifest->option_count; i++)
        suggestion_consider(&suggestion, entry->manifest->options[i].key);
    if (suggestion.best == NULL)
        return error_set(error, "%s: [%s] %s: unknown option of this provider", configured->origin,
                         option->provider, option->key);
    return error_set(error, "%s: [%s] %s: unknown option; did you mean \"%s\"?", configured->origin,
                     option->provider, option->key, suggestion.best);
}

bool lookup_options(const struct registry *registry, const struct settings *settings,
                    struct provider_option **options, size_t *count, struct error *error)
{
    CLEANUP_FREE struct provider_option *chosen =
        calloc(settings->option_count + 1, sizeof *chosen);

    *count = 0;
    if (chosen == NULL)
        return error_memory(error);
    for (size_t i = 0; i < settings->option_count; i++) {
        bool wanted;

        if (!judge(registry, &settings->options[i], &wanted, error))
            return false;
        if (wanted)
            chosen[(*count)++] = settings->options[i].option;
    }
    *options = STEAL(chosen);
    return true;
}

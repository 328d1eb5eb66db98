/* manifest.c: what a provider says of itself, and the questions asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "catalogue/manifest.h"

#include <string.h>

#include "base/json.h"
#include "base/log.h"

void manifest_free(struct manifest *manifest)
{
    if (manifest->document != NULL)
        json_free(manifest->document);
    free(manifest->name);
    free(manifest->version);
    free(manifest->description);
    free(manifest->homepage);
    free(manifest->setup);
    free(manifest->retention);
    for (size_t i = 0; i < manifest->any_of_count; i++)
        string_list_free(&manifest->any_of[i]);
    free(manifest->any_of);
    string_list_free(&manifest->optional);
    string_list_free(&manifest->not_secret);
    free(manifest->endpoint_env);
    free(manifest->endpoint_default);
    string_list_free(&manifest->url_prefixes);
    string_list_free(&manifest->schemes);
    string_list_free(&manifest->rejects);
    free(manifest->final_statuses);
    for (size_t i = 0; i < manifest->limit_count; i++)
        free(manifest->limits[i].pattern);
    free(manifest->limits);
    free(manifest->expiry_choices_s);
    for (size_t i = 0; i < manifest->option_count; i++) {
        free(manifest->options[i].key);
        free(manifest->options[i].description);
    }
    free(manifest->options);
    free(manifest);
}

/* ---- Asking it ---- */

static const char *const support_names[] = {
    "remote-path", "overwrite", "unique",       "expiry",  "content-type",
    "delete",      "resume",    "unknown-size", "private",
};

const char *manifest_support_name(enum manifest_support support)
{
    for (size_t i = 0; i < ARRAY_LENGTH(support_names); i++)
        if ((unsigned)support == 1U << i)
            return support_names[i];
    return "unknown";
}

bool manifest_declares(const struct manifest *manifest, const char *name)
{
    if (manifest->endpoint_env != NULL && strcmp(manifest->endpoint_env, name) == 0)
        return true;
    for (size_t i = 0; i < manifest->any_of_count; i++)
        if (string_list_contains(&manifest->any_of[i], name))
            return true;
    return string_list_contains(&manifest->optional, name);
}

const char *manifest_endpoint(const struct manifest *manifest, bool *is_default)
{
    const char *value = manifest->endpoint_env != NULL ? getenv(manifest->endpoint_env) : NULL;
    bool set = value != NULL && value[0] != '\0';

    if (is_default != NULL)
        *is_default = !set;
    return set ? value : manifest->endpoint_default;
}

bool manifest_final_status(const struct manifest *manifest, int status)
{
    for (size_t i = 0; i < manifest->final_status_count; i++)
        if (manifest->final_statuses[i] == status)
            return true;
    return false;
}

const struct manifest_option *manifest_find_option(const struct manifest *manifest, const char *key)
{
    for (size_t i = 0; i < manifest->option_count; i++)
        if (strcmp(manifest->options[i].key, key) == 0)
            return &manifest->options[i];
    return NULL;
}

/* ---- Secrets ---- */

static bool register_values(const struct manifest *manifest, const struct string_list *names)
{
    for (size_t i = 0; i < names->count; i++) {
        const char *name = names->items[i], *value = getenv(name);

        if (value == NULL || string_list_contains(&manifest->not_secret, name))
            continue;
        /* Of an endpoint only the password is: its host is in every message. */
        if (manifest->endpoint_env != NULL && strcmp(manifest->endpoint_env, name) == 0)
            continue;
        if (!log_add_secret(value))
            return false;
    }
    return true;
}

/* scheme://user:PASSWORD@host/… (RFC 3986, section 3.2.1). */
static bool register_password(const char *endpoint)
{
    const char *authority = endpoint != NULL ? strstr(endpoint, "://") : NULL;
    const char *colon, *at;
    CLEANUP_FREE char *password = NULL;

    if (authority == NULL)
        return true;
    authority += strlen("://");
    at = memrchr(authority, '@', strcspn(authority, "/?#"));
    colon = at != NULL ? memchr(authority, ':', (size_t)(at - authority)) : NULL;
    if (colon == NULL)
        return true;
    password = strndup(colon + 1, (size_t)(at - colon - 1));
    return password != NULL && log_add_secret(password);
}

bool manifest_register_secrets(const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->any_of_count; i++)
        if (!register_values(manifest, &manifest->any_of[i]))
            return false;
    return register_values(manifest, &manifest->optional) &&
           register_password(manifest_endpoint(manifest, NULL));
}

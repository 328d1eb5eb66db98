/* manifest.c: what a provider says of itself, and the questions asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "catalogue/manifest.h"

#include <string.h>
#include <strings.h>

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
    string_list_free(&manifest->in_links);
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
    "remote-path", "overwrite",    "unique",  "expiry", "content-type", "delete",
    "resume",      "unknown-size", "private", "once",   "setup",
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

/* Called with each value that must not be shown; false ends the walk. */
typedef bool secret_visit(void *data, const char *secret);

static bool visit_values(const struct manifest *manifest, const struct string_list *names,
                         secret_visit *visit, void *data)
{
    for (size_t i = 0; i < names->count; i++) {
        const char *value = getenv(names->items[i]);

        if (value != NULL && !string_list_contains(&manifest->not_secret, names->items[i]) &&
            !visit(data, value))
            return false;
    }
    return true;
}

static bool visit_part(const char *start, const char *end, secret_visit *visit, void *data)
{
    CLEANUP_FREE char *part = strndup(start, (size_t)(end - start));

    return part != NULL && visit(data, part);
}

/* scheme://USER:PASSWORD@host/… (RFC 3986, section 3.2.1): the password, or without one, as in
 * USER@ and USER:@, the user, which over HTTP is a token then. */
static bool visit_login(const char *endpoint, secret_visit *visit, void *data)
{
    const char *authority = endpoint != NULL ? strstr(endpoint, "://") : NULL;
    const char *colon, *at;

    if (authority == NULL)
        return true;
    authority += strlen("://");
    at = memrchr(authority, '@', strcspn(authority, "/?#"));
    if (at == NULL)
        return true;
    colon = memchr(authority, ':', (size_t)(at - authority));
    if (colon != NULL && colon + 1 < at)
        return visit_part(colon + 1, at, visit, data);
    if (strncasecmp(endpoint, "http", 4) != 0)
        return true; /* sftp://USER@host/ */
    return visit_part(authority, colon != NULL ? colon : at, visit, data);
}

/* The endpoint's own variable is no secret as a whole, because its host is in every
 * message; unless env lists it too. */
static bool visit_secrets(const struct manifest *manifest, secret_visit *visit, void *data)
{
    for (size_t i = 0; i < manifest->any_of_count; i++)
        if (!visit_values(manifest, &manifest->any_of[i], visit, data))
            return false;
    return visit_values(manifest, &manifest->optional, visit, data) &&
           visit_login(manifest_endpoint(manifest, NULL), visit, data);
}

static bool register_secret(UNUSED void *data, const char *secret)
{
    return log_add_secret(secret);
}

bool manifest_register_secrets(const struct manifest *manifest)
{
    return visit_secrets(manifest, register_secret, NULL);
}

struct search {
    const struct manifest *manifest;
    const char *text;
    size_t minimum;
};

/* Whether it is one that a link of this provider holds by design. */
static bool belongs_in_links(const struct manifest *manifest, const char *secret)
{
    for (size_t i = 0; i < manifest->in_links.count; i++) {
        const char *value = getenv(manifest->in_links.items[i]);

        if (value != NULL && strcmp(value, secret) == 0)
            return true;
    }
    return false;
}

static bool is_elsewhere(void *data, const char *secret)
{
    const struct search *search = data;

    return strlen(secret) < search->minimum || strstr(search->text, secret) == NULL ||
           belongs_in_links(search->manifest, secret);
}

bool manifest_secret_in_link(const struct manifest *manifest, const char *link, size_t minimum)
{
    struct search search = {manifest, link, minimum > 0 ? minimum : 1};

    return !visit_secrets(manifest, is_elsewhere, &search);
}

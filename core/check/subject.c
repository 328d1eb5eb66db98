/* subject.c: a module that is tried, and what it is to find there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/subject.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/log.h"

#define PROGRAM "twatfs-provider-check"

/* A text, so that none refuses it for what it is; as long as hosts of texts take. */
#define CONTENT_SIZE 1000
#define CONTENT_MAX  (UINT64_C(16) << 20) /* and no longer, whatever a manifest demands */

/* Random, so that it is found nowhere by chance; of letters and digits, so that it stays itself
 * wherever it is written. */
static bool make_secret(char *secret, size_t size, struct error *error)
{
    unsigned char bytes[12];
    char hex[2 * sizeof bytes + 1];

    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return error_errno(error, "random numbers");
    text_hex(hex, bytes, sizeof bytes);
    snprintf(secret, size, "MadeUp%s", hex);
    return true;
}

/* The value given with --set; NULL when none was. */
static const char *setting_of(const struct string_list *settings, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = settings->count; i-- > 0;)
        if (strncmp(settings->items[i], name, length) == 0 && settings->items[i][length] == '=')
            return settings->items[i] + length + 1;
    return NULL;
}

static bool is_place(const char *name)
{
    return strcmp(name, "HOME") == 0 || text_starts_with(name, "XDG_");
}

/* One variable that it declares, which it needs or may read. */
static bool add_variable(struct subject *subject, const struct string_list *settings,
                         const char *name, bool needed, struct error *error)
{
    const struct manifest *manifest = subject->manifest;
    bool secret = !string_list_contains(&manifest->not_secret, name) && !is_place(name);
    const char *value = setting_of(settings, name);
    char made_up[64] = "check";
    CLEANUP_FREE char *text = NULL;

    if (manifest->endpoint_env != NULL && strcmp(name, manifest->endpoint_env) == 0)
        return true; /* it is our host's */
    if (value == NULL && is_place(name))
        value = subject->folder;
    if (value == NULL && !needed && !secret)
        return true;
    if (value == NULL) {
        if (secret && !make_secret(made_up, sizeof made_up, error))
            return false;
        value = made_up;
    }
    if (value[0] == '\0')
        return true;
    if (secret && !log_add_secret(value))
        return error_memory(error);
    if (asprintf(&text, "%s=%s", name, value) < 0) {
        text = NULL;
        return error_memory(error);
    }
    return string_list_add(&subject->variables, text) || error_memory(error);
}

static bool add_variables(struct subject *subject, const struct string_list *settings,
                          struct error *error)
{
    const struct manifest *manifest = subject->manifest;

    /* The first set will do as well as any. */
    for (size_t i = 0; manifest->any_of_count > 0 && i < manifest->any_of[0].count; i++)
        if (!add_variable(subject, settings, manifest->any_of[0].items[i], true, error))
            return false;
    for (size_t i = 0; i < manifest->optional.count; i++)
        if (!add_variable(subject, settings, manifest->optional.items[i], false, error))
            return false;
    for (size_t i = 0; i < settings->count; i++) {
        CLEANUP_FREE char *name = strdup(settings->items[i]);

        if (name == NULL)
            return error_memory(error);
        name[strcspn(name, "=")] = '\0';
        if (!manifest_declares(manifest, name))
            return error_set(error, "--set: %.100s: %s does not read it", name, manifest->name);
        if (manifest->endpoint_env != NULL && strcmp(name, manifest->endpoint_env) == 0)
            return error_set(error, "--set: %.100s: is for the host that is played here", name);
        /* It may be of a set that is not the first. */
        if (!add_variable(subject, settings, name, false, error))
            return false;
    }
    return true;
}

static bool add_options(struct subject *subject, struct provider_option *options, size_t count,
                        struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct manifest_option *option =
            manifest_find_option(subject->manifest, options[i].key);

        if (option == NULL)
            return error_set(error, "--option: %.100s: %s has no such option", options[i].key,
                             subject->manifest->name);
        if (option->secret && !log_add_secret(options[i].value))
            return error_memory(error);
        options[i].provider = subject->manifest->name;
    }
    subject->options = options;
    subject->option_count = count;
    return true;
}

const char *subject_scheme(const struct manifest *manifest)
{
    static const char *const common[] = {"http", "https", "file"};

    for (size_t i = 0; i < manifest->schemes.count; i++) {
        bool is_common = false;

        for (size_t j = 0; j < ARRAY_LENGTH(common); j++)
            is_common |= strcmp(manifest->schemes.items[i], common[j]) == 0;
        if (!is_common)
            return manifest->schemes.items[i];
    }
    return NULL;
}

static enum language language_of(const struct manifest *manifest)
{
    const char *given = manifest->endpoint_default;

    if (manifest->endpoint_env == NULL ||
        (given == NULL && string_list_contains(&manifest->schemes, "file")))
        return LANGUAGE_NONE;
    if (given == NULL && subject_scheme(manifest) != NULL)
        return LANGUAGE_OTHER;
    if (given == NULL || text_starts_with(given, "http://") || text_starts_with(given, "https://"))
        return LANGUAGE_HTTP;
    return text_starts_with(given, "tcp://") ? LANGUAGE_TCP : LANGUAGE_OTHER;
}

static bool make_content(struct subject *subject, struct error *error)
{
    static const char line[] = "A file of " PROGRAM ".\n";
    const struct manifest *manifest = subject->manifest;
    uint64_t size = CONTENT_SIZE;

    if (size > manifest->max_size)
        size = manifest->max_size;
    if (size < manifest->min_size)
        size = manifest->min_size < CONTENT_MAX ? manifest->min_size : CONTENT_MAX;
    while (subject->content.length < size) {
        uint64_t left = size - subject->content.length;

        if (!buffer_append(&subject->content, line,
                           left < sizeof line - 1 ? (size_t)left : sizeof line - 1))
            return error_memory(error);
    }
    return true;
}

bool subject_prepare(struct subject *subject, const struct string_list *settings,
                     struct provider_option *options, size_t option_count, struct error *error)
{
    subject->language = language_of(subject->manifest);
    return add_variables(subject, settings, error) &&
           add_options(subject, options, option_count, error) && make_content(subject, error);
}

void subject_free(struct subject *subject)
{
    if (subject->manifest != NULL)
        manifest_free(subject->manifest);
    string_list_free(&subject->variables);
    buffer_free(&subject->content);
}

/* gate.c: can this provider serve, told from its manifest alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "catalogue/gate.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "twatfs/provider.h"

/* ---- Credentials ---- */

static bool all_set(const struct string_list *variables)
{
    for (size_t i = 0; i < variables->count; i++) {
        const char *value = getenv(variables->items[i]);

        if (value == NULL || value[0] == '\0')
            return false;
    }
    return true;
}

/* "A", "A and B", "A, B and C": word is what stands before the last. */
static const char *separator(size_t index, size_t count, const char *word)
{
    if (index == 0)
        return "";
    return index + 1 < count ? ", " : word;
}

/* Whoever can do without one says so. */
static bool has_endpoint(const struct manifest *manifest, struct error *error)
{
    if (manifest->endpoint_env == NULL || manifest_endpoint(manifest, NULL) != NULL ||
        string_list_contains(&manifest->optional, manifest->endpoint_env))
        return true;
    return error_set(error, "set %s", manifest->endpoint_env);
}

bool gate_configured(const struct manifest *manifest, struct error *error)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (manifest->any_of_count == 0)
        return has_endpoint(manifest, error);
    for (size_t i = 0; i < manifest->any_of_count; i++)
        if (all_set(&manifest->any_of[i]))
            return true;
    for (size_t i = 0; i < manifest->any_of_count; i++) {
        const struct string_list *set = &manifest->any_of[i];

        buffer_puts(&text, separator(i, manifest->any_of_count, ", or "));
        for (size_t j = 0; j < set->count; j++) {
            buffer_puts(&text, separator(j, set->count, " and "));
            buffer_puts(&text, set->items[j]);
        }
    }
    return text.failed ? error_memory(error) : error_set(error, "set %s", text.data);
}

/* ---- Options ---- */

static bool check_needs(const struct manifest *manifest, unsigned needs, struct error *error)
{
    /* In the user's words: the flag that was given. */
    static const struct {
        enum manifest_support support;
        const char *refusal;
    } refusals[] = {
        {SUPPORTS_REMOTE_PATH, "cannot use --remote-path"},
        {SUPPORTS_OVERWRITE, "cannot use --force"},
        {SUPPORTS_UNIQUE, "cannot use --unique"},
        {SUPPORTS_EXPIRY, "cannot use --expire"},
        {SUPPORTS_CONTENT_TYPE, "cannot use --content-type"},
        {SUPPORTS_DELETE, "cannot delete what it took"},
        {SUPPORTS_RESUME, "cannot resume an upload"},
        {SUPPORTS_UNKNOWN_SIZE, "cannot take a file of unknown size"},
        {SUPPORTS_PRIVATE, "cannot make a link that nobody can guess"},
        {SUPPORTS_ONCE, "cannot use --once"},
        {SUPPORTS_SETUP, "has no guided set-up"},
    };
    unsigned missing = needs & ~manifest->supports;

    if (missing == 0)
        return true;
    for (size_t i = 0; i < ARRAY_LENGTH(refusals); i++)
        if ((missing & (unsigned)refusals[i].support) != 0)
            return error_set(error, "%s", refusals[i].refusal);
    return error_set(error, "cannot do all that was asked for");
}

/* ---- Expiry ---- */

static bool refuse_choice(const struct manifest *manifest, const char *wish, struct error *error)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    for (size_t i = 0; i < manifest->expiry_choice_count; i++) {
        char choice[48];

        text_seconds(choice, sizeof choice, (uint64_t)manifest->expiry_choices_s[i]);
        buffer_puts(&text, separator(i, manifest->expiry_choice_count, " or "));
        buffer_puts(&text, choice);
    }
    if (text.failed)
        return error_memory(error);
    return error_set(error, "keeps files for %s, not %s", text.data, wish);
}

static bool is_choice(const struct manifest *manifest, int64_t expire_s)
{
    for (size_t i = 0; i < manifest->expiry_choice_count; i++)
        if (manifest->expiry_choices_s[i] == expire_s)
            return true;
    return false;
}

/* A limit that the manifest does not say is 0. */
static bool check_expiry(const struct manifest *manifest, int64_t expire_s, struct error *error)
{
    char wish[48], limit[48];

    if (expire_s <= 0)
        return error_set(error, "cannot keep files for less than a second");
    text_seconds(wish, sizeof wish, (uint64_t)expire_s);
    if (manifest->expiry_choice_count > 0)
        return is_choice(manifest, expire_s) || refuse_choice(manifest, wish, error);
    if (expire_s < manifest->expiry_min_s) {
        text_seconds(limit, sizeof limit, (uint64_t)manifest->expiry_min_s);
        return error_set(error, "keeps files for at least %s, not %s", limit, wish);
    }
    if (manifest->expiry_max_s > 0 && expire_s > manifest->expiry_max_s) {
        text_seconds(limit, sizeof limit, (uint64_t)manifest->expiry_max_s);
        return error_set(error, "keeps files for at most %s, not %s", limit, wish);
    }
    if (manifest->expiry_step_s > 0 && expire_s % manifest->expiry_step_s != 0) {
        text_seconds(limit, sizeof limit, (uint64_t)manifest->expiry_step_s);
        return error_set(error, "keeps files for a multiple of %s, not %s", limit, wish);
    }
    return true;
}

/* ---- The file ---- */

/* A pattern with a slash is for the type: a base name has none. */
static bool matches(const char *pattern, const struct gate_wish *wish)
{
    return text_glob(pattern, strchr(pattern, '/') != NULL ? wish->content_type : wish->name);
}

/* "max_size_of" only ever lowers what "max_size" allows. */
static bool check_maximum(const char *pattern, uint64_t maximum, uint64_t size, struct error *error)
{
    char limit[32], found[32];

    if (size <= maximum)
        return true;
    text_size(limit, sizeof limit, maximum);
    text_size(found, sizeof found, size);
    /* Sizes that could read alike (one decimal is shown) are told to the byte. */
    if (maximum >= 1024 && size - maximum < maximum / 8) {
        snprintf(limit, sizeof limit, "%" PRIu64 " bytes", maximum);
        snprintf(found, sizeof found, "%" PRIu64, size);
    }
    if (pattern != NULL)
        return error_set(error, "takes at most %s of %s, this file has %s", limit, pattern, found);
    return error_set(error, "takes at most %s, this file has %s", limit, found);
}

static bool check_size(const struct manifest *manifest, const struct gate_wish *wish,
                       struct error *error)
{
    if (wish->size == TWATFS_SIZE_UNKNOWN)
        return true;
    if (wish->size < manifest->min_size) {
        char limit[32], found[32];

        text_size(limit, sizeof limit, manifest->min_size);
        text_size(found, sizeof found, wish->size);
        return error_set(error, "takes at least %s, this file has %s", limit, found);
    }
    if (!check_maximum(NULL, manifest->max_size, wish->size, error))
        return false;
    for (size_t i = 0; i < manifest->limit_count; i++) {
        const struct manifest_limit *limit = &manifest->limits[i];

        if (matches(limit->pattern, wish) &&
            !check_maximum(limit->pattern, limit->max_size, wish->size, error))
            return false;
    }
    return true;
}

bool gate_accepts(const struct manifest *manifest, const struct gate_wish *wish,
                  struct error *error)
{
    if (!check_needs(manifest, wish->needs, error))
        return false;
    if ((wish->needs & SUPPORTS_EXPIRY) != 0 && !check_expiry(manifest, wish->expire_s, error))
        return false;
    for (size_t i = 0; i < manifest->rejects.count; i++)
        if (matches(manifest->rejects.items[i], wish))
            return error_set(error, "does not take %s", manifest->rejects.items[i]);
    if (manifest->text_only && wish->binary)
        return error_set(error, "takes text only");
    return check_size(manifest, wish, error);
}

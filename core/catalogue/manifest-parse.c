/* manifest-parse.c: from a note's JSON text to a struct manifest.
 *
 * SPDX-License-Identifier: MIT
 *
 * A known member that is wrong is an error, so that its author sees it; an
 * unknown one is for a newer host and left alone.
 */
#include "catalogue/manifest.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "catalogue/abi.h"

#define DEPTH_MAX        8
#define ITEMS_MAX        64 /* of any list */
#define SETS_MAX         16 /* of any_of */
#define PRIORITY_MAX     1000000
#define RATE_UPLOADS_MAX 10000
#define RATE_PER_MAX_S   (INT64_C(31) * 86400)
#define EXPIRY_MAX_S     (INT64_C(100) * 366 * 86400) /* a century is for ever */

/* ---- What a text may be ---- */

struct text_rule {
    const char *need; /* for the message: "need …" */
    size_t length_max;
    bool (*valid)(const char *text); /* NULL: anything that can be shown */
};

/* Nothing that a terminal acts on. */
static bool can_be_shown(const char *text)
{
    CLEANUP_FREE char *shown = NULL;
    size_t plain = 0;

    while (text[plain] >= ' ' && text[plain] <= '~')
        plain++;
    if (text[plain] == '\0')
        return true;
    shown = text_printable(text, strlen(text), 0);
    return shown != NULL && strcmp(shown, text) == 0;
}

/* One of first, then any number of rest. */
static bool spelled(const char *text, const char *first, const char *rest)
{
    return text[0] != '\0' && strchr(first, text[0]) != NULL &&
           text[1 + strspn(text + 1, rest)] == '\0';
}

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

bool manifest_name_valid(const char *text)
{
    return strlen(text) <= MANIFEST_NAME_MAX && spelled(text, LOWER DIGITS, LOWER DIGITS "-");
}

static bool is_variable(const char *text)
{
    return spelled(text, UPPER "_", UPPER DIGITS "_");
}

static bool is_option_key(const char *text)
{
    return spelled(text, LOWER DIGITS, LOWER DIGITS "-_");
}

/* RFC 3986, section 3.1; lower case, as it is normalized. */
static bool is_scheme(const char *text)
{
    return spelled(text, LOWER, LOWER DIGITS "+.-");
}

/* The authority of "scheme://authority…", NULL for anything else. */
static const char *url_authority(const char *url)
{
    const char *mark = strstr(url, "://");

    if (mark == NULL || mark == url || mark[3] == '\0' || mark[3] == '/' ||
        strcspn(url, "/?#") != (size_t)(mark + 1 - url))
        return NULL;
    return mark + 3;
}

static bool is_url(const char *text)
{
    return url_authority(text) != NULL && strchr(text, ' ') == NULL && can_be_shown(text);
}

/* Without the slash after its host, "https://host" would also accept
 * https://host.example.org/. */
static bool is_url_prefix(const char *text)
{
    return is_url(text) && strchr(url_authority(text), '/') != NULL;
}

static const struct text_rule any_text = {"text without control characters", 256, NULL};
static const struct text_rule version_text = {"text without control characters", 64, NULL};
static const struct text_rule setup_text = {"text without control characters", 2048, NULL};
static const struct text_rule pattern = {"a pattern such as *.exe or video/*", 128, NULL};
static const struct text_rule support_word = {"a word", 64, NULL};
static const struct text_rule name_text = {"[a-z0-9][a-z0-9-]*", MANIFEST_NAME_MAX,
                                           manifest_name_valid};
static const struct text_rule variable = {"a variable's name: [A-Z_][A-Z0-9_]*", 64, is_variable};
static const struct text_rule option_key = {"[a-z0-9][a-z0-9_-]*", 32, is_option_key};
static const struct text_rule scheme = {"a URL scheme in lower case", 16, is_scheme};
static const struct text_rule url = {"an absolute URL", 1024, is_url};
static const struct text_rule url_prefix = {"the beginning of a URL, with the slash after its host",
                                            1024, is_url_prefix};

/* Where a member is, for the message: "env.any_of[0][1]". */
static bool check_text(const char *text, const struct text_rule *rule, const char *where,
                       struct error *error)
{
    if (text == NULL || text[0] == '\0' || strlen(text) > rule->length_max ||
        !(rule->valid != NULL ? rule->valid(text) : can_be_shown(text)))
        return error_set(error, "%s: need %s, 1 to %zu bytes", where, rule->need, rule->length_max);
    return true;
}

/* ---- Members of one kind ---- */

static bool take_text(const struct json *object, const char *name, const struct text_rule *rule,
                      const char *where, char **target, struct error *error)
{
    const struct json *value = json_get(object, name);

    if (value == NULL)
        return true;
    if (!check_text(json_text(value), rule, where, error))
        return false;
    *target = strdup(json_text(value));
    return *target != NULL || error_memory(error);
}

static bool take_integer(const struct json *object, const char *name, int64_t minimum,
                         int64_t maximum, const char *where, int64_t *target, struct error *error)
{
    const struct json *value = json_get(object, name);
    int64_t integer;

    if (value == NULL)
        return true;
    if (!json_to_integer(value, &integer) || integer < minimum || integer > maximum)
        return error_set(error, "%s: need a whole number from %" PRId64 " to %" PRId64, where,
                         minimum, maximum);
    *target = integer;
    return true;
}

static bool take_bytes(const struct json *object, const char *name, const char *where,
                       uint64_t *target, struct error *error)
{
    int64_t bytes = -1;

    if (!take_integer(object, name, 0, INT64_MAX, where, &bytes, error))
        return false;
    if (bytes >= 0)
        *target = (uint64_t)bytes;
    return true;
}

static bool take_boolean(const struct json *object, const char *name, bool *target,
                         struct error *error)
{
    const struct json *value = json_get(object, name);

    if (value != NULL && !json_to_boolean(value, target))
        return error_set(error, "%s: need true or false", name);
    return true;
}

/* The member called name, when it is of that kind; NULL when it is not there. */
static bool take_member(const struct json *object, const char *name, enum json_kind kind,
                        size_t count_max, const char *where, const struct json **member,
                        struct error *error)
{
    *member = json_get(object, name);
    if (*member == NULL)
        return true;
    if (json_kind(*member) != kind)
        return error_set(error, "%s: need an %s", where,
                         kind == JSON_KIND_ARRAY ? "array" : "object");
    if (json_count(*member) > count_max)
        return error_set(error, "%s: found %zu items, need at most %zu", where, json_count(*member),
                         count_max);
    return true;
}

static bool take_items(const struct json *array, const struct text_rule *rule, const char *where,
                       struct string_list *list, struct error *error)
{
    for (size_t i = 0; i < json_count(array); i++) {
        const char *text = json_text(json_at(array, i));

        if (!check_text(text, rule, where, error))
            return false;
        if (!string_list_add(list, text))
            return error_memory(error);
    }
    return true;
}

static bool take_list(const struct json *object, const char *name, const struct text_rule *rule,
                      const char *where, struct string_list *list, struct error *error)
{
    const struct json *array;

    return take_member(object, name, JSON_KIND_ARRAY, ITEMS_MAX, where, &array, error) &&
           take_items(array, rule, where, list, error);
}

/* ---- The members with a shape of their own ---- */

static bool take_environment(const struct json *document, struct manifest *manifest,
                             struct error *error)
{
    const struct json *env, *sets;

    if (!take_member(document, "env", JSON_KIND_OBJECT, SIZE_MAX, "env", &env, error) ||
        !take_member(env, "any_of", JSON_KIND_ARRAY, SETS_MAX, "env.any_of", &sets, error) ||
        !take_list(env, "optional", &variable, "env.optional", &manifest->optional, error) ||
        !take_list(env, "public", &variable, "env.public", &manifest->not_secret, error) ||
        !take_list(env, "in_links", &variable, "env.in_links", &manifest->in_links, error))
        return false;
    if (json_count(sets) == 0)
        return true;
    manifest->any_of = calloc(json_count(sets), sizeof manifest->any_of[0]);
    if (manifest->any_of == NULL)
        return error_memory(error);
    manifest->any_of_count = json_count(sets);
    for (size_t i = 0; i < manifest->any_of_count; i++) {
        const struct json *set = json_at(sets, i);

        if (json_kind(set) != JSON_KIND_ARRAY || json_count(set) == 0 || json_count(set) > SETS_MAX)
            return error_set(error, "env.any_of: need arrays of 1 to %d variables", SETS_MAX);
        if (!take_items(set, &variable, "env.any_of", &manifest->any_of[i], error))
            return false;
    }
    return true;
}

static bool take_endpoint(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    const struct json *endpoint;

    return take_member(document, "endpoint", JSON_KIND_OBJECT, SIZE_MAX, "endpoint", &endpoint,
                       error) &&
           take_text(endpoint, "env", &variable, "endpoint.env", &manifest->endpoint_env, error) &&
           take_text(endpoint, "default", &url, "endpoint.default", &manifest->endpoint_default,
                     error);
}

/* One prefix, or an array of them. */
static bool take_prefixes(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    const char *prefix = json_get_text(document, "url");

    if (prefix == NULL)
        return take_list(document, "url", &url_prefix, "url", &manifest->url_prefixes, error);
    if (!check_text(prefix, &url_prefix, "url", error))
        return false;
    return string_list_add(&manifest->url_prefixes, prefix) || error_memory(error);
}

static bool take_schemes(const struct json *document, struct manifest *manifest,
                         struct error *error)
{
    if (!take_list(document, "schemes", &scheme, "schemes", &manifest->schemes, error))
        return false;
    if (manifest->schemes.count > 0)
        return true;
    return (string_list_add(&manifest->schemes, "http") &&
            string_list_add(&manifest->schemes, "https")) ||
           error_memory(error);
}

static bool take_supports(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    CLEANUP_STRING_LIST struct string_list words = STRING_LIST_INIT;

    if (!take_list(document, "supports", &support_word, "supports", &words, error))
        return false;
    for (unsigned bit = 1; bit <= SUPPORTS_LAST; bit <<= 1)
        if (string_list_contains(&words, manifest_support_name(bit)))
            manifest->supports |= bit;
    return true;
}

static bool take_limits(const struct json *document, struct manifest *manifest, struct error *error)
{
    const struct json *limits;

    if (!take_bytes(document, "min_size", "min_size", &manifest->min_size, error) ||
        !take_bytes(document, "max_size", "max_size", &manifest->max_size, error) ||
        !take_member(document, "max_size_of", JSON_KIND_OBJECT, ITEMS_MAX, "max_size_of", &limits,
                     error))
        return false;
    if (manifest->min_size > manifest->max_size)
        return error_set(error, "min_size: found %" PRIu64 ", need at most max_size, %" PRIu64,
                         manifest->min_size, manifest->max_size);
    if (json_count(limits) == 0)
        return true;
    manifest->limits = calloc(json_count(limits), sizeof manifest->limits[0]);
    if (manifest->limits == NULL)
        return error_memory(error);
    for (size_t i = 0; i < json_count(limits); i++) {
        struct manifest_limit *limit = &manifest->limits[i];
        const char *name = NULL;

        json_member(limits, i, &name);
        if (!check_text(name, &pattern, "max_size_of", error) ||
            !take_bytes(limits, name, "max_size_of", &limit->max_size, error))
            return false;
        limit->pattern = strdup(name);
        if (limit->pattern == NULL)
            return error_memory(error);
        manifest->limit_count++;
    }
    return true;
}

static bool take_choices(const struct json *array, struct manifest *manifest, struct error *error)
{
    size_t count = json_count(array);

    if (count == 0 || count > ITEMS_MAX)
        return error_set(error, "expiry: found %zu choices, need 1 to %d", count, ITEMS_MAX);
    manifest->expiry_choices_s = calloc(count, sizeof manifest->expiry_choices_s[0]);
    if (manifest->expiry_choices_s == NULL)
        return error_memory(error);
    manifest->expiry_choice_count = count;
    for (size_t i = 0; i < count; i++) {
        int64_t *choice = &manifest->expiry_choices_s[i];

        if (!json_to_integer(json_at(array, i), choice) || *choice < 1 || *choice > EXPIRY_MAX_S)
            return error_set(error, "expiry: need whole seconds from 1 to %" PRId64, EXPIRY_MAX_S);
    }
    return true;
}

static bool take_expiry(const struct json *document, struct manifest *manifest, struct error *error)
{
    const struct json *expiry = json_get(document, "expiry");

    if (json_kind(expiry) == JSON_KIND_ARRAY)
        return take_choices(expiry, manifest, error);
    if (!take_member(document, "expiry", JSON_KIND_OBJECT, SIZE_MAX, "expiry", &expiry, error) ||
        !take_integer(expiry, "min", 1, EXPIRY_MAX_S, "expiry.min", &manifest->expiry_min_s,
                      error) ||
        !take_integer(expiry, "max", 1, EXPIRY_MAX_S, "expiry.max", &manifest->expiry_max_s,
                      error) ||
        !take_integer(expiry, "step", 1, EXPIRY_MAX_S, "expiry.step", &manifest->expiry_step_s,
                      error))
        return false;
    if (manifest->expiry_max_s > 0 && manifest->expiry_min_s > manifest->expiry_max_s)
        return error_set(error, "expiry.min: found %" PRId64 ", need at most expiry.max, %" PRId64,
                         manifest->expiry_min_s, manifest->expiry_max_s);
    return true;
}

static bool require(const char *value, const char *name, struct error *error)
{
    return value != NULL || error_set(error, "%s: missing", name);
}

static bool take_options(const struct json *document, struct manifest *manifest,
                         struct error *error)
{
    const struct json *options;

    if (!take_member(document, "options", JSON_KIND_OBJECT, ITEMS_MAX, "options", &options, error))
        return false;
    if (json_count(options) == 0)
        return true;
    manifest->options = calloc(json_count(options), sizeof manifest->options[0]);
    if (manifest->options == NULL)
        return error_memory(error);
    for (size_t i = 0; i < json_count(options); i++) {
        struct manifest_option *option = &manifest->options[manifest->option_count++];
        const char *key = NULL;
        const struct json *value = json_member(options, i, &key);
        bool object = json_kind(value) == JSON_KIND_OBJECT;

        /* A description, or an object with it and "secret". */
        if (!check_text(key, &option_key, "options", error) ||
            !take_text(object ? value : options, object ? "description" : key, &any_text,
                       "options: description", &option->description, error) ||
            !require(option->description, "options: description", error) ||
            (object && !take_boolean(value, "secret", &option->secret, error)))
            return false;
        option->key = strdup(key);
        if (option->key == NULL)
            return error_memory(error);
    }
    return true;
}

static bool take_threads(const struct json *document, struct manifest *manifest,
                         struct error *error)
{
    const struct json *threads = json_get(document, "threads");
    const char *word = json_text(threads);

    if (threads == NULL)
        return true;
    if (word == NULL)
        return error_set(error, "threads: need \"parallel\" or \"serial\"");
    /* A word of a newer minor is safe as serial. */
    manifest->parallel = strcmp(word, "parallel") == 0;
    return true;
}

static bool take_statuses(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    const struct json *statuses;
    int64_t status;

    if (!take_member(document, "final_statuses", JSON_KIND_ARRAY, ITEMS_MAX, "final_statuses",
                     &statuses, error))
        return false;
    if (json_count(statuses) == 0)
        return true;
    manifest->final_statuses = calloc(json_count(statuses), sizeof manifest->final_statuses[0]);
    if (manifest->final_statuses == NULL)
        return error_memory(error);
    for (size_t i = 0; i < json_count(statuses); i++) {
        if (!json_to_integer(json_at(statuses, i), &status) || status < 300 || status > 599)
            return error_set(error, "final_statuses: need HTTP statuses from 300 to 599");
        manifest->final_statuses[manifest->final_status_count++] = (int)status;
    }
    return true;
}

static bool take_rate(const struct json *document, struct manifest *manifest, struct error *error)
{
    const struct json *rate;
    int64_t uploads = 0, per_s = 0;

    if (!take_member(document, "rate", JSON_KIND_OBJECT, SIZE_MAX, "rate", &rate, error) ||
        !take_integer(rate, "uploads", 1, RATE_UPLOADS_MAX, "rate.uploads", &uploads, error) ||
        !take_integer(rate, "per", 1, RATE_PER_MAX_S, "rate.per", &per_s, error))
        return false;
    if ((uploads == 0) != (per_s == 0))
        return error_set(error, "rate: needs both uploads and per");
    manifest->rate_uploads = (uint64_t)uploads;
    manifest->rate_per_s = (uint64_t)per_s;
    return true;
}

/* ---- The whole ---- */

static bool take_identity(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    return take_text(document, "name", &name_text, "name", &manifest->name, error) &&
           require(manifest->name, "name", error) &&
           take_text(document, "version", &version_text, "version", &manifest->version, error) &&
           require(manifest->version, "version", error) &&
           take_text(document, "description", &any_text, "description", &manifest->description,
                     error) &&
           require(manifest->description, "description", error) &&
           take_text(document, "homepage", &url, "homepage", &manifest->homepage, error) &&
           take_text(document, "setup", &setup_text, "setup", &manifest->setup, error) &&
           take_text(document, "retention", &any_text, "retention", &manifest->retention, error);
}

static bool take_manifest(const struct json *document, struct manifest *manifest,
                          struct error *error)
{
    return take_identity(document, manifest, error) &&
           take_environment(document, manifest, error) &&
           take_endpoint(document, manifest, error) && take_prefixes(document, manifest, error) &&
           take_schemes(document, manifest, error) && take_supports(document, manifest, error) &&
           take_limits(document, manifest, error) &&
           take_list(document, "rejects", &pattern, "rejects", &manifest->rejects, error) &&
           take_expiry(document, manifest, error) && take_options(document, manifest, error) &&
           take_statuses(document, manifest, error) && take_threads(document, manifest, error) &&
           take_rate(document, manifest, error) &&
           take_boolean(document, "text_only", &manifest->text_only, error) &&
           take_boolean(document, "automatic", &manifest->automatic, error) &&
           take_boolean(document, "single_download", &manifest->single_download, error) &&
           take_boolean(document, "outlives_link", &manifest->outlives_link, error) &&
           take_boolean(document, "direct_link", &manifest->direct_link, error) &&
           take_integer(document, "priority", -PRIORITY_MAX, PRIORITY_MAX, "priority",
                        &manifest->priority, error);
}

static bool take_abi(const struct json *document, struct manifest *manifest, struct error *error)
{
    const struct json *abi = json_get(document, "abi");
    int64_t major, minor;

    if (json_kind(abi) != JSON_KIND_ARRAY || json_count(abi) != 2 ||
        !json_to_integer(json_at(abi, 0), &major) || !json_to_integer(json_at(abi, 1), &minor) ||
        major < 0 || major > INT32_MAX || minor < 0 || minor > INT32_MAX)
        return error_set(error, "abi: need [major, minor]");
    manifest->abi_major = (int32_t)major;
    manifest->abi_minor = (int32_t)minor;
    /* Before all else: another major may mean other things by the same words. */
    return abi_check_note(manifest, error);
}

static bool take_document(struct json *document, struct manifest *manifest, struct error *error)
{
    const struct json *written;

    if (!take_abi(document, manifest, error))
        return false;
    if (!take_member(document, "manifest", JSON_KIND_OBJECT, SIZE_MAX, "manifest", &written, error))
        return false;
    if (written == NULL)
        return error_set(error, "manifest: missing");
    return take_manifest(written, manifest, error);
}

struct manifest *manifest_parse(const char *text, size_t length, struct error *error)
{
    CLEANUP_MANIFEST struct manifest *manifest = calloc(1, sizeof *manifest);

    if (manifest == NULL) {
        error_memory(error);
        return NULL;
    }
    manifest->max_size = UINT64_MAX;
    manifest->automatic = true;
    manifest->direct_link = true;
    manifest->document = json_parse(text, length, DEPTH_MAX, true, error);
    if (manifest->document == NULL || !take_document(manifest->document, manifest, error)) {
        error_prefix(error, "manifest: ");
        return NULL;
    }
    return STEAL(manifest);
}

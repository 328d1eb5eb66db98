/* settings.c: what holds for a run, from flags, environment and files.
 *
 * SPDX-License-Identifier: MIT
 */
#include <config.h>

#include "library/settings.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/suggest.h"
#include "catalogue/manifest.h"
#include "state/cache.h"

#define FIELD(name) offsetof(struct settings, name)
#define ONE_YEAR    (UINT64_C(365) * 86400 * NANOSECONDS_PER_SECOND)

const struct setting settings_table[SETTING_COUNT] = {
    {"provider", "TWATFS_PROVIDER", "-p, --provider", SETTING_NAMES, FIELD(provider), 0, 0,
     "chosen by order and priority",
     "The only providers to try, in this order, separated by commas."},
    {"order", "TWATFS_ORDER", NULL, SETTING_NAMES, FIELD(order), 0, 0, "by priority",
     "Providers to try first where none is named."},
    {"disable", "TWATFS_DISABLE", NULL, SETTING_MORE_NAMES, FIELD(disable), 0, 0, "none",
     "Providers that are never used. May be given several times; adds up over all places."},
    {"check", "TWATFS_CHECK", "--check", SETTING_CHECK, FIELD(transfer.check), 0, 0, "auto",
     "How a link is proven: auto (a digest that the server computed, else as full), full "
     "(download and compare), head (it answers with the right length), none."},
    {"retries", "TWATFS_RETRIES", "--retries", SETTING_NUMBER, FIELD(transfer.retries), 0, 1000,
     "2", "Further attempts with one provider after a temporary failure."},
    {"retry-for", "TWATFS_RETRY_FOR", "--retry-for", SETTING_DURATION, FIELD(transfer.retry_for_ns),
     0, ONE_YEAR, "2m", "No attempt with a provider begins later than this after its first."},
    {"retry-delay", "TWATFS_RETRY_DELAY", "--retry-delay", SETTING_DURATION,
     FIELD(transfer.retry_delay_ns), 0, ONE_YEAR, "1s",
     "The longest wait before the first retry; doubles with each further one."},
    {"retry-after-max", "TWATFS_RETRY_AFTER_MAX", NULL, SETTING_DURATION,
     FIELD(transfer.retry_after_max_ns), 0, ONE_YEAR, "1m",
     "A host that asks for a longer wait is passed over instead."},
    {"timeout", "TWATFS_TIMEOUT", "--timeout", SETTING_DURATION, FIELD(transfer.timeout_ns), 0,
     ONE_YEAR, "0 (none)", "The longest that one file may take, all in all; 0 for no limit."},
    {"connect-timeout", "TWATFS_CONNECT_TIMEOUT", NULL, SETTING_DURATION,
     FIELD(transfer.connect_timeout_ns), NANOSECONDS_PER_MS, ONE_YEAR, "15s",
     "The longest that making a connection may take."},
    {"stall", "TWATFS_STALL", NULL, SETTING_DURATION, FIELD(transfer.stall_ns),
     NANOSECONDS_PER_SECOND, ONE_YEAR, "30s",
     "A transfer slower than 1 KiB/s for this long has failed."},
    {"answer-timeout", "TWATFS_ANSWER_TIMEOUT", NULL, SETTING_DURATION,
     FIELD(transfer.answer_timeout_ns), NANOSECONDS_PER_MS, ONE_YEAR, "2m",
     "The longest wait for a host's answer once everything is sent."},
    {"limit-rate", "TWATFS_LIMIT_RATE", "--limit-rate", SETTING_BYTES, FIELD(transfer.limit_rate),
     0, UINT64_MAX, "0 (none)", "Bytes a second, all connections together; 0 for no limit."},
    {"jobs", "TWATFS_JOBS", "-j, --jobs", SETTING_JOBS, FIELD(jobs), 1, BATCH_WORKERS_MAX, "auto",
     "How many files at once, or auto: as many as each host takes well."},
    {"max-memory", "TWATFS_MAX_MEMORY", "--max-memory", SETTING_BYTES, FIELD(max_memory), 1,
     UINT64_MAX, "256M", "About how much memory files under way may take."},
    {"plugin-path", "TWATFS_PLUGIN_PATH", NULL, SETTING_TEXT, FIELD(plugin_path), 0, 0, "none",
     "Directories with providers, separated by colons, searched before the built-in one."},
    {"progress", "TWATFS_PROGRESS", "--no-progress", SETTING_SWITCH, FIELD(progress), 0, 0, "yes",
     "Whether a progress bar is shown on a terminal."},
    {"memory", "TWATFS_MEMORY", "--no-memory", SETTING_SWITCH, FIELD(memory), 0, 0, "yes",
     "Whether uploads are remembered: for twatfs history and delete, and for passing over "
     "providers that keep failing."},
    {"ignore-health", "TWATFS_IGNORE_HEALTH", "--ignore-health", SETTING_SWITCH,
     FIELD(transfer.ignore_health), 0, 0, "no",
     "Whether providers that keep failing are tried in their turn all the same."},
    {"reuse", "TWATFS_REUSE", "--reuse", SETTING_SWITCH, FIELD(reuse), 0, 0, "no",
     "Whether an earlier link that still serves the same bytes will do."},
    {"cache", "TWATFS_CACHE", "--cache", SETTING_CACHE, FIELD(cache), 0, 0, "sqlite",
     "Where links are kept for that: sqlite, memory, none, or redis://HOST:PORT/N."},
};

void settings_free(struct settings *settings)
{
    string_list_free(&settings->provider);
    string_list_free(&settings->order);
    string_list_free(&settings->disable);
    string_list_free(&settings->directories);
    for (size_t i = 0; i < SETTING_COUNT; i++)
        free(settings->texts[i]);
    free(settings->plugin_path);
    free(settings->cache);
    for (size_t i = 0; i < settings->option_count; i++) {
        free(settings->options[i].option.provider);
        free(settings->options[i].option.key);
        free(settings->options[i].option.value);
        free(settings->options[i].origin);
    }
    free(settings->options);
    *settings = (struct settings)SETTINGS_INIT;
}

/* ---- Values ---- */

static bool is_provider_name(const char *name)
{
    size_t length = strlen(name);

    return length >= 1 && length <= MANIFEST_NAME_MAX && name[0] != '-' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* Blanks, brackets and quotes separate like commas: a list that a Python program
 * printed is read as it was meant. */
bool settings_read_names(struct string_list *names, const char *value, bool may_be_empty,
                         struct error *error)
{
    if (!string_list_split(names, value, ",[]'\" \t"))
        return error_memory(error);
    for (size_t i = 0; i < names->count; i++)
        if (!is_provider_name(names->items[i]))
            return error_set(error,
                             "\"%s\": not a provider's name (small letters, digits and "
                             "hyphens)",
                             names->items[i]);
    /* An empty list on the command line is an empty shell variable, and must not
     * turn a private choice into a public one. */
    if (names->count == 0 && !may_be_empty)
        return error_set(error, "names no provider");
    return true;
}

static bool set_names(struct string_list *target, const char *value, bool replaces, bool adds,
                      bool may_be_empty, struct error *error)
{
    CLEANUP_STRING_LIST struct string_list names = STRING_LIST_INIT;

    if (!settings_read_names(&names, value, may_be_empty, error))
        return false;
    if (adds) {
        for (size_t i = 0; i < names.count; i++)
            if (!string_list_contains(target, names.items[i]) &&
                !string_list_add(target, names.items[i]))
                return error_memory(error);
    } else if (replaces) {
        string_list_free(target);
        *target = names;
        names = (struct string_list)STRING_LIST_INIT;
    }
    return true;
}

static bool read_check(const char *value, enum check_mode *check, struct error *error)
{
    static const struct {
        const char *word;
        enum check_mode mode;
    } modes[] = {
        {"auto", CHECK_AUTO}, {"full", CHECK_FULL}, {"head", CHECK_HEAD}, {"none", CHECK_NONE}};

    for (size_t i = 0; i < ARRAY_LENGTH(modes); i++) {
        if (strcmp(value, modes[i].word) == 0) {
            *check = modes[i].mode;
            return true;
        }
    }
    return error_set(error, "\"%s\": not one of auto, head, full, none", value);
}

static bool read_switch(const char *value, bool *on, struct error *error)
{
    static const char *const words[][2] = {
        {"no", "yes"}, {"false", "true"}, {"off", "on"}, {"0", "1"}};

    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        if (strcasecmp(value, words[i][0]) == 0 || strcasecmp(value, words[i][1]) == 0) {
            *on = strcasecmp(value, words[i][1]) == 0;
            return true;
        }
    }
    return error_set(error, "\"%s\": neither yes nor no", value);
}

static bool read_duration(const struct setting *setting, const char *value, uint64_t *duration,
                          struct error *error)
{
    if (!text_duration(value, duration))
        return error_set(error, "\"%s\": not a duration such as 500ms, 30s, 5m, 24h or 7d", value);
    if (*duration < setting->minimum)
        return error_set(error, "\"%s\": too short: at least %s", value,
                         setting->minimum < NANOSECONDS_PER_SECOND ? "1ms" : "1s");
    if (*duration > setting->maximum)
        return error_set(error, "\"%s\": too long: at most 365d", value);
    return true;
}

static bool keep_text(struct settings *settings, const struct setting *setting, const char *value,
                      enum settings_layer layer, struct error *error)
{
    size_t index = (size_t)(setting - settings_table);
    char *copy = strdup(value);

    if (copy == NULL)
        return error_memory(error);
    free(settings->texts[index]);
    settings->texts[index] = copy;
    settings->layers[index] = layer;
    return true;
}

/* Of names that add up: all of them. */
static bool keep_names(struct settings *settings, const struct setting *setting,
                       const struct string_list *names, enum settings_layer layer,
                       struct error *error)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    enum settings_layer *from = &settings->layers[setting - settings_table];

    buffer_puts(&text, "");
    for (size_t i = 0; i < names->count; i++)
        buffer_printf(&text, "%s%s", i > 0 ? "," : "", names->items[i]);
    if (text.failed)
        return error_memory(error);
    return keep_text(settings, setting, text.data, layer > *from ? layer : *from, error);
}

/* Check value, and keep it unless a higher layer has spoken. */
static bool store(struct settings *settings, const struct setting *setting, const char *value,
                  enum settings_layer layer, struct error *error)
{
    enum settings_layer *from = &settings->layers[setting - settings_table];
    void *field = (char *)settings + setting->offset;
    bool replaces = layer >= *from;
    union {
        uint64_t number;
        enum check_mode check;
        bool on;
        char *text;
    } read;

    switch (setting->type) {
    case SETTING_NAMES:
    case SETTING_MORE_NAMES:
        if (!set_names(field, value, replaces, setting->type == SETTING_MORE_NAMES,
                       layer < LAYER_ENVIRONMENT, error))
            return false;
        break;
    case SETTING_NUMBER:
        if (!text_number(value, setting->minimum, setting->maximum, &read.number))
            return error_set(error, "\"%s\": not a number from %" PRIu64 " to %" PRIu64, value,
                             setting->minimum, setting->maximum);
        if (replaces)
            *(unsigned *)field = (unsigned)read.number;
        break;
    case SETTING_JOBS:
        read.number = 0;
        if (strcmp(value, "auto") != 0 &&
            !text_number(value, setting->minimum, setting->maximum, &read.number))
            return error_set(error, "\"%s\": neither auto nor a number from 1 to %" PRIu64, value,
                             setting->maximum);
        if (replaces)
            *(unsigned *)field = (unsigned)read.number;
        break;
    case SETTING_DURATION:
        if (!read_duration(setting, value, &read.number, error))
            return false;
        if (replaces)
            *(uint64_t *)field = read.number;
        break;
    case SETTING_BYTES:
        if (!text_bytes(value, &read.number) || read.number < setting->minimum)
            return error_set(error, "\"%s\": not a size such as 500K, 2MB or 1G", value);
        if (replaces)
            *(uint64_t *)field = read.number;
        break;
    case SETTING_CHECK:
        if (!read_check(value, &read.check, error))
            return false;
        if (replaces)
            *(enum check_mode *)field = read.check;
        break;
    case SETTING_SWITCH:
        if (!read_switch(value, &read.on, error))
            return false;
        if (replaces)
            *(bool *)field = read.on;
        break;
    case SETTING_CACHE:
        if (!cache_choice_valid(value, error))
            return false;
        __attribute__((fallthrough));
    case SETTING_TEXT:
        read.text = strdup(value);
        if (read.text == NULL)
            return error_memory(error);
        if (replaces) {
            free(*(char **)field);
            *(char **)field = STEAL(read.text);
        }
        free(read.text);
        break;
    }
    if (setting->type == SETTING_MORE_NAMES)
        return keep_names(settings, setting, field, layer, error);
    if (setting->type == SETTING_SWITCH) /* one word for the many that there are */
        value = read.on ? "yes" : "no";
    return !replaces || keep_text(settings, setting, value, layer, error);
}

static const struct setting *find_setting(const char *key)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (strcmp(settings_table[i].key, key) == 0)
            return &settings_table[i];
    return NULL;
}

static bool unknown_setting(const char *key, struct error *error)
{
    struct suggestion suggestion = SUGGESTION_INIT(key);

    for (size_t i = 0; i < SETTING_COUNT; i++)
        suggestion_consider(&suggestion, settings_table[i].key);
    if (suggestion.best == NULL)
        return error_set(error, "%s: unknown setting", key);
    return error_set(error, "%s: unknown setting; did you mean \"%s\"?", key, suggestion.best);
}

/* ---- Provider options ---- */

static struct configured_option *find_option(const struct settings *settings, const char *provider,
                                             const char *key)
{
    for (size_t i = 0; i < settings->option_count; i++) {
        struct configured_option *option = &settings->options[i];

        if (strcmp(option->option.provider, provider) == 0 && strcmp(option->option.key, key) == 0)
            return option;
    }
    return NULL;
}

static struct configured_option *add_option(struct settings *settings, const char *provider,
                                            const char *key)
{
    struct configured_option *options =
        reallocarray(settings->options, settings->option_count + 1, sizeof *options);
    struct configured_option added = {.option = {strdup(provider), strdup(key), NULL}};

    if (options != NULL)
        settings->options = options;
    if (options == NULL || added.option.provider == NULL || added.option.key == NULL) {
        free(added.option.provider);
        free(added.option.key);
        return NULL;
    }
    options[settings->option_count] = added;
    return &options[settings->option_count++];
}

static bool set_option(struct settings *settings, const char *provider, const char *key,
                       const char *value, enum settings_layer layer, const char *origin,
                       struct error *error)
{
    struct configured_option *option = find_option(settings, provider, key);
    CLEANUP_FREE char *value_copy = strdup(value);
    CLEANUP_FREE char *origin_copy = origin != NULL ? strdup(origin) : NULL;

    if (value_copy == NULL || (origin != NULL && origin_copy == NULL))
        return error_memory(error);
    if (option != NULL && option->layer > layer)
        return true;
    if (option == NULL)
        option = add_option(settings, provider, key);
    if (option == NULL)
        return error_memory(error);
    free(option->option.value);
    free(option->origin);
    option->option.value = STEAL(value_copy);
    option->origin = STEAL(origin_copy);
    option->layer = layer;
    return true;
}

/* ---- Layers ---- */

bool settings_set(struct settings *settings, const char *key, const char *value,
                  struct error *error)
{
    const struct setting *setting = find_setting(key);

    return setting != NULL ? store(settings, setting, value, LAYER_SET, error)
                           : unknown_setting(key, error);
}

bool settings_set_option(struct settings *settings, const char *provider, const char *key,
                         const char *value, struct error *error)
{
    if (!is_provider_name(provider) || *key == '\0')
        return error_set(error, "\"%s.%s\": not of the form NAME.key", provider, key);
    return set_option(settings, provider, key, value, LAYER_SET, NULL, error);
}

bool settings_add_directory(struct settings *settings, const char *directory, struct error *error)
{
    if (*directory == '\0')
        return error_set(error, "an empty name");
    return string_list_add(&settings->directories, directory) || error_memory(error);
}

const char *settings_text(const struct settings *settings, const char *key)
{
    const struct setting *setting = find_setting(key);
    const char *text = setting != NULL ? settings->texts[setting - settings_table] : NULL;

    return text != NULL || setting == NULL ? text : setting->otherwise;
}

static bool read_environment(struct settings *settings, struct error *error)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const char *value = getenv(settings_table[i].variable);

        if (value == NULL || *value == '\0')
            continue;
        if (!store(settings, &settings_table[i], value, LAYER_ENVIRONMENT, error)) {
            error_prefix(error, "%s: ", settings_table[i].variable);
            return false;
        }
    }
    return true;
}

/* A file being read. */
struct file_layer {
    struct settings *settings;
    const char *path;
    enum settings_layer layer;
};

static bool read_key(void *data, const char *section, const char *key, const char *value,
                     unsigned long line, struct error *error)
{
    const struct file_layer *file = data;
    const struct setting *setting;
    CLEANUP_FREE char *origin = NULL;

    if (*section != '\0') {
        if (!is_provider_name(section))
            return error_set(error, "[%s]: not a provider's name", section);
        if (*key == '\0')
            return error_set(error, "[%s]: a value without a key", section);
        if (asprintf(&origin, "%s:%lu", file->path, line) < 0) {
            origin = NULL;
            return error_memory(error);
        }
        return set_option(file->settings, section, key, value, file->layer, origin, error);
    }
    setting = find_setting(key);
    if (setting == NULL)
        return unknown_setting(key, error);
    if (store(file->settings, setting, value, file->layer, error))
        return true;
    error_prefix(error, "%s: ", key);
    return false;
}

bool settings_read_file(struct settings *settings, const char *path, enum settings_layer layer,
                        struct error *error)
{
    struct file_layer file = {settings, path, layer};

    return config_read(path, read_key, &file, error);
}

/* A file that was asked for by name has to be there. */
static bool read_chosen(struct settings *settings, const char *path, const char *chosen_by,
                        struct error *error)
{
    /* The way to say: none at all. */
    if (strcmp(path, "/dev/null") == 0)
        return true;
    if (*path == '\0')
        return error_set(error, "%s: an empty name", chosen_by);
    if (access(path, R_OK) != 0)
        return error_errno(error, "%s: %s", chosen_by, path);
    return settings_read_file(settings, path, LAYER_USER, error);
}

bool settings_load(struct settings *settings, const char *path, struct error *error)
{
    const char *chosen = getenv("TWATFS_CONFIG");
    CLEANUP_FREE char *user = NULL;

    if (!read_environment(settings, error))
        return false;
    if (path != NULL)
        return read_chosen(settings, path, "configuration", error);
    if (chosen != NULL && *chosen != '\0')
        return read_chosen(settings, chosen, "TWATFS_CONFIG", error);
    if (!config_user_file(&user))
        return error_memory(error);
    if (user != NULL && !settings_read_file(settings, user, LAYER_USER, error))
        return false;
    return settings_read_file(settings, SYSCONFDIR "/twatfs/config", LAYER_SYSTEM, error);
}

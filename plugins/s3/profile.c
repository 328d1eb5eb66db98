/* profile.c: the shared configuration files of the AWS tools.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Using shared config and credentials files to globally configure AWS SDKs and tools" in the AWS
 * SDKs and Tools Reference Guide shows the format, the SDKs' common test cases settle its corners
 * (profile-parser-tests.json in smithy-lang/smithy-rs; both read in November 2026), and where
 * these are stricter than the AWS CLI, the CLI is followed:
 *
 *   - "#" and ";" begin a comment at the beginning of a line, and behind a blank in a value;
 *   - a line that is indented deeper than the key before it goes on with that key's value, or,
 *     where that is empty, is a "key = value" below it;
 *   - keys are compared without case, names of sections with it; of a key that comes again, in a
 *     section that comes again or not, the last one counts;
 *   - the config file has [default], [profile NAME] and [services NAME], of which [profile
 *     default] makes [default] not count; in the credentials file each section is a profile.
 */
#include "profile.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/crypto.h>

#include "builder.h"
#include "small-file.h"

#define FILE_MAX     (1u << 20) /* bytes; thousands of profiles */
#define VALUE_MAX    (16u << 10)
#define SETTINGS_MAX 20000
#define BLANKS       " \t\r\f\v"

enum section_kind {
    SECTION_NONE, /* before the first, and those for other tools */
    SECTION_PROFILE,
    SECTION_PLAIN_DEFAULT, /* [default] of the config file */
    SECTION_SERVICES,
};

struct section {
    enum section_kind kind;
    char *name;
};

/* One key, or, where key is NULL, the beginning of a section. */
struct setting {
    struct section section; /* its name belongs to the setting */
    char *group;            /* the key that this one is indented below; or NULL */
    char *key;
    char *value;
    const char *file; /* for people */
};

struct profiles {
    struct setting *settings; /* of the config file, then of the credentials file */
    size_t count, room;
    bool prefixed_default; /* there is a [profile default] */
    char *files[2];        /* their names for people */
};

/* ---- What was read ---- */

static void setting_free(struct setting *setting)
{
    free(setting->section.name);
    free(setting->group);
    free(setting->key);
    secret_free(&setting->value);
}

void profiles_free(struct profiles *profiles)
{
    if (profiles == NULL)
        return;
    for (size_t i = 0; i < profiles->count; i++)
        setting_free(&profiles->settings[i]);
    free(profiles->settings);
    free(profiles->files[0]);
    free(profiles->files[1]);
    free(profiles);
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool in_section(const struct profiles *profiles, const struct setting *setting,
                       enum section_kind kind, const char *name)
{
    enum section_kind own = setting->section.kind;

    if (own == SECTION_PLAIN_DEFAULT)
        own = profiles->prefixed_default ? SECTION_NONE : SECTION_PROFILE;
    return own == kind && strcmp(setting->section.name, name) == 0;
}

/* From the end: the last one counts, and the credentials file comes last. */
static const struct setting *find(const struct profiles *profiles, enum section_kind kind,
                                  const char *section, const char *group, const char *key)
{
    for (size_t i = profiles->count; i-- > 0;) {
        const struct setting *setting = &profiles->settings[i];

        if (same(setting->key, key) && same(setting->group, group) &&
            in_section(profiles, setting, kind, section))
            return setting;
    }
    return NULL;
}

static const char *value_of(const struct setting *setting)
{
    return setting != NULL && setting->value[0] != '\0' ? setting->value : NULL;
}

bool profiles_has(const struct profiles *profiles, const char *profile)
{
    return find(profiles, SECTION_PROFILE, profile, NULL, NULL) != NULL;
}

const char *profiles_get(const struct profiles *profiles, const char *profile, const char *key)
{
    return value_of(find(profiles, SECTION_PROFILE, profile, NULL, key));
}

const char *profiles_get_nested(const struct profiles *profiles, const char *profile,
                                const char *group, const char *key)
{
    return value_of(find(profiles, SECTION_PROFILE, profile, group, key));
}

const char *profiles_file(const struct profiles *profiles, const char *profile, const char *key)
{
    const struct setting *setting = find(profiles, SECTION_PROFILE, profile, NULL, key);

    return value_of(setting) != NULL ? setting->file : NULL;
}

const char *profiles_get_service(const struct profiles *profiles, const char *services,
                                 const char *service, const char *key)
{
    return value_of(find(profiles, SECTION_SERVICES, services, service, key));
}

const char *profiles_current(struct twatfs_call *call)
{
    const char *profile = twatfs_env(call, "AWS_PROFILE");

    return profile != NULL ? profile : "default";
}

bool profiles_ignore_endpoints(struct twatfs_call *call, const struct profiles *profiles)
{
    const char *value = twatfs_env(call, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");

    if (value == NULL)
        value = profiles_get(profiles, profiles_current(call), "ignore_configured_endpoint_urls");
    return value != NULL && strcasecmp(value, "true") == 0;
}

/* ---- One file ---- */

struct reading {
    struct profiles *profiles;
    const char *file;
    bool credentials; /* the file of that name: each section is a profile */
    struct section section;
    size_t indent;   /* of the key before this line */
    size_t current;  /* its setting; SIZE_MAX: none in this section */
    bool group;      /* it has keys of its own below it */
    const char *why; /* a line is wrong */
};

#define CURRENT_NONE SIZE_MAX

static bool wrong(struct reading *reading, const char *why)
{
    reading->why = why;
    return false;
}

static bool settings_grow(struct profiles *profiles)
{
    size_t room = profiles->room > 0 ? 2 * profiles->room : 64;
    struct setting *settings;

    if (profiles->count < profiles->room)
        return true;
    settings = reallocarray(profiles->settings, room, sizeof *settings);
    if (settings == NULL)
        return false;
    profiles->settings = settings;
    profiles->room = room;
    return true;
}

/* Bytes without the blanks around them. */
struct slice {
    const char *text;
    size_t length;
};

static struct slice trim(const char *text, size_t length)
{
    while (length > 0 && strchr(BLANKS, *text) != NULL) {
        text++;
        length--;
    }
    while (length > 0 && strchr(BLANKS, text[length - 1]) != NULL)
        length--;
    return (struct slice){text, length};
}

static bool slice_is(struct slice slice, const char *text)
{
    return slice.length == strlen(text) && memcmp(slice.text, text, slice.length) == 0;
}

static char *lower_case(struct slice slice)
{
    char *copy = strndup(slice.text, slice.length);

    for (char *c = copy; c != NULL && *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* group and key may be NULL. */
static bool add(struct reading *reading, const char *group, const struct slice *key,
                struct slice value)
{
    struct profiles *profiles = reading->profiles;
    struct setting setting = {.file = reading->file};

    if (reading->section.kind == SECTION_NONE)
        return true;
    if (value.length > VALUE_MAX)
        return wrong(reading, "a value is longer than 16 KiB");
    if (profiles->count == SETTINGS_MAX)
        return wrong(reading, "there are more than 20000 settings");
    if (!settings_grow(profiles))
        return wrong(reading, "out of memory");
    setting.section.kind = reading->section.kind;
    setting.section.name = strdup(reading->section.name);
    setting.group = group != NULL ? strdup(group) : NULL;
    setting.key = key != NULL ? lower_case(*key) : NULL;
    setting.value = strndup(value.text, value.length);
    /* Before the check, so that what it has is freed with the others. */
    profiles->settings[profiles->count++] = setting;
    if (setting.section.name == NULL || setting.value == NULL ||
        (group != NULL && setting.group == NULL) || (key != NULL && setting.key == NULL))
        return wrong(reading, "out of memory");
    return true;
}

/* The word that a section's name begins with, and what comes behind it and blanks. */
static bool begins_with_word(struct slice name, const char *word, struct slice *rest)
{
    size_t length = strlen(word);

    if (name.length <= length || memcmp(name.text, word, length) != 0 ||
        strchr(BLANKS, name.text[length]) == NULL)
        return false;
    *rest = trim(name.text + length, name.length - length);
    return true;
}

/* The CLI takes [profile "my name"]. */
static struct slice unquoted(struct slice name)
{
    if (name.length >= 2 && (name.text[0] == '"' || name.text[0] == '\'') &&
        name.text[name.length - 1] == name.text[0])
        return (struct slice){name.text + 1, name.length - 2};
    return name;
}

static enum section_kind kind_of(const struct reading *reading, struct slice *name)
{
    struct slice rest;

    if (begins_with_word(*name, "sso-session", &rest))
        return SECTION_NONE;
    if (begins_with_word(*name, "services", &rest)) {
        *name = unquoted(rest);
        return reading->credentials ? SECTION_NONE : SECTION_SERVICES;
    }
    if (begins_with_word(*name, "profile", &rest)) {
        *name = unquoted(rest);
        return reading->credentials ? SECTION_NONE : SECTION_PROFILE;
    }
    if (reading->credentials)
        return SECTION_PROFILE;
    return slice_is(*name, "default") ? SECTION_PLAIN_DEFAULT : SECTION_NONE;
}

static bool section_begins(struct reading *reading, struct slice line)
{
    const char *end = memchr(line.text, ']', line.length);
    struct slice name;

    if (end == NULL)
        return wrong(reading, "a section's name has no \"]\"");
    name = trim(line.text + 1, (size_t)(end - line.text) - 1);
    free(reading->section.name);
    reading->section.name = NULL;
    reading->current = CURRENT_NONE;
    reading->section.kind = kind_of(reading, &name);
    if (reading->section.kind == SECTION_PROFILE && !reading->credentials &&
        slice_is(name, "default"))
        reading->profiles->prefixed_default = true;
    reading->section.name = strndup(name.text, name.length);
    if (reading->section.name == NULL)
        return wrong(reading, "out of memory");
    return add(reading, NULL, NULL, (struct slice){"", 0});
}

/* What stands behind "=", without a comment behind a blank: a secret may begin with its mark. */
static struct slice value_in(const char *text, size_t length)
{
    for (size_t i = 1; i < length; i++)
        if ((text[i] == '#' || text[i] == ';') && strchr(BLANKS, text[i - 1]) != NULL)
            return trim(text, i);
    return trim(text, length);
}

static bool split(struct reading *reading, struct slice line, struct slice *key,
                  struct slice *value)
{
    const char *equals = memchr(line.text, '=', line.length);

    if (equals == NULL)
        return wrong(reading, "is neither \"key = value\" nor \"[section]\"");
    *key = trim(line.text, (size_t)(equals - line.text));
    *value = value_in(equals + 1, line.length - (size_t)(equals - line.text) - 1);
    return key->length > 0 ? true : wrong(reading, "has no key before \"=\"");
}

static bool key_comes(struct reading *reading, struct slice line, size_t indent)
{
    struct slice key, value;

    if (reading->section.name == NULL)
        return wrong(reading, "a section must come first, such as [default]");
    if (!split(reading, line, &key, &value))
        return false;
    reading->indent = indent;
    reading->current = reading->profiles->count;
    reading->group = value.length == 0;
    return add(reading, NULL, &key, value);
}

/* A line below the key before it. */
static bool key_goes_on(struct reading *reading, struct slice line)
{
    CLEANUP_BUILDER struct builder value = {0};
    struct slice key, nested;
    struct setting *setting;

    if (reading->section.kind == SECTION_NONE)
        return true;
    setting = &reading->profiles->settings[reading->current];
    if (reading->group)
        return split(reading, line, &key, &nested) && add(reading, setting->key, &key, nested);
    /* This also bounds the work that many short lines make. */
    if (strlen(setting->value) + line.length >= VALUE_MAX)
        return wrong(reading, "a value is longer than 16 KiB");
    builder_puts(&value, setting->value);
    builder_puts(&value, "\n");
    builder_add(&value, line.text, line.length);
    if (value.failed)
        return wrong(reading, "out of memory");
    secret_free(&setting->value);
    setting->value = builder_steal(&value);
    return true;
}

static bool line_comes(struct reading *reading, const char *text, size_t length)
{
    struct slice line = trim(text, length);
    size_t indent = (size_t)(line.text - text);

    if (line.length == 0 || line.text[0] == '#' || line.text[0] == ';')
        return true;
    if (reading->current != CURRENT_NONE && indent > reading->indent)
        return key_goes_on(reading, line);
    if (line.text[0] == '[')
        return section_begins(reading, line);
    return key_comes(reading, line, indent);
}

/* Whether all lines are good; *number is that of the last one read. */
static bool parse(struct reading *reading, const char *text, size_t length, unsigned long *number)
{
    bool good = true;

    *number = 0;
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
        text += 3;
        length -= 3;
    }
    while (good && length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t line = end != NULL ? (size_t)(end - text) : length;

        (*number)++;
        good = line_comes(reading, text, line);
        line += end != NULL ? 1 : 0;
        text += line;
        length -= line;
    }
    free(reading->section.name);
    return good;
}

/* ---- Both files ---- */

/* The file that a variable names, or one of the home folder: *path, NULL when there is neither,
 * and *shown, its name for people.  False without memory. */
static bool find_file(struct twatfs_call *call, const char *variable, const char *usual,
                      const char **path, const char **shown)
{
    const char *home = twatfs_env(call, "HOME");

    *path = twatfs_env(call, variable);
    *shown = *path != NULL ? *path : usual;
    if (strncmp(*shown, "~/", 2) != 0)
        return true;
    *path = home != NULL ? twatfs_printf(call, "%s%s", home, *shown + 1) : NULL;
    return home == NULL || *path != NULL;
}

static bool read_file(struct twatfs_call *call, struct profiles *profiles, bool credentials)
{
    CLEANUP_BUILDER struct builder text = {0};
    struct reading reading = {
        .profiles = profiles, .credentials = credentials, .current = CURRENT_NONE};
    const char *path, *shown, *why = "";
    unsigned long line;

    if (!find_file(call, credentials ? "AWS_SHARED_CREDENTIALS_FILE" : "AWS_CONFIG_FILE",
                   credentials ? "~/.aws/credentials" : "~/.aws/config", &path, &shown)) {
        twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        return false;
    }
    if (path == NULL || strcmp(path, "/dev/null") == 0)
        return true;
    switch (small_file_read(path, FILE_MAX, &text, &why)) {
    case SMALL_FILE_READ:
        break;
    case SMALL_FILE_MISSING:
        twatfs_log(call, TWATFS_LOG_DEBUG, "%s: is not there", shown);
        return true;
    case SMALL_FILE_BAD:
        twatfs_fail(call, TWATFS_AUTH, 0, "%s: %s", shown, why);
        return false;
    }
    profiles->files[credentials] = strdup(shown);
    reading.file = profiles->files[credentials];
    if (reading.file == NULL) {
        twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        return false;
    }
    if (!parse(&reading, text.text, text.length, &line)) {
        twatfs_fail(call, TWATFS_AUTH, 0, "%s:%lu: %s", shown, line, reading.why);
        return false;
    }
    return true;
}

struct profiles *profiles_read(struct twatfs_call *call)
{
    struct profiles *profiles = calloc(1, sizeof *profiles);

    if (profiles == NULL) {
        twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
        return NULL;
    }
    if (read_file(call, profiles, false) && read_file(call, profiles, true))
        return profiles;
    profiles_free(profiles);
    return NULL;
}

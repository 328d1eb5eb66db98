/* client.c: libtwatfs, as the commands use it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/client.h"

#include <string.h>

#include "base/text.h"
#include "cli/options.h"

bool client_error(struct twatfs_error *failure, struct error *error)
{
    if (failure != NULL)
        error_set(error, "%s", twatfs_error_message(failure));
    else
        error_memory(error);
    twatfs_error_free(failure);
    return false;
}

enum exit_code client_failed(struct twatfs_error *failure)
{
    enum exit_code code =
        outcome_exit_code(failure != NULL ? twatfs_error_code(failure) : TWATFS_ERROR_SYSTEM);

    log_error("%s", failure != NULL ? twatfs_error_message(failure) : "out of memory");
    twatfs_error_free(failure);
    return code;
}

bool client_begin(struct client *client)
{
    struct twatfs_error *failure = NULL;

    client->context = twatfs_context_new(&failure);
    if (client->context != NULL)
        return true;
    client_failed(failure);
    return false;
}

void client_end(struct client *client)
{
    twatfs_context_free(client->context);
    client->context = NULL;
}

/* NAME.key=value */
static bool set_provider_option(struct client *client, const char *text,
                                struct twatfs_error **failure, struct error *error)
{
    size_t name_length = strcspn(text, ".=");
    const char *key = text[name_length] == '.' ? text + name_length + 1 : "";
    size_t key_length = strcspn(key, "=");
    CLEANUP_FREE char *name = strndup(text, name_length);
    CLEANUP_FREE char *key_copy = strndup(key, key_length);

    if (name == NULL || key_copy == NULL)
        return error_memory(error);
    /* The value may be a secret. */
    if (name_length == 0 || key_length == 0 || key[key_length] != '=')
        return error_set(error, "\"%.*s\": not of the form NAME.key=value", (int)strcspn(text, "="),
                         text);
    return twatfs_set_option(client->context, name, key_copy, key + key_length + 1, failure);
}

bool client_option(struct client *client, const struct option_spec *option, const char *value,
                   struct error *error)
{
    struct twatfs_error *failure = NULL;
    bool done;

    switch (option->id) {
    case OPTION_SETTING:
        done = twatfs_set(client->context, option->name, value, &failure);
        break;
    case OPTION_NO_CHECK:
        done = twatfs_set(client->context, "check", "none", &failure);
        break;
    case OPTION_NO_PROGRESS:
        done = twatfs_set(client->context, "progress", "no", &failure);
        break;
    case OPTION_NO_MEMORY:
        done = twatfs_set(client->context, "memory", "no", &failure);
        break;
    case OPTION_IGNORE_HEALTH:
        done = twatfs_set(client->context, "ignore-health", "yes", &failure);
        break;
    case OPTION_REUSE:
        done = twatfs_set(client->context, "reuse", "yes", &failure);
        break;
    case OPTION_CONFIG:
        client->config = value;
        return true;
    case OPTION_PLUGIN_DIR:
        done = twatfs_add_provider_directory(client->context, value, &failure);
        break;
    case OPTION_PROVIDER_OPTION:
        done = set_provider_option(client, value, &failure, error);
        break;
    default:
        done = error_set(error, "not a setting");
    }
    if (done)
        return true;
    if (failure != NULL || error->text[0] == '\0')
        client_error(failure, error);
    error_prefix(error, "--%s: ", option->name);
    return false;
}

/* What the library says goes where our own words go; in a program with the library built in
 * the thread's lines would come back here. */
static void take_log(UNUSED void *data, int32_t level, const char *message)
{
    const struct log_sink *before = log_use(NULL);

    log_line(level >= TWATFS_LOG_DEBUG     ? LOG_LEVEL_DEBUG
             : level >= TWATFS_LOG_INFO    ? LOG_LEVEL_INFO
             : level >= TWATFS_LOG_WARNING ? LOG_LEVEL_WARNING
                                           : LOG_LEVEL_ERROR,
             "%s", message);
    (void)log_use(before);
}

enum exit_code client_open(struct client *client, enum log_level level, bool check_names)
{
    static const int32_t levels[] = {
        [LOG_LEVEL_ERROR] = TWATFS_LOG_ERROR,
        [LOG_LEVEL_WARNING] = TWATFS_LOG_WARNING,
        [LOG_LEVEL_INFO] = TWATFS_LOG_INFO,
        [LOG_LEVEL_DEBUG] = TWATFS_LOG_DEBUG,
    };
    struct twatfs_error *failure = NULL;
    CLEANUP_REQUEST struct twatfs_request *nothing = twatfs_request_new();

    log_set_level(level);
    /* The last of these sees that options and providers that are named exist. */
    if (nothing != NULL &&
        twatfs_on_log(client->context, levels[level], take_log, NULL, &failure) &&
        twatfs_read_configuration(client->context, client->config, &failure) &&
        twatfs_context_open(client->context, &failure) &&
        (!check_names || twatfs_request_check(client->context, nothing, &failure)))
        return EXIT_CODE_OK;
    return client_failed(failure);
}

/* context.c: settings, providers and connections, for one program.
 *
 * SPDX-License-Identifier: MIT
 */
#include <config.h>

#include <string.h>
#include <sys/auxv.h>

#include <twatfs/provider.h>

#include "library/library.h"
#include "library/lookup.h"
#include "state/cache.h"
#include "state/memory.h"
#include "transfer/http.h"

const char *twatfs_version(void)
{
    return PACKAGE_VERSION;
}

void twatfs_abi_version(int32_t *major, int32_t *minor)
{
    *major = TWATFS_ABI_MAJOR;
    *minor = TWATFS_ABI_MINOR;
}

/* ---- Logging ---- */

static const int32_t levels[] = {
    [LOG_LEVEL_ERROR] = TWATFS_LOG_ERROR,
    [LOG_LEVEL_WARNING] = TWATFS_LOG_WARNING,
    [LOG_LEVEL_INFO] = TWATFS_LOG_INFO,
    [LOG_LEVEL_DEBUG] = TWATFS_LOG_DEBUG,
};

static void write_log(void *data, enum log_level level, const char *line)
{
    struct twatfs_context *context = data;

    pthread_mutex_lock(&context->log_lock);
    context->log(context->log_data, levels[level], line);
    pthread_mutex_unlock(&context->log_lock);
}

const struct log_sink *context_enter(struct twatfs_context *context)
{
    return log_use(&context->sink);
}

/* ---- Making and freeing ---- */

static pthread_once_t http_once = PTHREAD_ONCE_INIT;
static struct error http_error = ERROR_INIT;

static void start_http(void)
{
    (void)http_start(&http_error);
}

static bool may_run(struct error *error)
{
    /* Set-user-ID: modules from the environment would run with another's rights. */
    if (getauxval(AT_SECURE) != 0)
        return error_set(error, "refuses to run with raised privileges: providers are code that "
                                "the user chooses");
    pthread_once(&http_once, start_http);
    if (http_error.text[0] == '\0')
        return true;
    *error = http_error;
    return false;
}

struct twatfs_context *twatfs_context_new(struct twatfs_error **error)
{
    struct twatfs_context *context;
    struct error own = ERROR_INIT;

    if (!may_run(&own)) {
        error_give(error, TWATFS_ERROR_SYSTEM, &own);
        return NULL;
    }
    context = calloc(1, sizeof *context);
    if (context == NULL) {
        error_memory(&own);
        error_give(error, TWATFS_ERROR_SYSTEM, &own);
        return NULL;
    }
    context->settings = (struct settings)SETTINGS_INIT;
    pthread_mutex_init(&context->log_lock, NULL);
    pthread_mutex_init(&context->lock, NULL);
    return context;
}

void twatfs_context_free(struct twatfs_context *context)
{
    struct transfer *last = NULL;
    struct idle *idle;

    if (context == NULL)
        return;
    {
        IN_CONTEXT(context);

        while ((idle = context->idle) != NULL) {
            context->idle = idle->next;
            if (last != NULL)
                transfer_close(last);
            /* To make new ones for the providers' last words could fail. */
            last = idle->transfer;
            free(idle);
        }
        if (context->session != NULL)
            session_close(context->session, last);
    }
    cache_free(context->cache);
    store_free(context->memory);
    for (size_t i = 0; context->manifests != NULL && i < context->registry.count; i++)
        free(context->manifests[i]);
    free(context->manifests);
    registry_close(&context->registry);
    free(context->options);
    settings_free(&context->settings);
    pthread_mutex_destroy(&context->lock);
    pthread_mutex_destroy(&context->log_lock);
    free(context);
}

/* ---- Settings ---- */

static bool still_open_to_change(struct twatfs_context *context, struct error *error)
{
    bool opened;

    pthread_mutex_lock(&context->lock);
    opened = context->opened;
    pthread_mutex_unlock(&context->lock);
    return !opened || error_set(error, "settings: fixed, because the context was used: make "
                                       "another context");
}

bool twatfs_set(struct twatfs_context *context, const char *name, const char *value,
                struct twatfs_error **error)
{
    struct error own = ERROR_INIT;

    return (still_open_to_change(context, &own) &&
            settings_set(&context->settings, name, value, &own)) ||
           error_give(error, TWATFS_ERROR_USAGE, &own);
}

bool twatfs_set_option(struct twatfs_context *context, const char *provider, const char *key,
                       const char *value, struct twatfs_error **error)
{
    struct error own = ERROR_INIT;

    return (still_open_to_change(context, &own) &&
            settings_set_option(&context->settings, provider, key, value, &own)) ||
           error_give(error, TWATFS_ERROR_USAGE, &own);
}

bool twatfs_add_provider_directory(struct twatfs_context *context, const char *directory,
                                   struct twatfs_error **error)
{
    struct error own = ERROR_INIT;

    return (still_open_to_change(context, &own) &&
            settings_add_directory(&context->settings, directory, &own)) ||
           error_give(error, TWATFS_ERROR_USAGE, &own);
}

bool twatfs_read_configuration(struct twatfs_context *context, const char *path,
                               struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;

    return (still_open_to_change(context, &own) && settings_load(&context->settings, path, &own)) ||
           error_give(error, TWATFS_ERROR_USAGE, &own);
}

const char *twatfs_setting(const struct twatfs_context *context, const char *name)
{
    return settings_text(&context->settings, name);
}

bool twatfs_on_log(struct twatfs_context *context, int32_t level, twatfs_log_function *function,
                   void *data, struct twatfs_error **error)
{
    struct error own = ERROR_INIT;
    enum log_level own_level = LOG_LEVEL_ERROR;

    if (!still_open_to_change(context, &own))
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    while (own_level < LOG_LEVEL_DEBUG && levels[own_level + 1] <= level)
        own_level++;
    context->log = function;
    context->log_data = data;
    context->sink = (struct log_sink){
        .level = own_level, .write = function != NULL ? write_log : NULL, .data = context};
    return true;
}

/* ---- Opening ---- */

static bool open_locked(struct twatfs_context *context, int32_t *code, struct error *error)
{
    *code = TWATFS_ERROR_SYSTEM;
    if (!lookup_registry(&context->registry, &context->settings, error))
        return false;
    *code = TWATFS_ERROR_USAGE;
    if (!lookup_options(&context->registry, &context->settings, &context->options,
                        &context->option_count, error))
        return false;
    *code = TWATFS_ERROR_SYSTEM;
    context->manifests =
        calloc(context->registry.count > 0 ? context->registry.count : 1, sizeof(char *));
    if (context->manifests == NULL)
        return error_memory(error);
    context->session = session_open(&context->registry, &context->settings.transfer, error);
    if (context->session == NULL)
        return false;
    /* Nothing is opened or made before there is something to remember. */
    if (context->settings.memory)
        context->memory = memory_new();
    context->cache = cache_new(context->settings.cache != NULL ? context->settings.cache : "sqlite",
                               context->memory);
    session_remember(context->session, context->memory, context->cache);
    return true;
}

bool context_open(struct twatfs_context *context, int32_t *code, struct error *error)
{
    IN_CONTEXT(context);
    bool done = true;

    pthread_mutex_lock(&context->lock);
    if (!context->opened) {
        done = open_locked(context, code, error);
        if (done) {
            context->opened = true;
        } else {
            /* Another try begins anew. */
            free(STEAL(context->manifests));
            free(STEAL(context->options));
            context->option_count = 0;
            registry_close(&context->registry);
        }
    }
    pthread_mutex_unlock(&context->lock);
    return done;
}

bool twatfs_context_open(struct twatfs_context *context, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    int32_t code;

    return context_open(context, &code, &own) || error_give(error, code, &own);
}

struct store *context_memory(struct twatfs_context *context, int32_t *code, struct error *error)
{
    if (!context_open(context, code, error))
        return NULL;
    *code = context->settings.memory ? TWATFS_ERROR_SYSTEM : TWATFS_ERROR_USAGE;
    if (!context->settings.memory)
        error_set(error, "memory: switched off: by the setting \"memory\"");
    else if (context->memory == NULL)
        error_set(error, "memory: nothing says where it is: set HOME or XDG_STATE_HOME");
    return context->memory;
}

/* ---- Connections ---- */

struct transfer *context_borrow(struct twatfs_context *context, struct error *error)
{
    struct transfer *transfer = NULL;
    struct idle *idle;

    pthread_mutex_lock(&context->lock);
    idle = context->idle;
    if (idle != NULL)
        context->idle = idle->next;
    pthread_mutex_unlock(&context->lock);
    if (idle == NULL)
        return transfer_open(context->session, error);
    transfer = idle->transfer;
    free(idle);
    return transfer;
}

void context_return(struct twatfs_context *context, struct transfer *transfer)
{
    struct idle *idle = malloc(sizeof *idle);

    if (idle == NULL) {
        transfer_close(transfer);
        return;
    }
    idle->transfer = transfer;
    pthread_mutex_lock(&context->lock);
    idle->next = context->idle;
    context->idle = idle;
    pthread_mutex_unlock(&context->lock);
}

/* ---- Cancelling ---- */

struct twatfs_cancel *twatfs_cancel_new(void)
{
    struct twatfs_cancel *cancel = calloc(1, sizeof *cancel);

    if (cancel != NULL && !cancel_open(&cancel->cancel, NULL)) {
        free(cancel);
        return NULL;
    }
    return cancel;
}

void twatfs_cancel_free(struct twatfs_cancel *cancel)
{
    if (cancel == NULL)
        return;
    cancel_close(&cancel->cancel);
    free(cancel);
}

void twatfs_cancel_now(struct twatfs_cancel *cancel)
{
    cancel_request(&cancel->cancel);
}

bool twatfs_cancelled_by(const struct twatfs_cancel *cancel)
{
    return cancel_requested(&cancel->cancel);
}

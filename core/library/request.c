/* request.c: what to upload, and how.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "library/library.h"

/* More than 3,000 years: beside the present time it fits every sum of seconds, and the moment
 * has a year of four digits. */
#define EXPIRE_MAX INT64_C(100000000000)

struct twatfs_request *twatfs_request_new(void)
{
    struct twatfs_request *request = calloc(1, sizeof *request);

    if (request != NULL)
        request->descriptor = -1;
    return request;
}

void twatfs_request_free(struct twatfs_request *request)
{
    if (request == NULL)
        return;
    free(request->path);
    free(request->name);
    free(request->content_type);
    free(request->remote_path);
    string_list_free(&request->providers);
    free(request);
}

static bool replace(char **target, const char *text)
{
    char *copy = text != NULL ? strdup(text) : NULL;

    if (text != NULL && copy == NULL)
        return false;
    free(*target);
    *target = copy;
    return true;
}

/* ---- What ---- */

bool twatfs_request_path(struct twatfs_request *request, const char *path)
{
    request->descriptor = -1;
    request->memory = NULL;
    return replace(&request->path, path);
}

bool twatfs_request_descriptor(struct twatfs_request *request, int descriptor)
{
    request->descriptor = descriptor;
    request->memory = NULL;
    return descriptor >= 0 && replace(&request->path, NULL);
}

bool twatfs_request_memory(struct twatfs_request *request, const void *bytes, size_t length)
{
    request->descriptor = -1;
    request->memory = bytes != NULL ? bytes : "";
    request->length = bytes != NULL ? length : 0;
    return replace(&request->path, NULL);
}

/* ---- How ---- */

bool twatfs_request_name(struct twatfs_request *request, const char *name)
{
    return replace(&request->name, name);
}

bool twatfs_request_providers(struct twatfs_request *request, const char *names)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;

    if (names != NULL && !settings_read_names(&list, names, false, NULL))
        return false;
    string_list_free(&request->providers);
    request->providers = list;
    list = (struct string_list)STRING_LIST_INIT;
    return true;
}

bool twatfs_request_content_type(struct twatfs_request *request, const char *type)
{
    return (type == NULL || text_is_content_type(type)) && replace(&request->content_type, type);
}

bool twatfs_request_remote_path(struct twatfs_request *request, const char *path)
{
    return twatfs_request_remote_path_below(request, path, NULL);
}

bool twatfs_request_remote_path_below(struct twatfs_request *request, const char *path,
                                      const char *below)
{
    CLEANUP_BUFFER struct buffer whole = BUFFER_INIT;

    if (path == NULL && below != NULL)
        return false;
    if (path != NULL &&
        (!buffer_puts(&whole, path) || !buffer_puts(&whole, below != NULL ? below : "") ||
         !text_is_plain(whole.data)))
        return false;
    if (!replace(&request->remote_path, whole.data))
        return false;
    request->path_below = below != NULL ? request->remote_path + strlen(path) : NULL;
    return true;
}

bool twatfs_request_expire(struct twatfs_request *request, int64_t seconds)
{
    if (seconds < 0 || seconds > EXPIRE_MAX)
        return false;
    request->expire_s = seconds;
    return true;
}

bool twatfs_request_flags(struct twatfs_request *request, uint32_t flags)
{
    const uint32_t known = TWATFS_REQUEST_FORCE | TWATFS_REQUEST_UNIQUE | TWATFS_REQUEST_ONCE |
                           TWATFS_REQUEST_FRAGILE | TWATFS_REQUEST_SPEND | TWATFS_REQUEST_REUSE;
    const uint32_t contradiction = TWATFS_REQUEST_FORCE | TWATFS_REQUEST_UNIQUE;

    if ((flags & ~known) != 0 || (flags & contradiction) == contradiction)
        return false;
    request->flags = flags;
    return true;
}

void twatfs_request_priority(struct twatfs_request *request, int32_t priority)
{
    request->priority = priority;
}

void twatfs_request_cancel(struct twatfs_request *request, struct twatfs_cancel *cancel)
{
    request->cancel = cancel;
}

void twatfs_request_on_event(struct twatfs_request *request, twatfs_event_function *function,
                             void *data)
{
    request->on_event = function;
    request->on_event_data = data;
}

/* ---- As the rooms below take it ---- */

static int32_t public_kind(enum event_kind kind)
{
    static const int32_t kinds[] = {
        [EVENT_SPOOLING] = TWATFS_EVENT_SPOOLING,
        [EVENT_PROVIDER] = TWATFS_EVENT_PROVIDER,
        [EVENT_SENDING] = TWATFS_EVENT_SENDING,
        [EVENT_FINISHING] = TWATFS_EVENT_FINISHING,
        [EVENT_VERIFYING] = TWATFS_EVENT_VERIFYING,
        [EVENT_WAITING] = TWATFS_EVENT_WAITING,
        [EVENT_END] = TWATFS_EVENT_END,
    };

    return kinds[kind];
}

struct twatfs_event public_event(const struct event *event)
{
    return (struct twatfs_event){
        .struct_size = (uint32_t)sizeof(struct twatfs_event),
        .kind = public_kind(event->kind),
        .name = event->name,
        .provider = event->provider,
        .attempt = event->attempt,
        .done = event->done,
        .total = event->total,
        .wait_ns = event->wait_ns,
    };
}

static void tell_event(void *data, const struct event *event)
{
    const struct twatfs_request *request = data;
    struct twatfs_event told = public_event(event);

    request->on_event(request->on_event_data, &told);
}

struct upload_wishes request_wishes(const struct twatfs_request *request,
                                    const struct twatfs_context *context)
{
    bool named = request->providers.count > 0;

    return (struct upload_wishes){
        .input = {.path = request->path != NULL ? request->path : "",
                  .fd = request->descriptor,
                  .memory = request->memory,
                  .length = request->length,
                  .name = request->name},
        .providers = named ? &request->providers : &context->settings.provider,
        .order = &context->settings.order,
        .options = context->options,
        .option_count = context->option_count,
        .name = request->name,
        .content_type = request->content_type,
        .remote_path = request->remote_path,
        .path_below = request->path_below,
        .expire_s = request->expire_s,
        .force = (request->flags & TWATFS_REQUEST_FORCE) != 0,
        .unique = (request->flags & TWATFS_REQUEST_UNIQUE) != 0,
        .once = (request->flags & TWATFS_REQUEST_ONCE) != 0,
        .fragile = (request->flags & TWATFS_REQUEST_FRAGILE) != 0,
        .reuse = context->settings.reuse || (request->flags & TWATFS_REQUEST_REUSE) != 0,
        .spend = (request->flags & TWATFS_REQUEST_SPEND) != 0,
        .cancel = request->cancel != NULL ? &request->cancel->cancel : NULL,
        .events = {.function = request->on_event != NULL ? tell_event : NULL,
                   .data = (void *)(uintptr_t)request},
    };
}

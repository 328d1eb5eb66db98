/* hostapi.c: every service that a provider can call.
 *
 * SPDX-License-Identifier: MIT
 *
 * What a provider passes in is copied; what it is handed lives in the call's scratch
 * memory until the callback returns.  Those services that speak HTTP are in
 * hostapi-http.c.
 */
#include "transfer/job.h"

#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "transfer/url.h"

#define SCRATCH_MAX    (UINT64_C(64) << 20) /* bytes of one piece */
#define CHECKPOINT_MAX (UINT64_C(1) << 20)
#define TOKEN_MAX      4096 /* bytes of a delete token */
/* A shorter secret is likelier to stand in a URL by chance than to have leaked. */
#define URL_SECRET_MINIMUM 8

struct scratch {
    struct scratch *next;
    _Alignas(max_align_t) char bytes[];
};

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

static const struct manifest *manifest_of(const struct call *call)
{
    return call->instance->entry->manifest;
}

/* ---- Saying things ---- */

static void service_log(struct twatfs_call *border, int32_t level, const char *message)
{
    enum log_level own = level >= TWATFS_LOG_DEBUG     ? LOG_LEVEL_DEBUG
                         : level >= TWATFS_LOG_INFO    ? LOG_LEVEL_INFO
                         : level >= TWATFS_LOG_WARNING ? LOG_LEVEL_WARNING
                                                       : LOG_LEVEL_ERROR;

    log_line(own, "%s: %s", ours(border)->instance->entry->name,
             message != NULL ? message : "(null)");
}

static twatfs_status service_fail(struct twatfs_call *border, twatfs_status status,
                                  int64_t retry_after_s, const char *message)
{
    struct failure *failure = &ours(border)->failure;

    failure->status = status;
    failure->retry_after_s = retry_after_s > 0 ? retry_after_s : 0;
    text_copy(failure->text, sizeof failure->text, message != NULL ? message : "");
    return status;
}

/* ---- What the user and the environment say ---- */

static const char *service_env(struct twatfs_call *border, const char *name)
{
    const char *value;

    if (name == NULL || !manifest_declares(manifest_of(ours(border)), name)) {
        log_debug("%s: %s: not declared in its manifest", ours(border)->instance->entry->name,
                  name != NULL ? name : "(null)");
        return NULL;
    }
    value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *service_option(struct twatfs_call *border, const char *key)
{
    const struct call *call = ours(border);
    const struct upload_wishes *wishes = call->job != NULL ? call->job->wishes : NULL;

    if (key == NULL || wishes == NULL)
        return NULL;
    /* The last one given counts. */
    for (size_t i = wishes->option_count; i-- > 0;)
        if (strcmp(wishes->options[i].provider, call->instance->entry->name) == 0 &&
            strcmp(wishes->options[i].key, key) == 0)
            return wishes->options[i].value;
    return NULL;
}

static const char *service_endpoint(struct twatfs_call *border)
{
    return manifest_endpoint(manifest_of(ours(border)), NULL);
}

/* ---- Memory ---- */

static void *service_scratch(struct twatfs_call *border, uint64_t length)
{
    struct call *call = ours(border);
    struct scratch *scratch;

    if (length > SCRATCH_MAX)
        return NULL;
    scratch = malloc(sizeof *scratch + length);
    if (scratch == NULL)
        return NULL;
    scratch->next = call->scratch;
    call->scratch = scratch;
    return scratch->bytes;
}

static const char *service_url_escape(struct twatfs_call *border, const char *text)
{
    CLEANUP_BUFFER struct buffer escaped = BUFFER_INIT;
    char *copy;

    if (text == NULL || !buffer_puts(&escaped, "") || !url_escape(&escaped, text))
        return NULL;
    copy = service_scratch(border, escaped.length + 1);
    return copy != NULL ? memcpy(copy, escaped.data, escaped.length + 1) : NULL;
}

/* ---- The file ---- */

static int64_t service_read(struct twatfs_call *border, void *buffer, uint64_t length,
                            uint64_t offset)
{
    struct call *call = ours(border);
    struct error error = ERROR_INIT;
    int64_t got;

    if (!call->uploading || buffer == NULL)
        return -1;
    got = source_read(&call->job->source, buffer, length, offset, &error);
    if (got < 0)
        service_fail(border, error.status, 0, error.text);
    return got;
}

static const char *service_digest(struct twatfs_call *border, const char *algorithm)
{
    struct call *call = ours(border);
    struct error error = ERROR_INIT;
    char *hex;

    if (!call->uploading || algorithm == NULL || call->job->source.stream)
        return NULL;
    hex = service_scratch(border, DIGEST_HEX_SIZE);
    if (hex == NULL)
        return NULL;
    if (source_digest(&call->job->source, algorithm, hex, &error))
        return hex;
    service_fail(border, error.status != 0 ? error.status : TWATFS_PERMANENT, 0, error.text);
    return NULL;
}

static void service_progress(struct twatfs_call *border, uint64_t sent)
{
    struct call *call = ours(border);

    if (call->uploading)
        job_event(call->job, call->instance, EVENT_SENDING, sent, call->job->source.size, 0);
}

/* ---- The result ---- */

static bool begins_as_promised(const struct manifest *manifest, const char *url)
{
    bool is_default = false;

    /* Another instance has names of its own. */
    (void)manifest_endpoint(manifest, &is_default);
    if (!is_default || manifest->url_prefixes.count == 0)
        return true;
    for (size_t i = 0; i < manifest->url_prefixes.count; i++)
        if (text_starts_with(url, manifest->url_prefixes.items[i]))
            return true;
    return false;
}

static twatfs_status service_set_url(struct twatfs_call *border, const char *url)
{
    struct call *call = ours(border);
    struct error error = ERROR_INIT;
    char *copy;

    if (url == NULL || url[0] == '\0')
        return service_fail(border, TWATFS_PERMANENT, 0, "answer: holds no URL");
    if (!url_clean(url, &manifest_of(call)->schemes, &error)) {
        error_prefix(&error, "answer: ");
        return service_fail(border, TWATFS_PERMANENT, 0, error.text);
    }
    if (!begins_as_promised(manifest_of(call), url)) {
        error_set(&error, "answer: URL: \"%.200s\" is not one of this host: its URLs begin with %s",
                  url, manifest_of(call)->url_prefixes.items[0]);
        return service_fail(border, TWATFS_PERMANENT, 0, error.text);
    }
    if (manifest_secret_in(manifest_of(call), url, URL_SECRET_MINIMUM))
        return service_fail(border, TWATFS_PERMANENT, 0, "answer: URL: holds a credential");
    copy = strdup(url);
    if (copy == NULL)
        return service_fail(border, TWATFS_LOCAL, 0, "out of memory");
    free(call->url);
    call->url = copy;
    return TWATFS_OK;
}

/* What a service was given and cannot take: told to the author at -vv. */
static twatfs_status not_taken(const struct call *call, const char *what)
{
    log_debug("%s: %s: not taken", call->instance->entry->name, what);
    return TWATFS_PERMANENT;
}

static twatfs_status service_set_delete(struct twatfs_call *border, const char *token)
{
    struct call *call = ours(border);
    char *copy;

    if (token == NULL || token[0] == '\0' || strlen(token) > TOKEN_MAX ||
        !utf8_valid(token, strlen(token)))
        return not_taken(call, "delete token");
    copy = strdup(token);
    if (copy == NULL)
        return service_fail(border, TWATFS_LOCAL, 0, "out of memory");
    free(call->delete_token);
    call->delete_token = copy;
    return TWATFS_OK;
}

static twatfs_status service_set_expiry(struct twatfs_call *border, int64_t unix_s)
{
    struct call *call = ours(border);

    if (unix_s < 0)
        return not_taken(call, "expiry before 1970");
    call->expiry_unix_s = unix_s;
    call->expiry_known = true;
    return TWATFS_OK;
}

static twatfs_status service_set_digest(struct twatfs_call *border, const char *algorithm,
                                        const char *digest)
{
    struct call *call = ours(border);
    struct server_digest *slot = &call->digests[call->digest_count];

    /* What is not known or not whole proves nothing. */
    if (algorithm == NULL || digest == NULL || call->digest_count == SERVER_DIGESTS_MAX ||
        strlen(algorithm) >= sizeof slot->algorithm ||
        !digest_normalize(algorithm, digest, slot->hex))
        return not_taken(call, algorithm != NULL ? algorithm : "digest");
    text_copy(slot->algorithm, sizeof slot->algorithm, algorithm);
    call->digest_count++;
    return TWATFS_OK;
}

/* ---- Resuming ---- */

static struct checkpoint *find_checkpoint(const struct call *call)
{
    struct checkpoint *checkpoint = call->job->checkpoints;

    while (checkpoint != NULL && checkpoint->entry != call->instance->entry)
        checkpoint = checkpoint->next;
    return checkpoint;
}

static twatfs_status service_checkpoint_save(struct twatfs_call *border, const void *data,
                                             uint64_t length)
{
    struct call *call = ours(border);
    struct checkpoint *checkpoint;

    if (!call->uploading)
        return service_fail(border, TWATFS_PERMANENT, 0, "checkpoint: there is no file here");
    if (length > CHECKPOINT_MAX || (data == NULL && length > 0))
        return service_fail(border, TWATFS_PERMANENT, 0, "checkpoint: longer than 1 MiB");
    checkpoint = find_checkpoint(call);
    if (checkpoint == NULL) {
        checkpoint = calloc(1, sizeof *checkpoint);
        if (checkpoint == NULL)
            return service_fail(border, TWATFS_LOCAL, 0, "out of memory");
        checkpoint->entry = call->instance->entry;
        checkpoint->next = call->job->checkpoints;
        call->job->checkpoints = checkpoint;
    }
    buffer_clear(&checkpoint->data);
    return buffer_append(&checkpoint->data, data, length)
               ? TWATFS_OK
               : service_fail(border, TWATFS_LOCAL, 0, "out of memory");
}

static const void *service_checkpoint_load(struct twatfs_call *border, uint64_t *length)
{
    const struct call *call = ours(border);
    const struct checkpoint *checkpoint = call->uploading ? find_checkpoint(call) : NULL;
    void *copy;

    if (length == NULL || checkpoint == NULL || checkpoint->data.length == 0)
        return NULL;
    /* A copy: saving anew must not pull the memory from under the provider. */
    copy = service_scratch(border, checkpoint->data.length);
    if (copy == NULL)
        return NULL;
    *length = checkpoint->data.length;
    return memcpy(copy, checkpoint->data.data, checkpoint->data.length);
}

/* ---- Stopping ---- */

static int32_t service_cancelled(struct twatfs_call *border)
{
    return cancel_requested(ours(border)->transfer->cancel) ? 1 : 0;
}

static twatfs_status service_wait(struct twatfs_call *border, uint64_t milliseconds)
{
    uint64_t duration_ns = milliseconds > UINT64_MAX / NANOSECONDS_PER_MS
                               ? UINT64_MAX
                               : milliseconds * NANOSECONDS_PER_MS;

    return cancel_sleep(ours(border)->transfer->cancel, duration_ns) ? TWATFS_OK : TWATFS_CANCELLED;
}

/* ---- The table and the call ---- */

static struct twatfs_host table;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void fill_table(void)
{
    table = hostapi_http;
    table.struct_size = (uint32_t)sizeof table;
    table.abi_major = TWATFS_ABI_MAJOR;
    table.abi_minor = TWATFS_ABI_MINOR;
    table.version = PACKAGE_VERSION;
    table.log = service_log;
    table.fail = service_fail;
    table.env = service_env;
    table.option = service_option;
    table.endpoint = service_endpoint;
    table.scratch = service_scratch;
    table.url_escape = service_url_escape;
    table.read = service_read;
    table.digest = service_digest;
    table.progress = service_progress;
    table.set_url = service_set_url;
    table.set_delete = service_set_delete;
    table.set_expiry = service_set_expiry;
    table.set_digest = service_set_digest;
    table.checkpoint_save = service_checkpoint_save;
    table.checkpoint_load = service_checkpoint_load;
    table.cancelled = service_cancelled;
    table.wait = service_wait;
}

void call_begin(struct call *call, struct transfer *transfer, struct job *job,
                struct instance *instance, bool uploading)
{
    pthread_once(&table_once, fill_table);
    *call = (struct call){.border = {.struct_size = (uint32_t)sizeof call->border, .host = &table},
                          .transfer = transfer,
                          .job = job,
                          .instance = instance,
                          .uploading = uploading};
}

void call_end(struct call *call)
{
    struct scratch *scratch;

    call_free_answers(call);
    while ((scratch = call->scratch) != NULL) {
        call->scratch = scratch->next;
        free(scratch);
    }
    free(STEAL(call->url));
    free(STEAL(call->delete_token));
}

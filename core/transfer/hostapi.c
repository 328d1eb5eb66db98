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
#include "transfer/link.h"
#include "transfer/url.h"

#define SCRATCH_MAX (UINT64_C(64) << 20) /* bytes of one piece */
#define TOKEN_MAX   4096                 /* bytes of a delete token */
#define SAID_MAX    4096                 /* bytes of one line of a provider's in the log */

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

bool take_struct(void *known, size_t known_size, const void *given, uint32_t given_size)
{
    const unsigned char *bytes = given;

    memset(known, 0, known_size);
    memcpy(known, given, given_size < known_size ? given_size : known_size);
    for (size_t i = known_size; i < given_size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

/* ---- Saying things ---- */

static provider_words *overhears; /* what is said, with its secrets; NULL: nobody */

void transfer_overhear(provider_words *listener)
{
    overhears = listener;
}

/* The words of a provider may be those of a server. */
static const char *bounded(char said[SAID_MAX], const char *message)
{
    CLEANUP_BUFFER struct buffer clean = BUFFER_INIT;

    if (strlen(message) < SAID_MAX)
        return message;
    if (!buffer_redacted(&clean, message, strlen(message)))
        return "out of memory";
    text_shorten(said, SAID_MAX, clean.data);
    return said;
}

static void service_log(struct twatfs_call *border, int32_t level, const char *message)
{
    char said[SAID_MAX];
    enum log_level own = level >= TWATFS_LOG_DEBUG     ? LOG_LEVEL_DEBUG
                         : level >= TWATFS_LOG_INFO    ? LOG_LEVEL_INFO
                         : level >= TWATFS_LOG_WARNING ? LOG_LEVEL_WARNING
                                                       : LOG_LEVEL_ERROR;

    if (overhears != NULL && message != NULL)
        overhears(message);
    log_line(own, "%s: %s", ours(border)->instance->entry->name,
             bounded(said, message != NULL ? message : "(null)"));
}

static twatfs_status service_fail(struct twatfs_call *border, twatfs_status status,
                                  int64_t retry_after_s, const char *message)
{
    struct failure *failure = &ours(border)->failure;

    if (overhears != NULL && message != NULL)
        overhears(message);
    failure_set(failure, status, "%s", message != NULL ? message : "");
    failure->retry_after_s = retry_after_s > 0 ? retry_after_s : 0;
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

/* ---- The file ---- */

static int64_t service_read(struct twatfs_call *border, void *buffer, uint64_t length,
                            uint64_t offset)
{
    struct call *call = ours(border);
    struct error error = ERROR_INIT;
    int64_t got;

    if (!call->uploading || buffer == NULL)
        return -1;
    got = source_read_hashed(&call->job->source, buffer, length, offset, call->reads, &error);
    if (got == 0 && length > 0 && !source_unchanged(&call->job->source, &error))
        got = -1;
    if (got < 0)
        service_fail(border, error.status, 0, error.text);
    else
        call->unpaid += (uint64_t)got;
    return got;
}

static int32_t service_read_ready(struct twatfs_call *border)
{
    struct call *call = ours(border);
    bool ready = !call->uploading || source_ready(&call->job->source);

    call->awaits_source = !ready;
    return ready;
}

static int32_t service_sha256_of_reads(struct twatfs_call *border, char *hex)
{
    struct call *call = ours(border);
    CLEANUP_DIGEST struct digest *before = STEAL(call->reads);
    char found[DIGEST_HEX_SIZE];

    call->reads = call->uploading ? digest_new("sha256") : NULL;
    if (call->reads == NULL || (hex != NULL && (before == NULL || !digest_finish(before, found))))
        return 0;
    if (hex != NULL)
        memcpy(hex, found, strlen(found) + 1);
    return 1;
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

/* What a provider moves by itself is held back here.  Only bytes that it has read are paid for: one
 * that goes on tells of others as well. */
static void pay(struct call *call, uint64_t sent)
{
    struct limiter *limiter = http_settings_of(call->transfer->http)->limiter;
    uint64_t moved = sent > call->told ? sent - call->told : 0, now_ns = clock_now_ns(), wake_ns;

    call->told = sent;
    if (moved > call->unpaid)
        moved = call->unpaid;
    call->unpaid -= moved;
    if (call->engine_pays || limiter == NULL || limiter->rate == 0)
        return;
    limiter_spend(limiter, moved, now_ns);
    while (limiter_allows(limiter, 1, now_ns, &wake_ns) == 0 &&
           cancel_sleep(&call->job->cancel, wake_ns > now_ns ? wake_ns - now_ns : 0))
        now_ns = clock_now_ns();
}

static void service_progress(struct twatfs_call *border, uint64_t sent)
{
    struct call *call = ours(border);

    if (!call->uploading)
        return;
    pay(call, sent);
    job_event(call->job, call->instance,
              sent == call->job->source.size ? EVENT_FINISHING : EVENT_SENDING, sent,
              call->job->source.size, 0);
}

/* ---- The result ---- */

static twatfs_status service_set_url(struct twatfs_call *border, const char *url)
{
    struct call *call = ours(border);
    struct error error = ERROR_INIT;
    char *copy;

    if (url == NULL || url[0] == '\0')
        return service_fail(border, TWATFS_PERMANENT, 0, "answer: holds no URL");
    if (!link_acceptable(manifest_of(call), url, &error)) {
        error_prefix(&error, "answer: ");
        return service_fail(border, TWATFS_PERMANENT, 0, error.text);
    }
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

/* A copy that lives as long as the call. */
static bool keep_text(struct twatfs_call *border, const char *text, const char **kept)
{
    size_t size = text != NULL ? strlen(text) + 1 : 0;
    char *copy = text != NULL ? service_scratch(border, size) : NULL;

    *kept = copy != NULL ? memcpy(copy, text, size) : NULL;
    return copy != NULL || text == NULL;
}

static bool keep_headers(struct twatfs_call *border, const char *const *headers,
                         const char *const **kept)
{
    const char **copy;
    size_t count = 0;

    while (headers != NULL && headers[count] != NULL)
        count += 2;
    copy = service_scratch(border, (count + 1) * sizeof *copy);
    if (copy == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!keep_text(border, headers[i], &copy[i]))
            return false;
    copy[count] = NULL;
    *kept = copy;
    return true;
}

static bool too_many_headers(const char *const *headers)
{
    size_t count = 0;

    while (headers != NULL && headers[count] != NULL && count < CHECK_HEADERS_MAX)
        count += 2;
    return count == CHECK_HEADERS_MAX && headers[count] != NULL;
}

static bool is_check_method(int32_t method)
{
    return method == TWATFS_CHECK_DOWNLOAD || method == TWATFS_CHECK_HEAD ||
           method == TWATFS_CHECK_NEVER || method == TWATFS_CHECK_DONE ||
           method == TWATFS_CHECK_READ_BACK;
}

static twatfs_status service_set_check(struct twatfs_call *border, const struct twatfs_check *given)
{
    struct call *call = ours(border);
    struct twatfs_check check, kept;
    struct error error = ERROR_INIT;

    if (given == NULL || !take_struct(&check, sizeof check, given, given->struct_size) ||
        !is_check_method(check.method))
        return service_fail(border, TWATFS_PERMANENT, 0,
                            "check: asks for what only a newer twatfs can do: update twatfs");
    if (check.url != NULL && !url_clean(check.url, &manifest_of(call)->schemes, &error)) {
        error_prefix(&error, "check: ");
        return service_fail(border, TWATFS_PERMANENT, 0, error.text);
    }
    if (check.http_method != NULL && strcmp(check.http_method, "POST") != 0)
        return service_fail(border, TWATFS_PERMANENT, 0, "check: http_method: is not POST");
    if (too_many_headers(check.headers))
        return service_fail(border, TWATFS_PERMANENT, 0, "check: more than 8 headers");
    /* Whole or not at all: the provider's own memory is gone when it has returned. */
    kept = check;
    if (!keep_text(border, check.url, &kept.url) ||
        !keep_text(border, check.http_method, &kept.http_method) ||
        !keep_headers(border, check.headers, &kept.headers))
        return service_fail(border, TWATFS_LOCAL, 0, "out of memory");
    call->check = kept;
    return TWATFS_OK;
}

/* ---- Stopping ---- */

static int32_t service_cancelled(struct twatfs_call *border)
{
    const struct job *job = ours(border)->job;

    return job != NULL && cancel_requested(&job->cancel) ? 1 : 0;
}

static twatfs_status service_wait(struct twatfs_call *border, uint64_t milliseconds)
{
    uint64_t duration_ns = milliseconds > UINT64_MAX / NANOSECONDS_PER_MS
                               ? UINT64_MAX
                               : milliseconds * NANOSECONDS_PER_MS;
    const struct job *job = ours(border)->job;
    const struct cancel never = CANCEL_INIT;

    return cancel_sleep(job != NULL ? &job->cancel : &never, duration_ns) ? TWATFS_OK
                                                                          : TWATFS_CANCELLED;
}

/* ---- The table and the call ---- */

static struct twatfs_host table;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void fill_table(void)
{
    table = hostapi_http;
    table.release = hostapi_answer.release;
    table.check_answer = hostapi_answer.check_answer;
    table.header = hostapi_answer.header;
    table.json = hostapi_answer.json;
    table.find_url = hostapi_answer.find_url;
    table.http_each = hostapi_flow.http_each;
    table.http_drop = hostapi_flow.http_drop;
    table.url_escape = hostapi_encode.url_escape;
    table.add_secret = hostapi_encode.add_secret;
    table.base64 = hostapi_encode.base64;
    table.basic_auth = hostapi_encode.basic_auth;
    table.json_quote = hostapi_encode.json_quote;
    table.parse_time = hostapi_encode.parse_time;
    table.ask = hostapi_guide.ask;
    table.tell = hostapi_guide.tell;
    table.set_variable = hostapi_guide.set_variable;
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
    table.read = service_read;
    table.read_ready = service_read_ready;
    table.sha256_of_reads = service_sha256_of_reads;
    table.digest = service_digest;
    table.progress = service_progress;
    table.set_url = service_set_url;
    table.set_delete = service_set_delete;
    table.set_expiry = service_set_expiry;
    table.set_digest = service_set_digest;
    table.set_check = service_set_check;
    table.checkpoint_save = hostapi_resume.checkpoint_save;
    table.checkpoint_load = hostapi_resume.checkpoint_load;
    table.checkpoint_place = hostapi_resume.checkpoint_place;
    table.cancelled = service_cancelled;
    table.wait = service_wait;
}

void call_begin(struct call *call, struct job *job, struct instance *instance, bool uploading)
{
    pthread_once(&table_once, fill_table);
    *call = (struct call){.border = {.struct_size = (uint32_t)sizeof call->border, .host = &table},
                          .transfer = job != NULL ? job->transfer : NULL,
                          .job = job,
                          .instance = instance,
                          .uploading = uploading};
}

void call_end(struct call *call)
{
    struct scratch *scratch;

    call_free_answers(call);
    if (call->reads != NULL)
        digest_free(STEAL(call->reads));
    while ((scratch = call->scratch) != NULL) {
        call->scratch = scratch->next;
        free(scratch);
    }
    free(STEAL(call->url));
    free(STEAL(call->delete_token));
}

/* reuse.c: links that serve the same bytes already.
 *
 * SPDX-License-Identifier: MIT
 *
 * Of what the cache says nothing is believed but that it is worth a look: the link has to be one
 * that its provider may have, and has to serve.
 */
#include "transfer/job.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/log.h"
#include "state/cache.h"
#include "transfer/link.h"

#define LOOK_NS (10 * NANOSECONDS_PER_SECOND) /* a look that takes longer saves nothing */

/* ---- What has to be the same ---- */

/* One after the other, each with its length, so that no two lists of them look alike. */
static void put(struct buffer *text, const char *part)
{
    if (part != NULL)
        buffer_printf(text, "%zu:%s,", strlen(part), part);
    else
        buffer_puts(text, "-,");
}

static int by_key(const void *left, const void *right)
{
    const struct provider_option *const *a = left, *const *b = right;

    return strcmp((*a)->key, (*b)->key);
}

/* The provider's own options, by their names.  False when one is secret: what it does to a
 * file, and for whom, is not to be told from a key that others can see. */
static bool put_options(struct buffer *text, const struct job *job, const struct manifest *manifest)
{
    const struct upload_wishes *wishes = job->wishes;
    CLEANUP_FREE const struct provider_option **sorted =
        calloc(wishes->option_count + 1, sizeof *sorted);
    size_t count = 0;

    if (sorted == NULL)
        return false;
    for (size_t i = 0; i < wishes->option_count; i++) {
        const struct provider_option *given = &wishes->options[i];
        const struct manifest_option *option;

        if (strcmp(given->provider, manifest->name) != 0)
            continue;
        option = manifest_find_option(manifest, given->key);
        if (option == NULL || option->secret)
            return false;
        sorted[count++] = given;
    }
    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 0; i < count; i++) {
        put(text, sorted[i]->key);
        put(text, sorted[i]->value);
    }
    return true;
}

/* What stands for these bytes, asked for so, at this provider, as it is set up. */
static bool make_key(const struct job *job, const struct manifest *manifest,
                     char key[DIGEST_HEX_SIZE])
{
    const struct upload_wishes *wishes = job->wishes;
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");

    buffer_printf(&text, "twatfs cache 1,%" PRIu64 ",%" PRId64 ",", job->source.size,
                  wishes->expire_s);
    put(&text, job->source.sha256);
    put(&text, manifest->name);
    put(&text, manifest_endpoint(manifest, NULL));
    put(&text, job->name);
    put(&text, wishes->content_type);
    put(&text, wishes->remote_path);
    put(&text, wishes->path_below);
    if (!put_options(&text, job, manifest))
        return false;
    for (size_t i = 0; i < manifest->not_secret.count; i++) {
        put(&text, manifest->not_secret.items[i]);
        put(&text, getenv(manifest->not_secret.items[i]));
    }
    return !text.failed && digest != NULL && digest_update(digest, text.data, text.length) &&
           digest_finish(digest, key);
}

/* A name that nothing else has, a file put in its place again, a link for one download: none
 * of them is what an earlier upload has. */
static bool may_reuse(const struct job *job)
{
    const struct upload_wishes *wishes = job->wishes;

    return wishes->reuse && job->session->cache != NULL && !wishes->unique && !wishes->force &&
           !wishes->once && !job->source.stream;
}

/* ---- Looking ---- */

static bool plausible(const struct job *job, const struct manifest *manifest,
                      const struct cache_entry *entry)
{
    struct error error = ERROR_INIT;

    if (strcmp(entry->provider, manifest->name) != 0 || entry->size != job->source.size ||
        strcmp(entry->sha256, job->source.sha256) != 0)
        error_set(&error, "it is about something else");
    else if (link_acceptable(manifest, entry->url, &error))
        return true;
    log_info("%s: cache: not used: %s", manifest->name, error.text);
    return false;
}

/* What names can be replaced at, their number of bytes alone says too little. */
static bool needs_full(const struct job *job, const struct manifest *manifest)
{
    return job->transfer->settings->check == CHECK_FULL || job->wishes->remote_path != NULL ||
           (manifest->supports & SUPPORTS_OVERWRITE) != 0;
}

/* gone: it says itself that it does not; otherwise the next upload may look again. */
static bool still_serves(struct job *job, const struct entry *entry, const char *url,
                         enum proof *proof, bool *gone)
{
    bool full = needs_full(job, entry->manifest);
    struct cancel soon =
        cancel_within(&job->cancel, full ? CLOCK_NEVER : clock_add_ns(clock_now_ns(), LOOK_NS));
    struct failure failure = {.status = TWATFS_OK};
    bool done;

    http_obey(job->transfer->http, &soon);
    done = verify_again(job, session_instance(job->session, entry), url, full, proof, &failure);
    http_obey(job->transfer->http, &job->cancel);
    *gone = !done && failure.status == TWATFS_PERMANENT;
    if (!done)
        log_info("%s: cache: %s: %s: %s", entry->name, url,
                 *gone ? "does not serve any more" : "not used, for now", failure.text);
    return done;
}

static bool take(struct job *job, const struct entry *entry, struct cache_entry *found,
                 enum proof proof)
{
    struct upload_result *result = job->result;

    result->provider = strdup(entry->name);
    if (result->provider == NULL)
        return false;
    free(result->tried);
    result->tried = strdup(entry->name);
    result->url = STEAL(found->url);
    result->proof = proof;
    result->outcome = OUTCOME_VERIFIED;
    result->expiry_known = found->expiry_known;
    result->expiry_unix_s = found->expiry_s;
    result->reused = true;
    result->direct = true; /* others are not kept */
    log_info("%s: %s: uploaded before: %s", job->source.path, entry->name, result->url);
    return true;
}

/* True when the link that is kept for this provider is the result. */
static bool try_entry(struct job *job, const struct entry *entry, bool *stale)
{
    struct cache *cache = job->session->cache;
    CLEANUP_CACHE_ENTRY struct cache_entry found = {0};
    char key[DIGEST_HEX_SIZE];
    enum proof proof;
    bool gone;

    if (!entry->manifest->direct_link || !make_key(job, entry->manifest, key) ||
        !cache_get(cache, key, clock_unix_s(), &found))
        return false;
    if (!plausible(job, entry->manifest, &found)) {
        cache_count(cache, CACHE_ERROR);
        return false;
    }
    /* Only its number of bytes was looked at then: now as then more may be asked for. */
    if (!found.proven && job->transfer->settings->check != CHECK_HEAD &&
        job->transfer->settings->check != CHECK_NONE && !needs_full(job, entry->manifest))
        return false;
    if (still_serves(job, entry, found.url, &proof, &gone))
        return take(job, entry, &found, proof);
    if (gone) {
        *stale = true;
        cache_drop(cache, key);
    }
    return false;
}

bool reuse_link(struct job *job)
{
    uint64_t started_ns = clock_now_ns();
    char sha256[DIGEST_HEX_SIZE];
    bool stale = false, found = false;

    /* A file that cannot be read is told about when it is uploaded. */
    if (!may_reuse(job) || !source_sha256(&job->source, sha256, NULL))
        return false;
    for (size_t i = 0; i < job->plan.candidates && !found; i++)
        if (!cancel_requested(&job->cancel))
            found = try_entry(job, job->plan.items[i].entry, &stale);
    job->result->verify_ns += clock_now_ns() - started_ns;
    cache_count(job->session->cache, found ? CACHE_HIT : stale ? CACHE_STALE : CACHE_MISS);
    return found;
}

/* ---- Keeping ---- */

/* A link that anyone may fetch, as often as they like, by its URL alone: a page is none. */
static bool may_keep(const struct call *call)
{
    return !call->instance->entry->manifest->single_download &&
           (call->check.method == TWATFS_CHECK_DOWNLOAD ||
            call->check.method == TWATFS_CHECK_DONE) &&
           call_is_direct(call) && call->check.headers == NULL;
}

void reuse_keep(struct job *job, const struct call *call)
{
    const struct upload_result *result = job->result;
    struct cache_entry entry = {.provider = result->provider,
                                .url = result->url,
                                .size = job->source.size,
                                .proven = result->proof == PROOF_DOWNLOAD ||
                                          result->proof == PROOF_SERVER_DIGEST,
                                .expiry_known = result->expiry_known,
                                .expiry_s = result->expiry_unix_s,
                                .stored_s = clock_unix_s()};
    char key[DIGEST_HEX_SIZE];

    if (!may_reuse(job) || result->outcome != OUTCOME_VERIFIED || !may_keep(call) ||
        entry.provider == NULL || job->source.sha256[0] == '\0' ||
        !make_key(job, call->instance->entry->manifest, key))
        return;
    text_copy(entry.sha256, sizeof entry.sha256, job->source.sha256);
    cache_put(job->session->cache, key, entry.stored_s, &entry);
}

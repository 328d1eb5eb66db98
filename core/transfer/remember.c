/* remember.c: what the memory is told of a file on its way.
 *
 * SPDX-License-Identifier: MIT
 *
 * That it cannot be told is no reason not to upload: it is said once.
 */
#include "transfer/job.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "state/history.h"
#include "state/journal.h"

void remember_complain(const struct job *job, const struct error *error)
{
    if (store_first_complaint(job->session->memory))
        log_warning("%s: going on without memory", error->text);
}

/* ---- History ---- */

static bool set_flag(struct json *options, const char *name, bool value)
{
    return !value || json_set_boolean(options, name, true);
}

static bool set_given(struct json *options, const char *name, const char *value)
{
    return value == NULL || json_set_text(options, name, value);
}

/* What was asked of the provider itself, but for what is secret. */
static bool set_own_options(struct json *options, const struct job *job, const char *provider)
{
    const struct entry *entry = registry_find(job->session->registry, provider);
    struct json *own = NULL;

    for (size_t i = 0; i < job->wishes->option_count; i++) {
        const struct provider_option *given = &job->wishes->options[i];
        const struct manifest_option *option =
            entry != NULL && entry->manifest != NULL
                ? manifest_find_option(entry->manifest, given->key)
                : NULL;

        if (strcmp(given->provider, provider) != 0 || option == NULL || option->secret)
            continue;
        if (own == NULL) {
            own = json_new_object();
            if (own == NULL || !json_set(options, "options", own))
                return false;
        }
        if (!json_set_text(own, given->key, given->value))
            return false;
    }
    return true;
}

/* What was asked for, as a JSON object; NULL without memory. */
static char *describe_wishes(const struct job *job, const char *provider)
{
    const struct upload_wishes *wishes = job->wishes;
    CLEANUP_JSON struct json *options = json_new_object();
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (options == NULL || !set_given(options, "content_type", wishes->content_type) ||
        !set_given(options, "remote_path", wishes->remote_path) ||
        (wishes->expire_s > 0 && !json_set_integer(options, "expire_s", wishes->expire_s)) ||
        !set_flag(options, "force", wishes->force) ||
        !set_flag(options, "unique", wishes->unique) || !set_flag(options, "once", wishes->once) ||
        !set_own_options(options, job, provider) || !json_write(options, false, &text))
        return NULL;
    return buffer_steal(&text);
}

/* The file's absolute path; NULL for what is none. */
static char *path_of(const struct source_input *input)
{
    if (input->fd >= 0 || input->memory != NULL || input->path == NULL ||
        strcmp(input->path, "-") == 0)
        return NULL;
    return realpath(input->path, NULL);
}

/* In one transaction with the journal: either knows of the file, or neither. */
static bool add_entry(const struct job *job, const struct history_entry *entry, bool done,
                      struct error *error)
{
    const struct upload_result *result = job->result;
    const struct journal_result figures = {.attempts = result->attempts,
                                           .upload_ns = result->upload_ns,
                                           .verify_ns = result->verify_ns,
                                           .total_ns = result->total_ns};
    struct store *memory = job->session->memory;
    int64_t id;

    if (!store_begin(memory, STORE_WRITE, error))
        return false;
    id = history_put(memory, entry);
    if (done && job->wishes->journal != NULL)
        journal_put_done(job->wishes->journal, id, &figures);
    return store_end(memory, true, error);
}

/* The entry has what differs; the rest is the job's. */
static void add_to_history(const struct job *job, struct history_entry *entry, bool done)
{
    CLEANUP_FREE char *path = path_of(&job->wishes->input);
    CLEANUP_FREE char *options = describe_wishes(job, entry->provider);
    struct error error = ERROR_INIT;

    entry->time_s = clock_unix_s();
    entry->path = path;
    entry->name = job->name;
    entry->size = job->source.size;
    entry->sha256 = job->source.sha256[0] != '\0' ? job->source.sha256 : NULL;
    entry->options = options != NULL ? options : "{}";
    if (!add_entry(job, entry, done, &error))
        remember_complain(job, &error);
}

static const char *status_of(enum outcome outcome)
{
    return outcome == OUTCOME_VERIFIED    ? "verified"
           : outcome == OUTCOME_UNCHECKED ? "unchecked"
                                          : "unverified";
}

void remember_result(struct job *job)
{
    struct upload_result *result = job->result;
    struct history_entry entry = {.provider = result->provider,
                                  .url = result->url,
                                  .token = result->delete_token,
                                  .expiry_known = result->expiry_known,
                                  .expiry_s = result->expiry_unix_s,
                                  .page = !result->direct,
                                  .proof = proof_name(result->proof),
                                  .status = status_of(result->outcome)};

    result->total_ns = clock_now_ns() - job->started_ns;
    if (job->session->memory != NULL && entry.provider != NULL)
        add_to_history(job, &entry, true);
}

void remember_left(struct job *job, const struct call *call)
{
    struct history_entry entry = {.provider = call->instance->entry->name,
                                  .url = call->url,
                                  .token = call->delete_token,
                                  .expiry_known = call->expiry_known,
                                  .expiry_s = call->expiry_unix_s,
                                  .page = !call_is_direct(call),
                                  .proof = proof_name(PROOF_NONE),
                                  .status = "left"};

    if (job->session->memory != NULL)
        add_to_history(job, &entry, false);
}

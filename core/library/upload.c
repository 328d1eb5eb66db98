/* upload.c: requests carried out.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "library/library.h"
#include "library/lookup.h"
#include "state/journal.h"

/* ---- Uploading ---- */

static int32_t code_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_VERIFIED:
    case OUTCOME_UNCHECKED:
        return TWATFS_ERROR_NONE;
    case OUTCOME_UNVERIFIED:
        return TWATFS_ERROR_UNVERIFIED;
    case OUTCOME_USAGE:
        return TWATFS_ERROR_USAGE;
    case OUTCOME_LOCAL:
        return TWATFS_ERROR_FILE;
    case OUTCOME_NO_PROVIDER:
        return TWATFS_ERROR_NO_PROVIDER;
    case OUTCOME_FAILED:
        return TWATFS_ERROR_FAILED;
    case OUTCOME_CANCELLED:
        break;
    }
    return TWATFS_ERROR_CANCELLED;
}

/* A provider that is named and does not exist, with a guess at what was meant. */
static bool check_names(const struct twatfs_context *context, const struct string_list *names,
                        struct error *error)
{
    for (size_t i = 0; i < names->count; i++)
        if (lookup_provider(&context->registry, names->items[i], error) == NULL)
            return false;
    return true;
}

static bool check(const struct twatfs_context *context, const struct upload_wishes *wishes,
                  struct error *error)
{
    return check_names(context, wishes->providers, error) &&
           transfer_check_wishes(&context->registry, wishes, error);
}

bool twatfs_request_check(struct twatfs_context *context, const struct twatfs_request *request,
                          struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    struct upload_wishes wishes;
    int32_t code;

    if (!context_open(context, &code, &own))
        return error_give(error, code, &own);
    wishes = request_wishes(request, context);
    return check(context, &wishes, &own) || error_give(error, TWATFS_ERROR_USAGE, &own);
}

/* What stands before the upload itself; code is its kind of failure. */
static struct transfer *prepare(struct twatfs_context *context,
                                const struct twatfs_request *request, struct upload_wishes *wishes,
                                int32_t *code, struct error *error)
{
    if (!context_open(context, code, error))
        return NULL;
    *wishes = request_wishes(request, context);
    *code = TWATFS_ERROR_USAGE;
    if (!check(context, wishes, error))
        return NULL;
    *code = TWATFS_ERROR_SYSTEM;
    return context_borrow(context, error);
}

static struct twatfs_result *result_new(const struct twatfs_request *request)
{
    struct twatfs_result *result = calloc(1, sizeof *result);

    if (result == NULL)
        return NULL;
    if (request->path != NULL) {
        result->file = strdup(request->path);
        if (result->file == NULL) {
            free(result);
            return NULL;
        }
    }
    result->result = (struct upload_result)UPLOAD_RESULT_INIT;
    result->result.size = TWATFS_SIZE_UNKNOWN;
    return result;
}

static struct twatfs_result *with_error(struct twatfs_result *result, int32_t code,
                                        const struct error *error)
{
    result->error = error_new(code, error);
    if (result->error != NULL)
        return result;
    twatfs_result_free(result);
    return NULL;
}

static const char *name_of(const struct twatfs_request *request)
{
    return request->path != NULL ? request->path : request->name != NULL ? request->name : "file";
}

struct twatfs_result *result_skipped(const struct twatfs_request *request)
{
    struct twatfs_result *result = result_new(request);
    struct error error = ERROR_INIT;

    if (result == NULL)
        return NULL;
    result->result.outcome = OUTCOME_CANCELLED;
    error_class(&error, TWATFS_CANCELLED, "%s: not begun", name_of(request));
    return with_error(result, TWATFS_ERROR_CANCELLED, &error);
}

struct twatfs_result *result_lost(const struct twatfs_request *request)
{
    struct twatfs_result *result = result_new(request);
    struct error error = ERROR_INIT;

    if (result == NULL)
        return NULL;
    result->result.outcome = OUTCOME_FAILED;
    error_class(&error, TWATFS_LOCAL, "%s: out of memory", name_of(request));
    return with_error(result, TWATFS_ERROR_SYSTEM, &error);
}

/* ---- What an earlier run uploaded ---- */

static bool copy_text(char **target, const char *text)
{
    *target = text != NULL ? strdup(text) : NULL;
    return text == NULL || *target != NULL;
}

static enum outcome outcome_of(const char *status)
{
    return strcmp(status, "verified") == 0    ? OUTCOME_VERIFIED
           : strcmp(status, "unchecked") == 0 ? OUTCOME_UNCHECKED
                                              : OUTCOME_UNVERIFIED;
}

static enum proof proof_of(const char *name)
{
    enum proof proof = PROOF_DOWNLOAD;

    while (proof > PROOF_NONE && strcmp(proof_name(proof), name) != 0)
        proof--;
    return proof;
}

static bool fill(struct upload_result *result, const struct journal_result *earlier)
{
    const struct history_entry *upload = &earlier->upload;

    result->outcome = outcome_of(upload->status);
    result->proof = proof_of(upload->proof);
    result->size = upload->size;
    result->direct = !upload->page;
    result->expiry_known = upload->expiry_known;
    result->expiry_unix_s = upload->expiry_s;
    result->attempts = earlier->attempts;
    result->upload_ns = earlier->upload_ns;
    result->verify_ns = earlier->verify_ns;
    result->total_ns = earlier->total_ns;
    text_copy(result->sha256, sizeof result->sha256, upload->sha256 != NULL ? upload->sha256 : "");
    return copy_text(&result->url, upload->url) && copy_text(&result->name, upload->name) &&
           copy_text(&result->provider, upload->provider) &&
           copy_text(&result->tried, upload->provider) &&
           copy_text(&result->delete_token, upload->token);
}

struct twatfs_result *result_remembered(const struct twatfs_request *request,
                                        const struct journal_result *earlier)
{
    struct twatfs_result *result = result_new(request);
    struct error error = ERROR_INIT;

    if (result == NULL)
        return NULL;
    result->resumed = true;
    if (!fill(&result->result, earlier)) {
        twatfs_result_free(result);
        return NULL;
    }
    if (result->result.outcome != OUTCOME_UNVERIFIED)
        return result;
    error_set(&error, "%s: it could not be when it was uploaded", earlier->upload.provider);
    return with_error(result, TWATFS_ERROR_UNVERIFIED, &error);
}

/* ---- Uploading one ---- */

static void heed_place(struct upload_wishes *wishes, const struct upload_place *place)
{
    wishes->patient = true;
    wishes->cancel = place->cancel;
    wishes->pacing = place->pacing;
    wishes->journal = place->journal;
    if (place->events.function != NULL)
        wishes->events = place->events;
}

struct twatfs_result *upload_request(struct twatfs_context *context,
                                     const struct twatfs_request *request,
                                     const struct upload_place *place)
{
    IN_CONTEXT(context);
    struct twatfs_result *result = result_new(request);
    struct error error = ERROR_INIT;
    struct upload_wishes wishes;
    struct transfer *transfer;
    int32_t code = TWATFS_ERROR_NONE;

    if (result == NULL)
        return NULL;
    transfer = prepare(context, request, &wishes, &code, &error);
    if (transfer == NULL) {
        result->result.outcome = code == TWATFS_ERROR_USAGE ? OUTCOME_USAGE : OUTCOME_FAILED;
    } else {
        bool done;

        if (place != NULL)
            heed_place(&wishes, place);
        done = transfer_upload(transfer, &wishes, &result->result, &error);
        code = code_of(result->result.outcome);
        if (!done && code == TWATFS_ERROR_NONE)
            code = TWATFS_ERROR_FAILED;
        context_return(context, transfer);
    }
    return code == TWATFS_ERROR_NONE ? result : with_error(result, code, &error);
}

struct twatfs_result *twatfs_upload(struct twatfs_context *context,
                                    const struct twatfs_request *request)
{
    return upload_request(context, request, NULL);
}

/* ---- Planning ---- */

static bool keep_names(struct twatfs_plan *plan)
{
    for (size_t i = 0; i < plan->plan.count; i++)
        if (!string_list_add(&plan->providers, plan->plan.items[i].entry->name))
            return false;
    return true;
}

struct twatfs_plan *twatfs_plan_new(struct twatfs_context *context,
                                    const struct twatfs_request *request)
{
    IN_CONTEXT(context);
    struct twatfs_plan *plan = calloc(1, sizeof *plan);
    struct error error = ERROR_INIT;
    struct upload_wishes wishes;
    enum outcome outcome = OUTCOME_USAGE;
    int32_t code = TWATFS_ERROR_NONE;

    if (plan == NULL)
        return NULL;
    if (context_open(context, &code, &error)) {
        wishes = request_wishes(request, context);
        if (check(context, &wishes, &error))
            (void)transfer_plan(context->session, &wishes, &plan->plan, &outcome, &error);
        code = code_of(outcome);
    }
    if (code != TWATFS_ERROR_NONE)
        plan->error = error_new(code, &error);
    if (keep_names(plan) && (code == TWATFS_ERROR_NONE || plan->error != NULL))
        return plan;
    twatfs_plan_free(plan);
    return NULL;
}

void twatfs_plan_free(struct twatfs_plan *plan)
{
    if (plan == NULL)
        return;
    plan_free(&plan->plan);
    string_list_free(&plan->providers);
    twatfs_error_free(plan->error);
    free(plan);
}

const struct twatfs_error *twatfs_plan_error(const struct twatfs_plan *plan)
{
    return plan->error;
}

size_t twatfs_plan_count(const struct twatfs_plan *plan)
{
    return plan->plan.count;
}

size_t twatfs_plan_candidates(const struct twatfs_plan *plan)
{
    return plan->plan.candidates;
}

const char *twatfs_plan_provider(const struct twatfs_plan *plan, size_t index)
{
    return index < plan->providers.count ? plan->providers.items[index] : NULL;
}

const char *twatfs_plan_reason(const struct twatfs_plan *plan, size_t index)
{
    return index < plan->plan.count ? plan->plan.items[index].reason : NULL;
}

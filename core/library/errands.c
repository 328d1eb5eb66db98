/* errands.c: what a provider is asked beside uploading.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"
#include "library/library.h"
#include "library/lookup.h"
#include "state/checkpoint.h"
#include "state/history.h"

/* What every errand needs. */
struct errand {
    struct twatfs_context *context;
    struct transfer *transfer;
    struct upload_wishes wishes;
    int32_t code;    /* of what failed */
    int32_t refusal; /* the code where the provider does no such thing */
    bool unknown;    /* there is no such provider */
    struct error error;
};

static bool errand_begin(struct errand *errand, struct twatfs_context *context,
                         const char *provider, const struct twatfs_cancel *cancel)
{
    *errand = (struct errand){
        .context = context, .code = TWATFS_ERROR_SYSTEM, .refusal = TWATFS_ERROR_FAILED};
    if (!context_open(context, &errand->code, &errand->error))
        return false;
    errand->code = TWATFS_ERROR_USAGE;
    errand->unknown = lookup_provider(&context->registry, provider, &errand->error) == NULL;
    if (errand->unknown)
        return false;
    errand->code = TWATFS_ERROR_SYSTEM;
    errand->wishes = (struct upload_wishes){.options = context->options,
                                            .option_count = context->option_count,
                                            .cancel = cancel != NULL ? &cancel->cancel : NULL};
    errand->transfer = context_borrow(context, &errand->error);
    return errand->transfer != NULL;
}

static bool errand_end(struct errand *errand, bool done, struct twatfs_error **error)
{
    if (errand->transfer != NULL) {
        context_return(errand->context, errand->transfer);
        errand->code = errand->error.status == TWATFS_CANCELLED ? TWATFS_ERROR_CANCELLED
                       : errand->error.status == TWATFS_REFUSED ? errand->refusal
                                                                : TWATFS_ERROR_FAILED;
    }
    return done || error_give(error, errand->code, &errand->error);
}

/* What is gone is gone, whether that can be noted or not. */
static void note_deleted(struct twatfs_context *context, const char *provider, const char *url)
{
    struct error error = ERROR_INIT;

    if (context->memory != NULL &&
        !history_mark_deleted(context->memory, provider, url, clock_unix_s(), &error) &&
        store_first_complaint(context->memory))
        log_warning("%s: going on without memory", error.text);
}

bool errand_delete(struct twatfs_context *context, const char *provider, const char *url,
                   const char *token, const struct twatfs_cancel *cancel, int32_t *code,
                   struct error *error)
{
    struct errand errand;
    bool done =
        errand_begin(&errand, context, provider, cancel) &&
        transfer_remove(errand.transfer, provider, url, token, &errand.wishes, &errand.error);

    if (done)
        note_deleted(context, provider, url);
    errand.refusal = TWATFS_ERROR_NO_PROVIDER;
    done = errand_end(&errand, done, NULL);
    *code = errand.code;
    *error = errand.error;
    return done;
}

bool twatfs_delete(struct twatfs_context *context, const char *provider, const char *url,
                   const char *token, struct twatfs_cancel *cancel, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct error own = ERROR_INIT;
    int32_t code;

    return errand_delete(context, provider, url, token, cancel, &code, &own) ||
           error_give(error, code, &own);
}

bool twatfs_examine(struct twatfs_context *context, const char *provider,
                    struct twatfs_cancel *cancel, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct errand errand;
    bool done = errand_begin(&errand, context, provider, cancel) &&
                transfer_examine(errand.transfer, provider, &errand.wishes, &errand.error);

    return errand_end(&errand, done, error);
}

bool twatfs_setup(struct twatfs_context *context, const char *provider,
                  const struct twatfs_guide *guide, struct twatfs_cancel *cancel,
                  struct twatfs_error **error)
{
    IN_CONTEXT(context);
    struct errand errand;
    struct guide own;
    bool done;

    if (guide->struct_size < sizeof *guide || guide->reserved != 0 || guide->ask == NULL ||
        guide->tell == NULL || guide->set_variable == NULL) {
        struct error misused = ERROR_INIT;

        error_set(&misused, "guide: needs its struct_size and all of its functions");
        return error_give(error, TWATFS_ERROR_USAGE, &misused);
    }
    own = (struct guide){.ask = guide->ask,
                         .tell = guide->tell,
                         .set_variable = guide->set_variable,
                         .data = guide->data};
    done = errand_begin(&errand, context, provider, cancel) &&
           transfer_setup(errand.transfer, provider, &own, &errand.wishes, &errand.error);
    errand.refusal = TWATFS_ERROR_NO_PROVIDER;
    return errand_end(&errand, done, error);
}

/* ---- What was begun and not ended ---- */

struct twatfs_unfinished {
    struct checkpoint_list list;
};

struct twatfs_unfinished *twatfs_unfinished_new(struct twatfs_error **error)
{
    struct twatfs_unfinished *unfinished = calloc(1, sizeof *unfinished);
    CLEANUP_FREE char *folder = checkpoint_folder();
    struct error own = ERROR_INIT;

    if (unfinished == NULL)
        error_memory(&own);
    else if (folder == NULL || checkpoint_list(&unfinished->list, folder, &own))
        return unfinished;
    twatfs_unfinished_free(unfinished);
    error_give(error, TWATFS_ERROR_SYSTEM, &own);
    return NULL;
}

void twatfs_unfinished_free(struct twatfs_unfinished *unfinished)
{
    if (unfinished == NULL)
        return;
    checkpoint_list_free(&unfinished->list);
    free(unfinished);
}

size_t twatfs_unfinished_count(const struct twatfs_unfinished *unfinished)
{
    return unfinished->list.count;
}

static const struct checkpoint_entry *item(const struct twatfs_unfinished *unfinished, size_t index)
{
    return index < unfinished->list.count ? &unfinished->list.items[index] : NULL;
}

const char *twatfs_unfinished_provider(const struct twatfs_unfinished *unfinished, size_t index)
{
    return item(unfinished, index) != NULL ? item(unfinished, index)->provider : NULL;
}

const char *twatfs_unfinished_file(const struct twatfs_unfinished *unfinished, size_t index)
{
    return item(unfinished, index) != NULL ? item(unfinished, index)->file : NULL;
}

int64_t twatfs_unfinished_since(const struct twatfs_unfinished *unfinished, size_t index)
{
    return item(unfinished, index) != NULL ? item(unfinished, index)->saved_unix_s : 0;
}

bool twatfs_unfinished_busy(const struct twatfs_unfinished *unfinished, size_t index)
{
    return item(unfinished, index) != NULL && item(unfinished, index)->busy;
}

bool twatfs_unfinished_abandon(struct twatfs_context *context,
                               const struct twatfs_unfinished *unfinished, size_t index,
                               struct twatfs_cancel *cancel, struct twatfs_error **error)
{
    IN_CONTEXT(context);
    const struct checkpoint_entry *entry = item(unfinished, index);
    struct errand errand;
    bool done;

    if (entry == NULL) {
        struct error own = ERROR_INIT;

        error_set(&own, "unfinished: there is no such upload");
        return error_give(error, TWATFS_ERROR_USAGE, &own);
    }
    done = errand_begin(&errand, context, entry->provider, cancel);
    if (done)
        done = transfer_abandon(errand.transfer, entry, &errand.wishes, &errand.error);
    else if (errand.unknown)
        error_set(&errand.error, "%s: %s: is not installed: install it, or remove %s to forget it",
                  entry->file, entry->provider, entry->path);
    return errand_end(&errand, done, error);
}

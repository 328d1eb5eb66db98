/* plan.c: who would be tried for a file, in which order, and who is passed over.
 *
 * SPDX-License-Identifier: MIT
 *
 * Told from manifests alone: nothing is loaded for it.
 */
#include "transfer/job.h"

#include <string.h>

#include "base/log.h"
#include "catalogue/gate.h"

/* ---- Wishes that name what does not exist ---- */

static bool known_provider(const struct registry *registry, const char *name, struct error *error)
{
    CLEANUP_FREE char *shown = NULL;

    if (registry_find(registry, name) != NULL)
        return true;
    shown = text_printable(name, strlen(name), 64);
    return error_set(error, "%s: unknown provider; 'twatfs providers' lists all",
                     shown != NULL ? shown : "");
}

static bool known_option(const struct registry *registry, const struct provider_option *option,
                         struct error *error)
{
    const struct entry *entry = registry_find(registry, option->provider);

    if (!known_provider(registry, option->provider, error))
        return false;
    /* One whose manifest cannot be read is faulty, and says so when its turn comes. */
    if (entry->manifest == NULL || manifest_find_option(entry->manifest, option->key) != NULL)
        return true;
    return error_set(error, "%s.%s: unknown option; 'twatfs providers info %s' lists all",
                     option->provider, option->key, option->provider);
}

bool transfer_check_wishes(const struct registry *registry, const struct upload_wishes *wishes,
                           struct error *error)
{
    /* An order may name providers that this machine lacks: one configuration serves
     * many machines. */
    for (size_t i = 0; wishes->providers != NULL && i < wishes->providers->count; i++)
        if (!known_provider(registry, wishes->providers->items[i], error))
            return false;
    for (size_t i = 0; i < wishes->option_count; i++)
        if (!known_option(registry, &wishes->options[i], error))
            return false;
    return true;
}

/* ---- The order of trial ---- */

static bool planned(const struct plan *plan, const struct entry *entry)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->items[i].entry == entry)
            return true;
    return false;
}

static bool plan_add(struct plan *plan, struct entry *entry)
{
    struct plan_item *items;

    if (entry == NULL || planned(plan, entry))
        return true;
    items = reallocarray(plan->items, plan->count + 1, sizeof *items);
    if (items == NULL)
        return false;
    plan->items = items;
    plan->items[plan->count++] = (struct plan_item){.entry = entry};
    return true;
}

static bool plan_add_names(struct plan *plan, const struct registry *registry,
                           const struct string_list *names)
{
    for (size_t i = 0; names != NULL && i < names->count; i++)
        if (!plan_add(plan, registry_find(registry, names->items[i])))
            return false;
    return true;
}

static int64_t priority(const struct plan_item *item)
{
    return item->entry->manifest != NULL ? item->entry->manifest->priority : INT64_MIN;
}

static int by_priority(const void *left, const void *right)
{
    const struct plan_item *a = left, *b = right;

    if (priority(a) != priority(b))
        return priority(a) > priority(b) ? -1 : 1;
    return strcmp(a->entry->name, b->entry->name);
}

/* Everyone in the order of trial, whether they will be tried or not. */
static bool plan_order(struct plan *plan, const struct registry *registry,
                       const struct upload_wishes *wishes)
{
    const char *reason;
    size_t named;

    if (wishes->providers != NULL && wishes->providers->count > 0)
        return plan_add_names(plan, registry, wishes->providers);
    if (!plan_add_names(plan, registry, wishes->order))
        return false;
    named = plan->count;
    for (size_t i = 0; i < registry->count; i++)
        if (registry_state(&registry->entries[i], &reason) != ENTRY_SHADOWED &&
            !plan_add(plan, &registry->entries[i]))
            return false;
    if (plan->count > named)
        qsort(plan->items + named, plan->count - named, sizeof *plan->items, by_priority);
    return true;
}

/* ---- Who can serve ---- */

static unsigned needs_of(const struct upload_wishes *wishes)
{
    return (wishes->remote_path != NULL ? SUPPORTS_REMOTE_PATH : 0u) |
           (wishes->force ? SUPPORTS_OVERWRITE : 0u) | (wishes->unique ? SUPPORTS_UNIQUE : 0u) |
           (wishes->once ? SUPPORTS_ONCE : 0u) | (wishes->expire_s > 0 ? SUPPORTS_EXPIRY : 0u) |
           (wishes->content_type != NULL ? SUPPORTS_CONTENT_TYPE : 0u);
}

/* False without memory. */
static bool judge(const struct job *job, struct plan_item *item, bool named)
{
    const struct upload_wishes *wishes = job->wishes;
    const struct entry *entry = item->entry;
    struct gate_wish wish = {.size = job->source.size,
                             .name = job->name,
                             .content_type = job->content_type,
                             .needs = needs_of(wishes),
                             .expire_s = wishes->expire_s};
    struct error error = ERROR_INIT;
    const char *reason;
    enum entry_state state = registry_state(entry, &reason);

    if (entry->manifest != NULL && entry->manifest->text_only)
        wish.binary = source_is_binary(&job->source);
    if (state == ENTRY_DISABLED)
        error_set(&error, "%s", reason);
    else if (state != ENTRY_READY)
        error_set(&error, "%s: %s", entry_state_name(state), reason != NULL ? reason : "");
    else if (!named && !entry->manifest->automatic)
        error_set(&error, "used only when it is named");
    else if (gate_accepts(entry->manifest, &wish, &error))
        item->candidate = true;
    if (!item->candidate)
        item->reason = strdup(error.text);
    return item->candidate || item->reason != NULL;
}

size_t plan_put_last(struct plan_item *items, size_t count, bool (*last)(const struct plan_item *))
{
    size_t first = 0;

    for (size_t left = count; left > 0; left--) {
        struct plan_item item = items[first];

        if (!last(&item)) {
            first++;
            continue;
        }
        memmove(&items[first], &items[first + 1], (count - first - 1) * sizeof *items);
        items[count - 1] = item;
    }
    return first;
}

static bool is_passed_over(const struct plan_item *item)
{
    return !item->candidate;
}

/* ---- Links to pages ---- */

static bool is_page(const struct plan_item *item)
{
    return item->page;
}

/* Beside what the memory says of a candidate there may be this to be said. */
static bool explain_page(struct plan_item *item, bool named)
{
    const char *words = named ? "its link leads to a page, not to the file itself"
                              : "tried after all others: its link leads to a page, not to the "
                                "file itself";
    char *before = STEAL(item->reason);

    if (before == NULL)
        item->reason = strdup(words);
    else if (asprintf(&item->reason, "%s; %s", words, before) < 0)
        item->reason = NULL;
    free(before);
    return item->reason != NULL;
}

/* Never before a link to the file itself, whatever else made the order; but in a list that the
 * user named, everyone has the place that the user gave. */
static bool plan_pages(struct plan *plan, bool named)
{
    for (size_t i = 0; i < plan->candidates; i++) {
        plan->items[i].page = !plan->items[i].entry->manifest->direct_link;
        if (plan->items[i].page && !explain_page(&plan->items[i], named))
            return false;
    }
    if (!named)
        plan_put_last(plan->items, plan->candidates, is_page);
    return true;
}

void plan_explain(const struct plan *plan)
{
    for (size_t i = 0; i < plan->candidates; i++)
        if (plan->items[i].reason != NULL)
            log_info("%s: %s", plan->items[i].entry->name, plan->items[i].reason);
    for (size_t i = plan->candidates; i < plan->count; i++)
        log_info("%s: passed over: %s", plan->items[i].entry->name, plan->items[i].reason);
}

void plan_free(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->items[i].reason);
        free(plan->items[i].failed);
    }
    free(plan->items);
    *plan = (struct plan){0};
}

/* Only one is tried: the others that could serve say why they are not. */
static bool plan_fragile(struct plan *plan)
{
    for (size_t i = 1; i < plan->candidates; i++) {
        plan->items[i].candidate = false;
        free(plan->items[i].reason);
        plan->items[i].reason = strdup("not tried: --fragile means one provider");
        if (plan->items[i].reason == NULL)
            return false;
    }
    if (plan->candidates > 1)
        plan->candidates = 1;
    return true;
}

bool plan_make(struct job *job, enum outcome *outcome, struct error *error)
{
    const struct upload_wishes *wishes = job->wishes;
    const struct registry *registry = job->session->registry;
    struct plan *plan = &job->plan;
    bool named;

    plan_free(plan);
    *outcome = OUTCOME_USAGE;
    if (!transfer_check_wishes(registry, wishes, error))
        return false;
    *outcome = OUTCOME_LOCAL;
    if (!plan_order(plan, registry, wishes))
        return error_class(error, TWATFS_LOCAL, "out of memory");
    named = wishes->providers != NULL && wishes->providers->count > 0;
    for (size_t i = 0; i < plan->count; i++)
        if (!judge(job, &plan->items[i],
                   named || (wishes->order != NULL &&
                             string_list_contains(wishes->order, plan->items[i].entry->name))))
            return error_class(error, TWATFS_LOCAL, "out of memory");
    plan->candidates = plan_put_last(plan->items, plan->count, is_passed_over);
    if (!named)
        health_order(job);
    if (!plan_pages(plan, named) || (wishes->fragile && !plan_fragile(plan)))
        return error_class(error, TWATFS_LOCAL, "out of memory");
    if (plan->candidates > 0) {
        *outcome = OUTCOME_VERIFIED;
        return true;
    }
    *outcome = OUTCOME_NO_PROVIDER;
    if (plan->count == 0)
        return error_set(error,
                         "%s: no provider is installed: install a package twatfs-provider-NAME, or "
                         "name a folder with --plugin-dir",
                         job->source.path);
    if (plan->count == 1)
        return error_set(error, "%s: no provider can take it: %s: %s", job->source.path,
                         plan->items[0].entry->name, plan->items[0].reason);
    return error_set(error, "%s: no provider can take it: 'twatfs upload --dry-run' tells why",
                     job->source.path);
}

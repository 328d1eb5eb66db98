/* hostapi-guide.c: those of a provider's services that speak with the user, while it guides
 * through its set-up.
 *
 * SPDX-License-Identifier: MIT
 *
 * What a provider tells may have come from its host: it is made printable.  An answer is not told
 * to the log, and a secret one is kept out of it from then on.
 */
#include "transfer/job.h"

#include <string.h>

#include "base/log.h"

#define ANSWER_SIZE 4097 /* bytes of an answer with its NUL */

static struct call *ours(struct twatfs_call *border)
{
    return (struct call *)(void *)border;
}

static char *printable(const char *text)
{
    return text_printable(text != NULL ? text : "", text != NULL ? strlen(text) : 0, 0);
}

/* Without the blanks that come along where something is pasted. */
static void trim(char *text)
{
    size_t begin = strspn(text, " \t\r"), end = strlen(text);

    while (end > begin && strchr(" \t\r", text[end - 1]) != NULL)
        end--;
    memmove(text, text + begin, end - begin);
    text[end - begin] = '\0';
}

static const char *service_ask(struct twatfs_call *border, uint32_t flags, const char *prompt)
{
    struct call *call = ours(border);
    const struct guide *guide = call->guide;
    CLEANUP_FREE char *shown = printable(prompt);
    bool secret = (flags & TWATFS_ASK_SECRET) != 0;
    char answer[ANSWER_SIZE], *copy = NULL;

    if (guide == NULL || shown == NULL || (flags & ~TWATFS_ASK_SECRET) != 0)
        return NULL;
    if (guide->ask(guide->data, shown, secret, answer, sizeof answer)) {
        trim(answer);
        if (utf8_valid(answer, strlen(answer)) && (!secret || log_add_secret(answer)))
            copy = border->host->scratch(border, strlen(answer) + 1);
        if (copy != NULL)
            strcpy(copy, answer);
    }
    explicit_bzero(answer, sizeof answer);
    return copy;
}

static void service_tell(struct twatfs_call *border, const char *line)
{
    const struct guide *guide = ours(border)->guide;
    CLEANUP_FREE char *shown = printable(line);

    if (guide != NULL && shown != NULL)
        guide->tell(guide->data, shown);
}

static twatfs_status service_set_variable(struct twatfs_call *border, const char *name,
                                          const char *value)
{
    const struct call *call = ours(border);
    const struct guide *guide = call->guide;

    if (guide == NULL || name == NULL || value == NULL || value[0] == '\0' ||
        !text_is_plain(value) || !manifest_declares(call->instance->entry->manifest, name)) {
        log_debug("%s: %s: not taken", call->instance->entry->name, name != NULL ? name : "(null)");
        return TWATFS_PERMANENT;
    }
    guide->set_variable(guide->data, name, value);
    return TWATFS_OK;
}

const struct twatfs_host hostapi_guide = {
    .ask = service_ask,
    .tell = service_tell,
    .set_variable = service_set_variable,
};

/* links.c: what is done with the links at the end: the clipboard, and codes to scan.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/links.h"

#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/write.h"
#include "cli/clipboard.h"
#include "cli/output.h"
#include "cli/qr.h"

void links_add(struct links *links, const char *url)
{
    size_t length = strlen(url);

    if (!links->copy && !links->show_qr)
        return;
    /* The first ones, without a gap. */
    if (links->count++ != links->kept || links->text.length + 1 + length > CLIPBOARD_MOST)
        return;
    if ((links->kept > 0 && !buffer_puts(&links->text, "\n")) || !buffer_puts(&links->text, url))
        return;
    links->kept++;
}

static void copy(const struct links *links, bool quiet)
{
    struct error error = ERROR_INIT;
    const char *by = clipboard_copy(links->text.data, links->text.length, &error);

    if (by == NULL) {
        log_warning("--copy: %s", error.text);
        return;
    }
    if (links->kept < links->count)
        log_warning("--copy: only the first %zu of %zu links were copied: the rest does not fit",
                    links->kept, links->count);
    if (!quiet)
        output_notice("%s copied to the clipboard by %s",
                      links->kept == 1 ? "the link was" : "the links were", by);
}

/* A code with its link below it, written at once. */
static bool show(const char *url, struct error *error)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    if (!qr_text(&text, url, error))
        return false;
    buffer_printable(&text, url, strlen(url), 0);
    if (!buffer_puts(&text, "\n"))
        return error_memory(error);
    return write_all(STDERR_FILENO, text.data, text.length) || error_errno(error, "standard error");
}

static void show_all(const struct links *links)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;
    struct error error = ERROR_INIT;

    if (!string_list_split(&list, links->text.data, "\n"))
        error_memory(&error);
    for (size_t i = 0; i < list.count; i++)
        if (!show(list.items[i], &error))
            break;
    if (error.text[0] != '\0')
        log_warning("--qr: %s", error.text);
    else if (links->kept < links->count)
        log_warning("--qr: only the first %zu of %zu links were shown", links->kept, links->count);
}

void links_hand_over(const struct links *links, bool quiet)
{
    if (links->kept == 0)
        return;
    if (links->show_qr)
        show_all(links);
    if (links->copy)
        copy(links, quiet);
}

void links_free(struct links *links)
{
    buffer_free(&links->text);
}

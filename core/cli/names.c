/* names.c: the files that are meant, one after the other, however many there are.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/names.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>

#define BLOCK (size_t)(64 << 10)

/* What is called so in messages. */
static const char *list_name(const struct names *names)
{
    return strcmp(names->input.list, "-") == 0 ? "standard input" : names->input.list;
}

bool names_open(struct names *names, const struct names_input *input, struct error *error)
{
    *names = (struct names){.input = *input, .list_fd = -1, .list_end = input->list == NULL};
    if (input->list == NULL)
        return true;
    names->list_fd = strcmp(input->list, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                                   : open(input->list, O_RDONLY | O_CLOEXEC);
    return names->list_fd >= 0 || error_errno(error, "--from-file: %s", list_name(names));
}

void names_close(struct names *names)
{
    cleanup_close(&names->list_fd);
    names->list_fd = -1;
    buffer_free(&names->block);
    buffer_free(&names->path);
    names_folder_close(names);
}

/* ---- The list ---- */

/* Forget what was given out. */
static void drop_used(struct buffer *block, size_t used)
{
    memmove(block->data, block->data + used, block->length - used);
    block->length -= used;
    block->data[block->length] = '\0';
}

/* The list has failed: half a name is none. */
static enum names_result end_list(struct names *names)
{
    names->list_end = true;
    buffer_clear(&names->block);
    names->block_at = 0;
    names->dropped = names->dropped_nul = false;
    return NAMES_BAD;
}

/* More of the list into the block. */
static enum names_result read_more(struct names *names, struct error *error)
{
    const struct cancel *stop = names->input.stop;
    struct pollfd ready[2] = {{.fd = names->list_fd, .events = POLLIN},
                              {.fd = stop != NULL ? stop->fd : -1, .events = POLLIN}};
    CLEANUP_FREE char *bytes = malloc(BLOCK);
    ssize_t got;

    if (bytes == NULL) {
        error_memory(error);
        return end_list(names);
    }
    do {
        (void)poll(ready, 2, -1);
        if (stop != NULL && cancel_requested(stop))
            return NAMES_STOPPED;
        got = read(names->list_fd, bytes, BLOCK);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got < 0) {
        error_errno(error, "%s: read", list_name(names));
        return end_list(names);
    }
    names->list_end = got == 0;
    if (names->block_at > 0)
        drop_used(&names->block, names->block_at);
    names->block_at = 0;
    if (buffer_append(&names->block, bytes, (size_t)got))
        return NAMES_ONE;
    error_memory(error);
    return end_list(names);
}

static bool holds_nul(const char *text, size_t length)
{
    return length > 0 && memchr(text, '\0', length) != NULL;
}

/* A part of what is longer than a path can be: whether it holds a NUL is all that is kept. */
static void drop(struct names *names, const char *text, size_t length)
{
    names->dropped = true;
    names->dropped_nul = names->dropped_nul || holds_nul(text, length);
    names->block_at += length;
}

/* A name of the list into path; text is its end where a part was dropped. */
static enum names_result take_name(struct names *names, const char *text, size_t length,
                                   struct error *error)
{
    bool nul = names->dropped_nul || holds_nul(text, length);
    bool too_long = names->dropped || length >= PATH_MAX;

    names->line++;
    names->dropped = names->dropped_nul = false;
    if (nul || too_long) {
        error_set(error, "%s: line %lu: %s", list_name(names), names->line,
                  nul ? "holds a NUL byte: use -0 where names end in one"
                      : "longer than a path can be");
        return NAMES_BAD;
    }
    buffer_clear(&names->path);
    /* In a list it is a file like any other. */
    if (length == 1 && text[0] == '-')
        buffer_puts(&names->path, "./");
    if (buffer_append(&names->path, text, length))
        return NAMES_ONE;
    error_memory(error);
    return NAMES_BAD;
}

static enum names_result list_next(struct names *names, struct error *error)
{
    char end = names->input.nul ? '\0' : '\n';

    for (;;) {
        size_t left = names->block.length - names->block_at;
        const char *start = names->block.data + names->block_at;
        const char *found = left > 0 ? memchr(start, end, left) : NULL;
        size_t length = found != NULL ? (size_t)(found - start) : left;
        enum names_result result;

        if (found == NULL && !names->list_end) {
            if (left >= PATH_MAX)
                drop(names, start, left);
            result = read_more(names, error);
            if (result != NAMES_ONE)
                return result;
            continue;
        }
        if (found == NULL && left == 0 && !names->dropped)
            return NAMES_END;
        names->block_at += length + (found != NULL);
        if (length == 0 && !names->dropped) {
            names->line++;
            continue;
        }
        result = take_name(names, start, length, error);
        if (result != NAMES_ONE || filter_takes_file(names->input.filter, names->path.data))
            return result;
    }
}

/* ---- All of them ---- */

enum names_result names_next(struct names *names, struct error *error)
{
    enum names_result result;

    names->below = NULL;
    if (names->input.stop != NULL && cancel_requested(names->input.stop))
        return NAMES_STOPPED;
    if (names->next_file < names->input.file_count) {
        buffer_clear(&names->path);
        if (buffer_puts(&names->path, names->input.files[names->next_file++]))
            return NAMES_ONE;
        error_memory(error);
        return NAMES_BAD;
    }
    if (names->list_fd >= 0) {
        result = list_next(names, error);
        if (result != NAMES_END)
            return result;
        cleanup_close(&names->list_fd);
        names->list_fd = -1;
    }
    return names_folder_next(names, error);
}

/* filter.c: which files of a list or a folder are meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/filter.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct filter_pattern {
    char *text;  /* without the slash at its end */
    bool folder; /* it had one: folders are meant */
    bool include;
};

void filter_free(struct filter *filter)
{
    for (size_t i = 0; i < filter->count; i++)
        free(filter->patterns[i].text);
    free(filter->patterns);
    *filter = (struct filter){0};
}

bool filter_add(struct filter *filter, const char *pattern, bool include)
{
    size_t length = strlen(pattern);
    bool folder = length > 1 && pattern[length - 1] == '/';
    char *text = strndup(pattern, folder ? length - 1 : length);
    struct filter_pattern *patterns =
        reallocarray(filter->patterns, filter->count + 1, sizeof *patterns);

    if (patterns != NULL)
        filter->patterns = patterns;
    if (patterns == NULL || text == NULL) {
        free(text);
        return false;
    }
    patterns[filter->count++] =
        (struct filter_pattern){.text = text, .folder = folder, .include = include};
    return true;
}

void filter_put(const struct filter *filter, struct buffer *text)
{
    buffer_printf(text, "%zu,", filter->count);
    for (size_t i = 0; i < filter->count; i++)
        buffer_printf(text, "%d%d%zu:%s,", filter->patterns[i].include, filter->patterns[i].folder,
                      strlen(filter->patterns[i].text), filter->patterns[i].text);
}

bool filter_matches(const char *pattern, const char *path)
{
    const char *slash = strrchr(path, '/');

    return fnmatch(pattern, path, 0) == 0 || (slash != NULL && fnmatch(pattern, slash + 1, 0) == 0);
}

/* What the last pattern of this kind that matches says. */
static bool decide(const struct filter *filter, const char *path, bool folder, bool otherwise)
{
    for (size_t i = filter->count; i-- > 0;)
        if (filter->patterns[i].folder == folder && filter_matches(filter->patterns[i].text, path))
            return filter->patterns[i].include;
    return otherwise;
}

bool filter_takes_file(const struct filter *filter, const char *path)
{
    bool otherwise = true;

    for (size_t i = 0; i < filter->count; i++) {
        if (filter->patterns[i].folder)
            continue;
        otherwise = !filter->patterns[i].include;
        break;
    }
    return decide(filter, path, false, otherwise);
}

bool filter_takes_folder(const struct filter *filter, const char *path)
{
    return decide(filter, path, true, true);
}

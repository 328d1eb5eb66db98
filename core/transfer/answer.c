/* answer.c: reading what a server wrote for people.
 *
 * SPDX-License-Identifier: MIT
 *
 * Everything here is given hostile bytes: nothing is trusted to end, to be text, or
 * to be what it says.
 */
#include "transfer/answer.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "transfer/url.h"

#define WORDS_MAX 200 /* bytes of a server's text in a message */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* Take blanks and NULs off both ends. */
static void trim(const char **text, size_t *length)
{
    while (*length > 0 && blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length > 0 && blank((*text)[*length - 1]))
        --*length;
}

char *answer_whole(const char *text, size_t length)
{
    trim(&text, &length);
    if (length == 0 || length > URL_MAX)
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (blank(text[i]))
            return NULL;
    return strndup(text, length);
}

static bool ends_url(char c)
{
    return (unsigned char)c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
}

static bool url_begins(const char *text, size_t length)
{
    return (length > 7 && strncasecmp(text, "http://", 7) == 0) ||
           (length > 8 && strncasecmp(text, "https://", 8) == 0);
}

char *answer_find_url(const char *text, size_t length, answer_accepts *accepts, void *data)
{
    for (size_t i = 0; i < length; i++) {
        size_t end = i;
        char *url;

        if (!url_begins(text + i, length - i))
            continue;
        while (end < length && !ends_url(text[end]))
            end++;
        /* What closes a sentence is not part of the URL. */
        while (end > i && strchr(".,;:!?)]", text[end - 1]) != NULL)
            end--;
        /* Of one that is too long the beginning would be another. */
        if (end - i <= URL_MAX) {
            url = strndup(text + i, end - i);
            if (url == NULL || accepts(data, url))
                return url;
            free(url);
        }
        i = end > i ? end - 1 : i;
    }
    return NULL;
}

/* The text between <title> and </title>. */
static bool html_title(const char **text, size_t *length)
{
    const char *end = *text + *length, *start = NULL;

    for (const char *at = *text; end - at >= 8; at++) {
        if (start == NULL && strncasecmp(at, "<title>", 7) == 0)
            start = at + 7;
        if (start != NULL && strncasecmp(at, "</title>", 8) == 0) {
            *text = start;
            *length = (size_t)(at - start);
            return true;
        }
    }
    return false;
}

char *answer_words(const char *text, size_t length)
{
    trim(&text, &length);
    if (length > 0 && text[0] == '<') {
        if (!html_title(&text, &length))
            return strdup("an HTML or XML page");
        trim(&text, &length);
    }
    return text_shown(text, length, WORDS_MAX);
}

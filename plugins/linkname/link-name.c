/* link-name.c: the file's name at the end of a link, encoded once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "link-name.h"

#include <stdbool.h>
#include <string.h>

/* Whether the path of a URL may hold a name as it is (RFC 3986, section 3.3). */
static bool is_encoded(const char *name)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~!$&'()*+,;=:@";

    name += strspn(name, plain);
    while (*name == '%' && strspn(name + 1, "0123456789ABCDEFabcdef") >= 2)
        name += 3 + strspn(name + 3, plain);
    return *name == '\0';
}

/* Whether a name is the file's as the form had it, where "_" is in place of quotes and backslashes:
 * the host has encoded nothing then, and a "%" in it is one. */
static bool is_as_sent(const char *name, const char *file_name)
{
    for (; *name != '\0'; name++, file_name++)
        if (*name != (*file_name == '"' || *file_name == '\\' ? '_' : *file_name))
            return false;
    return *file_name == '\0';
}

const char *link_name(struct twatfs_call *call, const char *name, const char *file_name)
{
    return is_encoded(name) && !is_as_sent(name, file_name) ? name : twatfs_url_escape(call, name);
}

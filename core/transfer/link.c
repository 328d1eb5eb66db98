/* link.c: what a link of a provider must be to be used.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/link.h"

#include <string.h>

#include "base/log.h"
#include "transfer/url.h"

/* A shorter secret is likelier to stand in a URL by chance than to have leaked. */
#define URL_SECRET_MINIMUM 8

/* No upload has a link that all others begin with: more has to follow. */
static bool goes_on_after(const char *url, const char *prefix)
{
    return text_starts_with(url, prefix) && strlen(url) > strlen(prefix);
}

/* A "*" in the prefix's host stands for one or more characters of a label. */
static bool url_begins(const char *url, const char *prefix)
{
    size_t star = strcspn(prefix, "*"), authority = 0, label;

    if (strstr(prefix, "://") != NULL)
        authority = (size_t)(strstr(prefix, "://") + 3 - prefix);
    if (prefix[star] == '\0' || star > authority + strcspn(prefix + authority, "/"))
        return goes_on_after(url, prefix);
    if (strncmp(url, prefix, star) != 0)
        return false;
    label = strspn(url + star, "abcdefghijklmnopqrstuvwxyz0123456789-");
    for (; label > 0; label--)
        if (goes_on_after(url + star + label, prefix + star + 1))
            return true;
    return false;
}

static bool begins_as_promised(const struct manifest *manifest, const char *url)
{
    bool is_default = false;

    /* Another instance has names of its own. */
    (void)manifest_endpoint(manifest, &is_default);
    if (!is_default || manifest->url_prefixes.count == 0)
        return true;
    for (size_t i = 0; i < manifest->url_prefixes.count; i++)
        if (url_begins(url, manifest->url_prefixes.items[i]))
            return true;
    return false;
}

bool link_acceptable(const struct manifest *manifest, const char *url, struct error *error)
{
    if (!url_clean(url, &manifest->schemes, error))
        return false;
    if (!begins_as_promised(manifest, url)) {
        CLEANUP_FREE char *shown = text_shown(url, strlen(url), 200);

        return error_set(error, "URL: \"%s\" is not one of this host: its URLs begin with %s",
                         shown != NULL ? shown : "", manifest->url_prefixes.items[0]);
    }
    return !manifest_secret_in_link(manifest, url, URL_SECRET_MINIMUM) ||
           error_set(error, "URL: holds a credential");
}

/* location.c: where the bucket is: endpoint, region, and how its objects are addressed.
 *
 * SPDX-License-Identifier: MIT
 *
 * The order of settings is that of the AWS SDKs ("AWS SDKs and Tools Reference Guide",
 * service-specific endpoints and AWS region, 2026-10).
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "location.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "partition.h"
#include "profile.h"
#include "web-address.h"

#define DEFAULT_REGION     "us-east-1"
#define LETTERS_AND_DIGITS "abcdefghijklmnopqrstuvwxyz0123456789"
#define CAPITALS           "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

void location_free(struct location *location)
{
    free(location->scheme);
    free(location->host);
    free(location->base);
    free(location->bucket);
    free(location->region);
    *location = (struct location){.amazon = false};
}

bool location_secure(const struct location *location)
{
    return strcmp(location->scheme, "https") == 0;
}

/* ---- Region ---- */

static const char *find_region(struct twatfs_call *call, const struct profiles *profiles,
                               const char **source)
{
    const char *value;

    *source = "the option region";
    if ((value = twatfs_option(call, "region")) != NULL)
        return value;
    *source = "AWS_REGION";
    if ((value = twatfs_env(call, "AWS_REGION")) != NULL)
        return value;
    *source = "AWS_DEFAULT_REGION";
    if ((value = twatfs_env(call, "AWS_DEFAULT_REGION")) != NULL)
        return value;
    *source = "the profile";
    if ((value = profiles_get(profiles, profiles_current(call), "region")) != NULL)
        return value;
    *source = "default";
    return DEFAULT_REGION;
}

/* At Amazon it becomes part of a host's name.  Elsewhere it is signed only, and may have capitals:
 * "RegionOne" is that of OpenStack's installation guides. */
static bool is_region(const char *text, bool amazon)
{
    const char *bytes = amazon ? LETTERS_AND_DIGITS "-" : LETTERS_AND_DIGITS "-" CAPITALS;
    size_t length = strlen(text);

    return length > 0 && length <= 64 && strspn(text, bytes) == length;
}

/* ---- Endpoint ---- */

static const char *find_endpoint(struct twatfs_call *call, const struct profiles *profiles,
                                 const char **source)
{
    const char *profile = profiles_current(call), *services, *value;

    *source = "TWATFS_S3_URL";
    if ((value = twatfs_endpoint(call)) != NULL)
        return value;
    if (profiles_ignore_endpoints(call, profiles)) {
        *source = "default";
        return NULL;
    }
    *source = "AWS_ENDPOINT_URL_S3";
    if ((value = twatfs_env(call, "AWS_ENDPOINT_URL_S3")) != NULL)
        return value;
    *source = "AWS_ENDPOINT_URL";
    if ((value = twatfs_env(call, "AWS_ENDPOINT_URL")) != NULL)
        return value;
    *source = "the profile's services";
    services = profiles_get(profiles, profile, "services");
    if (services != NULL &&
        (value = profiles_get_service(profiles, services, "s3", "endpoint_url")) != NULL)
        return value;
    *source = "the profile";
    if ((value = profiles_get(profiles, profile, "endpoint_url")) != NULL)
        return value;
    *source = "default";
    return NULL;
}

/* "http://host:port/base/" taken apart.  A port that is the scheme's own is not sent in Host, so it
 * must not be signed: the address has none then. */
static bool split_endpoint(struct twatfs_call *call, const char *url, struct location *location)
{
    struct web_address address;
    size_t length;

    if (!web_address_parse(call, url, &address) || strchr(address.rest, '?') != NULL)
        return false;
    length = strlen(address.rest);
    while (length > 0 && address.rest[length - 1] == '/')
        length--;
    location->scheme = strdup(address.scheme);
    location->host = strdup(address.authority);
    location->base = strndup(address.rest, length);
    return location->scheme != NULL && location->host != NULL && location->base != NULL;
}

static bool amazon_host(struct location *location)
{
    const char *region = location->region;
    char *host;

    if (asprintf(&host, "s3.%s.%s", region, partition_of(region)->domain) < 0)
        return false;
    free(location->host);
    location->host = host;
    return true;
}

bool location_move(struct location *location, const char *region)
{
    char *copy = is_region(region, location->amazon) ? strdup(region) : NULL;

    if (copy == NULL)
        return false;
    free(location->region);
    location->region = copy;
    return !location->amazon || amazon_host(location);
}

bool location_region_of(const char *host, char region[LOCATION_REGION_SIZE])
{
    const char *mark = NULL;
    size_t length;

    for (const char *at = host; (at = strstr(at, "s3")) != NULL; at++)
        if ((at == host || at[-1] == '.') && (at[2] == '.' || at[2] == '-'))
            mark = at + 3;
    length = mark != NULL ? strcspn(mark, ".") : 0;
    if (length == 0 || mark[length] != '.' || length >= LOCATION_REGION_SIZE)
        return false;
    memcpy(region, mark, length);
    region[length] = '\0';
    return is_region(region, true) && strcmp(mark + length + 1, partition_of(region)->domain) == 0;
}

/* ---- Style ---- */

/* What can be a label of a host's name: a wildcard certificate covers only one, and buckets from
 * before 2018 may have capitals, underscores and 255 bytes ("General purpose bucket naming rules",
 * Amazon S3 User Guide, November 2026). */
static bool is_label(const char *bucket)
{
    size_t length = strlen(bucket);

    return length >= 3 && length <= 63 && bucket[0] != '-' && bucket[length - 1] != '-' &&
           strspn(bucket, LETTERS_AND_DIGITS "-") == length;
}

/* Most other stores know only paths. */
static bool wants_path(struct twatfs_call *call, const struct location *location)
{
    const char *style = twatfs_option(call, "style");
    const char *variable = twatfs_env(call, "AWS_PATH_STYLE");

    if (style != NULL && strcmp(style, "auto") != 0)
        return strcmp(style, "path") == 0;
    if (variable != NULL)
        return strcasecmp(variable, "true") == 0 || strcmp(variable, "1") == 0;
    return !location->amazon || !is_label(location->bucket);
}

static bool is_style(const char *style)
{
    return style == NULL || strcmp(style, "auto") == 0 || strcmp(style, "path") == 0 ||
           strcmp(style, "virtual") == 0;
}

/* What a bucket's name may be made of; the store has the last word. */
static bool is_bucket(const char *text)
{
    size_t length = strlen(text);

    return length >= 1 && length <= 255 && strpbrk(text, "/?#%@: \t\r\n\"<>\\") == NULL;
}

/* ---- The whole ---- */

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static twatfs_status find(struct twatfs_call *call, const struct profiles *profiles,
                          struct location *location)
{
    const char *bucket = twatfs_env(call, "AWS_S3_BUCKET"), *region, *endpoint;

    if (twatfs_option(call, "bucket") != NULL)
        bucket = twatfs_option(call, "bucket");
    if (bucket == NULL || !is_bucket(bucket))
        return twatfs_fail(call, TWATFS_AUTH, 0, "bucket: %s: set AWS_S3_BUCKET to its name",
                           bucket != NULL ? "not the name of one" : "not set");
    if (!is_style(twatfs_option(call, "style")))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "style: %s: is none of auto, path, virtual",
                           twatfs_option(call, "style"));
    region = find_region(call, profiles, &location->region_source);
    endpoint = find_endpoint(call, profiles, &location->endpoint_source);
    location->amazon = endpoint == NULL;
    if (!is_region(region, location->amazon))
        return twatfs_fail(call, TWATFS_AUTH, 0, "region: \"%s\" (from %s): not one", region,
                           location->region_source);
    location->bucket = strdup(bucket);
    location->region = strdup(region);
    if (location->bucket == NULL || location->region == NULL)
        return out_of_memory(call);
    if (endpoint != NULL && !split_endpoint(call, endpoint, location))
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "endpoint: \"%s\" (from %s): not of the form https://HOST",
                           web_address_shown(endpoint), location->endpoint_source);
    if (endpoint == NULL) {
        location->scheme = strdup("https");
        location->base = strdup("");
        if (location->scheme == NULL || location->base == NULL || !amazon_host(location))
            return out_of_memory(call);
    }
    location->path_style = wants_path(call, location);
    return TWATFS_OK;
}

twatfs_status location_find(struct twatfs_call *call, const struct profiles *profiles,
                            struct location *location)
{
    twatfs_status status;

    *location = (struct location){.amazon = false};
    status = find(call, profiles, location);
    if (status != TWATFS_OK)
        location_free(location);
    return status;
}

char *location_host(const struct location *location)
{
    char *host;

    if (location->path_style)
        return strdup(location->host);
    return asprintf(&host, "%s.%s", location->bucket, location->host) >= 0 ? host : NULL;
}

char *location_path(const struct location *location, const char *key)
{
    char *path;
    int length = location->path_style ? asprintf(&path, "%s/%s%s%s", location->base,
                                                 location->bucket, key[0] != '\0' ? "/" : "", key)
                                      : asprintf(&path, "%s/%s", location->base, key);

    return length >= 0 ? path : NULL;
}

/* link.c: the shared link of a file.
 *
 * SPDX-License-Identifier: MIT
 *
 * sharing/create_shared_link_with_settings says 409 shared_link_already_exists where there is one;
 * its metadata has that link only if no settings were asked for, else sharing/list_shared_links
 * tells it.
 */
#include "link.h"

#include <stdio.h>
#include <time.h>

#include "api.h"

#define TRIES        4   /* of what is about a file that is there already */
#define EXPIRY_SLACK 600 /* seconds: a link of an earlier attempt at this upload */

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

const char *dropbox_link_direct(struct twatfs_call *call, const char *url)
{
    size_t base = strcspn(url, "?#");
    const char *rest = url[base] == '?' ? url + base + 1 : "";
    const char *direct = twatfs_printf(call, "%.*s?", (int)base, url);

    while (direct != NULL && *rest != '\0' && *rest != '#') {
        size_t length = strcspn(rest, "&#");

        if (length > 0 && strncmp(rest, "dl=", 3) != 0 && strncmp(rest, "raw=", 4) != 0)
            direct = twatfs_printf(call, "%s%.*s&", direct, (int)length, rest);
        rest += length + (rest[length] == '&');
    }
    return direct != NULL ? twatfs_printf(call, "%sdl=1", direct) : NULL;
}

/* The member of a link's metadata that is at place, which ends where a name could begin. */
static const char *member(struct twatfs_call *call, const struct twatfs_http_response *answer,
                          const char *place, const char *name)
{
    const char *path = twatfs_printf(call, "%s%s", place, name);

    return path != NULL ? twatfs_json(call, answer, path) : NULL;
}

/* Take what the metadata at place tells of a link; *url is NULL when it tells none. */
static twatfs_status take(struct twatfs_call *call, const struct twatfs_http_response *answer,
                          const char *place, int64_t expires_s, const char **url)
{
    const char *audience =
        member(call, answer, place, "link_permissions.resolved_visibility[\".tag\"]");
    const char *expires = member(call, answer, place, "expires");
    int64_t moment = expires != NULL ? twatfs_parse_time(call, expires) : -1;

    *url = member(call, answer, place, "url");
    if (*url == NULL || (*url)[0] == '\0') {
        *url = NULL;
        return TWATFS_OK;
    }
    if (audience != NULL && strcmp(audience, "public") != 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "the link is for %s only: let the account share with everyone",
                           audience);
    if (expires_s > 0 && (moment > expires_s || moment < expires_s - EXPIRY_SLACK))
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "the file has a link already, with another expiry: --unique makes "
                           "a file and a link of its own");
    if (moment >= 0)
        twatfs_set_expiry(call, moment);
    return TWATFS_OK;
}

static twatfs_status find(struct twatfs_call *call, struct account *account, const char *quoted,
                          int64_t expires_s, const char **url)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct api_request request = {.route = "sharing/list_shared_links", .tries = TRIES};
    struct refusal refusal;
    twatfs_status status;

    request.argument = twatfs_printf(call, "{\"path\":%s,\"direct_only\":true}", quoted);
    status = dropbox_api_send(call, account, &request, &answer, &refusal);
    if (status == TWATFS_OK)
        status = take(call, &answer, "links[0].", expires_s, url);
    if (status == TWATFS_OK && *url == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: there is a link already, and it is not told");
    return status;
}

twatfs_status dropbox_link_of(struct twatfs_call *call, struct account *account, const char *id,
                              int64_t expire_s, const char **url)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct api_request request = {.route = "sharing/create_shared_link_with_settings",
                                  .tries = TRIES};
    int64_t expires_s = expire_s > 0 ? (int64_t)time(NULL) + expire_s : 0;
    const char *quoted = twatfs_json_quote(call, id), *settings = "";
    struct refusal refusal;
    twatfs_status status;
    char moment[32];

    if (expires_s > 0) {
        struct tm parts;
        time_t when = (time_t)expires_s;

        if (gmtime_r(&when, &parts) == NULL ||
            strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
            return twatfs_fail(call, TWATFS_REFUSED, 0, "no date is so far away");
        settings = twatfs_printf(call, ",\"settings\":{\"expires\":\"%s\"}", moment);
    }
    if (quoted == NULL || settings == NULL)
        return out_of_memory(call);
    request.argument = twatfs_printf(call, "{\"path\":%s%s}", quoted, settings);
    status = dropbox_api_send(call, account, &request, &answer, &refusal);
    if (status == TWATFS_OK) {
        status = take(call, &answer, "", expires_s, url);
        return status != TWATFS_OK || *url != NULL
                   ? status
                   : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP 200 without a link");
    }
    if (!dropbox_errors_has(&refusal, "shared_link_already_exists"))
        return status;
    status = take(call, &answer, "error.shared_link_already_exists.metadata.", expires_s, url);
    return status == TWATFS_OK && *url == NULL ? find(call, account, quoted, expires_s, url)
                                               : status;
}

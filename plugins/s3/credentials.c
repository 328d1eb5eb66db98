/* credentials.c: where the keys come from, as the AWS SDKs look for them.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Understand the credential provider chain" in the AWS SDKs and Tools Reference Guide (November
 * 2026).  SSO needs a browser and a cache of its own: for that there is credential_process.
 */
#include "credentials.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sources.h"

/* ---- What the sources share ---- */

void search_note(struct search *search, const char *format, ...)
{
    const char *note, *notes = NULL;
    va_list arguments;

    va_start(arguments, format);
    note = twatfs_vprintf(search->call, format, arguments);
    va_end(arguments);
    if (note != NULL)
        notes = twatfs_printf(search->call, "%s%s%s", search->notes,
                              search->notes[0] != '\0' ? "; " : "", note);
    if (notes != NULL)
        search->notes = notes;
}

const struct profiles *search_profiles(struct search *search)
{
    if (search->profiles == NULL)
        search->profiles = profiles_read(search->call);
    return search->profiles;
}

static bool given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* They go into headers, where a line break would begin another one. */
static bool has_control_character(const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return true;
    return false;
}

static char *copy(const char *text)
{
    return given(text) ? strdup(text) : NULL;
}

static twatfs_status take_expiration(struct search *search, const char *what,
                                     const char *expiration, struct credentials *found)
{
    if (!given(expiration))
        return TWATFS_OK;
    found->expires_s = twatfs_parse_time(search->call, expiration);
    if (found->expires_s < 0)
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: \"%s\": is not a time", what,
                           expiration);
    if (found->expires_s <= (int64_t)time(NULL))
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: expired at %s", what, expiration);
    return TWATFS_OK;
}

twatfs_status search_take(struct search *search, const char *what, const struct keys *keys,
                          struct credentials *found)
{
    CLEANUP_CREDENTIALS struct credentials taken = {0};
    twatfs_status status;

    if (!given(keys->access_key) || !given(keys->secret_key))
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: gave no %s", what,
                           given(keys->access_key) ? "secret access key" : "access key id");
    twatfs_add_secret(search->call, keys->secret_key);
    if (given(keys->session_token))
        twatfs_add_secret(search->call, keys->session_token);
    if (has_control_character(keys->access_key) || has_control_character(keys->secret_key) ||
        has_control_character(keys->session_token))
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "%s: a key holds a line break or another control character", what);
    status = take_expiration(search, what, keys->expiration, &taken);
    if (status != TWATFS_OK)
        return status;
    taken.access_key = copy(keys->access_key);
    taken.secret_key = copy(keys->secret_key);
    taken.session_token = copy(keys->session_token);
    taken.source_text = copy(what);
    if (taken.access_key == NULL || taken.secret_key == NULL || taken.source_text == NULL ||
        (given(keys->session_token) && taken.session_token == NULL))
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    taken.source = taken.source_text;
    *found = taken;
    taken = (struct credentials){0};
    return TWATFS_OK;
}

void credentials_free(struct credentials *credentials)
{
    secret_free(&credentials->access_key);
    secret_free(&credentials->secret_key);
    secret_free(&credentials->session_token);
    free(credentials->source_text);
    *credentials = (struct credentials){0};
}

bool credentials_expiring(const struct credentials *credentials, int64_t now_s, int64_t within_s)
{
    return credentials->expires_s != 0 && credentials->expires_s - within_s <= now_s;
}

/* ---- The environment ---- */

/* AWS_CREDENTIAL_EXPIRATION is what "aws configure export-credentials --format env" sets (AWS CLI
 * Command Reference, November 2026). */
twatfs_status credentials_from_environment(struct search *search, struct credentials *found)
{
    const struct keys keys = {
        .access_key = twatfs_env(search->call, "AWS_ACCESS_KEY_ID"),
        .secret_key = twatfs_env(search->call, "AWS_SECRET_ACCESS_KEY"),
        .session_token = twatfs_env(search->call, "AWS_SESSION_TOKEN"),
        .expiration = twatfs_env(search->call, "AWS_CREDENTIAL_EXPIRATION"),
    };

    if (keys.access_key != NULL && keys.secret_key != NULL)
        return search_take(search, "environment", &keys, found);
    if (keys.access_key != NULL || keys.secret_key != NULL)
        /* What is found instead may be somebody else's. */
        twatfs_log(search->call, TWATFS_LOG_WARNING, "%s is set, but not %s: it is not used",
                   keys.access_key != NULL ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                   keys.access_key != NULL ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
    search_note(search, "environment: %s is not set",
                keys.access_key == NULL ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY");
    return TWATFS_OK;
}

/* ---- The search ---- */

static twatfs_status ask_each(struct search *search, struct credentials *found)
{
    static credentials_source *const order[] = {
        credentials_from_environment, credentials_from_profile, credentials_from_web_identity,
        credentials_from_container, credentials_from_instance};
    twatfs_status status = TWATFS_OK;

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        status = order[i](search, found);
        if (status != TWATFS_OK || found->access_key != NULL)
            return status;
    }
    return twatfs_fail(search->call, TWATFS_AUTH, 0,
                       "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (%s)",
                       search->notes);
}

/* AWS_ROLE_ARN without a token of its own is a role to assume with what was found ("Assume role
 * credential provider", AWS SDKs and Tools Reference Guide, November 2026). */
static twatfs_status assume_role_of_environment(struct search *search, struct credentials *found)
{
    const struct role role = {.arn = twatfs_env(search->call, "AWS_ROLE_ARN"),
                              .session_name = twatfs_env(search->call, "AWS_ROLE_SESSION_NAME")};
    CLEANUP_CREDENTIALS struct credentials base = {0};

    if (role.arn == NULL || twatfs_env(search->call, "AWS_WEB_IDENTITY_TOKEN_FILE") != NULL)
        return TWATFS_OK;
    base = *found;
    *found = (struct credentials){0};
    return sts_assume_role(search, "AWS_ROLE_ARN", &role, &base, found);
}

static void search_end(struct search *search)
{
    profiles_free(search->profiles);
}

twatfs_status credentials_find(struct twatfs_call *call, struct credentials *credentials)
{
    CLEANUP(search_end) struct search search = {.call = call, .notes = ""};
    twatfs_status status;

    *credentials = (struct credentials){0};
    status = ask_each(&search, credentials);
    if (status == TWATFS_OK)
        status = assume_role_of_environment(&search, credentials);
    if (status == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_DEBUG, "credentials: %s", credentials->source);
    return status;
}

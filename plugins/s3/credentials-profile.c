/* credentials-profile.c: the credentials that a profile has, or says how to get.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Assume role credential provider", "Process credential provider" and "AWS access keys" in the
 * AWS SDKs and Tools Reference Guide (November 2026).  Whether a profile's own keys or its role
 * count is what the SDKs' common test cases say (assume-role-tests.json in smithy-lang/smithy-rs):
 * in the profile in force the role, in one that is the source of another the keys.
 */
#include <string.h>

#include "sources.h"

#define CHAIN_MAX 10 /* profiles, each the source of the one before */

/* The profiles on the way to this one. */
struct chain {
    const struct chain *before; /* NULL at the first */
    const char *profile;
    unsigned length;
};

static const char *get(const struct search *search, const char *profile, const char *key)
{
    return profiles_get(search->profiles, profile, key);
}

static bool in_chain(const struct chain *chain, const char *profile)
{
    for (; chain != NULL; chain = chain->before)
        if (strcmp(chain->profile, profile) == 0)
            return true;
    return false;
}

static twatfs_status from_profile(struct search *search, const struct chain *chain,
                                  struct credentials *found);

static twatfs_status from_source_profile(struct search *search, const struct chain *chain,
                                         const char *source, struct credentials *found)
{
    const struct chain next = {chain, source, chain->length + 1};
    twatfs_status status;

    if (!profiles_has(search->profiles, source))
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: source_profile: there is no profile %s", chain->profile,
                           source);
    /* A profile may be its own source: then its keys assume its role. */
    if (in_chain(chain->before, source))
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: source_profile: %s: goes in a circle", chain->profile,
                           source);
    if (next.length > CHAIN_MAX)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: source_profile: %s: the %uth profile in a row",
                           chain->profile, source, next.length);
    status = from_profile(search, &next, found);
    if (status == TWATFS_OK && found->access_key == NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: source_profile: has no credentials (%s)", chain->profile,
                           search->notes);
    return status;
}

static twatfs_status from_credential_source(struct search *search, const char *profile,
                                            const char *name, struct credentials *found)
{
    static const struct {
        const char *name;
        credentials_source *source;
    } sources[] = {
        {"Environment", credentials_from_environment},
        {"EcsContainer", credentials_from_container},
        {"Ec2InstanceMetadata", credentials_from_instance},
    };
    credentials_source *source = NULL;
    twatfs_status status;

    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        if (strcmp(sources[i].name, name) == 0)
            source = sources[i].source;
    if (source == NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: credential_source: %s: is none of Environment, "
                           "EcsContainer and Ec2InstanceMetadata",
                           profile, name);
    status = source(search, found);
    if (status == TWATFS_OK && found->access_key == NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: credential_source: %s: has no credentials (%s)", profile,
                           name, search->notes);
    return status;
}

static twatfs_status from_role(struct search *search, const struct chain *chain,
                               const char *role_arn, struct credentials *found)
{
    const char *profile = chain->profile;
    const struct role role = {.arn = role_arn,
                              .session_name = get(search, profile, "role_session_name"),
                              .external_id = get(search, profile, "external_id"),
                              .duration_s = get(search, profile, "duration_seconds"),
                              .mfa_serial = get(search, profile, "mfa_serial")};
    const char *token_file = get(search, profile, "web_identity_token_file");
    const char *source_profile = get(search, profile, "source_profile");
    const char *credential_source = get(search, profile, "credential_source");
    const char *what = twatfs_printf(search->call, "profile %s: role %s", profile, role_arn);
    CLEANUP_CREDENTIALS struct credentials base = {0};
    twatfs_status status;

    if (what == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    if (token_file != NULL)
        return sts_assume_role_with_web_identity(search, what, &role, token_file, found);
    if ((source_profile != NULL) == (credential_source != NULL))
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "%s: needs source_profile or credential_source, and not both", what);
    if (source_profile != NULL)
        status = from_source_profile(search, chain, source_profile, &base);
    else
        status = from_credential_source(search, profile, credential_source, &base);
    return status == TWATFS_OK ? sts_assume_role(search, what, &role, &base, found) : status;
}

static twatfs_status from_keys(struct search *search, const char *profile,
                               struct credentials *found)
{
    const struct keys keys = {.access_key = get(search, profile, "aws_access_key_id"),
                              .secret_key = get(search, profile, "aws_secret_access_key"),
                              .session_token = get(search, profile, "aws_session_token")};
    const char *what;

    if (keys.access_key == NULL || keys.secret_key == NULL) {
        if (keys.access_key != NULL || keys.secret_key != NULL)
            twatfs_log(search->call, TWATFS_LOG_WARNING, "profile %s has only one of its two keys",
                       profile);
        search_note(search, "profile %s: has no %s", profile,
                    keys.access_key == NULL ? "aws_access_key_id" : "aws_secret_access_key");
        return TWATFS_OK;
    }
    what = twatfs_printf(search->call, "profile %s in %s", profile,
                         profiles_file(search->profiles, profile, "aws_access_key_id"));
    if (what == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    return search_take(search, what, &keys, found);
}

static twatfs_status from_process(struct search *search, const char *profile, const char *command,
                                  struct credentials *found)
{
    const char *what = twatfs_printf(search->call, "profile %s: credential_process", profile);

    if (what == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    return process_credentials(search, what, command, found);
}

/* What was set up in a profile and cannot be used ends the search: for what signs in with a
 * browser, how to use it all the same ("configure export-credentials" in the AWS CLI Command
 * Reference, November 2026).  TWATFS_OK where there is no such thing. */
static twatfs_status refuse_unusable(struct search *search, const char *profile)
{
    static const char *const keys[] = {"sso_session", "sso_start_url", "sso_account_id",
                                       "sso_role_name", "login_session"};

    if (get(search, profile, "web_identity_token_file") != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "profile %s: web_identity_token_file: needs role_arn", profile);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (get(search, profile, keys[i]) != NULL)
            return twatfs_fail(
                search->call, TWATFS_AUTH, 0,
                "profile %s: %s: is for the AWS CLI: sign in there, and have another "
                "profile with credential_process = aws configure "
                "export-credentials --profile %s --format process",
                profile, keys[i], profile);
    return TWATFS_OK;
}

static twatfs_status from_profile(struct search *search, const struct chain *chain,
                                  struct credentials *found)
{
    const char *profile = chain->profile;
    const char *role_arn = get(search, profile, "role_arn");
    const char *command = get(search, profile, "credential_process");
    twatfs_status status;

    if (role_arn != NULL &&
        (chain->before == NULL || get(search, profile, "aws_access_key_id") == NULL))
        return from_role(search, chain, role_arn, found);
    status = from_keys(search, profile, found);
    if (status != TWATFS_OK || found->access_key != NULL)
        return status;
    if (command != NULL)
        return from_process(search, profile, command, found);
    return refuse_unusable(search, profile);
}

twatfs_status credentials_from_profile(struct search *search, struct credentials *found)
{
    const struct chain chain = {.profile = profiles_current(search->call), .length = 1};

    if (search_profiles(search) == NULL)
        return TWATFS_AUTH;
    if (profiles_has(search->profiles, chain.profile))
        return from_profile(search, &chain, found);
    if (twatfs_env(search->call, "AWS_PROFILE") != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "AWS_PROFILE: there is no profile %s in the config and credentials "
                           "files of the AWS tools",
                           chain.profile);
    search_note(search, "profile %s: there is none", chain.profile);
    return TWATFS_OK;
}

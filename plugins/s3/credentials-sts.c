/* credentials-sts.c: roles, of the Security Token Service.
 *
 * SPDX-License-Identifier: MIT
 *
 * AssumeRole and AssumeRoleWithWebIdentity in the AWS Security Token Service API Reference,
 * version 2011-06-15 (read in November 2026): a form is posted, the answer is XML.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/crypto.h>

#include "partition.h"
#include "sign.h"
#include "small-file.h"
#include "sources.h"
#include "web-address.h"
#include "xml.h"

#define FORM_TYPE  "application/x-www-form-urlencoded; charset=utf-8"
#define ANSWER_MAX (64u << 10)
/* "The pattern for this parameter is 4 to 20000 characters" (WebIdentityToken). */
#define TOKEN_MAX 20000

/* ---- Where it is ---- */

static const char *region_of(struct search *search)
{
    const char *region = twatfs_env(search->call, "AWS_REGION");

    if (region == NULL)
        region = twatfs_env(search->call, "AWS_DEFAULT_REGION");
    if (region == NULL)
        region = profiles_get(search->profiles, profiles_current(search->call), "region");
    return region != NULL ? region : "us-east-1";
}

/* What the user set; NULL without.  Not AWS_ENDPOINT_URL, though the SDKs use it here too: for
 * this provider that is an object store, and a token for a role is not for everybody's ears. */
static const char *configured_endpoint(const struct search *search, const char **where)
{
    const char *url = twatfs_env(search->call, "AWS_ENDPOINT_URL_STS");
    const char *services =
        profiles_get(search->profiles, profiles_current(search->call), "services");

    *where = "AWS_ENDPOINT_URL_STS";
    if (profiles_ignore_endpoints(search->call, search->profiles))
        return NULL;
    if (url != NULL || services == NULL)
        return url;
    *where = "endpoint_url of sts";
    return profiles_get_service(search->profiles, services, "sts", "endpoint_url");
}

static twatfs_status find_endpoint(struct search *search, const char *region,
                                   struct web_address *address)
{
    const char *where, *url = configured_endpoint(search, &where);

    if (url == NULL) {
        where = "region";
        if (strspn(region, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(region))
            return twatfs_fail(search->call, TWATFS_AUTH, 0, "region: \"%s\" is none", region);
        url =
            twatfs_printf(search->call, "https://sts.%s.%s/", region, partition_of(region)->domain);
    }
    if (url == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    if (!web_address_parse(search->call, url, address) || strpbrk(address->rest, "?%") != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "%s: %s: is no URL such as https://HOST:PORT/PATH", where,
                           web_address_shown(url));
    return TWATFS_OK;
}

/* ---- Question ---- */

static void form_add(struct builder *form, const char *name, const char *value)
{
    CLEANUP_SECRET char *encoded = value != NULL ? sign_encode(value, false) : NULL;

    if (value == NULL)
        return;
    form->failed = form->failed || encoded == NULL;
    builder_puts(form, form->length > 0 ? "&" : "");
    builder_puts(form, name);
    builder_puts(form, "=");
    builder_puts(form, encoded != NULL ? encoded : "");
}

static void form_begin(struct builder *form, const char *action, const struct role *role)
{
    char name[48];

    /* Who it was is for the owner's logs; the SDKs make up such names too. */
    snprintf(name, sizeof name, "twatfs-%lld", (long long)time(NULL));
    form_add(form, "Action", action);
    form_add(form, "Version", "2011-06-15");
    form_add(form, "RoleArn", role->arn);
    form_add(form, "RoleSessionName", role->session_name != NULL ? role->session_name : name);
    form_add(form, "ExternalId", role->external_id);
    form_add(form, "DurationSeconds", role->duration_s);
}

/* ---- Answer ---- */

static void answer_free(struct xml_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        OPENSSL_cleanse(answer->leaves[i].text, strlen(answer->leaves[i].text));
    xml_free(answer);
}

/* "Common Errors" of the API Reference, and IDPCommunicationError of the two actions: those that
 * may be gone a moment later.  Judged by the status first. */
static bool passes(int status, const char *code)
{
    return status >= 500 || status == 429 || strcmp(code, "Throttling") == 0 ||
           strcmp(code, "ThrottlingException") == 0 || strcmp(code, "RequestThrottled") == 0 ||
           strcmp(code, "IDPCommunicationError") == 0;
}

static twatfs_status refused(struct search *search, const char *what, int status,
                             const struct xml_answer *answer)
{
    const char *code = xml_text(answer, "ErrorResponse/Error/Code");
    const char *message = xml_text(answer, "ErrorResponse/Error/Message");

    return twatfs_fail(
        search->call, passes(status, code != NULL ? code : "") ? TWATFS_TEMPORARY : TWATFS_AUTH, 0,
        "%s: STS: HTTP %d%s%s%s%s", what, status, code != NULL ? " " : "", code != NULL ? code : "",
        message != NULL ? ": " : "", message != NULL ? message : "");
}

static twatfs_status take_answer(struct search *search, const char *what, const char *action,
                                 const struct twatfs_http_response *response,
                                 struct credentials *found)
{
    static const char *const names[] = {"AccessKeyId", "SecretAccessKey", "SessionToken",
                                        "Expiration"};
    CLEANUP(answer_free) struct xml_answer answer = {0};
    const char *values[4];

    /* What is no XML has no leaves. */
    xml_parse(response->body, response->body_length, &answer);
    if (response->status < 200 || response->status > 299)
        return refused(search, what, response->status, &answer);
    for (size_t i = 0; i < 4; i++) {
        const char *path = twatfs_printf(search->call, "%sResponse/%sResult/Credentials/%s", action,
                                         action, names[i]);

        if (path == NULL)
            return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
        values[i] = xml_text(&answer, path);
    }
    return search_take(search, what,
                       &(struct keys){.access_key = values[0],
                                      .secret_key = values[1],
                                      .session_token = values[2],
                                      .expiration = values[3]},
                       found);
}

/* ---- Exchange ---- */

/* The Authorization header's value; NULL without memory. */
static char *authorize(const struct web_address *address, const char *region,
                       const struct builder *form, const struct credentials *base,
                       char date[SIGN_DATE_SIZE])
{
    const char *const headers[] = {"content-type", FORM_TYPE, NULL};
    const struct sign_identity identity = {.access_key = base->access_key,
                                           .secret_key = base->secret_key,
                                           .session_token = base->session_token,
                                           .region = region,
                                           .service = "sts"};
    char digest[SIGN_HEX_SIZE];
    const struct sign_request request = {.method = "POST",
                                         .host = address->authority,
                                         .path = address->rest,
                                         .headers = headers,
                                         .payload_sha256 = digest,
                                         .unix_s = (int64_t)time(NULL)};

    if (!sign_payload(form->text, form->length, digest))
        return NULL;
    return sign_headers(&request, &identity, date);
}

/* Post a form, signed when base is there. */
static twatfs_status ask(struct search *search, const char *what, const char *action,
                         const struct builder *form, const struct credentials *base,
                         struct credentials *found)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    const char *region = region_of(search);
    char date[SIGN_DATE_SIZE];
    CLEANUP_SECRET char *authorization = NULL;
    const char *headers[] = {
        "Content-Type",         FORM_TYPE, "X-Amz-Date", NULL, "Authorization", NULL,
        "X-Amz-Security-Token", NULL,      NULL};
    struct web_address address;
    twatfs_status status = find_endpoint(search, region, &address);

    if (status != TWATFS_OK)
        return status;
    if (!form->failed && base != NULL) {
        authorization = authorize(&address, region, form, base, date);
        headers[3] = date;
        headers[5] = authorization;
        headers[7] = base->session_token;
    }
    request.url =
        twatfs_printf(search->call, "%s://%s%s", address.scheme, address.authority, address.rest);
    if (form->failed || (base != NULL && authorization == NULL) || request.url == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    request.method = "POST";
    request.headers = headers;
    request.body = form->text;
    request.body_length = form->length;
    request.max_response = ANSWER_MAX;
    twatfs_log(search->call, TWATFS_LOG_INFO, "%s: asking %s", what, address.authority);
    status = twatfs_http(search->call, &request, &response);
    if (status == TWATFS_OK)
        status = take_answer(search, what, action, &response, found);
    search->call->host->release(search->call, &response);
    return status;
}

twatfs_status sts_assume_role(struct search *search, const char *what, const struct role *role,
                              const struct credentials *base, struct credentials *found)
{
    CLEANUP_BUILDER struct builder form = {0};

    if (search_profiles(search) == NULL)
        return TWATFS_AUTH;
    if (role->mfa_serial != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "%s: mfa_serial: there is nobody to ask for its code: use "
                           "credential_process",
                           what);
    form_begin(&form, "AssumeRole", role);
    return ask(search, what, "AssumeRole", &form, base, found);
}

/* ---- Web identity ---- */

static twatfs_status read_token(struct search *search, const char *what, const char *path,
                                struct builder *token)
{
    const char *why = "is not there";

    if (small_file_read(path, TOKEN_MAX, token, &why) != SMALL_FILE_READ)
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: %s: %s", what, path, why);
    while (token->length > 0 && strchr(" \t\r\n", token->text[token->length - 1]) != NULL)
        token->text[--token->length] = '\0';
    if (token->length == 0)
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: %s: is empty", what, path);
    twatfs_add_secret(search->call, token->text);
    return TWATFS_OK;
}

twatfs_status sts_assume_role_with_web_identity(struct search *search, const char *what,
                                                const struct role *role, const char *token_file,
                                                struct credentials *found)
{
    CLEANUP_BUILDER struct builder form = {0}, token = {0};
    twatfs_status status;

    if (search_profiles(search) == NULL)
        return TWATFS_AUTH;
    status = read_token(search, what, token_file, &token);
    if (status != TWATFS_OK)
        return status;
    form_begin(&form, "AssumeRoleWithWebIdentity", role);
    form_add(&form, "WebIdentityToken", token.text);
    return ask(search, what, "AssumeRoleWithWebIdentity", &form, NULL, found);
}

twatfs_status credentials_from_web_identity(struct search *search, struct credentials *found)
{
    const char *token_file = twatfs_env(search->call, "AWS_WEB_IDENTITY_TOKEN_FILE");
    const struct role role = {.arn = twatfs_env(search->call, "AWS_ROLE_ARN"),
                              .session_name = twatfs_env(search->call, "AWS_ROLE_SESSION_NAME")};

    if (token_file != NULL && role.arn != NULL)
        return sts_assume_role_with_web_identity(search, "AWS_WEB_IDENTITY_TOKEN_FILE", &role,
                                                 token_file, found);
    if (token_file != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "AWS_WEB_IDENTITY_TOKEN_FILE: needs AWS_ROLE_ARN");
    search_note(search, "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set");
    return TWATFS_OK;
}

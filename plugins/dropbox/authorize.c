/* authorize.c: a guided set-up, by OAuth's code flow.
 *
 * SPDX-License-Identifier: MIT
 *
 * The user brings an app key of their own and allows the app at Dropbox's page, which shows a code;
 * with it and the PKCE verifier (RFC 7636), which only we know, the token endpoint gives a refresh
 * token.  No secret is shipped, and none but the code is typed in.
 */
#include "authorize.h"

#include <stdbool.h>

#include <sys/random.h>

#include <openssl/evp.h>

#include "account.h"
#include "cleanup.h"

#define API            "https://api.dropboxapi.com"
#define AUTHORIZE_PAGE "https://www.dropbox.com/oauth2/authorize"
#define VERIFIER_BYTES                                                                             \
    32 /* 43 characters: the least that RFC 7636 allows is what it recommends                      \
        */
#define SHA256_SIZE 32

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static twatfs_status no_answer(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_CANCELLED, 0, "no answer: nothing was set up");
}

/* RFC 4648, section 5, without padding. */
static const char *base64url(struct twatfs_call *call, const unsigned char *bytes, size_t length)
{
    const char *plain = twatfs_base64(call, bytes, length);
    char *text = plain != NULL ? call->host->scratch(call, strlen(plain) + 1) : NULL;
    size_t used = 0;

    if (text == NULL)
        return NULL;
    for (; *plain != '\0' && *plain != '='; plain++)
        text[used++] = *plain == '+' ? '-' : *plain == '/' ? '_' : *plain;
    text[used] = '\0';
    return text;
}

const char *dropbox_authorize_challenge(struct twatfs_call *call, const char *verifier)
{
    unsigned char digest[SHA256_SIZE];

    if (EVP_Digest(verifier, strlen(verifier), digest, NULL, EVP_sha256(), NULL) != 1)
        return NULL;
    return base64url(call, digest, sizeof digest);
}

/* The page is of another host than the API, unless TWATFS_DROPBOX_URL names one for all. */
static const char *page_of(struct twatfs_call *call, const char *key, const char *challenge)
{
    const char *endpoint = twatfs_endpoint(call);
    bool usual = strcmp(endpoint, API) == 0 || strcmp(endpoint, API "/") == 0;
    const char *page = usual ? AUTHORIZE_PAGE : twatfs_endpoint_url(call, "oauth2/authorize");
    const char *escaped = twatfs_url_escape(call, key);

    return page != NULL && escaped != NULL && challenge != NULL
               ? twatfs_printf(call,
                               "%s?client_id=%s&response_type=code&token_access_type=offline"
                               "&code_challenge_method=S256&code_challenge=%s",
                               page, escaped, challenge)
               : NULL;
}

static const char *ask_key(struct twatfs_call *call)
{
    const char *key = twatfs_env(call, "DROPBOX_APP_KEY");

    if (key != NULL) {
        twatfs_tell(call, "The app is that of DROPBOX_APP_KEY.");
        return key;
    }
    twatfs_tell(call, "Make an app of your own, of the kind \"scoped access\", at "
                      "https://www.dropbox.com/developers/apps");
    twatfs_tell(call, "Under Permissions, give it files.content.write, sharing.write and "
                      "sharing.read. Its app key is under Settings; the secret is not needed.");
    key = twatfs_ask(call, 0, "App key");
    return key != NULL && key[0] != '\0' ? key : NULL;
}

/* The token's scopes come with it: one that lacks a permission would fail at the first upload. */
static void mind_scope(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    static const char *const needed[] = {"files.content.write", "sharing.write", "sharing.read"};
    const char *scope = twatfs_json(call, answer, "scope"), *warning;

    for (size_t i = 0; scope != NULL && i < sizeof needed / sizeof needed[0]; i++)
        if (strstr(scope, needed[i]) == NULL) {
            warning = twatfs_printf(call,
                                    "The app lacks the permission %s: give it to the app, and run "
                                    "this again.",
                                    needed[i]);
            twatfs_tell(call, warning != NULL ? warning : "The app lacks a permission.");
        }
}

static twatfs_status exchange(struct twatfs_call *call, const char *key, const char *code,
                              const char *verifier)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *escaped_key = twatfs_url_escape(call, key), *form = NULL, *token;
    const char *escaped_code = twatfs_url_escape(call, code);
    twatfs_status status;

    if (escaped_key != NULL && escaped_code != NULL)
        form = twatfs_printf(call,
                             "grant_type=authorization_code&code=%s&client_id=%s&code_verifier=%s",
                             escaped_code, escaped_key, verifier);
    status = dropbox_account_ask_token(call, form, &answer);
    if (status != TWATFS_OK)
        return status;
    token = twatfs_json(call, &answer, "refresh_token");
    if (token == NULL || token[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP 200 without a refresh_token");
    twatfs_add_secret(call, token);
    mind_scope(call, &answer);
    status = twatfs_set_variable(call, "DROPBOX_APP_KEY", key);
    if (status == TWATFS_OK)
        status = twatfs_set_variable(call, "DROPBOX_REFRESH_TOKEN", token);
    return status == TWATFS_OK
               ? status
               : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: a refresh_token that is none");
}

twatfs_status dropbox_authorize(struct twatfs_call *call)
{
    unsigned char random[VERIFIER_BYTES];
    const char *key = ask_key(call), *verifier, *page, *code;

    if (key == NULL)
        return no_answer(call);
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "no random bytes to be had");
    verifier = base64url(call, random, sizeof random);
    if (verifier == NULL)
        return out_of_memory(call);
    twatfs_add_secret(call, verifier);
    page = page_of(call, key, dropbox_authorize_challenge(call, verifier));
    if (page == NULL)
        return out_of_memory(call);
    twatfs_tell(call, "Open this page, allow the app, and copy the code that it shows:");
    twatfs_tell(call, page);
    code = twatfs_ask(call, TWATFS_ASK_SECRET, "Code");
    return code != NULL && code[0] != '\0' ? exchange(call, key, code, verifier) : no_answer(call);
}

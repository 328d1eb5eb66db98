/* account.c: whose Dropbox it is.
 *
 * SPDX-License-Identifier: MIT
 *
 * OAuth 2 (RFC 6749, section 6) as Dropbox has it: access tokens live for about four hours, a
 * refresh token until it is revoked.  With an app key alone the refresh token comes from a flow
 * with PKCE, and needs no secret (Dropbox's OAuth guide, 2026-08).
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "account.h"

#include <pthread.h>
#include <stdio.h>

#include "cleanup.h"

#define API     "https://api.dropboxapi.com"
#define CONTENT "https://content.dropboxapi.com"

struct account {
    pthread_mutex_t lock;
    char *token; /* NULL: none yet */
    unsigned number;
};

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static void unlock(pthread_mutex_t **lock)
{
    pthread_mutex_unlock(*lock);
}

const char *dropbox_account_url(struct twatfs_call *call, const char *path)
{
    return twatfs_endpoint_url(call, path);
}

const char *dropbox_account_content_url(struct twatfs_call *call, const char *path)
{
    const char *endpoint = twatfs_endpoint(call);

    if (strcmp(endpoint, API) == 0 || strcmp(endpoint, API "/") == 0)
        return twatfs_printf(call, "%s/%s", CONTENT, path);
    return twatfs_endpoint_url(call, path);
}

twatfs_status dropbox_account_open(struct twatfs_call *call, struct account **account)
{
    const char *token = twatfs_env(call, "DROPBOX_ACCESS_TOKEN");
    struct account *made = calloc(1, sizeof *made);

    if (made == NULL)
        return out_of_memory(call);
    if (token != NULL && (made->token = strdup(token)) == NULL) {
        free(made);
        return out_of_memory(call);
    }
    pthread_mutex_init(&made->lock, NULL);
    *account = made;
    return TWATFS_OK;
}

void dropbox_account_close(struct account *account)
{
    secret_free(&account->token);
    pthread_mutex_destroy(&account->lock);
    free(account);
}

/* ---- The token endpoint ---- */

/* What it says no with: {"error": "invalid_grant", "error_description": "…"}, a 400 mostly. */
static twatfs_status refused(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    static const struct {
        const char *error, *sentence;
    } known[] = {
        {"invalid_grant", "the token or code was revoked, used or never given out: make another"},
        {"invalid_client", "the app key or its secret is wrong: check DROPBOX_APP_KEY, and "
                           "DROPBOX_APP_SECRET if the app has one"},
        {"invalid_client_id", "the app key is wrong: check DROPBOX_APP_KEY"},
        {"unauthorized_client", "the app may not do this: look at its settings"},
    };
    const char *error = twatfs_json(call, answer, "error");

    for (size_t i = 0; error != NULL && i < sizeof known / sizeof known[0]; i++)
        if (strcmp(error, known[i].error) == 0)
            return twatfs_fail(call, TWATFS_AUTH, 0, "%s: %s", error, known[i].sentence);
    if (error != NULL && answer->status < 500 && answer->status != 429)
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP %d: %s: check DROPBOX_APP_KEY",
                           (int)answer->status, error);
    return twatfs_check_answer(call, answer);
}

twatfs_status dropbox_account_ask_token(struct twatfs_call *call, const char *form,
                                        struct twatfs_http_response *answer)
{
    static const char *const headers[] = {"Content-Type", "application/x-www-form-urlencoded",
                                          NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    twatfs_status status;
    const char *token;

    request.method = "POST";
    request.url = dropbox_account_url(call, "oauth2/token");
    request.headers = headers;
    request.body = form;
    if (form == NULL || request.url == NULL)
        return out_of_memory(call);
    request.body_length = strlen(form);
    status = twatfs_http(call, &request, answer);
    if (status != TWATFS_OK)
        return status;
    if (answer->status != 200)
        return refused(call, answer);
    token = twatfs_json(call, answer, "access_token");
    if (token == NULL || token[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP 200 without an access_token");
    twatfs_add_secret(call, token);
    return TWATFS_OK;
}

/* Under the lock: others wait for it, as they need what it brings. */
static twatfs_status refresh(struct twatfs_call *call, struct account *account)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *token = twatfs_env(call, "DROPBOX_REFRESH_TOKEN");
    const char *key = twatfs_env(call, "DROPBOX_APP_KEY");
    const char *secret = twatfs_env(call, "DROPBOX_APP_SECRET"), *escaped = "", *form;
    twatfs_status status;

    if (token == NULL || key == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "DROPBOX_ACCESS_TOKEN has expired: make another, or have one that "
                           "renews itself: twatfs setup provider dropbox");
    token = twatfs_url_escape(call, token);
    key = twatfs_url_escape(call, key);
    if (secret != NULL)
        escaped = twatfs_url_escape(call, secret);
    if (token == NULL || key == NULL || escaped == NULL)
        return out_of_memory(call);
    form = twatfs_printf(call, "grant_type=refresh_token&refresh_token=%s&client_id=%s%s%s", token,
                         key, secret != NULL ? "&client_secret=" : "", escaped);
    status = dropbox_account_ask_token(call, form, &answer);
    if (status != TWATFS_OK)
        return status;
    secret_free(&account->token);
    account->token = strdup(twatfs_json(call, &answer, "access_token"));
    account->number++;
    return account->token != NULL ? TWATFS_OK : out_of_memory(call);
}

twatfs_status dropbox_account_authorization(struct twatfs_call *call, struct account *account,
                                            char **authorization, unsigned *number)
{
    CLEANUP(unlock) pthread_mutex_t *lock = &account->lock;
    twatfs_status status;

    *authorization = NULL;
    pthread_mutex_lock(lock);
    status = account->token != NULL ? TWATFS_OK : refresh(call, account);
    if (status != TWATFS_OK)
        return status;
    *number = account->number;
    if (asprintf(authorization, "Bearer %s", account->token) < 0) {
        *authorization = NULL;
        return out_of_memory(call);
    }
    return TWATFS_OK;
}

twatfs_status dropbox_account_renew(struct twatfs_call *call, struct account *account,
                                    unsigned number)
{
    CLEANUP(unlock) pthread_mutex_t *lock = &account->lock;

    pthread_mutex_lock(lock);
    return account->number != number ? TWATFS_OK : refresh(call, account);
}

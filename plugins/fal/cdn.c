/* cdn.c: fal's content delivery network.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/storage/auth/token, with the key, gives a token for the network, its address, and when the
 * token ends (fal's client for Python, 2026-08).
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cdn.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEFAULT_BASE "https://v3.fal.media"
#define MARGIN_S     60 /* a token that ends so soon is not used for another upload */

struct fal_cdn {
    pthread_mutex_t lock;
    char *authorization, *base; /* NULL: none yet */
    int64_t expires_s;          /* 0: not told */
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

static void forget_text(char **text)
{
    if (*text != NULL)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

twatfs_status fal_cdn_open(struct twatfs_call *call, struct fal_cdn **cdn)
{
    *cdn = calloc(1, sizeof **cdn);
    if (*cdn == NULL)
        return out_of_memory(call);
    pthread_mutex_init(&(*cdn)->lock, NULL);
    return TWATFS_OK;
}

void fal_cdn_close(struct fal_cdn *cdn)
{
    forget_text(&cdn->authorization);
    free(cdn->base);
    pthread_mutex_destroy(&cdn->lock);
    free(cdn);
}

const char *fal_key(struct twatfs_call *call)
{
    const char *key = twatfs_env(call, "FAL_KEY");
    const char *id = twatfs_env(call, "FAL_KEY_ID"), *secret = twatfs_env(call, "FAL_KEY_SECRET");

    if (key != NULL)
        return twatfs_printf(call, "Key %s", key);
    return id != NULL && secret != NULL ? twatfs_printf(call, "Key %s:%s", id, secret) : NULL;
}

bool fal_is_theirs(struct twatfs_call *call, const char *url)
{
    static const char *const domains[] = {"fal.media", "fal.ai"};
    const char *host = url + strlen("https://");
    size_t length;

    if (strncmp(twatfs_endpoint(call), "https://rest.fal.ai", 19) != 0)
        return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
    if (strncmp(url, "https://", 8) != 0)
        return false;
    length = strcspn(host, "/?#");
    for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++) {
        size_t size = strlen(domains[i]);

        if (length >= size && memcmp(host + length - size, domains[i], size) == 0 &&
            memchr(host, '@', length) == NULL && (length == size || host[length - size - 1] == '.'))
            return true;
    }
    return false;
}

bool fal_is_away(const struct twatfs_http_response *answer, twatfs_status status)
{
    switch (answer->status) {
    case 0:
        return status == TWATFS_TEMPORARY;
    case 404:
    case 405:
    case 410:
        return true;
    default:
        return answer->status >= 500;
    }
}

/* ---- The token ---- */

static twatfs_status take_token(struct twatfs_call *call, struct fal_cdn *cdn,
                                const struct twatfs_http_response *answer)
{
    const char *token = twatfs_json(call, answer, "token");
    const char *type = twatfs_json(call, answer, "token_type");
    const char *base = twatfs_json(call, answer, "base_url");
    const char *expires = twatfs_json(call, answer, "expires_at"), *authorization;
    int64_t expires_s = expires != NULL ? twatfs_parse_time(call, expires) : 0;
    size_t length;

    if (token == NULL || token[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without a token",
                           (int)answer->status);
    twatfs_add_secret(call, token);
    if (base == NULL || base[0] == '\0')
        base = DEFAULT_BASE;
    if (!fal_is_theirs(call, base))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: \"%s\": files would go to another host", base);
    length = strlen(base);
    while (length > 0 && base[length - 1] == '/')
        length--;
    authorization =
        twatfs_printf(call, "%s %s", type != NULL && type[0] != '\0' ? type : "Bearer", token);
    forget_text(&cdn->authorization);
    free(cdn->base);
    cdn->base = strndup(base, length);
    cdn->authorization = authorization != NULL ? strdup(authorization) : NULL;
    cdn->expires_s = expires_s > 0 ? expires_s : 0;
    cdn->number++;
    return cdn->authorization != NULL && cdn->base != NULL ? TWATFS_OK : out_of_memory(call);
}

/* Under the lock: others wait for it, as they need what it brings. */
static twatfs_status ask_token(struct twatfs_call *call, struct fal_cdn *cdn, bool *away)
{
    const char *headers[] = {"Authorization", fal_key(call), "Content-Type", "application/json",
                             NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    request.method = "POST";
    request.url = twatfs_endpoint_url(call, "storage/auth/token?storage_type=fal-cdn-v3");
    request.headers = headers;
    request.body = "{}";
    request.body_length = 2;
    if (request.url == NULL || headers[1] == NULL)
        return out_of_memory(call);
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK && (answer.status == 401 || answer.status == 403))
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP %d: the key is wrong: check FAL_KEY",
                           (int)answer.status);
    if (status == TWATFS_OK)
        status = twatfs_check_answer(call, &answer);
    *away = status != TWATFS_OK && fal_is_away(&answer, status);
    return status == TWATFS_OK ? take_token(call, cdn, &answer) : status;
}

twatfs_status fal_cdn_token(struct twatfs_call *call, struct fal_cdn *cdn, struct fal_token *token)
{
    CLEANUP(unlock) pthread_mutex_t *lock = &cdn->lock;
    twatfs_status status = TWATFS_OK;

    *token = (struct fal_token){.number = 0};
    pthread_mutex_lock(lock);
    if (cdn->authorization == NULL || cdn->base == NULL ||
        (cdn->expires_s > 0 && cdn->expires_s < (int64_t)time(NULL) + MARGIN_S))
        status = ask_token(call, cdn, &token->away);
    if (status != TWATFS_OK)
        return status;
    token->authorization = strdup(cdn->authorization);
    token->base = strdup(cdn->base);
    token->number = cdn->number;
    if (token->authorization != NULL && token->base != NULL)
        return TWATFS_OK;
    fal_token_free(token);
    return out_of_memory(call);
}

void fal_token_free(struct fal_token *token)
{
    forget_text(&token->authorization);
    forget_text(&token->base);
}

void fal_cdn_forget(struct fal_cdn *cdn, unsigned number)
{
    CLEANUP(unlock) pthread_mutex_t *lock = &cdn->lock;

    pthread_mutex_lock(lock);
    if (cdn->number == number)
        forget_text(&cdn->authorization);
}

/* ---- What goes with a file ---- */

const char *fal_file_name(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    size_t length = strlen(upload->name), used = 0;
    char *name = call->host->scratch(call, length + 1);

    if (name == NULL)
        return NULL;
    /* It becomes a part of the link; one '_' for a character of several bytes. */
    for (const char *byte = upload->name; *byte != '\0'; byte++) {
        unsigned char value = (unsigned char)*byte;

        if ((value & 0xc0) == 0x80)
            continue;
        name[used++] =
            value < 0x80 && (isalnum(value) || strchr("._-", *byte) != NULL) ? *byte : '_';
    }
    name[used] = '\0';
    return name;
}

const char *fal_lifecycle(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    return upload->expire_s > 0 ? twatfs_printf(call, "{\"expiration_duration_seconds\":%lld}",
                                                (long long)upload->expire_s)
                                : NULL;
}

/* store.c: a bucket that requests can be sent to.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backoff.h"
#include "profile.h"
#include "sign.h"

/* Credentials that end sooner are found anew before they are used: a part takes its time. */
#define REFRESH_BEFORE_S 300
#define REFRESH_AGAIN_S  30 /* where that found none, or others that end too soon as well */

/* Second chances of objects that are one piece: a lone one may have both of its, then of a hundred
 * as many as of parts. */
#define HEDGES_FIRST   2
#define HEDGES_PERCENT 5

#define SKEW_S 840 /* a clock that is as far off is to blame; S3 refuses 900 */

static void free_text(char **text)
{
    free(*text);
}

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Opening ---- */

static void free_profiles(struct profiles **profiles)
{
    profiles_free(*profiles);
}

twatfs_status store_open(struct twatfs_call *call, struct store **store)
{
    CLEANUP(free_profiles) struct profiles *profiles = profiles_read(call);
    struct store *made;
    twatfs_status status;

    if (profiles == NULL)
        return TWATFS_AUTH; /* it has said why */
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return out_of_memory(call);
    pthread_mutex_init(&made->lock, NULL);
    status = location_find(call, profiles, &made->location);
    if (status == TWATFS_OK)
        status = credentials_find(call, &made->credentials);
    if (status != TWATFS_OK) {
        store_close(made);
        return status;
    }
    *store = made;
    return TWATFS_OK;
}

void store_close(struct store *store)
{
    location_free(&store->location);
    credentials_free(&store->credentials);
    sign_key_forget(&store->key);
    pthread_mutex_destroy(&store->lock);
    free(store);
}

/* ---- Signing ---- */

bool store_knows(struct store *store, const bool *what)
{
    bool known;

    pthread_mutex_lock(&store->lock);
    known = *what;
    pthread_mutex_unlock(&store->lock);
    return known;
}

void store_learn(struct store *store, bool *what)
{
    pthread_mutex_lock(&store->lock);
    *what = true;
    pthread_mutex_unlock(&store->lock);
}

void store_count_put(struct store *store)
{
    pthread_mutex_lock(&store->lock);
    store->puts++;
    pthread_mutex_unlock(&store->lock);
}

bool store_take_hedge(struct store *store)
{
    bool taken;

    pthread_mutex_lock(&store->lock);
    taken = store->hedges < HEDGES_FIRST + store->puts * HEDGES_PERCENT / 100;
    store->hedges += taken ? 1 : 0;
    pthread_mutex_unlock(&store->lock);
    return taken;
}

int64_t store_now_s(struct store *store)
{
    int64_t offset_s;

    pthread_mutex_lock(&store->lock);
    offset_s = store->clock_offset_s;
    pthread_mutex_unlock(&store->lock);
    return (int64_t)time(NULL) + offset_s;
}

void store_signed_free(struct store_signed *made)
{
    free(made->url);
    free(made->host);
    free(made->authorization);
    free(made->token);
    *made = (struct store_signed){.url = NULL};
}

/* Called with the lock held. */
static twatfs_status refresh(struct twatfs_call *call, struct store *store)
{
    struct credentials found = {.access_key = NULL};
    twatfs_status status = credentials_find(call, &found);

    if (status != TWATFS_OK)
        return status;
    credentials_free(&store->credentials);
    store->credentials = found;
    store->generation++;
    sign_key_forget(&store->key);
    return TWATFS_OK;
}

static bool lasts_until(const struct store *store, int64_t until_s)
{
    return store->credentials.expires_s == 0 || store->credentials.expires_s >= until_s;
}

/* Called with the lock held. */
static twatfs_status renew(struct twatfs_call *call, struct store *store, int64_t until_s)
{
    int64_t again_s = (int64_t)time(NULL) + REFRESH_AGAIN_S;
    twatfs_status status = refresh(call, store);
    bool helped = status == TWATFS_OK && lasts_until(store, until_s);

    store->refresh_after_s = helped ? 0 : again_s;
    return status;
}

/* Called with the lock held.  What is still good must not fail for what may be there a moment
 * later. */
static twatfs_status refresh_in_time(struct twatfs_call *call, struct store *store)
{
    int64_t now_s = (int64_t)time(NULL), left_s = store->credentials.expires_s - now_s;
    bool over = credentials_expiring(&store->credentials, now_s, 0);
    twatfs_status status;

    if (lasts_until(store, now_s + REFRESH_BEFORE_S) || (!over && now_s < store->refresh_after_s))
        return TWATFS_OK;
    status = renew(call, store, now_s + REFRESH_BEFORE_S);
    if (status == TWATFS_OK || status == TWATFS_CANCELLED || over)
        return status;
    twatfs_log(call, TWATFS_LOG_WARNING,
               "the credentials end in %lld s and are not to be had anew: going on with these",
               (long long)left_s);
    return TWATFS_OK;
}

twatfs_status store_last_until(struct twatfs_call *call, struct store *store, int64_t until_s)
{
    twatfs_status status = TWATFS_OK;
    bool lasting;

    pthread_mutex_lock(&store->lock);
    if (!lasts_until(store, until_s) && (int64_t)time(NULL) >= store->refresh_after_s)
        status = renew(call, store, until_s);
    /* The next attempt is to ask again. */
    if (status == TWATFS_TEMPORARY)
        store->refresh_after_s = 0;
    lasting = lasts_until(store, until_s);
    pthread_mutex_unlock(&store->lock);
    if (lasting || (status != TWATFS_OK && status != TWATFS_AUTH))
        return status;
    return twatfs_fail(call, TWATFS_REFUSED, 0,
                       "the credentials end before the link would, and it with them");
}

static struct sign_identity identity_of(struct store *store)
{
    return (struct sign_identity){.access_key = store->credentials.access_key,
                                  .secret_key = store->credentials.secret_key,
                                  .session_token = store->credentials.session_token,
                                  .region = store->location.region,
                                  .service = "s3",
                                  .key = &store->key};
}

/* Name and value behind what is there already. */
static size_t add(const char **headers, size_t used, const char *name, const char *value)
{
    headers[used++] = name;
    headers[used++] = value;
    headers[used] = NULL;
    return used;
}

static bool make_headers(const struct store_request *request, struct store_signed *made)
{
    size_t used = 0;

    for (size_t i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2) {
        if (used == 2 * (size_t)STORE_HEADERS_MAX)
            return false;
        used = add(made->headers, used, request->headers[i], request->headers[i + 1]);
    }
    used = add(made->headers, used, "Authorization", made->authorization);
    used = add(made->headers, used, "x-amz-date", made->date);
    used = add(made->headers, used, "x-amz-content-sha256", made->payload);
    used = add(made->headers, used, "x-amz-security-token", made->token);
    return true;
}

/* Called with the lock held. */
static bool sign(struct store *store, const struct store_request *request,
                 struct store_signed *made)
{
    const struct location *location = &store->location;
    CLEANUP(free_text) char *path = location_path(location, request->key);
    CLEANUP(free_text) char *target = path != NULL ? sign_target(path, request->query) : NULL;
    struct sign_identity identity = identity_of(store);
    struct sign_request to_sign = {
        .method = request->method,
        .path = path,
        .query = request->query,
        .headers = request->headers,
        .payload_sha256 = made->payload,
        .unix_s = (int64_t)time(NULL) + store->clock_offset_s,
    };

    made->host = location_host(location);
    if (target == NULL || made->host == NULL)
        return false;
    to_sign.host = made->host;
    made->authorization = sign_headers(&to_sign, &identity, made->date);
    if (identity.session_token != NULL)
        made->token = strdup(identity.session_token);
    return made->authorization != NULL && (identity.session_token == NULL || made->token != NULL) &&
           asprintf(&made->url, "%s://%s%s", location->scheme, made->host, target) >= 0 &&
           make_headers(request, made);
}

static void choose_payload(const struct store *store, const struct store_request *request,
                           char payload[65])
{
    const char *hash = request->payload_sha256;

    if (hash == NULL)
        hash = request->length == 0                ? SIGN_EMPTY
               : location_secure(&store->location) ? SIGN_UNSIGNED
                                                   : "";
    snprintf(payload, 65, "%s", hash);
    /* Without TLS what is sent is what was signed, or anybody could change it on the way. */
    if (payload[0] == '\0' && request->body != NULL)
        (void)sign_payload(request->body, (size_t)request->length, payload);
}

twatfs_status store_sign(struct twatfs_call *call, struct store *store,
                         const struct store_request *request, struct store_signed *made,
                         struct twatfs_http_request *http)
{
    twatfs_status status;
    bool done = false;

    *made = (struct store_signed){.url = NULL};
    pthread_mutex_lock(&store->lock);
    status = refresh_in_time(call, store);
    if (status == TWATFS_OK) {
        choose_payload(store, request, made->payload);
        made->generation = store->generation;
        done = made->payload[0] != '\0' && sign(store, request, made);
    }
    pthread_mutex_unlock(&store->lock);
    if (status != TWATFS_OK)
        return status;
    if (!done) {
        store_signed_free(made);
        return out_of_memory(call);
    }
    *http = (struct twatfs_http_request)TWATFS_HTTP_REQUEST_INIT;
    http->method = request->method;
    http->url = made->url;
    http->headers = made->headers;
    http->flags =
        (request->fresh ? TWATFS_HTTP_FRESH : 0) | (request->aside ? TWATFS_HTTP_ASIDE : 0);
    if (request->file && request->length > 0) {
        http->use_source = 1;
        http->source_offset = request->offset;
        http->source_length = request->length;
    } else if (request->body != NULL || strcmp(request->method, "PUT") == 0 ||
               strcmp(request->method, "POST") == 0) {
        http->body = request->body != NULL ? request->body : "";
        http->body_length = request->body != NULL ? request->length : 0;
    }
    return TWATFS_OK;
}

/* ---- Answers ---- */

static const char *error_text(const struct xml_answer *xml, const char *name)
{
    char path[64];
    const char *text;

    snprintf(path, sizeof path, "Error/%s", name);
    text = xml_text(xml, path);
    return text != NULL ? text : "";
}

/* S3 refuses what is more than 15 minutes off. */
static bool is_skewed(int64_t theirs_s)
{
    int64_t ours_s = (int64_t)time(NULL);

    return theirs_s >= 0 && (theirs_s - ours_s > SKEW_S || ours_s - theirs_s > SKEW_S);
}

void store_read(struct twatfs_call *call, const struct twatfs_http_response *response,
                struct store_answer *answer)
{
    bool failed = response->status < 200 || response->status > 299;

    *answer = (struct store_answer){.retry_after_s = 0};
    if (response->body_length > 0)
        (void)xml_parse(response->body, (size_t)response->body_length, &answer->xml);
    if (!failed && (answer->xml.root == NULL || strcmp(answer->xml.root, "Error") != 0))
        return;
    answer->error = (struct s3_error){
        .status = response->status,
        .code = error_text(&answer->xml, "Code"),
        .message = error_text(&answer->xml, "Message"),
        .region = twatfs_header(call, response, "x-amz-bucket-region"),
    };
    if (answer->error.region == NULL && error_text(&answer->xml, "Region")[0] != '\0')
        answer->error.region = error_text(&answer->xml, "Region");
    /* Of an endpoint that is named only the region counts: where that is, we know ourselves. */
    if (answer->error.region == NULL &&
        location_region_of(error_text(&answer->xml, "Endpoint"), answer->region))
        answer->error.region = answer->region;
    answer->verdict = s3_judge(&answer->error);
    /* The answer to a HEAD has no body that could say so. */
    if (answer->error.status == 403 && answer->error.code[0] == '\0' &&
        is_skewed(twatfs_parse_time(call, twatfs_header(call, response, "Date"))))
        answer->verdict.remedy = S3_REMEDY_CLOCK;
    answer->retry_after_s = backoff_wish_s(twatfs_header(call, response, "Retry-After"));
}

void store_answer_free(struct store_answer *answer)
{
    xml_free(&answer->xml);
    *answer = (struct store_answer){.retry_after_s = 0};
}

/* ---- Remedies ---- */

static bool learn_clock(struct twatfs_call *call, struct store *store,
                        const struct twatfs_http_response *response,
                        const struct store_answer *answer)
{
    const char *text = xml_text(&answer->xml, "Error/ServerTime");
    int64_t theirs = text != NULL ? twatfs_parse_time(call, text) : -1;

    if (theirs < 0)
        theirs = twatfs_parse_time(call, twatfs_header(call, response, "Date"));
    if (theirs < 0)
        return false;
    pthread_mutex_lock(&store->lock);
    store->clock_offset_s = theirs - (int64_t)time(NULL);
    pthread_mutex_unlock(&store->lock);
    twatfs_log(call, TWATFS_LOG_WARNING,
               "the server's clock differs from ours by %lld s: set the clock",
               (long long)(theirs - (int64_t)time(NULL)));
    return true;
}

/* Only within Amazon, and only as a region: a server must not send signed requests elsewhere. */
static bool move(struct twatfs_call *call, struct store *store, const char *region)
{
    bool known, moved = false;

    if (region == NULL)
        return false;
    pthread_mutex_lock(&store->lock);
    /* Another upload may have moved already, after this request was signed. */
    known = strcmp(store->location.region, region) == 0;
    if (!known)
        moved = location_move(&store->location, region);
    pthread_mutex_unlock(&store->lock);
    if (moved)
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "the bucket is in the region %s: set AWS_REGION to save a detour", region);
    return known || moved;
}

/* Another request may have had them renewed already, after this one was signed. */
static bool renew_expired(struct twatfs_call *call, struct store *store,
                          const struct store_signed *made)
{
    bool renewed;

    pthread_mutex_lock(&store->lock);
    renewed = store->generation != made->generation || refresh(call, store) == TWATFS_OK;
    pthread_mutex_unlock(&store->lock);
    return renewed;
}

bool store_remedy(struct twatfs_call *call, struct store *store, const struct store_signed *made,
                  const struct twatfs_http_response *response, const struct store_answer *answer,
                  unsigned *tried)
{
    enum s3_remedy remedy = answer->verdict.remedy;
    unsigned bit = 1u << (unsigned)remedy;

    if ((*tried & bit) != 0)
        return false;
    *tried |= bit;
    switch (remedy) {
    case S3_REMEDY_CLOCK:
        return learn_clock(call, store, response, answer);
    case S3_REMEDY_REGION:
        return move(call, store, answer->error.region);
    case S3_REMEDY_REFRESH:
        return renew_expired(call, store, made);
    default:
        return false;
    }
}

twatfs_status store_send(struct twatfs_call *call, struct store *store,
                         const struct store_request *request, int expected,
                         struct twatfs_http_response *response, struct store_answer *answer)
{
    unsigned tried = 0;

    for (;;) {
        CLEANUP(store_signed_free) struct store_signed made;
        struct twatfs_http_request http;
        twatfs_status status = store_sign(call, store, request, &made, &http);

        *answer = (struct store_answer){.retry_after_s = 0};
        if (status == TWATFS_OK)
            status = twatfs_http(call, &http, response);
        if (status != TWATFS_OK)
            return status;
        store_learn(store, &store->heard);
        store_read(call, response, answer);
        if (answer->error.status == 0 || (expected != 0 && answer->error.status == expected))
            return TWATFS_OK;
        if (!store_remedy(call, store, &made, response, answer, &tried))
            return request->aside ? answer->verdict.status
                                  : s3_fail(call, &answer->error, answer->retry_after_s);
        store_answer_free(answer);
        twatfs_release(call, response);
    }
}

/* ---- URLs ---- */

char *store_public_url(struct store *store, const char *key)
{
    CLEANUP(free_text) char *path = NULL, *host = NULL, *target = NULL;
    char *url = NULL;

    pthread_mutex_lock(&store->lock);
    path = location_path(&store->location, key);
    host = location_host(&store->location);
    target = path != NULL ? sign_target(path, NULL) : NULL;
    if (target == NULL || host == NULL ||
        asprintf(&url, "%s://%s%s", store->location.scheme, host, target) < 0)
        url = NULL;
    pthread_mutex_unlock(&store->lock);
    return url;
}

char *store_presigned_url(struct twatfs_call *call, struct store *store, const char *key,
                          int64_t lifetime_s, int64_t *expires_s)
{
    CLEANUP(free_text) char *path = NULL, *host = NULL;
    char *url = NULL;
    struct sign_identity identity;
    struct sign_request request = {.method = "GET", .payload_sha256 = SIGN_UNSIGNED};

    (void)call;
    pthread_mutex_lock(&store->lock);
    path = location_path(&store->location, key);
    host = location_host(&store->location);
    identity = identity_of(store);
    request.path = path;
    request.host = host;
    request.unix_s = (int64_t)time(NULL) + store->clock_offset_s;
    *expires_s = (int64_t)time(NULL) + lifetime_s;
    /* It dies with the session that signed it, whatever it says itself. */
    if (store->credentials.expires_s > 0 && store->credentials.expires_s < *expires_s)
        *expires_s = store->credentials.expires_s;
    if (path != NULL && host != NULL)
        url = sign_url(store->location.scheme, &request, &identity, lifetime_s);
    pthread_mutex_unlock(&store->lock);
    return url;
}

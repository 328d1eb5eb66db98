/* s3.c: Amazon S3, and stores that speak its protocol.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

#include "cut.h"
#include "multipart.h"
#include "object.h"
#include "parts.h"
#include "place.h"
#include "sign.h"
#include "store.h"
#include "token.h"
#include "web-address.h"
#include "whole.h"

TWATFS_MANIFEST({
  "name": "s3",
  "version": "0.1.0",
  "description": "Amazon S3 and stores that speak its protocol",
  "homepage": "https://aws.amazon.com/s3/",
  "env": {
    "any_of": [["AWS_S3_BUCKET"]],
    "optional": ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
      "AWS_CREDENTIAL_EXPIRATION", "AWS_PROFILE",
      "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME", "AWS_REGION", "AWS_DEFAULT_REGION",
      "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS",
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_PATH_STYLE", "AWS_REQUEST_CHECKSUM_CALCULATION",
      "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
      "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
      "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
    "public": ["AWS_S3_BUCKET", "AWS_ACCESS_KEY_ID", "AWS_CREDENTIAL_EXPIRATION", "AWS_PROFILE",
      "AWS_CONFIG_FILE",
      "AWS_SHARED_CREDENTIALS_FILE", "HOME", "AWS_REGION", "AWS_DEFAULT_REGION",
      "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS",
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_PATH_STYLE", "AWS_REQUEST_CHECKSUM_CALCULATION",
      "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_EC2_METADATA_DISABLED",
      "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
    "in_links": ["AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"]
  },
  "endpoint": { "env": "TWATFS_S3_URL" },
  "supports": ["remote-path", "overwrite", "unique", "expiry", "content-type", "delete", "resume", "unknown-size"],
  "expiry": { "min": 1, "max": 604800 },
  "options": {
    "bucket": "the bucket, instead of AWS_S3_BUCKET",
    "key": "template of the object's key where no --remote-path is given: {name} {stem} {ext} {date} {time} {year} {month} {day} {sha256} {random}",
    "region": "the bucket's region",
    "style": "how the bucket is addressed: auto (default), path or virtual",
    "link": "which link is returned: auto (default: the plain one where anyone may read, else a presigned one), public or presigned",
    "link_base": "beginning of the link, such as https://cdn.example.org/, instead of the bucket's address",
    "checksum": "auto (default: crc64nvme at Amazon, none elsewhere), crc64nvme, crc32c or none",
    "part_size": "MiB of a part, from 5 to 5120 (default 8 to 16, elsewhere than at Amazon to 64, or what 10,000 parts need)",
    "concurrency": "parts sent at once, at most: from 1 to 32 (default 8)",
    "acl": "canned ACL, such as public-read: none by default",
    "storage_class": "such as STANDARD_IA",
    "sse": "server-side encryption: AES256 or aws:kms",
    "kms_key": "the key of aws:kms",
    "cache_control": "Cache-Control of the object",
    "content_disposition": "Content-Disposition of the object",
    "content_encoding": "Content-Encoding of the object",
    "metadata": "NAME=VALUE,...: the object's own metadata"
  },
  "max_size": 53656685608960,
  "retention": "until it is deleted",
  "outlives_link": true,
  "threads": "parallel",
  "priority": 220,
  "setup": "Set AWS_S3_BUCKET to the bucket's name. Credentials are found as the AWS tools find them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile in ~/.aws, a role. For another store than Amazon's set AWS_ENDPOINT_URL_S3 to its address."
});

#define LINK_LIFETIME_S 604800 /* of a presigned link: the longest there is */

static void free_text(char **text)
{
    free(*text);
}

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Links ---- */

/* Whether anyone may read it: asked without any signature, until one could not be read. */
static bool is_public(struct twatfs_call *call, struct store *store, const char *url)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;

    request.method = "HEAD";
    request.url = url;
    if (store_knows(store, &store->not_public) ||
        twatfs_http(call, &request, &response) != TWATFS_OK)
        return false;
    if (response.status == 400 || response.status == 401 || response.status == 403)
        store_learn(store, &store->not_public);
    return response.status == 200;
}

static const char *link_base(struct twatfs_call *call)
{
    const char *base = twatfs_option(call, "link_base");

    return base != NULL && base[0] != '\0' ? base : NULL;
}

/* Whether it can be the beginning of a link, with a key behind it. */
static bool begins_link(struct twatfs_call *call, const char *base)
{
    struct web_address address;

    if (!web_address_parse(call, base, &address) || strchr(address.rest, '?') != NULL)
        return false;
    for (const char *at = strchr(base, '%'); at != NULL; at = strchr(at + 1, '%'))
        if (strspn(at + 1, "0123456789ABCDEFabcdef") < 2)
            return false;
    return true;
}

static twatfs_status check_base(struct twatfs_call *call, const char *base, const char *wish,
                                int64_t expire_s)
{
    if (!begins_link(call, base))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "link_base: %s: needs http:// or https://, a host, and at most a path",
                           web_address_shown(base));
    /* A signature covers the bucket's own address. */
    if (wish != NULL && strcmp(wish, "presigned") == 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "link_base: %s: cannot begin a presigned link: leave out one of the two",
                           base);
    if (expire_s > 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "link_base: %s: a link there cannot expire: leave out --expire", base);
    return TWATFS_OK;
}

/* What no link could be made for is not sent at all. */
static twatfs_status check_link(struct twatfs_call *call, struct store *store, int64_t expire_s)
{
    const char *wish = twatfs_option(call, "link"), *base = link_base(call);
    twatfs_status status;

    if (wish != NULL && strcmp(wish, "auto") != 0 && strcmp(wish, "public") != 0 &&
        strcmp(wish, "presigned") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "link: %s: is none of auto, public, presigned", wish);
    status = base != NULL ? check_base(call, base, wish, expire_s) : TWATFS_OK;
    if (status != TWATFS_OK)
        return status;
    if (expire_s <= 0)
        return TWATFS_OK;
    if (wish != NULL && strcmp(wish, "public") == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "link: a public one cannot expire: leave out --expire");
    return store_last_until(call, store, (int64_t)time(NULL) + expire_s);
}

/* A link that never dies (0) or later dies with its object all the same. */
static void set_expiry(struct twatfs_call *call, const struct object *object, int64_t link_s)
{
    bool object_first = object->expires_s > 0 && (link_s == 0 || object->expires_s < link_s);

    (void)twatfs_set_expiry(call, object_first ? object->expires_s : link_s);
}

static twatfs_status set_presigned(struct twatfs_call *call, struct store *store,
                                   const struct object *object, int64_t lifetime_s)
{
    int64_t expires_s = 0;
    CLEANUP(free_text) char *url = NULL;
    twatfs_status status = TWATFS_OK;

    /* They may have lasted when the upload began; a second is what that takes at least. */
    if (lifetime_s > 0)
        status = store_last_until(call, store, (int64_t)time(NULL) + lifetime_s - 1);
    if (status != TWATFS_OK)
        return status;
    url = store_presigned_url(call, store, object->key,
                              lifetime_s > 0 ? lifetime_s : LINK_LIFETIME_S, &expires_s);
    if (url == NULL)
        return out_of_memory(call);
    twatfs_log(call, TWATFS_LOG_INFO, "the link is presigned: it dies in %lld s, the object stays",
               (long long)(expires_s - (int64_t)time(NULL)));
    if (lifetime_s > 0 && object->expires_s > 0 && object->expires_s < expires_s)
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "a lifecycle rule of the bucket deletes the object %lld s before the link dies",
                   (long long)(expires_s - object->expires_s));
    set_expiry(call, object, expires_s);
    return twatfs_set_url(call, url);
}

static char *base_link(const char *base, const char *key)
{
    CLEANUP(free_text) char *encoded = sign_encode(key, true);
    size_t length = strlen(base);
    char *url;

    if (encoded == NULL || asprintf(&url, "%s%s%s", base,
                                    length > 0 && base[length - 1] == '/' ? "" : "/", encoded) < 0)
        return NULL;
    return url;
}

static twatfs_status set_link(struct twatfs_call *call, struct store *store,
                              const struct object *object, int64_t expire_s)
{
    const char *wish = twatfs_option(call, "link"), *base = link_base(call);
    CLEANUP(free_text)
    char *url = base != NULL ? base_link(base, object->key) : store_public_url(store, object->key);
    bool automatic = wish == NULL || strcmp(wish, "auto") == 0;

    if (url == NULL)
        return out_of_memory(call);
    /* A link that is to die cannot be one that anyone may write down. */
    if (expire_s > 0)
        return set_presigned(call, store, object, expire_s);
    if (automatic && base == NULL && !is_public(call, store, url))
        return set_presigned(call, store, object, 0);
    if (!automatic && strcmp(wish, "presigned") == 0)
        return set_presigned(call, store, object, 0);
    twatfs_log(call, TWATFS_LOG_INFO, "the link is the object's own address: anyone may read it");
    set_expiry(call, object, 0);
    return twatfs_set_url(call, url);
}

/* ---- Uploading ---- */

/* One PUT. Where the store does not know If-None-Match it says so, and the look has to do. */
static twatfs_status put_once(struct twatfs_call *call, struct store *store, struct object *object,
                              struct cut *cut, bool guard, struct stored *stored, int *http_status)
{
    const char *headers[sizeof object->headers / sizeof object->headers[0] + 2];
    struct flight_plan plan = {
        .store = store,
        .object = object,
        .headers = headers,
        .concurrency = 1,
        .total = cut->total,
        .source = {.next = cut_next, .give_back = cut_give_back, .data = cut},
    };
    size_t used = 0;
    bool gone;
    twatfs_status status;

    for (; object->headers[used] != NULL; used += 2) {
        headers[used] = object->headers[used];
        headers[used + 1] = object->headers[used + 1];
    }
    if (guard) {
        headers[used++] = "If-None-Match";
        headers[used++] = "*";
    }
    headers[used] = NULL;
    plan.refused_status = http_status;
    status = flight_run(call, &plan, &gone);
    if (status == TWATFS_OK)
        stored->proven = cut->pieces[0]->crc_echoed;
    return status;
}

/* One whose answer was lost is sent again, by us, beside a slow one, or by the host on another
 * connection without a word: then the store refuses it because the object is there, which is ours.
 * Or nothing was ever heard.  What was there before we began is not ours, whatever it holds. */
static twatfs_status put_all_the_same(struct twatfs_call *call, struct store *store,
                                      struct object *object, const struct cut *cut,
                                      twatfs_status status, int http_status, int64_t since_s,
                                      struct stored *stored)
{
    struct whole whole;

    if (status == TWATFS_OK || cut->pieces[0]->sent == 0 ||
        (status != TWATFS_TEMPORARY && http_status != 412))
        return status;
    whole_of_put(call, cut, &whole);
    whole.since_s = since_s;
    return whole_judge(call, object, whole_look(call, store, object, &whole, &stored->proven),
                       status);
}

static twatfs_status put(struct twatfs_call *call, struct store *store, struct object *object,
                         struct cut *cut, struct stored *stored)
{
    bool guarded = !object->replace && !store_knows(store, &store->no_guard);
    int64_t since_s = (int64_t)time(NULL);
    int http_status = 0;
    twatfs_status status;

    /* Without the guard the look, which was before, has to do. */
    status = put_once(call, store, object, cut, guarded, stored, &http_status);
    status = put_all_the_same(call, store, object, cut, status, http_status, since_s, stored);
    if (status == TWATFS_OK || !guarded || http_status != 501)
        return status;
    twatfs_log(call, TWATFS_LOG_INFO,
               "the store cannot guard against replacing by itself: looking first instead");
    status = object_look(call, store, object, false);
    if (status != TWATFS_OK)
        return status;
    if (!store->location.amazon) /* there, only the look before each PUT makes up for it */
        store_learn(store, &store->no_guard);
    cut->given = 0;
    cut->pieces[0]->attempts = 0;
    http_status = 0;
    status = put_once(call, store, object, cut, false, stored, &http_status);
    return put_all_the_same(call, store, object, cut, status, http_status, since_s, stored);
}

/* Other stores have let a guarded object be replaced all the same.  What is to be gone on with may
 * be there already, and is looked at then. */
static twatfs_status guard(struct twatfs_call *call, struct store *store, struct object *object)
{
    return store->location.amazon || multipart_begun(call)
               ? TWATFS_OK
               : object_look(call, store, object, !store_knows(store, &store->no_guard));
}

static twatfs_status send_object(struct twatfs_call *call, struct store *store,
                                 struct object *object, const struct twatfs_upload *upload,
                                 struct cut *cut, struct stored *stored)
{
    uint64_t single = object->part_size > 0 ? object->part_size : 2 * PART_SIZE;
    twatfs_status status;

    cut->store = store;
    cut->object = object;
    cut->total = upload->size;
    if (upload->size == TWATFS_SIZE_UNKNOWN) {
        cut->part_size = object->part_size;
        status = cut_fill(call, cut);
        if (status != TWATFS_OK || !cut->ended)
            return status != TWATFS_OK ? status
                                       : multipart_upload(call, store, object, upload, cut, stored);
        return cut_single(cut) ? put(call, store, object, cut, stored) : out_of_memory(call);
    }
    if (upload->size > single || multipart_begun(call))
        return multipart_upload(call, store, object, upload, cut, stored);
    cut->part_size = single;
    return cut_single(cut) ? put(call, store, object, cut, stored) : out_of_memory(call);
}

/* What was begun in another bucket, or at another store, is not gone on with here, nor forgotten.
 */
static void set_checkpoint_place(struct twatfs_call *call, struct store *store)
{
    CLEANUP(free_text) char *place = place_of(store);

    if (place != NULL)
        (void)twatfs_checkpoint_place(call, place);
}

static twatfs_status s3_upload(struct twatfs_call *call, void *state,
                               const struct twatfs_upload *upload)
{
    struct store *store = state;
    CLEANUP(cut_free) struct cut cut = {.count = 0};
    struct stored stored = {.proven = false};
    CLEANUP(free_text) char *token = NULL;
    struct twatfs_check check = TWATFS_CHECK_INIT;
    struct object object;
    twatfs_status status = check_link(call, store, upload->expire_s);

    set_checkpoint_place(call, store);
    if (status == TWATFS_OK)
        status = object_make(call, store, upload, &object);
    if (status == TWATFS_OK)
        status = guard(call, store, &object);
    if (status == TWATFS_OK)
        status = send_object(call, store, &object, upload, &cut, &stored);
    if (status != TWATFS_OK)
        return status;
    if (object.unseen && !store_knows(store, &store->blind)) {
        twatfs_log(call, TWATFS_LOG_WARNING,
                   "the store does not tell whether %s was there (403): it had to see to it itself "
                   "that nothing was replaced",
                   object.key);
        store_learn(store, &store->blind);
    }
    if (stored.proven) {
        check.method = TWATFS_CHECK_DONE;
        (void)twatfs_set_check(call, &check);
    }
    token = token_make(store, object.key);
    if (token == NULL)
        return out_of_memory(call);
    (void)twatfs_set_delete(call, token);
    return set_link(call, store, &object, upload->expire_s);
}

/* ---- The rest ---- */

static twatfs_status s3_open(struct twatfs_call *call, void **state)
{
    struct store *store = NULL;
    twatfs_status status = store_open(call, &store);

    *state = store;
    return status;
}

static void s3_close(struct twatfs_call *call, void *state)
{
    (void)call;
    store_close(state);
}

static twatfs_status s3_remove(struct twatfs_call *call, void *state,
                               const struct twatfs_removal *removal)
{
    struct store_request request = {.method = "DELETE"};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
    twatfs_status status = token_read(call, state, removal, &request.key);

    if (status != TWATFS_OK)
        return status;
    return store_send(call, state, &request, 404, &response, &answer);
}

static twatfs_status s3_abandon(struct twatfs_call *call, void *state)
{
    return multipart_abandon(call, state);
}

/* An upload beside it may learn another region. */
static void tell_place(struct twatfs_call *call, struct store *store)
{
    pthread_mutex_lock(&store->lock);
    twatfs_log(call, TWATFS_LOG_INFO, "credentials: %s", store->credentials.source);
    twatfs_log(call, TWATFS_LOG_INFO, "region: %s (%s)", store->location.region,
               store->location.region_source);
    twatfs_log(call, TWATFS_LOG_INFO, "endpoint: %s://%s%s (%s), %s style", store->location.scheme,
               store->location.host, store->location.base, store->location.endpoint_source,
               store->location.path_style ? "path" : "virtual-host");
    pthread_mutex_unlock(&store->lock);
}

/* Whether the bucket is there and listens to us; what won is told on the way. */
static twatfs_status s3_examine(struct twatfs_call *call, void *state)
{
    static const char *const query[] = {"uploads", "", "max-uploads", "1", NULL};
    struct store *store = state;
    const struct store_request bucket = {.method = "HEAD", .key = ""};
    const struct store_request uploads = {.method = "GET", .key = "", .query = query};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
    CLEANUP(store_answer_free) struct store_answer listed = {.retry_after_s = 0};
    twatfs_status status;

    tell_place(call, store);
    status = store_send(call, store, &bucket, 0, &response, &answer);
    if (status != TWATFS_OK)
        return status;
    twatfs_log(call, TWATFS_LOG_INFO, "bucket: %s: it answers", store->location.bucket);
    /* Whoever may not list them could not end one that was killed either, as a rule. */
    if (store_send(call, store, &uploads, 403, &response, &listed) == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_INFO, "multipart uploads: %s",
                   listed.error.status == 403 ? "may not be listed: `twatfs clean` may fail too"
                                              : "can be listed");
    return TWATFS_OK;
}

TWATFS_PROVIDER(.open = s3_open, .upload = s3_upload, .close = s3_close, .remove = s3_remove,
                .abandon = s3_abandon, .examine = s3_examine);

/* sign.c: AWS Signature Version 4, in headers and in a URL's query.
 *
 * SPDX-License-Identifier: MIT
 *
 * As "Create a signed AWS API request" of the IAM User Guide and "Authenticating Requests (AWS
 * Signature Version 4)" of the Amazon S3 API Reference describe it (both read in November 2026).
 * Of the choices that these leave to a service, those of S3 are taken: a path is encoded once,
 * and neither "//" nor "." nor ".." in it is touched.
 */
#include "sign.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "builder.h"

#define ALGORITHM   "AWS4-HMAC-SHA256"
#define DIGEST_SIZE SIGN_KEY_SIZE
#define DAY_LENGTH  8 /* of a date: "20260102" */
#define BLANKS      " \t\r\n\v\f"

/* ---- Encoding ---- */

static bool unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void encode(struct builder *builder, const char *text, bool keep_slashes)
{
    static const char digits[] = "0123456789ABCDEF";

    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        const char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};

        if (unreserved(*text) || (keep_slashes && *text == '/'))
            builder_add(builder, text, 1);
        else
            builder_add(builder, escape, sizeof escape);
    }
}

char *sign_encode(const char *text, bool keep_slashes)
{
    CLEANUP_BUILDER struct builder builder = {0};

    encode(&builder, text, keep_slashes);
    return builder_steal(&builder);
}

static void hex(char *text, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

/* ---- Names and values, sorted ---- */

struct pair {
    char *name, *value;
    size_t place; /* among those that were added */
};

struct pairs {
    struct pair *items;
    size_t count;
    bool failed; /* there was no memory for one */
};

static void pairs_free(struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        free(pairs->items[i].name);
        secret_free(&pairs->items[i].value); /* of x-amz-security-token */
    }
    free(pairs->items);
}

/* Both texts belong to the pairs from now on; either may be NULL for want of memory. */
static void pairs_add(struct pairs *pairs, char *name, char *value)
{
    struct pair *items = reallocarray(pairs->items, pairs->count + 1, sizeof *items);

    if (items != NULL)
        pairs->items = items;
    if (items == NULL || name == NULL || value == NULL) {
        pairs->failed = true;
        free(name);
        secret_free(&value);
        return;
    }
    items[pairs->count] = (struct pair){name, value, pairs->count};
    pairs->count++;
}

/* "Sort the parameter names by character code point in ascending order", encoded as they are. */
static int by_name_and_value(const void *first, const void *second)
{
    const struct pair *a = first, *b = second;
    int order = strcmp(a->name, b->name);

    return order != 0 ? order : strcmp(a->value, b->value);
}

/* Not by the whole line: ':' is above '-', so that "a:" would come after "a-b:". */
static int by_name_and_place(const void *first, const void *second)
{
    const struct pair *a = first, *b = second;
    int order = strcmp(a->name, b->name);

    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static void sort(struct pairs *pairs, int (*compare)(const void *, const void *))
{
    if (pairs->count > 0)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, compare);
}

/* ---- The query ---- */

static void query_add(struct pairs *query, const char *name, const char *value)
{
    if (value != NULL)
        pairs_add(query, sign_encode(name, false), sign_encode(value, false));
}

static void query_add_all(struct pairs *query, const char *const *list)
{
    for (; list != NULL && list[0] != NULL; list += 2)
        query_add(query, list[0], list[1]);
}

/* Append "a=1&b=". */
static void query_write(struct pairs *query, struct builder *builder)
{
    sort(query, by_name_and_value);
    for (size_t i = 0; i < query->count; i++) {
        builder_puts(builder, i > 0 ? "&" : "");
        builder_puts(builder, query->items[i].name);
        builder_puts(builder, "=");
        builder_puts(builder, query->items[i].value);
    }
    builder->failed = builder->failed || query->failed;
}

char *sign_target(const char *path, const char *const *query)
{
    CLEANUP(pairs_free) struct pairs pairs = {0};
    CLEANUP_BUILDER struct builder builder = {0};

    query_add_all(&pairs, query);
    encode(&builder, path, true);
    builder_puts(&builder, pairs.count > 0 ? "?" : "");
    query_write(&pairs, &builder);
    return builder_steal(&builder);
}

/* ---- The headers ---- */

static char *lower_case(const char *text)
{
    char *copy = strdup(text);

    for (char *c = copy; c != NULL && *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* A header's value without the blanks around it, and one for each run of them within. */
static char *trimmed(const char *value)
{
    CLEANUP_BUILDER struct builder builder = {0};

    value += strspn(value, BLANKS);
    while (*value != '\0') {
        size_t word = strcspn(value, BLANKS);

        builder_add(&builder, value, word);
        value += word;
        value += strspn(value, BLANKS);
        builder_puts(&builder, *value != '\0' ? " " : "");
    }
    return builder_steal(&builder);
}

static void header_add(struct pairs *headers, const char *name, const char *value)
{
    if (value != NULL)
        pairs_add(headers, lower_case(name), trimmed(value));
}

static void headers_add_all(struct pairs *headers, const struct sign_request *request)
{
    const char *const *list = request->headers;

    header_add(headers, "host", request->host);
    for (; list != NULL && list[0] != NULL; list += 2)
        header_add(headers, list[0], list[1]);
}

/* Append the canonical headers, a line each, and their names with semicolons between; those of
 * one name are one line, their values in the order in which they were given. */
static void headers_write(struct pairs *headers, struct builder *lines, struct builder *names)
{
    sort(headers, by_name_and_place);
    for (size_t i = 0; i < headers->count; i++) {
        const struct pair *header = &headers->items[i];

        if (i > 0 && strcmp(header->name, header[-1].name) == 0) {
            builder_puts(lines, ",");
        } else {
            builder_puts(lines, i > 0 ? "\n" : "");
            builder_puts(lines, header->name);
            builder_puts(lines, ":");
            builder_puts(names, i > 0 ? ";" : "");
            builder_puts(names, header->name);
        }
        builder_puts(lines, header->value);
    }
    builder_puts(lines, "\n");
    lines->failed = lines->failed || headers->failed;
}

/* ---- The signature ---- */

/* What both forms make before they can sign. */
struct signing {
    char date[SIGN_DATE_SIZE];
    struct builder scope; /* "20260102/us-east-1/s3/aws4_request" */
    struct builder lines; /* the canonical headers */
    struct builder names; /* of the signed headers */
    struct builder query; /* canonical */
};

static void signing_free(struct signing *signing)
{
    builder_free(&signing->scope);
    builder_free(&signing->lines);
    builder_free(&signing->names);
    builder_free(&signing->query);
}

static bool date_write(char date[SIGN_DATE_SIZE], int64_t unix_s)
{
    time_t seconds = (time_t)unix_s;
    struct tm utc;

    return seconds == unix_s && gmtime_r(&seconds, &utc) != NULL &&
           strftime(date, SIGN_DATE_SIZE, "%Y%m%dT%H%M%SZ", &utc) == SIGN_DATE_SIZE - 1;
}

static bool signing_begin(struct signing *signing, const struct sign_request *request,
                          const struct sign_identity *identity)
{
    if (!date_write(signing->date, request->unix_s))
        return false;
    builder_add(&signing->scope, signing->date, DAY_LENGTH);
    builder_puts(&signing->scope, "/");
    builder_puts(&signing->scope, identity->region);
    builder_puts(&signing->scope, "/");
    builder_puts(&signing->scope, identity->service);
    builder_puts(&signing->scope, "/aws4_request");
    return !signing->scope.failed;
}

bool sign_payload(const void *bytes, size_t length, char text[SIGN_HEX_SIZE])
{
    unsigned char digest[DIGEST_SIZE];

    if (EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL) != 1)
        return false;
    hex(text, digest, sizeof digest);
    return true;
}

/* The SHA-256 of the canonical request. */
static bool request_digest(const struct signing *signing, const struct sign_request *request,
                           char digest[SIGN_HEX_SIZE])
{
    CLEANUP_BUILDER struct builder canonical = {0};

    builder_puts(&canonical, request->method);
    builder_puts(&canonical, "\n");
    encode(&canonical, request->path, true);
    builder_puts(&canonical, "\n");
    builder_puts(&canonical, signing->query.text);
    builder_puts(&canonical, "\n");
    builder_puts(&canonical, signing->lines.text);
    builder_puts(&canonical, "\n");
    builder_puts(&canonical, signing->names.text);
    builder_puts(&canonical, "\n");
    builder_puts(&canonical, request->payload_sha256);
    return !canonical.failed && sign_payload(canonical.text, canonical.length, digest);
}

static bool hmac(const void *key, size_t length, const char *text, unsigned char code[DIGEST_SIZE])
{
    return length <= INT_MAX && HMAC(EVP_sha256(), key, (int)length, (const unsigned char *)text,
                                     strlen(text), code, NULL) != NULL;
}

/* Each step is authenticated with the outcome of the one before: the day, the region, the service
 * and a fixed word make the signing key. */
static bool derive(const struct signing *signing, const struct sign_identity *identity,
                   unsigned char key[DIGEST_SIZE])
{
    CLEANUP_BUILDER struct builder secret = {0};
    unsigned char before[DIGEST_SIZE];
    char day[DAY_LENGTH + 1] = "";
    const char *const steps[] = {identity->region, identity->service, "aws4_request"};
    bool good;

    memcpy(day, signing->date, DAY_LENGTH);
    builder_puts(&secret, "AWS4");
    builder_puts(&secret, identity->secret_key);
    good = !secret.failed && hmac(secret.text, secret.length, day, key);
    for (size_t i = 0; good && i < sizeof steps / sizeof steps[0]; i++) {
        memcpy(before, key, DIGEST_SIZE);
        good = hmac(before, DIGEST_SIZE, steps[i], key);
    }
    OPENSSL_cleanse(before, sizeof before);
    return good;
}

/* The one that was kept, or a new one, which is kept then. */
static bool signing_key(const struct signing *signing, const struct sign_identity *identity,
                        unsigned char key[DIGEST_SIZE])
{
    struct sign_key *kept = identity->key;

    if (kept != NULL && strcmp(kept->scope, signing->scope.text) == 0) {
        memcpy(key, kept->bytes, DIGEST_SIZE);
        return true;
    }
    if (!derive(signing, identity, key))
        return false;
    if (kept != NULL && signing->scope.length < sizeof kept->scope) {
        strcpy(kept->scope, signing->scope.text);
        memcpy(kept->bytes, key, DIGEST_SIZE);
    }
    return true;
}

void sign_key_forget(struct sign_key *key)
{
    OPENSSL_cleanse(key, sizeof *key);
}

static bool sign(const struct signing *signing, const struct sign_request *request,
                 const struct sign_identity *identity, char signature[SIGN_HEX_SIZE])
{
    CLEANUP_BUILDER struct builder text = {0};
    char digest[SIGN_HEX_SIZE];
    unsigned char key[DIGEST_SIZE], code[DIGEST_SIZE];
    bool good;

    if (signing->lines.failed || signing->names.failed || signing->query.failed ||
        !request_digest(signing, request, digest))
        return false;
    builder_puts(&text, ALGORITHM "\n");
    builder_puts(&text, signing->date);
    builder_puts(&text, "\n");
    builder_puts(&text, signing->scope.text);
    builder_puts(&text, "\n");
    builder_puts(&text, digest);
    if (text.failed || !signing_key(signing, identity, key))
        return false;
    good = hmac(key, sizeof key, text.text, code);
    OPENSSL_cleanse(key, sizeof key);
    if (good)
        hex(signature, code, sizeof code);
    return good;
}

char *sign_headers(const struct sign_request *request, const struct sign_identity *identity,
                   char date[SIGN_DATE_SIZE])
{
    CLEANUP(signing_free) struct signing signing = {0};
    CLEANUP(pairs_free) struct pairs headers = {0}, query = {0};
    CLEANUP_BUILDER struct builder value = {0};
    char signature[SIGN_HEX_SIZE];

    if (!signing_begin(&signing, request, identity))
        return NULL;
    headers_add_all(&headers, request);
    header_add(&headers, "x-amz-date", signing.date);
    header_add(&headers, "x-amz-security-token", identity->session_token);
    /* "s3express" and "s3-outposts" sign as S3 does. */
    if (strncmp(identity->service, "s3", 2) == 0)
        header_add(&headers, "x-amz-content-sha256", request->payload_sha256);
    headers_write(&headers, &signing.lines, &signing.names);
    builder_puts(&signing.query, "");
    query_add_all(&query, request->query);
    query_write(&query, &signing.query);
    if (!sign(&signing, request, identity, signature))
        return NULL;
    builder_puts(&value, ALGORITHM " Credential=");
    builder_puts(&value, identity->access_key);
    builder_puts(&value, "/");
    builder_puts(&value, signing.scope.text);
    builder_puts(&value, ", SignedHeaders=");
    builder_puts(&value, signing.names.text);
    builder_puts(&value, ", Signature=");
    builder_puts(&value, signature);
    memcpy(date, signing.date, SIGN_DATE_SIZE);
    return builder_steal(&value);
}

/* The parameters of "Authenticating Requests: Using Query Parameters", Amazon S3 API Reference. */
static void query_add_own(struct pairs *query, const struct signing *signing,
                          const struct sign_identity *identity, int64_t expires_s)
{
    CLEANUP_BUILDER struct builder credential = {0};
    char expires[24];

    builder_puts(&credential, identity->access_key);
    builder_puts(&credential, "/");
    builder_puts(&credential, signing->scope.text);
    snprintf(expires, sizeof expires, "%lld", (long long)expires_s);
    query_add(query, "X-Amz-Algorithm", ALGORITHM);
    query_add(query, "X-Amz-Credential", credential.text);
    query_add(query, "X-Amz-Date", signing->date);
    query_add(query, "X-Amz-Expires", expires);
    query_add(query, "X-Amz-Security-Token", identity->session_token);
    query_add(query, "X-Amz-SignedHeaders", signing->names.text);
    query->failed = query->failed || credential.failed;
}

char *sign_url(const char *scheme, const struct sign_request *request,
               const struct sign_identity *identity, int64_t expires_s)
{
    CLEANUP(signing_free) struct signing signing = {0};
    CLEANUP(pairs_free) struct pairs headers = {0}, query = {0};
    CLEANUP_BUILDER struct builder url = {0};
    char signature[SIGN_HEX_SIZE];

    if (expires_s < 1 || expires_s > SIGN_EXPIRES_MAX ||
        !signing_begin(&signing, request, identity))
        return NULL;
    headers_add_all(&headers, request);
    headers_write(&headers, &signing.lines, &signing.names);
    if (signing.names.failed)
        return NULL;
    query_add_all(&query, request->query);
    query_add_own(&query, &signing, identity, expires_s);
    query_write(&query, &signing.query);
    if (!sign(&signing, request, identity, signature))
        return NULL;
    builder_puts(&url, scheme);
    builder_puts(&url, "://");
    builder_puts(&url, request->host);
    encode(&url, request->path, true);
    builder_puts(&url, "?");
    builder_puts(&url, signing.query.text);
    builder_puts(&url, "&X-Amz-Signature=");
    builder_puts(&url, signature);
    return builder_steal(&url);
}

/* sign.h: AWS Signature Version 4, in headers and in a URL's query.
 *
 * SPDX-License-Identifier: MIT
 *
 * One encoder serves the wire and the canonical form: what is signed is what is sent.
 */
#ifndef S3_SIGN_H
#define S3_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIGN_KEY_SIZE 32 /* bytes of a SHA-256, which the key is */

/* The key that was made of a secret for a day, a region and a service: kept, so that many requests
 * share it.  All zero at first; forgotten by its owner when the secret changes. */
struct sign_key {
    char scope[128]; /* "20260102/us-east-1/s3/aws4_request"; "": there is none */
    unsigned char bytes[SIGN_KEY_SIZE];
};

/* Whose signature.  Borrowed. */
struct sign_identity {
    const char *access_key, *secret_key;
    const char *session_token; /* NULL without */
    const char *region;
    const char *service;  /* "s3" */
    struct sign_key *key; /* NULL: none is kept; the caller sees to it that one thread signs */
};

#define SIGN_UNSIGNED  "UNSIGNED-PAYLOAD"
#define SIGN_EMPTY     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SIGN_HEX_SIZE  65 /* a SHA-256 in hex with its NUL */
#define SIGN_DATE_SIZE 17 /* "20260102T030405Z" with its NUL */

#define SIGN_EXPIRES_MAX 604800 /* of a presigned URL: seven days */

/* What is to be signed.  path is the object's path as bytes, not encoded, beginning with a
 * slash; query and headers are arrays of names and values that end at a NULL name; a pair whose
 * value is NULL is left out; a query value may be "" ("?uploads", sent as "?uploads="). */
struct sign_request {
    const char *method;
    const char *host; /* with its port unless that is the scheme's own */
    const char *path;
    const char *const *query;   /* or NULL */
    const char *const *headers; /* to be signed beside those that the signer adds; or NULL */
    const char *payload_sha256; /* hex, or SIGN_UNSIGNED */
    int64_t unix_s;             /* the time of signing, corrected for the server's clock */
};

/* text with every byte but the unreserved ones (RFC 3986, section 2.3) as %XX, and slashes kept
 * when keep_slashes.  The caller frees the result; NULL without memory. */
char *sign_encode(const char *text, bool keep_slashes);

/* Overwrite one that is kept. */
void sign_key_forget(struct sign_key *key);

/* "/path?query" as it is signed and sent.  The caller frees it; NULL without memory. */
char *sign_target(const char *path, const char *const *query);

/* The SHA-256 of a body in hex, for payload_sha256 and X-Amz-Content-Sha256. */
bool sign_payload(const void *bytes, size_t length, char hex[SIGN_HEX_SIZE]);

/* The value of the Authorization header, for the headers of the request and host, x-amz-date,
 * x-amz-security-token (when there is one) and, where the service is S3, which demands it,
 * x-amz-content-sha256; date is the value that x-amz-date must have.  The caller frees it; NULL
 * without memory, or when the time has no such date. */
char *sign_headers(const struct sign_request *request, const struct sign_identity *identity,
                   char date[SIGN_DATE_SIZE]);

/* The whole URL of a presigned request, whose headers are signed beside host: scheme "http" or
 * "https".  The caller frees it; NULL without memory, when the time has no date, or when
 * expires_s is not 1 to SIGN_EXPIRES_MAX. */
char *sign_url(const char *scheme, const struct sign_request *request,
               const struct sign_identity *identity, int64_t expires_s);

#endif

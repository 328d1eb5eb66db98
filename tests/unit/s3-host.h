/* s3-host.h: a host for tests of the provider s3, with the services that its files call.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_S3_HOST_H
#define UNIT_S3_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "twatfs/provider.h"

struct s3_host;

/* What http answers: a status and a body, which is copied. */
struct s3_reply {
    int32_t status;
    const char *body;
};

/* Stands in for http; returned is what http returns. */
typedef twatfs_status s3_http(struct s3_host *host, const struct twatfs_http_request *request,
                              struct s3_reply *reply);

struct s3_memory;

struct s3_host {
    struct twatfs_call call;    /* first: the services find the rest by it */
    s3_http *http;              /* NULL: each request is an error of the test */
    void *data;                 /* for http */
    const char *const *options; /* name, value, …, NULL; or NULL */
    const char *endpoint;       /* what endpoint says, or NULL */
    const char *sha256;         /* what digest says, or NULL */
    const char *const *headers; /* name, value, …, NULL: of every answer; or NULL */
    unsigned requests;          /* that http was asked */
    int32_t cancelled;          /* what cancelled says */

    twatfs_status failure; /* of the last fail, TWATFS_OK without, and its reason */
    char reason[2048];
    char log[8192];     /* "3000 text" and a line break each */
    char secrets[8192]; /* each with a line break before and behind */
    char checkpoint[4096];
    size_t checkpoint_length; /* 0: there is none */

    struct s3_memory *memory; /* of scratch and of answers */
};

/* All of it zero but what a call needs.  The variables are the process's own, so those that
 * begin with AWS_ are unset first. */
void s3_host_open(struct s3_host *host);
void s3_host_close(struct s3_host *host);

/* Whether a text was added as a secret. */
bool s3_host_knows_secret(const struct s3_host *host, const char *text);

/* The value of a header in a request's list; NULL without. */
const char *s3_request_header(const struct twatfs_http_request *request, const char *name);

#endif

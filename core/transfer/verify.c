/* verify.c: does the URL serve exactly those bytes?
 *
 * SPDX-License-Identifier: MIT
 *
 * What comes back is hashed as it streams and never held.  A link that dies on its
 * first download is not touched at all: HEAD and Range count as downloads on some
 * hosts.
 */
#include "transfer/job.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "transfer/url.h"

#define FILE_BLOCK (UINT64_C(256) << 10)

/* What is coming back. */
struct echo {
    struct job *job;
    struct instance *instance;
    struct digest *digest;
    uint64_t received;          /* bytes */
    bool enough;                /* of a HEAD in disguise: we do not want the body */
    bool only_head;             /* a GET, even of one byte, counts as a download */
    bool post;                  /* a GET serves a page, a POST the file */
    bool again;                 /* a link that did serve once */
    const char *const *headers; /* of each request; NULL without */
};

static bool take_echo(struct echo *echo, const char *bytes, size_t length, struct error *error)
{
    uint64_t size = echo->job->source.size;

    if (length > size - echo->received)
        return error_class(error, TWATFS_PERMANENT,
                           "check: the link serves more than the %" PRIu64 " bytes of the file",
                           size);
    echo->received += length;
    job_event(echo->job, echo->instance, EVENT_VERIFYING, echo->received, size, 0);
    return digest_update(echo->digest, bytes, length) ||
           error_class(error, TWATFS_LOCAL, "check: SHA-256: failed");
}

static bool sink_echo(void *data, const char *bytes, size_t length, struct error *error)
{
    return take_echo(data, bytes, length, error);
}

static bool failed(struct failure *failure, const struct error *error)
{
    return failure_set(failure, error->status != 0 ? error->status : TWATFS_PERMANENT, "%s",
                       error->text);
}

static bool compare_echo(struct echo *echo, struct failure *failure)
{
    struct job *job = echo->job;
    char expected[DIGEST_HEX_SIZE], found[DIGEST_HEX_SIZE];
    struct error error = ERROR_INIT;

    if (!source_sha256(&job->source, expected, &error))
        return failed(failure, &error);
    if (echo->received != job->source.size)
        return failure_set(failure, TWATFS_PERMANENT,
                           "check: the link serves %" PRIu64 " bytes, the file has %" PRIu64,
                           echo->received, job->source.size);
    if (!digest_finish(echo->digest, found))
        return failure_set(failure, TWATFS_LOCAL, "check: SHA-256: failed");
    if (strcmp(expected, found) != 0)
        return failure_set(failure, TWATFS_PERMANENT,
                           "check: the link serves other bytes: SHA-256 %s, the file has %s", found,
                           expected);
    return true;
}

/* ---- Over HTTP ---- */

/* One request; false when no answer came, or none that could be used. */
static bool ask(const struct echo *echo, const struct http_request *request,
                struct http_response *response, struct failure *failure)
{
    const struct http_request *requests[] = {request};
    struct http_response *responses[] = {response};

    if (http_perform(echo->job->transfer->http, requests, responses, 1, 1))
        return true;
    if (!text_starts_with(response->error.text, "check: "))
        error_prefix(&response->error, "check: ");
    failed(failure, &response->error);
    /* A certificate of who is in between, say: not a word of the link's. */
    if (echo->again && response->status == 0 && failure->status == TWATFS_PERMANENT)
        failure->status = TWATFS_TEMPORARY;
    return false;
}

/* A link that does not answer may only be too fresh: 404 and what is temporary by itself are
 * worth another look.  One that did serve once is gone with a 404; but what its host tells
 * whoever asks too much, or a proxy says of itself, is not about the link. */
static bool refused(const struct echo *echo, const struct http_response *response,
                    struct failure *failure)
{
    int status = response->status;
    bool passes = status == (echo->again ? 407 : 404) || status == 408 || status == 425 ||
                  status == 429 || status >= 500;

    if (manifest_final_status(echo->instance->entry->manifest, status)) {
        passes = passes && echo->again;
        instance_final(echo->instance, status);
    }
    failure_set(failure, passes ? TWATFS_TEMPORARY : TWATFS_PERMANENT,
                "check: the link answers with HTTP %d", status);
    failure->retry_after_s = http_retry_after_s(response);
    return false;
}

/* Ask for the file by POST if it is so, with an empty body: some servers want its length. */
static void ask_for_file(const struct echo *echo, struct http_request *request)
{
    if (!echo->post)
        return;
    request->method = "POST";
    request->body = HTTP_BODY_MEMORY;
    request->memory = "";
}

static bool verify_download(struct echo *echo, const char *url, struct failure *failure)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {
        .url = url, .headers = echo->headers, .follow = true, .sink = sink_echo, .sink_data = echo};

    ask_for_file(echo, &request);
    if (!ask(echo, &request, &response, failure))
        return false;
    if (response.status != 200)
        return refused(echo, &response, failure);
    return compare_echo(echo, failure);
}

static bool sink_nothing(void *data, const char *bytes, size_t length, struct error *error)
{
    struct echo *echo = data;

    (void)bytes;
    (void)length;
    echo->enough = true;
    return error_class(error, TWATFS_PERMANENT, "check: enough was seen");
}

/* The length that an answer declares for the whole; TWATFS_SIZE_UNKNOWN without. */
static uint64_t declared_size(const struct http_response *response)
{
    const char *text = http_header(response, "Content-Length", 0);
    uint64_t size;

    if (response->status == 206 || response->status == 416) {
        text = http_header(response, "Content-Range", 0); /* "bytes 0-0/123", "bytes *" "/0" */
        text = text != NULL ? strchr(text, '/') : NULL;
        text = text != NULL ? text + 1 : NULL;
    }
    return text != NULL && text_number(text, 0, UINT64_MAX - 1, &size) ? size : TWATFS_SIZE_UNKNOWN;
}

static bool compare_size(const struct job *job, uint64_t size, struct failure *failure)
{
    if (size == job->source.size)
        return true;
    return failure_set(failure, TWATFS_PERMANENT,
                       "check: the link serves %" PRIu64 " bytes, the file has %" PRIu64, size,
                       job->source.size);
}

/* The first byte, for hosts that refuse HEAD. */
static bool verify_first_byte(struct echo *echo, const char *url, struct failure *failure)
{
    const char *range[2 + CHECK_HEADERS_MAX + 1] = {"Range", "bytes=0-0"};
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {
        .url = url, .headers = range, .follow = true, .sink = sink_nothing, .sink_data = echo};
    uint64_t size;

    for (size_t i = 0;
         echo->headers != NULL && echo->headers[i] != NULL && i + 2 <= CHECK_HEADERS_MAX; i += 2) {
        range[2 + i] = echo->headers[i];
        range[3 + i] = echo->headers[i + 1];
    }
    ask_for_file(echo, &request);
    if (!ask(echo, &request, &response, failure) && !echo->enough)
        return false;
    *failure = (struct failure){.status = TWATFS_OK};
    size = declared_size(&response);
    if (response.status == 416 && size == 0)
        return compare_size(echo->job, size, failure);
    if (response.status != 200 && response.status != 206)
        return refused(echo, &response, failure);
    if (size == TWATFS_SIZE_UNKNOWN)
        return failure_set(failure, TWATFS_PERMANENT,
                           "check: the link does not tell its length: use --check=full");
    return compare_size(echo->job, size, failure);
}

static bool verify_head(struct echo *echo, const char *url, struct failure *failure)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    struct http_request request = {
        .method = "HEAD", .url = url, .headers = echo->headers, .follow = true};
    uint64_t size;

    if (echo->post)
        return verify_first_byte(echo, url, failure);
    if (!ask(echo, &request, &response, failure))
        return false;
    size = declared_size(&response);
    if (response.status == 200 && size != TWATFS_SIZE_UNKNOWN)
        return compare_size(echo->job, size, failure);
    if (echo->only_head && response.status == 200)
        return failure_set(failure, TWATFS_PERMANENT, "check: the link does not tell its length");
    if (echo->only_head)
        return refused(echo, &response, failure);
    if (response.status == 200 || response.status == 403 || response.status == 405 ||
        response.status == 501)
        return verify_first_byte(echo, url, failure);
    return refused(echo, &response, failure);
}

/* ---- A file:// link ---- */

static bool verify_file(struct echo *echo, const char *url, struct failure *failure)
{
    CLEANUP_FREE char *path = url_unescape(url + strlen("file://"));
    CLEANUP_FREE char *block = malloc(FILE_BLOCK);
    CLEANUP_CLOSE int fd = -1;
    struct error error = ERROR_INIT;
    struct stat status;
    ssize_t got;

    if (path == NULL || block == NULL)
        return failure_set(failure, TWATFS_LOCAL, "out of memory");
    if (path[0] != '/')
        return failure_set(failure, TWATFS_PERMANENT, "check: %s: a file of another machine", url);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &status) != 0)
        return failure_set(failure, TWATFS_PERMANENT, "check: %s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return failure_set(failure, TWATFS_PERMANENT, "check: %s: not a regular file", path);
    while ((got = read(fd, block, FILE_BLOCK)) != 0) {
        if (cancel_requested(&echo->job->cancel))
            return failure_set(failure, TWATFS_CANCELLED, "interrupted");
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure_set(failure, TWATFS_PERMANENT, "check: %s: %s", path, strerror(errno));
        if (!take_echo(echo, block, (size_t)got, &error))
            return failed(failure, &error);
    }
    return compare_echo(echo, failure);
}

/* ---- By the server's own word ---- */

/* True: the digests that the server computed are ours, or none is of use (proof tells
 * which).  False: one of them is not. */
static bool verify_digests(struct job *job, const struct server_digest *digests, size_t count,
                           enum proof *proof, struct failure *failure)
{
    for (size_t i = 0; i < count; i++) {
        char own[DIGEST_HEX_SIZE];
        struct error error = ERROR_INIT;

        /* An MD5 that the system forbids us to compute is no reason to doubt. */
        if (!source_digest(&job->source, digests[i].algorithm, own, &error)) {
            if (error.status == TWATFS_LOCAL || error.status == TWATFS_CANCELLED)
                return failed(failure, &error);
            continue;
        }
        if (strcmp(own, digests[i].hex) != 0)
            return failure_set(failure, TWATFS_PERMANENT,
                               "check: the server stored other bytes: its %s is %s, the file's %s",
                               digests[i].algorithm, digests[i].hex, own);
        *proof = PROOF_SERVER_DIGEST;
    }
    return true;
}

/* Whether there is no more to fetch than a page, whose bytes are not the file's. */
static bool is_bare_page(const struct call *call)
{
    return !call->instance->entry->manifest->direct_link && call->check.url == NULL &&
           call->check.http_method == NULL;
}

bool call_is_direct(const struct call *call)
{
    return call->instance->entry->manifest->direct_link && call->check.url == NULL &&
           call->check.http_method == NULL;
}

/* What the link bears: what its provider said of it, and never a download of one that was
 * asked to die with its first. */
static int32_t bears(const struct job *job, const struct call *call)
{
    if (is_bare_page(call))
        return TWATFS_CHECK_NEVER;
    if (job->wishes->spend)
        return TWATFS_CHECK_DOWNLOAD;
    if (call->instance->entry->manifest->single_download)
        return TWATFS_CHECK_NEVER;
    if (job->wishes->once &&
        (call->check.method == TWATFS_CHECK_DOWNLOAD || call->check.method == TWATFS_CHECK_DONE))
        return TWATFS_CHECK_NEVER;
    return call->check.method == TWATFS_CHECK_DONE ? TWATFS_CHECK_DOWNLOAD : call->check.method;
}

/* By what the link serves; with only_length by its number of bytes. */
static bool prove(struct echo *echo, const char *url, bool only_length, enum proof *proof,
                  struct failure *failure)
{
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");

    echo->digest = digest;
    if (digest == NULL)
        return failure_set(failure, TWATFS_LOCAL, "out of memory");
    if (strncasecmp(url, "file://", 7) == 0) {
        if (!verify_file(echo, url, failure))
            return false;
        *proof = PROOF_DOWNLOAD;
        return true;
    }
    if (!(only_length ? verify_head(echo, url, failure) : verify_download(echo, url, failure)))
        return false;
    *proof = only_length ? PROOF_HEAD : PROOF_DOWNLOAD;
    return true;
}

/* By what its provider has read back of a link that we cannot open, whatever the mode. */
static bool prove_read_back(struct job *job, const struct call *call, enum proof *proof,
                            struct failure *failure)
{
    if (!verify_digests(job, call->digests, call->digest_count, proof, failure))
        return false;
    if (*proof == PROOF_NONE)
        return failure_set(failure, TWATFS_PERMANENT,
                           "check: the provider has not told what it read back");
    *proof = PROOF_DOWNLOAD;
    return true;
}

bool verify_url(struct job *job, const struct call *call, enum proof *proof,
                struct failure *failure)
{
    enum check_mode mode = job->transfer->settings->check;
    int32_t method = bears(job, call);
    const char *url = call->check.url != NULL ? call->check.url : call->url;
    struct echo echo = {.job = job,
                        .instance = call->instance,
                        .headers = call->check.headers,
                        .post = call->check.http_method != NULL,
                        .only_head = method == TWATFS_CHECK_HEAD};

    *proof = PROOF_NONE;
    if (call->check.method == TWATFS_CHECK_READ_BACK)
        return prove_read_back(job, call, proof, failure);
    if (mode == CHECK_NONE)
        return true;
    if (mode == CHECK_AUTO || method != TWATFS_CHECK_DOWNLOAD) {
        if (!verify_digests(job, call->digests, call->digest_count, proof, failure))
            return false;
        if (*proof == PROOF_NONE && call->check.method == TWATFS_CHECK_DONE)
            *proof = PROOF_SERVER_DIGEST;
        if (*proof != PROOF_NONE)
            return true;
    }
    if (method == TWATFS_CHECK_NEVER) {
        log_info("%s: not checked: the link %s", call->instance->entry->name,
                 is_bare_page(call) ? "leads to a page" : "dies on its first download");
        return true;
    }
    return prove(&echo, url, mode == CHECK_HEAD || method == TWATFS_CHECK_HEAD, proof, failure);
}

bool verify_again(struct job *job, struct instance *instance, const char *url, bool full,
                  enum proof *proof, struct failure *failure)
{
    struct echo echo = {.job = job, .instance = instance, .again = true};

    *proof = PROOF_NONE;
    return prove(&echo, url, !full, proof, failure);
}

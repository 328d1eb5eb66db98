/* server.c: a tus server: what it can do, how it is asked, what its answers mean.
 *
 * SPDX-License-Identifier: MIT
 */
#include "server.h"

#include <string.h>

#include "location.h"

static const struct {
    const char *name;
    unsigned extension;
} extensions[] = {
    {"creation", TUS_CREATION},
    {"creation-with-upload", TUS_CREATION_WITH_UPLOAD},
    {"creation-defer-length", TUS_CREATION_DEFER_LENGTH},
    {"termination", TUS_TERMINATION},
    {"checksum", TUS_CHECKSUM},
    {"concatenation", TUS_CONCATENATION},
    {"expiration", TUS_EXPIRATION},
};

twatfs_status tus_out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Requests ---- */

const char *tus_authorization(struct twatfs_call *call)
{
    const char *token = twatfs_env(call, "TUS_TOKEN"), *user = twatfs_env(call, "TUS_USER");
    const char *password = twatfs_env(call, "TUS_PASSWORD");

    if (token != NULL)
        return twatfs_printf(call, "Bearer %s", token);
    return user != NULL || password != NULL ? twatfs_basic_auth(call, user, password) : NULL;
}

void tus_headers_begin(struct twatfs_call *call, const char *url, struct tus_headers *headers)
{
    *headers = (struct tus_headers){.used = 0};
    tus_headers_add(headers, "Tus-Resumable", TUS_VERSION);
    /* A Location may be on another host: credentials have no business there. */
    if (tus_same_origin(url, twatfs_endpoint(call)))
        tus_headers_add(headers, "Authorization", tus_authorization(call));
}

void tus_headers_add(struct tus_headers *headers, const char *name, const char *value)
{
    if (value == NULL || headers->used + 2 >= sizeof headers->pairs / sizeof headers->pairs[0])
        return;
    headers->pairs[headers->used++] = name;
    headers->pairs[headers->used++] = value;
}

/* ---- Answers ---- */

bool tus_header_bytes(struct twatfs_call *call, const struct twatfs_http_response *answer,
                      const char *name, uint64_t *bytes)
{
    const char *text = twatfs_header(call, answer, name);

    if (text == NULL || text[0] == '\0' || strlen(text) > 18 ||
        text[strspn(text, "0123456789")] != '\0')
        return false;
    *bytes = 0;
    for (; *text != '\0'; text++)
        *bytes = 10 * *bytes + (uint64_t)(*text - '0');
    return true;
}

twatfs_status tus_meaning(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *told = twatfs_header(call, answer, "Tus-Version");

    switch (answer->status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        told = twatfs_header(call, answer, "Location");
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d: the server sends us to %s: if that is right, set "
                           "TWATFS_TUS_URL to it",
                           (int)answer->status, told != NULL ? told : "nowhere");
    case 401:
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP 401: %s TUS_TOKEN, or TUS_USER and TUS_PASSWORD",
                           tus_authorization(call) != NULL ? "check" : "set");
    case 404:
    case 405:
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP %d: check that TWATFS_TUS_URL is where a tus server makes uploads",
                           (int)answer->status);
    case 409:
        return twatfs_fail(call, TWATFS_TEMPORARY, 0,
                           "HTTP 409: the server has another part of the file than we thought");
    case 412:
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "HTTP 412: the server speaks tus %s, we speak " TUS_VERSION,
                           told != NULL ? told : "of another version");
    case 423: /* as a rule by our own request of before, which it has not given up yet */
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "HTTP 423: the upload is locked");
    case 460:
        return twatfs_fail(call, TWATFS_TEMPORARY, 0,
                           "HTTP 460: checksum: what arrived is not what was sent");
    default:
        return twatfs_check_answer(call, answer);
    }
}

/* ---- What it can do ---- */

/* Whether a word is in a list with commas. */
static bool lists(const char *list, const char *word)
{
    size_t length = strlen(word);

    while (list != NULL && *list != '\0') {
        size_t item;

        list += strspn(list, ", \t");
        item = strcspn(list, ", \t");
        if (item == length && strncmp(list, word, length) == 0)
            return true;
        list += item;
    }
    return false;
}

/* Those that OpenSSL computes, the strongest first; a server has SHA-1 at least. */
static const char *choose_checksum(const char *list)
{
    static const char *const known[] = {"sha512", "sha256", "sha1"};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (lists(list, known[i]))
            return known[i];
    return NULL;
}

static twatfs_status take_capabilities(struct twatfs_call *call,
                                       const struct twatfs_http_response *answer,
                                       struct tus_server *server)
{
    const char *version = twatfs_header(call, answer, "Tus-Version");
    const char *listed = twatfs_header(call, answer, "Tus-Extension");

    if (!lists(version, TUS_VERSION))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "the server speaks tus %s, we speak " TUS_VERSION, version);
    server->extensions = 0;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (lists(listed, extensions[i].name))
            server->extensions |= extensions[i].extension;
    if ((server->extensions & TUS_CREATION) == 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "the server lets no one make an upload: it lacks the extension "
                           "creation");
    if ((server->extensions & TUS_CHECKSUM) != 0)
        server->checksum = choose_checksum(twatfs_header(call, answer, "Tus-Checksum-Algorithm"));
    if (!tus_header_bytes(call, answer, "Tus-Max-Size", &server->max_size) || server->max_size == 0)
        server->max_size = UINT64_MAX;
    twatfs_log(call, TWATFS_LOG_INFO, "tus " TUS_VERSION " with %s", listed);
    return TWATFS_OK;
}

twatfs_status tus_discover(struct twatfs_call *call, struct tus_server *server)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *const headers[] = {"Authorization", tus_authorization(call), NULL};
    twatfs_status status;

    server->extensions = TUS_CREATION;
    server->max_size = UINT64_MAX;
    request.method = "OPTIONS";
    request.url = twatfs_endpoint(call);
    request.headers = headers;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    if (answer.status >= 200 && answer.status < 300 &&
        twatfs_header(call, &answer, "Tus-Version") != NULL)
        return take_capabilities(call, &answer, server);
    if (answer.status == 401 || answer.status == 429 || answer.status >= 500)
        return tus_meaning(call, &answer);
    /* Something in front of it may answer OPTIONS by itself, for browsers. */
    twatfs_log(call, TWATFS_LOG_INFO,
               "the server does not tell what it can do: only what every one can is used");
    return TWATFS_OK;
}

/* ---- Ending uploads ---- */

static twatfs_status end(struct twatfs_call *call, const char *url,
                         struct twatfs_http_response *answer)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct tus_headers headers;

    tus_headers_begin(call, url, &headers);
    request.method = "DELETE";
    request.url = url;
    request.headers = headers.pairs;
    return twatfs_http(call, &request, answer);
}

twatfs_status tus_terminate(struct twatfs_call *call, const struct tus_server *server,
                            const char *url)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    if ((server->extensions & TUS_TERMINATION) == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "the server deletes nothing on request: it lacks the extension "
                           "termination");
    status = end(call, url, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    return tus_meaning(call, &answer);
}

void tus_drop(struct twatfs_call *call, const struct tus_server *server, const char *url)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    if ((server->extensions & TUS_TERMINATION) == 0 || end(call, url, &answer) != TWATFS_OK ||
        (answer.status >= 300 && answer.status != 404 && answer.status != 410))
        twatfs_log(call, TWATFS_LOG_INFO, "left with the server until it expires: %s", url);
}

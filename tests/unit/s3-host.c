/* s3-host.c: a host for tests of the provider s3, with the services that its files call.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "../../plugins/s3/members.h"

/* Each piece by itself, so that a sanitizer sees what is written beyond it. */
struct s3_memory {
    struct s3_memory *next;
    void *bytes;
};

static struct s3_host *ours(struct twatfs_call *call)
{
    return (struct s3_host *)(void *)call;
}

static void *service_scratch(struct twatfs_call *call, uint64_t length)
{
    struct s3_memory *memory = calloc(1, sizeof *memory);

    if (memory == NULL)
        abort();
    memory->bytes = malloc(length > 0 ? length : 1);
    if (memory->bytes == NULL)
        abort();
    memory->next = ours(call)->memory;
    ours(call)->memory = memory;
    return memory->bytes;
}

static char *keep(struct twatfs_call *call, const char *text)
{
    char *copy = service_scratch(call, strlen(text) + 1);

    strcpy(copy, text);
    return copy;
}

static void append(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);

    if (strlen(more) >= size - length) {
        fprintf(stderr, "s3-host: too much to remember\n");
        abort();
    }
    strcpy(text + length, more);
}

static void service_log(struct twatfs_call *call, int32_t level, const char *message)
{
    char number[16];

    snprintf(number, sizeof number, "%d ", (int)level);
    append(ours(call)->log, sizeof ours(call)->log, number);
    append(ours(call)->log, sizeof ours(call)->log, message);
    append(ours(call)->log, sizeof ours(call)->log, "\n");
}

static const char *service_env(struct twatfs_call *call, const char *name)
{
    const char *value = getenv(name);

    (void)call;
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *service_option(struct twatfs_call *call, const char *key)
{
    const char *const *options = ours(call)->options;

    while (options != NULL && options[0] != NULL && strcmp(options[0], key) != 0)
        options += 2;
    return options != NULL && options[0] != NULL ? options[1] : NULL;
}

static const char *service_endpoint(struct twatfs_call *call)
{
    return ours(call)->endpoint;
}

static const char *service_digest(struct twatfs_call *call, const char *algorithm)
{
    return strcmp(algorithm, "sha256") == 0 ? ours(call)->sha256 : NULL;
}

/* RFC 3986, section 2.3: all but unreserved characters. */
static const char *service_url_escape(struct twatfs_call *call, const char *text)
{
    char *escaped = service_scratch(call, 3 * strlen(text) + 1), *end = escaped;

    for (; *text != '\0'; text++) {
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *text) !=
            NULL)
            *end++ = *text;
        else
            end += sprintf(end, "%%%02X", (unsigned)(unsigned char)*text);
    }
    *end = '\0';
    return escaped;
}

static twatfs_status service_fail(struct twatfs_call *call, twatfs_status status,
                                  int64_t retry_after_s, const char *message)
{
    (void)retry_after_s;
    ours(call)->failure = status;
    snprintf(ours(call)->reason, sizeof ours(call)->reason, "%s", message);
    return status;
}

static twatfs_status service_http(struct twatfs_call *call,
                                  const struct twatfs_http_request *request,
                                  struct twatfs_http_response *response)
{
    struct s3_host *host = ours(call);
    struct s3_reply reply = {.status = 200, .body = ""};
    twatfs_status status;

    host->requests++;
    response->status = 0;
    response->body = "";
    response->body_length = 0;
    if (host->http == NULL) {
        fprintf(stderr, "s3-host: %s: nobody expects this request\n", request->url);
        abort();
    }
    status = host->http(host, request, &reply);
    if (status != TWATFS_OK)
        return service_fail(call, status, 0, "no answer");
    response->status = reply.status;
    response->url = keep(call, request->url);
    response->body = keep(call, reply.body);
    response->body_length = strlen(reply.body);
    return TWATFS_OK;
}

static const char *service_header(struct twatfs_call *call,
                                  const struct twatfs_http_response *response, const char *name,
                                  uint32_t index)
{
    const char *const *headers = ours(call)->headers;

    (void)response;
    while (headers != NULL && headers[0] != NULL && strcasecmp(headers[0], name) != 0)
        headers += 2;
    return index == 0 && headers != NULL && headers[0] != NULL ? headers[1] : NULL;
}

/* Whoever reads an answer after this reads nothing. */
static void service_release(struct twatfs_call *call, struct twatfs_http_response *response)
{
    (void)call;
    response->status = 0;
    response->url = NULL;
    response->body = "";
    response->body_length = 0;
}

/* Members of the outermost object only. */
static const char *service_json(struct twatfs_call *call,
                                const struct twatfs_http_response *response, const char *path)
{
    struct members members;
    const char *value;

    if (!members_parse(response->body, response->body_length, &members))
        return NULL;
    value = members_get(&members, path);
    if (value != NULL)
        value = keep(call, value);
    members_free(&members);
    return value;
}

static int32_t service_cancelled(struct twatfs_call *call)
{
    return ours(call)->cancelled;
}

/* RFC 3339, of UTC and without fractions, and the usual form of HTTP. */
static int64_t service_parse_time(struct twatfs_call *call, const char *text)
{
    struct tm time = {0};
    const char *end = text != NULL ? strptime(text, "%Y-%m-%dT%H:%M:%SZ", &time) : NULL;

    if (end == NULL && text != NULL)
        end = strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &time);
    (void)call;
    return end != NULL && *end == '\0' ? (int64_t)timegm(&time) : -1;
}

static void service_add_secret(struct twatfs_call *call, const char *text)
{
    append(ours(call)->secrets, sizeof ours(call)->secrets, "\n");
    append(ours(call)->secrets, sizeof ours(call)->secrets, text);
    append(ours(call)->secrets, sizeof ours(call)->secrets, "\n");
}

static twatfs_status service_checkpoint_save(struct twatfs_call *call, const void *data,
                                             uint64_t length)
{
    struct s3_host *host = ours(call);

    if (length > sizeof host->checkpoint) {
        fprintf(stderr, "s3-host: too much to keep\n");
        abort();
    }
    if (length > 0)
        memcpy(host->checkpoint, data, (size_t)length);
    host->checkpoint_length = (size_t)length;
    return TWATFS_OK;
}

static const void *service_checkpoint_load(struct twatfs_call *call, uint64_t *length)
{
    const struct s3_host *host = ours(call);

    if (host->checkpoint_length == 0)
        return NULL;
    *length = host->checkpoint_length;
    return memcpy(service_scratch(call, *length), host->checkpoint, (size_t)*length);
}

static const struct twatfs_host table = {
    .struct_size = (uint32_t)sizeof(struct twatfs_host),
    .abi_major = TWATFS_ABI_MAJOR,
    .abi_minor = TWATFS_ABI_MINOR,
    .version = "0",
    .log = service_log,
    .env = service_env,
    .option = service_option,
    .endpoint = service_endpoint,
    .scratch = service_scratch,
    .url_escape = service_url_escape,
    .digest = service_digest,
    .http = service_http,
    .release = service_release,
    .header = service_header,
    .json = service_json,
    .checkpoint_save = service_checkpoint_save,
    .checkpoint_load = service_checkpoint_load,
    .cancelled = service_cancelled,
    .fail = service_fail,
    .parse_time = service_parse_time,
    .add_secret = service_add_secret,
};

/* The names of the environment's variables change while they are unset, so that each time
 * another one is looked for. */
static const char *next_variable(char name[128])
{
    for (char **variable = environ; *variable != NULL; variable++)
        if (strncmp(*variable, "AWS_", 4) == 0) {
            snprintf(name, 128, "%.*s", (int)strcspn(*variable, "="), *variable);
            return name;
        }
    return NULL;
}

void s3_host_open(struct s3_host *host)
{
    char name[128];

    *host = (struct s3_host){
        .call = {.struct_size = (uint32_t)sizeof(struct twatfs_call), .host = &table}};
    while (next_variable(name) != NULL)
        unsetenv(name);
}

void s3_host_close(struct s3_host *host)
{
    struct s3_memory *memory;

    while ((memory = host->memory) != NULL) {
        host->memory = memory->next;
        free(memory->bytes);
        free(memory);
    }
}

bool s3_host_knows_secret(const struct s3_host *host, const char *text)
{
    char line[4096];

    snprintf(line, sizeof line, "\n%s\n", text);
    return strstr(host->secrets, line) != NULL;
}

const char *s3_request_header(const struct twatfs_http_request *request, const char *name)
{
    const char *const *headers = request->headers;

    for (; headers != NULL && headers[0] != NULL; headers += 2)
        if (strcasecmp(headers[0], name) == 0)
            return headers[1];
    return NULL;
}

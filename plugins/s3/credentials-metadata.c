/* credentials-metadata.c: the credentials that a container or a virtual machine is given.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Container credential provider" and "IMDS credential provider" in the AWS SDKs and Tools
 * Reference Guide, "Use the Instance Metadata Service to access instance metadata" in the Amazon
 * EC2 User Guide (all read in November 2026).
 */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "small-file.h"
#include "sources.h"
#include "web-address.h"

#define ANSWER_MAX (64u << 10)
#define TOKEN_MAX  (16u << 10)

/* Nothing answers at these addresses where there is no such machine. */
#define INSTANCE_TIMEOUT_MS  1000
#define CONTAINER_TIMEOUT_MS 5000

static twatfs_status ask(struct search *search, const char *method, const char *url,
                         const char *const *headers, uint32_t timeout_ms,
                         struct twatfs_http_response *response)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;

    if (url == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    request.method = method;
    request.url = url;
    request.headers = headers;
    request.max_response = ANSWER_MAX;
    request.timeout_ms = timeout_ms;
    request.flags = TWATFS_HTTP_DIRECT; /* no proxy hears of these credentials */
    return twatfs_http(search->call, &request, response);
}

static bool passes(int status)
{
    return status >= 500 || status == 429;
}

/* A status other than 200, with what the service says of it. */
static twatfs_status refused(struct search *search, const char *what,
                             const struct twatfs_http_response *response)
{
    const char *message = twatfs_json(search->call, response, "message");

    return twatfs_fail(search->call, passes(response->status) ? TWATFS_TEMPORARY : TWATFS_AUTH, 0,
                       "%s: HTTP %d%s%s", what, response->status, message != NULL ? ": " : "",
                       message != NULL ? message : "");
}

/* The keys of a JSON answer. */
static struct keys keys_of(struct search *search, const struct twatfs_http_response *response)
{
    return (struct keys){.access_key = twatfs_json(search->call, response, "AccessKeyId"),
                         .secret_key = twatfs_json(search->call, response, "SecretAccessKey"),
                         .session_token = twatfs_json(search->call, response, "Token"),
                         .expiration = twatfs_json(search->call, response, "Expiration")};
}

/* ---- Containers ---- */

/* The addresses of Amazon ECS and of EKS Pod Identity; without TLS the credentials, and the token
 * that asks for them, go nowhere else but to this machine. */
static bool may_be_asked(const struct web_address *address)
{
    struct in6_addr own, eks;

    if (strcmp(address->scheme, "https") == 0 || web_address_is_loopback(address) ||
        strcmp(address->host, "169.254.170.2") == 0 || strcmp(address->host, "169.254.170.23") == 0)
        return true;
    return inet_pton(AF_INET6, address->host, &own) == 1 &&
           inet_pton(AF_INET6, "fd00:ec2::23", &eks) == 1 && memcmp(&own, &eks, sizeof own) == 0;
}

/* The URL to ask.  The relative one counts first ("will only be used if
 * AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set", of the other). */
static twatfs_status container_url(struct search *search, const char *relative, const char *full,
                                   const char **url)
{
    const char *variable = relative != NULL ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
                                            : "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    const char *given =
        relative != NULL ? twatfs_printf(search->call, "http://169.254.170.2%s", relative) : full;
    struct web_address address;

    if (given == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    /* Without its slash the relative one could go on with the host's name. */
    if ((relative != NULL && relative[0] != '/') ||
        !web_address_parse(search->call, given, &address))
        return twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: %s: is no such URL", variable,
                           web_address_shown(relative != NULL ? relative : full));
    if (!may_be_asked(&address))
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "%s: %s: must be https, or on this machine", variable,
                           web_address_shown(full));
    *url =
        twatfs_printf(search->call, "%s://%s%s", address.scheme, address.authority, address.rest);
    return TWATFS_OK;
}

/* The value of the Authorization header; empty without one. */
static twatfs_status container_token(struct search *search, struct builder *token)
{
    const char *path = twatfs_env(search->call, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const char *value = twatfs_env(search->call, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    const char *why = "is not there";

    if (path == NULL) {
        builder_puts(token, value != NULL ? value : "");
    } else if (small_file_read(path, TOKEN_MAX, token, &why) != SMALL_FILE_READ) {
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: %s: %s", path, why);
    }
    if (token->failed)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    while (token->length > 0 && strchr("\r\n", token->text[token->length - 1]) != NULL)
        token->text[--token->length] = '\0';
    if (token->length > 0)
        twatfs_add_secret(search->call, token->text);
    if (strpbrk(token->text, "\r\n") != NULL)
        return twatfs_fail(search->call, TWATFS_AUTH, 0,
                           "container: its authorization token holds a line break");
    return TWATFS_OK;
}

twatfs_status credentials_from_container(struct search *search, struct credentials *found)
{
    const char *relative = twatfs_env(search->call, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const char *full = twatfs_env(search->call, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    const char *headers[] = {"Accept", "application/json", "Authorization", NULL, NULL};
    CLEANUP_BUILDER struct builder token = {0};
    struct keys keys;
    const char *url = "";
    twatfs_status status;

    if (relative == NULL && full == NULL) {
        search_note(search, "container: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set");
        return TWATFS_OK;
    }
    status = container_url(search, relative, full, &url);
    if (status == TWATFS_OK)
        status = container_token(search, &token);
    if (status != TWATFS_OK)
        return status;
    headers[3] = token.length > 0 ? token.text : NULL;
    status = ask(search, "GET", url, headers, CONTAINER_TIMEOUT_MS, &response);
    if (status == TWATFS_TEMPORARY)
        return twatfs_fail(search->call, status, 0, "container: %s: no answer", url);
    if (status == TWATFS_OK && response.status != 200)
        status = refused(search, "container", &response);
    if (status == TWATFS_OK) {
        keys = keys_of(search, &response);
        status = search_take(search, "container", &keys, found);
    }
    search->call->host->release(search->call, &response);
    return status;
}

/* ---- Instances ---- */

/* Where the service is, without a slash at the end. */
static twatfs_status instance_base(struct search *search, const char **base)
{
    const char *endpoint = twatfs_env(search->call, "AWS_EC2_METADATA_SERVICE_ENDPOINT");
    const char *mode = twatfs_env(search->call, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    struct web_address address;
    size_t length;

    *base = mode != NULL && strcasecmp(mode, "IPv6") == 0 ? "http://[fd00:ec2::254]"
                                                          : "http://169.254.169.254";
    if (endpoint == NULL)
        return TWATFS_OK;
    if (!web_address_parse(search->call, endpoint, &address) || strchr(address.rest, '?') != NULL)
        return twatfs_fail(
            search->call, TWATFS_AUTH, 0,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT: %s: is no URL such as http://HOST:PORT",
            web_address_shown(endpoint));
    length = strlen(address.rest);
    length -= address.rest[length - 1] == '/' ? 1 : 0;
    *base = twatfs_printf(search->call, "%s://%s%.*s", address.scheme, address.authority,
                          (int)length, address.rest);
    return *base != NULL ? TWATFS_OK : twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
}

/* A text answer of one line and of certain characters; NULL for any other. */
static const char *one_word(struct search *search, const struct twatfs_http_response *response,
                            const char *characters, size_t limit)
{
    size_t length = strspn(response->body, characters);
    const char *rest = response->body + length;

    if (length == 0 || length > limit || (*rest != '\0' && *rest != '\n' && *rest != '\r'))
        return NULL;
    return twatfs_printf(search->call, "%.*s", (int)length, response->body);
}

/* Ask for a session's token: *token stays NULL where nothing is that gives one. */
static twatfs_status instance_token(struct search *search, const char *base, const char **token)
{
    /* Base64 (RFC 4648, sections 4 and 5). */
    static const char characters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=";
    /* The longest there is: six hours. */
    static const char *const headers[] = {"X-aws-ec2-metadata-token-ttl-seconds", "21600", NULL};
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    const char *url = twatfs_printf(search->call, "%s/latest/api/token", base);
    twatfs_status status = ask(search, "PUT", url, headers, INSTANCE_TIMEOUT_MS, &response);

    *token = NULL;
    if (status == TWATFS_LOCAL || status == TWATFS_CANCELLED)
        return status;
    if (status == TWATFS_OK && response.status == 200)
        *token = one_word(search, &response, characters, 4096);
    if (*token != NULL)
        twatfs_add_secret(search->call, *token);
    else if (status != TWATFS_OK)
        search_note(search, "instance metadata: no answer from %s", base);
    else
        search_note(search, "instance metadata: %s: HTTP %d, and no token", base, response.status);
    search->call->host->release(search->call, &response);
    return TWATFS_OK;
}

/* A document below the instance's credentials. */
static twatfs_status instance_get(struct search *search, const char *base, const char *token,
                                  const char *name, struct twatfs_http_response *response)
{
    const char *const headers[] = {"X-aws-ec2-metadata-token", token, NULL};
    const char *url =
        twatfs_printf(search->call, "%s/latest/meta-data/iam/security-credentials/%s", base, name);
    twatfs_status status = ask(search, "GET", url, headers, INSTANCE_TIMEOUT_MS, response);

    if (status == TWATFS_TEMPORARY)
        return twatfs_fail(search->call, status, 0, "instance metadata: %s: no answer", base);
    return status;
}

/* The instance's role: *role stays NULL where it has none. */
static twatfs_status instance_role(struct search *search, const char *base, const char *token,
                                   const char **role)
{
    /* "Role names ... can include +=,.@_-" (IAM and AWS STS quotas, IAM User Guide). */
    static const char characters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@_-";
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status = instance_get(search, base, token, "", &response);

    *role = NULL;
    if (status == TWATFS_OK && response.status == 404) {
        search_note(search, "instance metadata: the instance has no role");
    } else if (status == TWATFS_OK && response.status != 200) {
        status = refused(search, "instance metadata: role", &response);
    } else if (status == TWATFS_OK) {
        *role = one_word(search, &response, characters, 64);
        if (*role == NULL)
            status = twatfs_fail(search->call, TWATFS_AUTH, 0,
                                 "instance metadata: the answer is no role's name");
    }
    search->call->host->release(search->call, &response);
    return status;
}

/* An instance whose service cannot renew its credentials goes on handing out the old ones, which
 * are still honoured then ("Static stability", AWS Fault Isolation Boundaries, and botocore): not
 * their time, but S3 decides.  Ask again in ten minutes. */
static twatfs_status instance_take(struct search *search, const char *what,
                                   const struct twatfs_http_response *response,
                                   struct credentials *found)
{
    struct keys keys = keys_of(search, response);
    int64_t now = (int64_t)time(NULL), expires;
    bool old;
    twatfs_status status;

    expires = keys.expiration != NULL ? twatfs_parse_time(search->call, keys.expiration) : -1;
    old = expires >= 0 && expires <= now;
    if (old)
        keys.expiration = NULL;
    status = search_take(search, what, &keys, found);
    if (status == TWATFS_OK && old)
        found->expires_s = now + 600;
    return status;
}

static twatfs_status instance_credentials(struct search *search, const char *base,
                                          const char *token, const char *role,
                                          struct credentials *found)
{
    struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
    const char *what = twatfs_printf(search->call, "instance metadata: role %s", role), *code;
    twatfs_status status;

    if (what == NULL)
        return twatfs_fail(search->call, TWATFS_LOCAL, 0, "out of memory");
    status = instance_get(search, base, token, role, &response);
    if (status == TWATFS_OK && response.status != 200)
        status = refused(search, what, &response);
    code = status == TWATFS_OK ? twatfs_json(search->call, &response, "Code") : NULL;
    if (code != NULL && strcmp(code, "Success") != 0) {
        /* A failure with status 200. */
        const char *message = twatfs_json(search->call, &response, "Message");

        status = twatfs_fail(search->call, TWATFS_AUTH, 0, "%s: %s%s%s", what, code,
                             message != NULL ? ": " : "", message != NULL ? message : "");
    }
    if (status == TWATFS_OK)
        status = instance_take(search, what, &response, found);
    search->call->host->release(search->call, &response);
    return status;
}

twatfs_status credentials_from_instance(struct search *search, struct credentials *found)
{
    const char *disabled = twatfs_env(search->call, "AWS_EC2_METADATA_DISABLED");
    const char *base, *token = NULL, *role = NULL;
    twatfs_status status;

    if (disabled != NULL && strcasecmp(disabled, "true") == 0) {
        search_note(search, "instance metadata: AWS_EC2_METADATA_DISABLED is true");
        return TWATFS_OK;
    }
    status = instance_base(search, &base);
    if (status == TWATFS_OK)
        status = instance_token(search, base, &token);
    if (status != TWATFS_OK || token == NULL)
        return status;
    status = instance_role(search, base, token, &role);
    if (status != TWATFS_OK || role == NULL)
        return status;
    return instance_credentials(search, base, token, role, found);
}

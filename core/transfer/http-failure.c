/* http-failure.c: why there is no answer, in words and as a class.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/http-failure.h"

#include "transfer/http-exchange.h"
#include "transfer/http-url.h"

/* The class of a failure below HTTP. */
static twatfs_status class_of(CURLcode code)
{
    switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return TWATFS_PERMANENT;
    case CURLE_READ_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
        return TWATFS_LOCAL;
    default:
        return TWATFS_TEMPORARY;
    }
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && value[0] != '\0';
}

/* libcurl asks for these, and not for HTTP_PROXY, which a client of a CGI program can set
 * (libcurl-env(3)). */
static bool behind_proxy(const char *url)
{
    return is_set("all_proxy") || is_set("ALL_PROXY") ||
           (http_url_secure(url) ? is_set("https_proxy") || is_set("HTTPS_PROXY")
                                 : is_set("http_proxy"));
}

const char *http_failure_cure(int code, const char *url)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return ": is the network up?";
    case CURLE_COULDNT_CONNECT:
        return url != NULL && behind_proxy(url) ? ": check http_proxy, https_proxy and ALL_PROXY"
                                                : ": is the host up, and no firewall between?";
    case CURLE_COULDNT_RESOLVE_PROXY:
        return ": check http_proxy and https_proxy";
    case CURLE_PEER_FAILED_VERIFICATION:
        return ": for a certificate authority of your own set SSL_CERT_FILE";
    case CURLE_SSL_CACERT_BADFILE:
        return ": check SSL_CERT_FILE";
    default:
        return "";
    }
}

void exchange_record_failure(struct exchange *exchange, CURLcode code)
{
    struct http_response *response = exchange->response;
    CLEANUP_FREE char *host = http_url_part(exchange->url, CURLUPART_HOST, 0);
    const char *why =
        exchange->curl_text[0] != '\0' ? exchange->curl_text : curl_easy_strerror(code);
    long proxy_status = 0;

    /* A read callback, a sink or a limit has already said why. */
    if (response->error.text[0] != '\0')
        return;
    curl_easy_getinfo(exchange->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    if (proxy_status >= 400) {
        error_class(&response->error, proxy_status >= 500 ? TWATFS_TEMPORARY : TWATFS_PERMANENT,
                    "%s: the proxy refused with %ld: check http_proxy and https_proxy",
                    host != NULL ? host : exchange->url, proxy_status);
        return;
    }
    if (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING) {
        CLEANUP_FREE char *origin = http_url_origin(exchange->url);

        /* Cut short within a large body: perhaps an early no that the reset
         * overtook. The next try asks before it sends. */
        if (exchange->total > LARGE_BODY && origin != NULL &&
            !string_list_contains(&exchange->http->early_refusers, origin))
            string_list_add(&exchange->http->early_refusers, origin);
    }
    error_class(&response->error, class_of(code), "%s: %s%s", host != NULL ? host : exchange->url,
                why, http_failure_cure((int)code, exchange->url));
}

/* web-address.c: an http or https URL that the user gave, taken apart strictly.
 *
 * SPDX-License-Identifier: MIT
 *
 * The names of the parts are those of RFC 3986, section 3.
 */
#include "web-address.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

static char *lower_case(struct twatfs_call *call, const char *text, size_t length)
{
    char *copy = call->host->scratch(call, length + 1);

    for (size_t i = 0; copy != NULL && i < length; i++)
        copy[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
    if (copy != NULL)
        copy[length] = '\0';
    return copy;
}

/* Visible ASCII; a backslash is a slash for some. */
static bool rest_is_clean(const char *rest)
{
    for (; *rest != '\0'; rest++)
        if (*rest <= ' ' || *rest > '~' || strchr("\\#\"<>^`{|}", *rest) != NULL)
            return false;
    return true;
}

/* 1 to 65535, behind a colon; "" is no port and 0 then. */
static bool port_parse(const char *text, unsigned long *port)
{
    *port = 0;
    if (text[0] == '\0')
        return true;
    if (text[0] != ':' || text[1] == '\0' || strspn(text + 1, DIGITS) != strlen(text + 1) ||
        strlen(text + 1) > 5)
        return false;
    for (text++; *text != '\0'; text++)
        *port = *port * 10 + (unsigned long)(*text - '0');
    return *port > 0 && *port < 65536;
}

/* For "127.1" and "2130706433" libcurl sends 127.0.0.1, which is not what we would have signed. */
static bool is_odd_ipv4(const char *host)
{
    struct in_addr ipv4;

    return inet_aton(host, &ipv4) != 0 && inet_pton(AF_INET, host, &ipv4) != 1;
}

/* An authority in lower case, taken apart: host, and what is behind it. */
static bool host_parse(struct twatfs_call *call, const char *authority, struct web_address *address,
                       const char **port)
{
    size_t length = strspn(authority, LETTERS DIGITS "-._");
    char text[INET6_ADDRSTRLEN];
    struct in6_addr ipv6;

    if (authority[0] != '[') {
        address->host = lower_case(call, authority, length);
        *port = authority + length;
        return length > 0 && address->host != NULL && !is_odd_ipv4(address->host);
    }
    length = strcspn(authority, "]");
    if (authority[length] != ']')
        return false;
    address->host = lower_case(call, authority + 1, length - 1);
    *port = authority + length + 1;
    if (address->host == NULL || inet_pton(AF_INET6, address->host, &ipv6) != 1 ||
        inet_ntop(AF_INET6, &ipv6, text, sizeof text) == NULL)
        return false;
    address->host = twatfs_printf(call, "%s", text); /* in the one spelling that libcurl sends */
    return address->host != NULL;
}

/* As libcurl writes it into Host; port 0: without one. */
static const char *authority_of(struct twatfs_call *call, const char *host, unsigned long port)
{
    const char *name = strchr(host, ':') == NULL ? host : twatfs_printf(call, "[%s]", host);

    return name == NULL || port == 0 ? name : twatfs_printf(call, "%s:%lu", name, port);
}

bool web_address_parse(struct twatfs_call *call, const char *url, struct web_address *address)
{
    bool secure = strncasecmp(url, "https://", 8) == 0;
    const char *begin = url + (secure ? 8 : 7), *authority, *text;
    size_t length;
    unsigned long port;

    if (!secure && strncasecmp(url, "http://", 7) != 0)
        return false;
    length = strcspn(begin, "/?");
    address->scheme = secure ? "https" : "http";
    address->rest =
        begin[length] == '/' ? begin + length : twatfs_printf(call, "/%s", begin + length);
    authority = lower_case(call, begin, length);
    if (address->rest == NULL || authority == NULL || !rest_is_clean(address->rest) ||
        !host_parse(call, authority, address, &text) || !port_parse(text, &port))
        return false;
    address->authority = authority_of(call, address->host, port == (secure ? 443 : 80) ? 0 : port);
    return address->authority != NULL;
}

const char *web_address_shown(const char *url)
{
    return strchr(url, '@') == NULL ? url : "(not shown: leave user name and password out)";
}

bool web_address_is_loopback(const struct web_address *address)
{
    struct in_addr ipv4;
    struct in6_addr ipv6;

    if (inet_pton(AF_INET, address->host, &ipv4) == 1)
        return ntohl(ipv4.s_addr) >> 24 == 127;
    if (inet_pton(AF_INET6, address->host, &ipv6) == 1)
        return memcmp(&ipv6, &in6addr_loopback, sizeof ipv6) == 0;
    return strcmp(address->host, "localhost") == 0;
}

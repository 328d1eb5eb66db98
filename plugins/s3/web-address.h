/* web-address.h: an http or https URL that the user gave, taken apart strictly.
 *
 * SPDX-License-Identifier: MIT
 *
 * Where two parsers disagree on which host a URL names, credentials reach the wrong one: what
 * this one takes has only one reading.
 */
#ifndef S3_WEB_ADDRESS_H
#define S3_WEB_ADDRESS_H

#include <stdbool.h>

#include <twatfs/provider.h>

struct web_address {
    const char *scheme;    /* "http" or "https" */
    const char *host;      /* in lower case; of an IPv6 address without its brackets */
    const char *authority; /* as a Host header has it: without the scheme's own port */
    const char *rest;      /* path and query, beginning with a slash */
};

/* False for what is no such URL, has a user name or a fragment, or an address of IPv4 that is not
 * four decimal numbers, or finds no memory.  What is taken apart lives until the callback returns.
 */
bool web_address_parse(struct twatfs_call *call, const char *url, struct web_address *address);

/* A URL that was refused, as it may be shown: before an "@" there may be a password. */
const char *web_address_shown(const char *url);

/* Whether the host is this machine: 127.0.0.0/8, ::1 or localhost (RFC 6761, section 6.3). */
bool web_address_is_loopback(const struct web_address *address);

#endif

/* url.h: what a URL must be, and its percent-encoding.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_URL_H
#define TRANSFER_URL_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Bytes of a URL that we use or print: what everyone on its way should take (RFC 9110, section
 * 4.1).  A presigned link carries a key of up to 1024 bytes, each of them encoded, and a token. */
#define URL_MAX 8000

/* Whether a URL may be used and printed: http or https (or one of schemes, when that
 * is not empty), a host (but for file), no user, nothing that needs encoding. */
bool url_clean(const char *url, const struct string_list *schemes, struct error *error);

/* Append text, percent-encoded to stand as one segment of a path (RFC 3986,
 * section 2.3). */
bool url_escape(struct buffer *buffer, const char *text);

/* A URL with those characters encoded that no URL may hold, and the rest as it is: what
 * browsers make of a sloppy Location.  NULL without memory. */
char *url_encode_stray(const char *url);

/* The text with its percent-encoding taken off; NULL when it holds %00, or without
 * memory. */
char *url_unescape(const char *text);

#endif

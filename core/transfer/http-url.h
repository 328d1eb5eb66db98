/* http-url.h: URLs taken apart and put together, as libcurl understands them.
 *
 * SPDX-License-Identifier: MIT
 *
 * Only the http*.c files include this one: it speaks libcurl.
 */
#ifndef TRANSFER_HTTP_URL_H
#define TRANSFER_HTTP_URL_H

#include <stdbool.h>

#include <curl/curl.h>

/* Each new string is the caller's; NULL for what is no URL, and without memory. */

/* One part, with libcurl's flags for it. */
char *http_url_part(const char *url, CURLUPart part, unsigned flags);

/* "scheme://host:port". */
char *http_url_origin(const char *url);

bool http_url_same_origin(const char *a, const char *b);

/* As it may be shown: what in its query lets whoever has it in, such as a signature, is "***". */
char *http_url_shown(const char *url);

/* Whether it is one of https. */
bool http_url_secure(const char *url);

/* Where a Location leads from base, sloppy characters encoded. */
char *http_url_resolve(const char *base, const char *location);

#endif

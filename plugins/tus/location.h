/* location.h: the addresses that a tus server names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TUS_LOCATION_H
#define TUS_LOCATION_H

#include <stdbool.h>

#include <twatfs/provider.h>

/* A Location as an absolute URL (RFC 3986, section 5.2), seen from base; it lives until the
 * callback returns.  NULL with the reason recorded for what is no address of an upload: another
 * scheme than http and https, http where base is https, blanks and control characters. */
const char *tus_location(struct twatfs_call *call, const char *base, const char *location);

/* Whether two URLs have scheme, host and port in common. */
bool tus_same_origin(const char *a, const char *b);

/* What comes after the endpoint in an upload's URL, or else its last segment, without a query:
 * the upload's name.  Borrowed from url; *length bytes. */
const char *tus_name(const char *endpoint, const char *url, size_t *length);

#endif

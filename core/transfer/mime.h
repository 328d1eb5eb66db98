/* mime.h: the MIME type of a file, told from its name.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_MIME_H
#define TRANSFER_MIME_H

/* A new string: the type that our own short list or, beyond it, the system's table
 * (/etc/mime.types) gives for the name's extension, else
 * "application/octet-stream".  NULL without memory. */
char *mime_type(const char *name);

#endif

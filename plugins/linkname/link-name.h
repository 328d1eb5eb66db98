/* link-name.h: the file's name at the end of a link, encoded once.
 *
 * SPDX-License-Identifier: MIT
 *
 * For hosts that keep the name that a form had and give links which end in it: some have it encoded
 * there, others as it came.
 */
#ifndef LINKNAME_LINK_NAME_H
#define LINKNAME_LINK_NAME_H

#include <twatfs/provider.h>

/* A name as it has to stand in a link: as the host gave it, or encoded if the host has not done
 * that; file_name is what the form was sent with.  It lives until the callback returns; NULL
 * without memory. */
const char *link_name(struct twatfs_call *call, const char *name, const char *file_name);

#endif

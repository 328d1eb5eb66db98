/* upload-many.h: twatfs upload, where there are many files.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_UPLOAD_MANY_H
#define CLI_UPLOAD_MANY_H

#include "cli/delivery.h"
#include "cli/names.h"
#include "cli/upload-options.h"

/* A request for what the command line asks, but for the file; NULL without memory. */
struct twatfs_request *upload_make_request(const struct upload_request *request);

/* What is put where: the remote path of a file below a folder.  False when it cannot be, which has
 * been told. */
bool upload_place_below(struct twatfs_request *upload, const struct upload_request *request,
                        const struct names *names, struct delivery *delivery);

/* Upload all of them at once.  Returns the process's exit code. */
int upload_many(const struct upload_request *request, struct delivery *delivery,
                const struct names_input *input);

/* Do one thing with each of them, one after the other.  Returns the process's exit code. */
typedef void upload_each(void *data, const struct names *names);
int upload_in_turn(const struct upload_request *request, struct delivery *delivery,
                   const struct names_input *input, upload_each *each, void *data);

#endif

/* resume.h: the journal of twatfs upload, so that another run can go on with it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_RESUME_H
#define CLI_RESUME_H

#include "cli/outcome.h"
#include "cli/upload-options.h"

struct twatfs_batch;

/* Have a journal kept of the batch that the command line asks for, and with --resume go on with an
 * earlier one.  What fails is logged, and its exit code returned. */
enum exit_code resume_prepare(struct twatfs_batch *batch, const struct upload_request *request);

/* Say how to go on with what is left of it. */
void resume_tell(struct twatfs_batch *batch);

/* Nothing is left of it. */
void resume_forget(struct twatfs_batch *batch);

/* ---- What can be gone on with ---- */

/* List it, as a table or as JSON.  Returns the process's exit code. */
int resume_list(struct client *client, bool json, int64_t now_s);

#endif

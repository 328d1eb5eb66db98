/* moment.c: the moment that tells a file which this upload wrote from one that was there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "moment.h"

#include <time.h>

#define MARK        "twatfs-dropbox at "
#define MARK_LENGTH (sizeof MARK - 1)
#define LENGTH      20 /* "2026-11-21T00:00:00Z", the only form that Dropbox takes */

const char *dropbox_moment(struct twatfs_call *call)
{
    uint64_t kept_length = 0;
    const char *kept = call->host->checkpoint_load(call, &kept_length), *moment;
    time_t now = time(NULL);
    struct tm parts;
    char text[LENGTH + 1];

    if (kept != NULL && kept_length == MARK_LENGTH + LENGTH &&
        memcmp(kept, MARK, MARK_LENGTH) == 0) {
        moment = twatfs_printf(call, "%.*s", LENGTH, kept + MARK_LENGTH);
        if (moment == NULL || twatfs_parse_time(call, moment) >= 0)
            return moment;
    }
    if (gmtime_r(&now, &parts) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) != LENGTH)
        return NULL;
    return twatfs_printf(call, "%s", text);
}

void dropbox_moment_keep(struct twatfs_call *call, const char *moment)
{
    const char *text = twatfs_printf(call, MARK "%s", moment);

    if (text != NULL)
        (void)call->host->checkpoint_save(call, text, strlen(text));
}

bool dropbox_moment_wrote(struct twatfs_call *call, const struct twatfs_http_response *answer,
                          const char *moment)
{
    const char *told = twatfs_json(call, answer, "client_modified");

    return told != NULL && strcmp(told, moment) == 0;
}

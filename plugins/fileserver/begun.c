/* begun.c: what an upload has begun, kept for a later run.
 *
 * SPDX-License-Identifier: MIT
 *
 * Five lines: the version of this text, the server's folder, how far it is, the path, the temporary
 * path.
 */
#include "begun.h"

#include <string.h>

#define BEGUN_VERSION "fileserver 1"
#define SENDING       "sending"
#define RENAMING      "renaming"

/* Another user may mean another folder by the same path. */
static const char *place(struct session *session)
{
    return twatfs_printf(session->call, "%s@%s", session->location.user, session->location.link);
}

twatfs_status begun_save(struct session *session, const struct begun *begun)
{
    const char *text =
        twatfs_printf(session->call, BEGUN_VERSION "\n%s\n%s\n%s\n%s", place(session),
                      begun->renaming ? RENAMING : SENDING, begun->target, begun->temporary);

    return text != NULL ? session->call->host->checkpoint_save(session->call, text, strlen(text))
                        : fileserver_out_of_memory(session->call);
}

void begun_forget(struct session *session)
{
    (void)session->call->host->checkpoint_save(session->call, NULL, 0);
}

bool begun_load(struct session *session, struct begun *begun)
{
    uint64_t length = 0;
    const char *text = session->call->host->checkpoint_load(session->call, &length);
    char *copy =
        text != NULL ? (char *)twatfs_printf(session->call, "%.*s", (int)length, text) : NULL;
    const char *here = place(session), *lines[5];

    for (size_t i = 0; i < 5; i++) {
        char *end = copy != NULL ? strchr(copy, '\n') : NULL;

        lines[i] = copy;
        if (end != NULL)
            *end = '\0';
        copy = end != NULL ? end + 1 : NULL;
    }
    if (here == NULL || lines[4] == NULL || strcmp(lines[0], BEGUN_VERSION) != 0 ||
        strcmp(lines[1], here) != 0)
        return false;
    *begun = (struct begun){.target = lines[3],
                            .temporary = lines[4],
                            .again = true,
                            .renaming = strcmp(lines[2], RENAMING) == 0};
    return true;
}

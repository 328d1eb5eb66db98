/* stream.c: what comes without telling its length.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "creation.h"

static bool write_all(int fd, const unsigned char *bytes, uint64_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, (size_t)length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (uint64_t)written;
    }
    return true;
}

/* Copy what has been read and what is still to come into a file without a name. */
static twatfs_status copy_to_disk(struct tus_lanes *lanes)
{
    const char *folder = twatfs_env(lanes->call, "TMPDIR");
    struct tus_lane *lane = &lanes->lanes[0];
    int fd = open(folder != NULL ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    bool done = fd >= 0;

    while (done && lane->piece_length > 0) {
        done = write_all(fd, lane->piece, lane->piece_length);
        lane->offset += lane->piece_length;
        if (done && !tus_lanes_fill(lanes, lane)) {
            close(fd);
            return lanes->failed;
        }
    }
    if (!done) {
        twatfs_fail(lanes->call, TWATFS_LOCAL, 0, "%s: no copy of the stream: %s",
                    folder != NULL ? folder : "/tmp", strerror(errno));
        if (fd >= 0)
            close(fd);
        return TWATFS_LOCAL;
    }
    lanes->spool = fd;
    lane->offset = lane->piece_start = lane->piece_length = 0;
    return TWATFS_OK;
}

twatfs_status tus_stream_upload(struct twatfs_call *call, const struct tus_server *server,
                                const struct twatfs_upload *upload, const char **url)
{
    TUS_CLEANUP(tus_lanes_free)
    struct tus_lanes lanes = {
        .call = call, .server = server, .from_memory = true, .once = true, .spool = -1, .count = 1};
    struct tus_lane *lane = &lanes.lanes[0];
    struct tus_creation creation = {.upload = upload};
    twatfs_status status = TWATFS_OK;

    lane->length = TWATFS_SIZE_UNKNOWN;
    lane->stage = TUS_SEND;
    if (!tus_lanes_fill(&lanes, lane))
        return lanes.failed;
    if (lane->length == TWATFS_SIZE_UNKNOWN &&
        (server->extensions & TUS_CREATION_DEFER_LENGTH) == 0)
        status = copy_to_disk(&lanes);
    if (status != TWATFS_OK)
        return status;
    creation.length = lane->length;
    lane->declared = lane->length != TWATFS_SIZE_UNKNOWN;
    lane->fresh = true;
    status = tus_create(call, &creation, &lane->url, &lane->offset);
    if (status != TWATFS_OK)
        return status;
    *url = lane->url;
    status = tus_lanes_run(&lanes);
    if (status != TWATFS_OK && !lanes.gone)
        tus_drop(call, server, lane->url);
    return status;
}

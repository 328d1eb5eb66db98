#!/bin/sh
# One that another upload is trying again waits at the end of those that link to the file, not
# behind links to pages.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox tempsh -- --fault 'catbox/upload=status=500;status=500;status=500;ok' \
    --fault 'litterbox/upload=ok;ok;ok;status=500,retry-after=3;status=404'
only catbox litterbox tempsh
for count in 1 2 3; do run upload --retries 0 "$file"; done
sql "UPDATE health SET retry = 1 WHERE provider = 'catbox'"
# While it waits for litterbox another upload begins to try catbox.
TWATFS_ORDER=litterbox start upload --retries 1 "$file"
until [ "$(requests litterbox POST)" -ge 4 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
sql "UPDATE health SET trial = $(($(date +%s) + 600)) WHERE provider = 'catbox'"
finished
expect_status 0
expect_err 'litterbox: HTTP 404.*: trying catbox'
expect_out "^$catbox/"

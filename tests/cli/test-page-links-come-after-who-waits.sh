#!/bin/sh
# One that another upload is trying again waits for its turn, but not behind links to pages.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox tempsh -- --fault 'litterbox/upload=ok;ok;ok;status=404*' \
    --fault 'catbox/upload=status=500;status=500;status=500;stall,at=answer,seconds=60;ok'
only catbox litterbox tempsh
for count in 1 2 3; do run upload --retries 0 "$file"; done
sql "UPDATE health SET retry = 1 WHERE provider = 'catbox'"
start upload --retries 0 "$file"
until [ "$(sql "SELECT trial > 0 FROM health WHERE provider = 'catbox'")" = 1 ] &&
    [ "$(requests catbox POST)" -ge 3 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
run upload --retries 0 "$file"
expect_status 0
expect_err 'litterbox: HTTP 404.*: trying catbox'
expect_out "^$catbox/"
interrupt INT
expect_status 130

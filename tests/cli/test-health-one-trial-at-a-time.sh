#!/bin/sh
# While one upload tries a provider again the others do not wait for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500;status=500;status=500;stall,at=answer,seconds=60*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
sql "UPDATE health SET retry = 1"
start upload --retries 0 "$file"
until [ "$(sql "SELECT trial > 0 FROM health WHERE provider = 'catbox'")" = 1 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
run upload --timeout 20s --retries 0 "$file"
expect_status 0
expect_no_err 'trying'
interrupt INT
expect_status 130
[ "$(sql "SELECT trial FROM health WHERE provider = 'catbox'")" = 0 ] || fail "the trial is not over"

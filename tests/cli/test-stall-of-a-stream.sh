#!/bin/sh
# Also where the end of a body is known only once it has come, the answer is waited for as long as
# the time for answers is, and its delay is no stall.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- \
    --fault 'transfersh/upload=stall,at=answer,seconds=4;stall,at=answer,seconds=20*'
mkfifo "$here/pipe"
cat "$file" >"$here/pipe" 9>&- &
TWATFS_STALL=1s run upload -p transfersh --name photo.txt - <"$here/pipe"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
cat "$file" >"$here/pipe" 9>&- &
TWATFS_ANSWER_TIMEOUT=1s run upload -p transfersh --retries 0 --name photo.txt - <"$here/pipe"
expect_status 3
expect_err 'no answer in 1 s'

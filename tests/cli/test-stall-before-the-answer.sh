#!/bin/sh
# A host that never answers is given up as a temporary failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=20*'
TWATFS_ANSWER_TIMEOUT=1s run upload -p catbox,litterbox --retries 0 "$file"
expect_status 0
expect_err 'catbox: .*no answer in 1 s'

#!/bin/sh
# When one provider fails for good the next one has its turn.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox 0x0 -- --fault 'catbox/upload=status=404*' --fault '0x0/upload=status=400*'
run upload --retries 0 "$file"
expect_status 0
expect_err 'catbox: HTTP 404.*: trying www0x0'
expect_err 'www0x0: HTTP 400.*: trying x0at'
expect_err ': trying litterbox$'
expect_serves "$(cat "$here/out")" "$file"

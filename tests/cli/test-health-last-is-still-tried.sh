#!/bin/sh
# Who is tried last is tried all the same when nobody else serves, and is well again then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500;status=500;status=500' \
    --fault 'litterbox/upload=ok;ok;ok;status=404*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
run upload --retries 0 "$file"
expect_status 0
expect_err 'litterbox: HTTP 404.*: trying catbox'
expect_serves "$(cat "$here/out")" "$file"
run providers status catbox
expect_out '^catbox +ready .* closed$'

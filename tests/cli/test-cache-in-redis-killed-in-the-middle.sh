#!/bin/sh
# A Redis that is killed while files are uploaded stops none of them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox -- --fault 'catbox/upload=ok;stall,at=answer,seconds=2;ok*'
TWATFS_CACHE=$redis_url
export TWATFS_CACHE
for name in 2 3; do cp "$file" "$here/$name.txt"; done
start upload --reuse -p catbox "$file" "$here/2.txt" "$here/3.txt" "$here/2.txt"
until [ "$(requests catbox POST)" -ge 2 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
stop_redis
finished
expect_status 0
[ "$(wc -l <"$here/out")" -eq 4 ] || fail "not four links"
expect_error_line 'warning: cache: .*sqlite serves instead'
expect_requests catbox POST 3

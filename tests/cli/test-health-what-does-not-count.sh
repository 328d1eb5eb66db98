#!/bin/sh
# A refusal, a file of ours and an interrupt say nothing of a host.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=413;status=413;status=413;status=413;stall,at=answer,seconds=60*'
only catbox litterbox
for count in 1 2 3 4; do
    run upload --retries 0 "$file"
    expect_status 0
    expect_err 'catbox: HTTP 413.*: trying litterbox'
done
run upload "$here/missing"
expect_status 3
start upload -p catbox "$file"
until [ "$(requests catbox POST)" -ge 5 ]; do sleep 0.05; done
interrupt INT
[ -z "$(sql "SELECT * FROM health WHERE provider = 'catbox'")" ] || fail "it counts"

#!/bin/sh
# A link is forgotten when it says itself that it does not serve the file: it is not asked again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=status=404;status=410;short=1' \
    --fault 'catbox/upload=ok;status=503;ok;status=503;ok;status=503'
for looks in 1 2 3; do
    run upload --reuse -p catbox "$file"
    expect_status 0
    run upload -v --reuse --retries 0 -p catbox "$file"
    expect_status 5
    expect_err 'does not serve any more: check: '
    expect_requests catbox HEAD "$looks"
done
run cache stats
expect_out '^links +0$'
expect_out '^stale +3$'

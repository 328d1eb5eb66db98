#!/bin/sh
# Even a provider that keeps failing is tried before one that links to a page; where both are to
# be said of one, both are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox tempsh -- --fault 'catbox/upload=status=404;status=404;status=404;ok' \
    --fault 'tempsh/upload=ok;ok;ok;status=404*'
only catbox tempsh
for count in 1 2 3; do
    run upload "$file"
    expect_status 0
    expect_out "^$tempsh/"
done
run upload -v "$file"
expect_status 0
expect_err 'catbox: tried last for'
expect_out "^$catbox/"
expect_requests tempsh POST 6
only www0x0 tempsh
for count in 1 2 3; do
    run upload -p tempsh "$file"
    expect_status 5
done
run upload --dry-run "$file"
expect_out '^   2\. tempsh: tried after all others: .*page.*; tried last for .*HTTP 404'

#!/bin/sh
# After three failures in a row a provider is tried last, and -v and --dry-run say why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500,body=on%20fire*'
only catbox litterbox
for count in 1 2 3; do
    run upload --retries 0 "$file"
    expect_status 0
    expect_err 'catbox: HTTP 500: on fire: trying litterbox'
done
run upload --retries 0 -v "$file"
expect_status 0
expect_err 'catbox: tried last for .* more: it keeps failing: HTTP 500: on fire'
expect_no_err 'trying litterbox'
expect_requests catbox POST 3
run upload --dry-run "$file"
expect_out '^   1\. litterbox$'
expect_out '^   2\. catbox: tried last .*: HTTP 500: on fire$'
expect_requests catbox POST 3

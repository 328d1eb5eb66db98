#!/bin/sh
# A token that the host repeats after many other words is not cut in two and half of it shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

GOFILE_TOKEN=AbCdEfGhIjKlMnOpQrStUvWxYz012345
export GOFILE_TOKEN
filler=$(printf '%085d' 0)
start_hosts gofile -- \
    --fault "gofile/upload=status=401,body=%7B%22status%22%3A%22$filler%20$GOFILE_TOKEN%22%7D" \
    --fault "gofile/upload=status=403,body=%7B%22status%22%3A%22$filler%20$GOFILE_TOKEN%22%7D"
for status_of_host in 401 403; do
    run upload --retries 0 -p gofile "$file"
    expect_status 5
    expect_err "HTTP $status_of_host: $filler \*\*\*"
    expect_no_err AbCdEf
done

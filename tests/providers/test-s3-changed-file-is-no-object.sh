#!/bin/sh
# A file that changes while its parts are sent is no object; the upload is ended.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=5'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until_parts 2
printf 'changed' | dd of="$file" conv=notrunc 2>"$here/dd"
finished
expect_status 3
expect_err 'changed while it was sent'
expect_asked 0 "$complete"
expect_asked 1 "$abort and r['status'] == 204"

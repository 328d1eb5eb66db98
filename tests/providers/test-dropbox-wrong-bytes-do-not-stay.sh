#!/bin/sh
# What Dropbox stored wrongly is found out by its hash and deleted again, so that it is in nobody's
# way; what arrives wrongly is refused by Dropbox, and sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

mismatch=$(answer 409 '{"error_summary":"content_hash_mismatch/..","error":{".tag":"content_hash_mismatch"}}')
start_hosts dropbox -- --fault 'dropbox/upload=corrupt;ok' --fault 'dropbox/complete=corrupt;ok' \
    --fault "dropbox/part=ok;ok;ok;$mismatch;ok"
run upload -p dropbox "$file"
expect_status 5
expect_err 'check: Dropbox stored other bytes'
expect_asked 1 "route == 'files/delete_v2' and r['status'] == 200"
run upload -p dropbox "$file"
expect_status 0
expect_stored "$file"
make_file "$file" $((19 * 1024 * 1024))
# shellcheck disable=SC2086 # several options in one variable
run upload $pieces --unique "$file"
expect_status 5
expect_err 'check: Dropbox stored other bytes'
# shellcheck disable=SC2086
run upload --retries 0 $pieces --unique "$file"
expect_status 0
expect_stored "$file"

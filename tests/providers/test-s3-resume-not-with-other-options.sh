#!/bin/sh
# An upload that was begun to be public does not become the private one that is asked for now: it
# ends at the store, and another begins.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.acl=public-read

# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.acl=private "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$abort and r['status'] == 204"
[ "$(show "$create" 'h["x-amz-acl"]' | tr '\n' ' ')" = "public-read private " ] || fail "other ACLs"
expect_out 'X-Amz-Signature=' # nobody may read it without
run clean --dry-run
expect_silence

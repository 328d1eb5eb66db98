#!/bin/sh
# A PUT that is not answered gets two more chances beside it, and the store that answers none of
# them comes to an end; where a second one is answered the object is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
start_gate
TWATFS_ANSWER_TIMEOUT=3s
export TWATFS_ANSWER_TIMEOUT

echo 1 >"$gate/silence"
run upload -v -p s3 "$file"
expect_status 0
expect_err 'no answer yet: sent once more beside it'
expect_stored photo.txt "$file"

make_file "$file" 3000
echo 1000 >"$gate/silence"
run upload -v -p s3 --retries 0 --force "$file"
expect_status 5
expect_err "no answer in 3 s"
[ "$(grep -c 'sent once more beside it' "$here/err")" -le 2 ] || fail "more than two more chances"

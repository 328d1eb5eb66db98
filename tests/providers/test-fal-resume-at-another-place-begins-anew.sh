#!/bin/sh
# A killed upload does not go on at another address than it was begun at, nor does that one's token go
# to the first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal fal:other -- --fault 'fal/part=ok;stall,seconds=600'
make_large
upload_killed 0

point fal "$other"
# shellcheck disable=SC2086 # several options in one variable
run upload -v $parts "$file"
expect_status 0
expect_out "^$other/"
expect_serves "$(cat "$here/out")" "$file"
expect_no_err 'goes on with an upload'
expect_asked 0 "r['host'] == 'fal' and r['status'] == 401"
expect_asked 3 "r['host'] == 'other' and $part and r['status'] == 200"

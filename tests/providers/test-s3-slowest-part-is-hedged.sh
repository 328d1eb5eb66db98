#!/bin/sh
# Of a large transfer the slowest part is sent once more beside itself; the first to arrive counts.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --no-hash --fault 's3/part=ok;stall,seconds=60'
make_file "$file" $((130 * 1024 * 1024))
run upload -v --check=head -p s3 -o s3.part_size=32 "$file"
expect_status 0
expect_err 'part [0-9]+ is slow: sent once more beside it'
expect_stored "$file"
[ "$(($(date +%s) - $(stat -c %Y "$here/hosts")))" -lt 50 ] || fail "it waited for the slow one"

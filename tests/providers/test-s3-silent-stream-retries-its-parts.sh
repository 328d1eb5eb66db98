#!/bin/sh
# While nothing comes through a pipe, a part that failed is sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=InternalError'
make_large

write_slowly() {
    head -c 5242880 "$file"
    until_asked 2 "$part" || return
    until_asked 1 "$part and r['status'] == 200" || return
    tail -c +5242881 "$file"
}
write_slowly 2>"$here/writer" | { run upload -p s3 -o s3.part_size=5 -; expect_status 0; }
[ ! -s "$here/writer" ] || fail "$(cat "$here/writer")"
expect_stored "$file"
expect_asked 4 "$part"

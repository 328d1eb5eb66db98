#!/bin/sh
# While nothing comes through a pipe, the parts that came before are sent and arrive.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large

# Two parts and a beginning of the third; the rest only when the store has both.
write_slowly() {
    head -c 10486000 "$file"
    until_asked 2 "$part and r['status'] == 200" || return
    tail -c +10486001 "$file"
}
write_slowly 2>"$here/writer" | { run upload -p s3 -o s3.part_size=5 -; expect_status 0; }
[ ! -s "$here/writer" ] || fail "$(cat "$here/writer")"
expect_stored "$file"
expect_asked 3 "$part"

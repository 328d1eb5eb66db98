#!/bin/sh
# Below a remote path goes no name with control characters, nor one that is no UTF-8: each of them
# fails alone, and says why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/folder"
make_file "$here/folder/one.txt"
make_file "$here/folder/$(printf 'a\302\233b')"
make_file "$here/folder/$(printf 'a\377b')"

# two_fail: both are named, with the reason.
two_fail() {
    expect_status 1
    expect_err 'folder/a\\x9bb: cannot be put below --remote-path: .*control character'
    expect_err 'folder/a\\xffb: cannot be put below --remote-path: its name is no UTF-8'
    expect_no_err 'memory'
}
run upload -p local --remote-path backup/ --dry-run -r "$here/folder"
two_fail
run upload -p local --remote-path backup/ -r "$here/folder"
two_fail
cmp "$here/folder/one.txt" "$here/public/backup/one.txt" || fail "one.txt is elsewhere"

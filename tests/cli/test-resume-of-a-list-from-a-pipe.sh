#!/bin/sh
# Names from a pipe are gone on with, in another order too; one that is named twice is there twice.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;ok;status=413;ok*'
make_files 4
names() {
    for number in "$@"; do echo "$here/files/$number.txt"; done
}
names 1 2 2 3 | {
    run upload -p transfersh -j 1 --from-file -
    expect_status 1
} || exit 1
cp "$here/out" "$here/before"
names 3 2 4 1 2 2 | {
    run upload -p transfersh -j 1 --from-file - --resume
    expect_status 0
} || exit 1
[ "$(wc -l <"$here/out")" -eq 6 ] || fail "not six links"
[ "$(sed -n 4p "$here/out")" = "$(sed -n 1p "$here/before")" ] || fail "1.txt has another link"
[ "$(sed -n 2p "$here/out")" = "$(sed -n 2p "$here/before")" ] || fail "2.txt has another link"
[ "$(sed -n 5p "$here/out")" = "$(sed -n 3p "$here/before")" ] || fail "its second link is another"
[ "$(sort "$here/out" | uniq -d | wc -l)" -eq 0 ] || fail "a link twice"
expect_requests transfersh PUT 7

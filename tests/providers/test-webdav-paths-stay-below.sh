#!/bin/sh
# A path that leads elsewhere, or has a part without a name, is refused and not asked for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav
for path in ../x a/../x a//x /x a/./x . ..; do
    run upload -p webdav --remote-path "$path" "$file"
    expect_status 5
    expect_err 'remote path: .*has an empty segment'
done
[ ! -s "$here/hosts.log" ] || fail "it was asked"

#!/bin/sh
# --remote-path makes folders below the root, and never leaves it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local --remote-path a/b/name.txt "$file"
expect_status 0
cmp "$file" "$here/public/a/b/name.txt"
run upload -p local --remote-path a/ "$file"
cmp "$file" "$here/public/a/photo.txt"
for path in ../x /etc/x a/../../x a//x ./x; do
    run upload -p local --remote-path "$path" "$file"
    expect_status 5
    expect_error_line 'remote path'
done
run upload -p local --remote-path a "$file" "$file"
expect_status 2

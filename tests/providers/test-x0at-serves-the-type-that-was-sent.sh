#!/bin/sh
# The host keeps the type of the form's part and serves the file under it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

served() { # TYPE
    found=$("$python" -c 'import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1]).headers["Content-Type"])' "$(cat "$here/out")")
    [ "$found" = "$1" ] || fail "served as $found, expected $1"
}
start_hosts x0at
run upload -p x0at "$file"
expect_status 0
served text/plain
make_file "$file"
run upload -p x0at --content-type application/x-own "$file"
expect_status 0
served application/x-own

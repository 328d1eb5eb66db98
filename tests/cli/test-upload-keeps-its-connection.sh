#!/bin/sh
# Several files to one host go over one connection.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
make_file "$here/b.txt"
run upload "$file" "$here/b.txt"
expect_status 0
[ "$("$python" -c 'import json,sys
print(len({json.loads(line)["connection"] for line in open(sys.argv[1])}))' "$here/hosts.log")" -eq 1 ] ||
    fail "more than one connection"

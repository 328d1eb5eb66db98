#!/bin/sh
# With -j 1 files go one after the other, over one connection.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 5
run upload -p transfersh -j 1 "$here"/files/*.txt
expect_status 0
[ "$("$python" -c 'import json,sys
print(len({json.loads(line)["connection"] for line in open(sys.argv[1])}))' "$here/hosts.log")" -eq 1 ] ||
    fail "more than one connection"

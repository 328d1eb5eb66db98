#!/bin/sh
# Many files go over no more connections than there are files at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 60
run upload -p transfersh -j 4 "$here"/files/*.txt
expect_status 0
[ "$("$python" -c 'import json,sys
print(len({json.loads(line)["connection"] for line in open(sys.argv[1])}))' "$here/hosts.log")" -le 4 ] ||
    fail "more than four connections"

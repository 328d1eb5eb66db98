#!/bin/sh
# --dry-run uploads nothing and loads nothing; it tells who would be tried, who not, and why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --dry-run "$file"
expect_status 0
expect_out '1\. +catbox'
expect_out 'local: used only when it is named'
run upload --dry-run --json "$file"
"$python" -c 'import json,sys; json.loads(open(sys.argv[1]).readline())' "$here/out" || fail "no JSON"
expect_requests catbox POST 0

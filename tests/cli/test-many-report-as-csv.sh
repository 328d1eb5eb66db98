#!/bin/sh
# --report FILE.csv is a table that other programs read.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
odd="$here/a \"b\", c.txt"
make_file "$odd"
run upload -p transfersh --report "$here/report.csv" "$odd" "$here/missing"
expect_status 1
"$python" - "$here/report.csv" "$odd" "$(cat "$here/out")" <<'PYTHON' || fail "another table"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert len(rows) == 2
assert rows[0]["file"] == sys.argv[2] and rows[0]["url"] == sys.argv[3]
assert rows[0]["status"] == "verified" and rows[0]["proof"] == "download" and len(rows[0]["sha256"]) == 64
assert (rows[0]["direct"], rows[1]["direct"]) == ("true", "")
assert rows[0]["error"] == "" and int(rows[0]["size"]) == 1021
assert rows[1]["url"] == "" and rows[1]["status"] == "file" and "No such file" in rows[1]["error"]
assert None not in rows[0] and "delete_token" not in rows[0]
PYTHON

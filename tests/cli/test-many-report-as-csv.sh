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
assert (rows[0]["reused"], rows[1]["reused"]) == ("false", "")
assert rows[0]["error"] == "" and int(rows[0]["size"]) == 1021
assert rows[1]["url"] == "" and rows[1]["status"] == "file" and "No such file" in rows[1]["error"]
assert None not in rows[0] and "delete_token" not in rows[0]
PYTHON

run upload -p transfersh --reuse --show-token --report "$here/report.csv" "$file"
run upload -p transfersh --reuse --show-token --report "$here/report.csv" "$file"
expect_status 0
"$python" - "$here/report.csv" <<'PYTHON' || fail "another table with --reuse and --show-token"
import csv, sys
row, = csv.DictReader(open(sys.argv[1], newline=""))
assert row["reused"] == "true" and row["direct"] == "true" and "delete_token" in row and None not in row
PYTHON

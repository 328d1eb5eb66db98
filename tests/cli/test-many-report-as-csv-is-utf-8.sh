#!/bin/sh
# A name that is no UTF-8 does not make a table that is none: its bytes become U+FFFD, as in a record.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
odd=$here/$(printf 'a\377b.txt')
make_file "$odd"
run upload -p transfersh --report "$here/report.csv" "$odd" "$odd"
expect_status 0
"$python" - "$here/report.csv" <<'PYTHON' || fail "another table"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
assert [row["file"].rpartition("/")[2] for row in rows] == 2 * ["a\ufffdb.txt"], rows
PYTHON

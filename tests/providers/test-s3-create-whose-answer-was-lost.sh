#!/bin/sh
# An upload in parts that nobody knows of may be left at the store then: it is not begun once more
# unseen, as would be on a connection that was used before, and a warning tells what ends it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/create=answer-lost'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_err 'AbortIncompleteMultipartUpload'
show True 'r["connection"], r["method"] == "POST" and "uploads" in q' | "$python" -c 'import sys
used = set()
for line in sys.stdin:
    connection, create = eval(line)
    assert not (create and connection in used), line
    used.add(connection)' || fail 'begun on a connection that was used before'

#!/bin/sh
# Many files in one call share what connections there are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for number in 1 2 3 4 5 6 7 8 9 10; do
    make_file "$here/$number.txt"
done
run upload --no-check -p s3 -o s3.link=public "$here"/[1-9].txt "$here/10.txt"
expect_status 0
expect_asked 10 "$put"
[ "$(show True 'r["connection"]' | sort -u | wc -l)" -le 8 ] || fail "connections"

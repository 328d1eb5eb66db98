#!/bin/sh
# The host rewrites names: the link has the one that it tells, percent-encoded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
cp "$file" "$here/.a \"b\";é.txt"
run upload --check=full -p filebin "$here/.a \"b\";é.txt"
expect_status 0
expect_out '^http://[^/]*/[a-z0-9]{16}/_a%20_b__%C3%A9\.txt$'
cp "$file" "$here/$(printf 'n%.0s' $(seq 200)).txt"
run upload --check=full -p filebin "$here"/nnn*.txt
expect_status 0
expect_out '/n{120}$'

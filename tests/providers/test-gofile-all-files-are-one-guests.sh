#!/bin/sh
# Without an account the first upload makes a guest, whose token further files of the run bear.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile
make_files 3
run upload -vv --json --show-token -j 1 -p gofile "$here"/files/*
expect_status 0
token=$(record delete_token)
expect_part gofile POST Authorization "Bearer ${token#*:}"
[ "$(grep -o '"delete_token":"[^"]*"' "$here/out" | cut -d: -f3 | sort -u | wc -l)" -eq 1 ] || fail "guests"
expect_no_err "${token#*:}"

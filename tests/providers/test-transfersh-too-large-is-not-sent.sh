#!/bin/sh
# 413 comes before a large body was sent, and is a refusal.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh litterbox -- --limit transfersh=2000000
make_file "$here/large.txt" 3000000
run upload -p transfersh,litterbox "$here/large.txt"
expect_status 0
expect_err 'transfersh: HTTP 413'
expect_out "^$litterbox/"
expect_requests transfersh PUT 1
grep -q '"method": "PUT".*"body_bytes": 0,' "$here/hosts.log" || fail "the body was sent"

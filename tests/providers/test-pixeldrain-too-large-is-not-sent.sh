#!/bin/sh
# The host refuses by the head of a request: a large body does not follow, and the next
# provider is tried.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain litterbox -- --limit pixeldrain=2000000
make_file "$here/large.txt" 3000000
run upload -p pixeldrain,litterbox "$here/large.txt"
expect_status 0
expect_err 'pixeldrain: HTTP 413: .*file_too_large'
expect_out "^$litterbox/"
expect_requests pixeldrain PUT 1
grep -q '"method": "PUT".*"body_bytes": 0,' "$here/hosts.log" || fail "the body was sent"

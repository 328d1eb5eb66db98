#!/bin/sh
# A POST of the link, without a body, serves the file, and that is what is compared; a GET would
# be a page.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh
run upload --json -p tempsh "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
expect_part tempsh POST path "/$(record url | cut -d/ -f4-)"
expect_part tempsh POST Content-Length 0
expect_requests tempsh GET 0
run upload --json --check head -p tempsh "$file"
expect_status 0
[ "$(record proof)" = head ] || fail "proof"
expect_part tempsh POST Range bytes=0-0

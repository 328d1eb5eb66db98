#!/bin/sh
# The host tells the MD5 of what it stored: nothing is fetched, since a link is a page.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile
for check in auto full head; do
    run upload --json --check "$check" -p gofile "$file"
    expect_status 0
    [ "$(record proof)" = server-digest ] || fail "proof"
    [ "$(record direct)" = false ] || fail "direct"
    [ "$(record expires)" = null ] || fail "expires"
done
expect_requests gofile GET 0

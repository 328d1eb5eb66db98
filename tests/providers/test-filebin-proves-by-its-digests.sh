#!/bin/sh
# The host tells the SHA-256 and MD5 of what it stored, and when the bin dies: nothing is
# downloaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload --json -p filebin "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_expiry 604800
record url | grep -Eq "^$filebin/[a-z0-9]{16}/photo\.txt$" || fail "url"
expect_part filebin POST path "/$(record url | cut -d/ -f4-)"
expect_part filebin POST Content-Length "$(stat -c %s "$file")"
expect_requests filebin GET 0
expect_requests filebin HEAD 0

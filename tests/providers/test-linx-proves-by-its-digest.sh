#!/bin/sh
# The link is that of the file itself, under a random name; the host's SHA-256 proves it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx
run upload --json -p linx "$file"
expect_status 0
expect_part linx PUT path /upload/photo.txt
expect_part linx PUT Accept application/json
expect_part linx PUT Linx-Randomize yes
expect_part linx PUT Linx-Expiry None
record url | grep -Eq "^$linx/selif/[a-z0-9]{8}\.txt$" || fail "url"
[ "$(record proof)" = server-digest ] || fail "proof"
[ "$(record expires)" = never ] || fail "expires"
expect_requests linx GET 0
expect_serves "$(record url)" "$file"

#!/bin/sh
# With --json one record a line tells all about the upload.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload --json -p www0x0 "$file"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one line"
[ "$(record sha256)" = "$(sha256sum <"$file" | cut -d' ' -f1)" ] || fail "sha256"
[ "$(record size)" = "$(stat -c %s "$file")" ] || fail "size"
[ "$(record proof)" = download ] || fail "proof"
[ "$(record provider)" = www0x0 ] || fail "provider"
[ "$(record attempts)" = 1 ] || fail "attempts"
record expires | grep -Eq '^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$' || fail "expires"
expect_serves "$(record url)" "$file"
expect_no_out delete_token

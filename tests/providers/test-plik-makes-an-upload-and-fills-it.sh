#!/bin/sh
# First an upload, that nobody but its maker may delete, then its file; the host's MD5 proves
# it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik
cp "$file" "$here/my é.txt"
run upload --json -p plik "$here/my é.txt"
expect_status 0
grep -qF '"json": {"ttl": 0, "oneShot": false, "removable": false}' "$here/hosts.log" || fail "json"
expect_requests plik POST 2
expect_part plik POST path "/file/$(record url | cut -d/ -f5)"
record url | grep -Eq "^$plik/file/[A-Za-z0-9]{16}/[A-Za-z0-9]{16}/my%20%C3%A9\.txt$" || fail "url"
[ "$(record proof)" = server-digest ] || fail "proof"
expect_expiry 2592000
expect_requests plik GET 0
expect_serves "$(record url)" "$here/my é.txt"

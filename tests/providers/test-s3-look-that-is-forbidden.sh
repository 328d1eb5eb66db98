#!/bin/sh
# 403 to the look before an upload, where a key may not list its bucket, says nothing: the store's
# own guard decides, for a PUT and for parts.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/head=status=403*'
run upload -p s3 --no-check --remote-path small "$file"
expect_status 0
expect_stored "$file"
expect_err 'does not tell whether small was there'
run upload -p s3 --no-check --remote-path small "$file"
expect_status 5
expect_err 'is there already'
expect_asked 2 "$put and h.get('if-none-match') == '*'"

make_large
# shellcheck disable=SC2086 # several words
run upload $parts --no-check --remote-path large "$file"
expect_status 0
expect_stored "$file"
# shellcheck disable=SC2086
run upload $parts --no-check --remote-path large "$file"
expect_status 5
expect_err 'is there already'
expect_asked 2 "$complete and h.get('if-none-match') == '*'"

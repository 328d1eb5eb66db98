#!/bin/sh
# The field is files[], with its brackets, and the answer is asked for in JSON.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts uguu
run upload -p uguu "$file"
expect_status 0
expect_part uguu POST path '/upload?output=json'
grep -q '"name": "files\[\]", "filename": "photo.txt"' "$here/hosts.log" || fail "files[]"
expect_out '/[A-Za-z]{8}\.txt$'
expect_serves "$(cat "$here/out")" "$file"

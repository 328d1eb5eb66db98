#!/bin/sh
# An upload that shares a file which was there leaves no token; the history knows the one of whoever
# published it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/public"
cp "$file" "$here/public/photo.txt"
run upload -p local --json --show-token "$file"
expect_status 0
[ "$(record delete_token)" = null ] || fail "a token for what somebody else put there"
run delete "$(record url)"
expect_status 5
expect_err 'there is no token'
[ -e "$here/public/photo.txt" ] || fail "it is gone"

rm "$here/public/photo.txt"
run upload -p local "$file"
run upload -p local --json --show-token "$file"
[ "$(record delete_token)" = null ] || fail "a token for what an earlier upload published"
run delete "$(record url)"
expect_status 0
[ ! -e "$here/public/photo.txt" ] || fail "it is still there"

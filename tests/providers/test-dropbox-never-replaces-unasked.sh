#!/bin/sh
# What is there is kept: another file is refused, --unique makes a further one, --force replaces it;
# the same content counts as uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
run upload -p dropbox "$file"
expect_status 0
first=$(cat "$here/out")
cp "$file" "$here/first"
run upload -p dropbox "$file"
expect_status 0
[ "$(cat "$here/out")" = "$first" ] || fail "another link of the same file"

make_file "$file"
run upload -p dropbox "$file"
expect_status 5
expect_err 'something else is there: --force replaces it, --unique takes another name \(path/conflict/file\)'
expect_serves "$first" "$here/first"
run upload -p dropbox --unique "$file"
expect_status 0
expect_out 'photo%20%281%29\.txt'
expect_stored "$file"
run upload -p dropbox --unique "$file"
expect_status 0
expect_out 'photo%20%282%29\.txt'
expect_serves "$first" "$here/first"
run upload -p dropbox --force "$file"
expect_status 0
[ "$(cat "$here/out")" = "$first" ] || fail "another link of the file that was replaced"
expect_serves "$first" "$file"

# So does a file in pieces.
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $pieces "$file"
expect_status 5
expect_err '\(path/conflict/file\)'
# shellcheck disable=SC2086
run upload $pieces --force "$file"
expect_status 0
expect_serves "$first" "$file"

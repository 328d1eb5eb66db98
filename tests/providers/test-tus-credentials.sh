#!/bin/sh
# A token, or a user and a password: for the server that they are for, and for nobody else.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus-private plain
point tus "$tus_private"
run upload -p tus "$file"
expect_status 5
expect_err 'HTTP 401: set TUS_TOKEN, or TUS_USER and TUS_PASSWORD'
TUS_USER=ann TUS_PASSWORD=wrong-word run upload -vv -p tus "$file"
expect_status 5
expect_err 'HTTP 401: check TUS_TOKEN'
expect_no_err 'wrong-word'
expect_part tus-private OPTIONS Authorization 'Basic YW5uOndyb25nLXdvcmQ='
TUS_TOKEN=Xq7-token-of-ann
export TUS_TOKEN
make_files 2
run upload -vv -p tus "$here"/files/*.txt
expect_status 0
[ "$(grep -c 'warning: .*TWATFS_TUS_PUBLIC_URL' "$here/err")" -eq 1 ] || fail "not one warning"
expect_part tus-private PATCH Authorization 'Bearer Xq7-token-of-ann'
expect_part tus-private GET Authorization 'Bearer Xq7-token-of-ann'
expect_no_err 'Xq7-token'
TWATFS_TUS_PUBLIC_URL=$tus_private/files run upload -p tus "$file"
expect_status 0
expect_no_err 'warning'
expect_part tus-private GET Authorization None
TWATFS_TUS_PUBLIC_URL=$plain/shown run upload -p tus --retries 0 "$file"
expect_status 6
expect_part plain GET Authorization None

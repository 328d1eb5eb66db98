#!/bin/sh
# "twatfs delete" ends an upload, where the server offers that; a token names no other host.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus tus-plain plain
run upload --json --show-token -p tus "$file"
expect_status 0
url=$(record url)
[ "$(record delete_token)" = "$url" ] || fail "token"
run delete "$url"
expect_status 0
expect_gone "$url"
run_remove tus "$url" "$url"
expect_status 0
run_remove tus "$url" "$plain/files/abc"
expect_status 1
expect_err 'token: is of another server'
expect_requests plain DELETE 0
point tus "$tus_plain"
TWATFS_TUS_PUBLIC_URL=$tus_plain/shown
export TWATFS_TUS_PUBLIC_URL
run upload --json --show-token -p tus "$file"
expect_status 0
[ "$(record delete_token)" = null ] || fail "a token of a server that deletes nothing"
run delete "$(record url)"
[ "$status" -ne 0 ] || fail "deleted"

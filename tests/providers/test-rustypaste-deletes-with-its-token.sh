#!/bin/sh
# Deleting takes a token of another kind, which goes to the instance alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

RUSTYPASTE_TOKEN=Zk4vN9wQe2Lr7TyB
export RUSTYPASTE_TOKEN
start_hosts rustypaste-private plain
point rustypaste "$rustypaste_private"
run upload -p rustypaste "$file"
expect_status 0
url=$(cat "$here/out")
run_remove rustypaste "$url"
expect_status 1
expect_err 'set RUSTYPASTE_DELETE_TOKEN'
RUSTYPASTE_DELETE_TOKEN=wrongwrong run_remove rustypaste "$url"
expect_status 1
expect_err 'HTTP 401: check RUSTYPASTE_DELETE_TOKEN'
RUSTYPASTE_DELETE_TOKEN=c8MfXh1GsJ5uDp3A
export RUSTYPASTE_DELETE_TOKEN
for other in "$plain/${url##*/}" "$url/x" "$url?x" "$rustypaste_private/"; do
    run_remove rustypaste "$other"
    expect_status 1
    expect_err 'is not a link of TWATFS_RUSTYPASTE_URL'
done
expect_requests plain DELETE 0
run_remove rustypaste "$url"
expect_status 0
expect_part rustypaste-private DELETE Authorization c8MfXh1GsJ5uDp3A
expect_gone "$url"
run_remove rustypaste "$url"
expect_status 0

#!/bin/sh
# Without tokens of its own an instance answers with an empty 404: not that the file is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

RUSTYPASTE_DELETE_TOKEN=c8MfXh1GsJ5uDp3A
export RUSTYPASTE_DELETE_TOKEN
start_hosts rustypaste
run upload -p rustypaste "$file"
expect_status 0
url=$(cat "$here/out")
run delete "$url"
expect_status 4
expect_err 'has no delete_tokens, and deletes nothing'
expect_serves "$url" "$file"

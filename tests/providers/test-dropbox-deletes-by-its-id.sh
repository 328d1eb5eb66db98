#!/bin/sh
# twatfs delete deletes the file, also one that was deleted before.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
run upload -p dropbox "$file"
expect_status 0
url=$(cat "$here/out")
run delete "$url"
expect_status 0
expect_gone "$url"
run upload --json --show-token -p dropbox "$file"
expect_status 0
run_remove dropbox "$(record url)" "$(record delete_token)"
expect_status 0
run_remove dropbox "$(record url)" "$(record delete_token)"
expect_status 0
run_remove dropbox "$(record url)"
expect_status 1
expect_err 'there is no token'

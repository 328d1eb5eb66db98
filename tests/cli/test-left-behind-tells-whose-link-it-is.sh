#!/bin/sh
# The link that was left is another provider's than the one that was tried last: the record names
# who can delete it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox catbox -- --fault 'litterbox/download=status=403*' \
    --fault 'catbox/upload=status=403*'
run upload --json -p litterbox,catbox "$file"
expect_status 6
expect_err "left, unverified, at $litterbox/"
[ "$(record provider)" = litterbox ] || fail "provider"
run upload --json -p catbox "$file"
expect_status 5
expect_no_out '"provider"'

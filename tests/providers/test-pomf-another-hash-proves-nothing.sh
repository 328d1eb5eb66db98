#!/bin/sh
# Relatives of Pomf have hashes of other kinds: their links are proven by a download.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts uguu
TWATFS_POMF_URL=$uguu/upload
export TWATFS_POMF_URL
run upload --json -p pomf "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
expect_requests uguu GET 1

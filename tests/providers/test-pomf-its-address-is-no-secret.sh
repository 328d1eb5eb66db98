#!/bin/sh
# Where the Pomf is is no secret: neither in the log nor in a link that begins with it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts uguu
TWATFS_POMF_URL=$uguu/upload
export TWATFS_POMF_URL
run upload -vv -p pomf "$file"
expect_status 0
expect_out "^$uguu/"
expect_err "POST $uguu/upload"
expect_err "uploaded: $uguu/"

#!/bin/sh
# There is no Pomf that is used unasked.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

unset TWATFS_POMF_URL
run upload -p pomf "$file"
expect_status 4
expect_error_line 'set TWATFS_POMF_URL'
run upload --dry-run "$file"
expect_out 'pomf: .*TWATFS_POMF_URL'

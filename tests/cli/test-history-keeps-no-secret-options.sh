#!/bin/sh
# Secret options are not written down, others are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
md5=$(md5sum <"$file" | cut -c1-32)
run upload -p digest -o digest.token=open-sesame -o "digest.md5=$md5" "$file"
expect_status 0
sql "SELECT options FROM upload" >"$here/out"
expect_out "\"options\": ?\\{\"md5\": ?\"$md5\"\\}"
! grep -qa open-sesame "$memory"* || fail "a secret is in the file"

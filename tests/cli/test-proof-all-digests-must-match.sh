#!/bin/sh
# Of several digests that a server tells, one that is wrong is enough.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload --json -p digest -o digest.md5="$(md5sum <"$file" | cut -d' ' -f1)" "$file"
expect_status 0
run upload -p digest -o digest.md5=00000000000000000000000000000000 "$file"
expect_status 6
expect_silence
expect_err 'its md5 is 0000'

#!/bin/sh
# A host's published rate is waited for among many files, and uses up no retries.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain
TWATFS_PLUGIN_PATH=$build/tests/modules TWATFS_RATED_URL=$plain
export TWATFS_PLUGIN_PATH TWATFS_RATED_URL
make_files 7
run upload -p rated -j 7 --retries 0 "$here"/files/*.txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 7 ] || fail "not seven links"
[ ! -s "$here/err" ] || fail "something was said"

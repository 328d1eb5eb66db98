#!/bin/sh
# Every upload that left a link is in the history, the newest first: proven, not checked, not
# to be proven, left behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain catbox 0x0 -- --fault '0x0/download=status=404*'
run history
expect_status 0
expect_silence
run upload -p catbox "$file"
run upload --no-check -p catbox "$file"
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
run upload --plugin-dir "$build/tests/modules" -p once "$file"
expect_status 6
run upload --retries 0 -p www0x0,catbox "$file"
expect_status 0
run history --json
expect_status 0
[ "$("$python" -c 'import json,sys; print(*(item["status"] for item in json.load(sys.stdin)))' <"$here/out")" = \
    "verified left unverified unchecked verified" ] || fail "not those"
run history
expect_out '^5 +0?[0-9]+s ago +catbox +1021 B +- +http://'
expect_out '^    left behind, not verified$'
[ "$(grep -c '^    not verified$' "$here/out")" -eq 2 ] || fail "unproven ones are not marked"

#!/bin/sh
# Of a failure's many words as many are kept as there is room for, whole characters and a mark.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# of COUNT: as many characters of two bytes.
of() {
    printf "%${1}s" '' | sed 's/ /é/g'
}
TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses -o statuses.status=4000 -o "statuses.words=$(of 200)" "$file"
expect_status 5
[ "$(sql 'SELECT reason FROM health')" = "$(of 126)…" ] || fail "not that: $(sql 'SELECT reason FROM health')"

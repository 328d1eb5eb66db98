#!/bin/sh
# tap.sh TEST: run a compiled test; cmocka says "not ok" of what it skips, TAP says "ok".
#
# SPDX-License-Identifier: MIT
# TWATFS_WRAPPER is put before the test, as functions.sh puts it before the program.
status=0
# shellcheck disable=SC2086 # several words in one variable
output=$(${TWATFS_WRAPPER-} "$@") || status=$?
printf '%s\n' "$output" | sed 's/^not \(ok .* # SKIP\)/\1/'
exit "$status"

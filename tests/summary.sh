#!/bin/sh
# summary.sh FOLDER: count what the tests of a build came to; fails if one did or none ran.
#
# SPDX-License-Identifier: MIT
set -eu
count() {
    find "$1" -name '*.trs' -exec cat {} + | grep -c "^:test-result: \($2\)" || :
}
passed=$(count "$1" 'PASS\|XFAIL')
failed=$(count "$1" 'FAIL\|XPASS\|ERROR')
skipped=$(count "$1" 'SKIP')
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

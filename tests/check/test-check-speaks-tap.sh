#!/bin/sh
# With --tap each line is a numbered test, and the last one is the plan.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

check --tap "$(unruly lazy)"
expect_status 1
expect_out '^not ok [0-9]+ - bound when loaded: '
expect_no_out '^(ok|FAIL|skip)  '
"$python" - "$here/out" <<'PYTHON' || fail "no TAP"
import re, sys
lines = open(sys.argv[1]).read().splitlines()
for number, line in enumerate(lines[:-1], 1):
    assert re.match("(not )?ok %d - [^#]+( # SKIP .*)?$" % number, line.replace("\\#", "")), line
assert lines[-1] == "1..%d" % (len(lines) - 1), lines[-1]
PYTHON
check --tap "$file"
expect_out '^ok 2 - behaviour # SKIP '

#!/bin/sh
# What can be told from the file alone is told in the list, with the reason, and the list goes
# on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run providers --plugin-dir "$build/tests/modules" -v
expect_status 0
for name in no-note two-notes wrong-format bad-json wrong-major name-mismatch; do
    expect_out "^$name +faulty"
done
expect_out '^good +ready'
expect_out '^newer-minor +ready'
run providers --plugin-dir "$build/tests/modules" --json
"$python" -c 'import json,sys; json.load(open(sys.argv[1]))' "$here/out" || fail "no JSON"

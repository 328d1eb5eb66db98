#!/bin/sh
# A secret in a log, in a failure or on standard error is found, and not shown again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

for name in logs-secret fails-with-secret prints-secret; do
    check -v --set UNRULY_KEY=correct-horse-battery "$(unruly $name)"
    expect_status 1
    expect_out '^FAIL secrets stay secret: '
    expect_no_out 'correct-horse'
    expect_no_err 'correct-horse'
done

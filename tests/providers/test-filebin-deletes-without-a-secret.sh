#!/bin/sh
# The link is enough to delete the file; one that is gone is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload --json --show-token -p filebin "$file"
expect_status 0
[ "$(record delete_token)" = null ] || fail "a token"
run_remove filebin "$(record url)"
expect_status 0
expect_gone "$(record url)"
run_remove filebin "$(record url)"
expect_status 0
expect_requests filebin DELETE 2

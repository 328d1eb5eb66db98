#!/bin/sh
# --expire is sent as a duration; without it the instance's own time is not known.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts rustypaste
run upload --json --expire 90min -p rustypaste "$file"
expect_status 0
expect_part rustypaste POST expire 5400s
expect_expiry 5400
run upload --json -p rustypaste "$file"
expect_status 0
expect_part rustypaste POST expire None
[ "$(record expires)" = null ] || fail "expires"

#!/bin/sh
# The host bans addresses that come back after a 503, whatever they came for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts 0x0 -- --fault '0x0/manage=status=503*'
run upload --json --show-token -p www0x0 "$file"
expect_status 0
run_remove www0x0 "$(record url)" "$(record delete_token)"
expect_status 1
expect_err 'HTTP 503'
expect_requests 0x0 POST 2

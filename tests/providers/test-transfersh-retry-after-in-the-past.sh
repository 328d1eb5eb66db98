#!/bin/sh
# Its Retry-After lies in the past, with a success too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh -- --fault 'transfersh/upload=status=429,retry-after-date=-60;ok'
run upload -p transfersh "$file"
expect_status 0
expect_err 'HTTP 429: Too Many Requests.*trying again in 0'
expect_requests transfersh PUT 2

#!/bin/sh
# A 500 that is no refusal is a failure for a while.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx -- --fault 'linx/upload=status=500;ok'
run upload -p linx "$file"
expect_status 0
expect_err 'HTTP 500.*trying again'
expect_requests linx PUT 2

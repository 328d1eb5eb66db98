#!/bin/sh
# 507 says "please retry later".
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin -- --fault 'filebin/upload=status=507;ok'
run upload -p filebin "$file"
expect_status 0
expect_err 'HTTP 507: Insufficient storage.*trying again'

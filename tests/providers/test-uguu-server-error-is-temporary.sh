#!/bin/sh
# Any other 500 is tried again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts uguu -- --fault "uguu/upload=$(answer 500 '{"success": false, "description": "Server error."}')"
run upload -p uguu "$file"
expect_status 0
expect_err 'uguu: HTTP 500.*Server error.*trying again'
expect_requests uguu POST 2

#!/bin/sh
# The host bans: after a 403 it is not asked again, and other providers are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin litterbox -- --fault 'filebin/upload=status=403' --fault 'filebin/download=status=403*'
run upload --retries 5 -p filebin,litterbox "$file"
expect_status 0
expect_err 'filebin: HTTP 403: Your client is blocked'
expect_out "^$litterbox/"
expect_requests filebin POST 1
run upload --retries 5 --check=full -p filebin "$file"
expect_status 6
expect_requests filebin GET 1

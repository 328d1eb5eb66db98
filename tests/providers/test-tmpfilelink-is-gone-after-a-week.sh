#!/bin/sh
# The answer does not say when an anonymous file goes; the record does. Nor does a link meet
# another: --unique is accepted.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

unset TMPFILELINK_USER_ID TMPFILELINK_AUTH_TOKEN
start_hosts tmpfilelink
run upload --json --unique -p tmpfilelink "$file"
expect_status 0
expect_expiry 604800
expect_part tmpfilelink POST X-User-Id None
truncate -s 104857601 "$here/large.txt"
run upload -p tmpfilelink "$here/large.txt"
expect_status 4
expect_error_line 'takes at most 104857600 bytes'

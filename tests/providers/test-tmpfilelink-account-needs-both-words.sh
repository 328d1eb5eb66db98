#!/bin/sh
# An account has two words: with one of them nothing is sent, both go into headers and are never
# shown. What belongs to an account stays.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tmpfilelink
unset TMPFILELINK_AUTH_TOKEN
TMPFILELINK_USER_ID=somebody
export TMPFILELINK_USER_ID
run upload -p tmpfilelink "$file"
expect_status 5
expect_error_line 'set both TMPFILELINK_USER_ID and TMPFILELINK_AUTH_TOKEN'
expect_requests tmpfilelink POST 0
TMPFILELINK_AUTH_TOKEN=very-secret-words
TMPFILELINK_USER_ID=me
export TMPFILELINK_AUTH_TOKEN TMPFILELINK_USER_ID
run upload -vv --json -p tmpfilelink "$file"
expect_status 0
expect_part tmpfilelink POST X-User-Id me
expect_part tmpfilelink POST X-Auth-Token very-secret-words
expect_no_err very-secret-words
[ "$(record expires)" = null ] || fail "it expires"

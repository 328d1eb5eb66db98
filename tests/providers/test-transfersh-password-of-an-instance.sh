#!/bin/sh
# An instance may ask for a user and a password: without them it says what to set.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh-private
point transfersh "$transfersh_private"
run upload -p transfersh "$file"
expect_status 5
expect_err 'HTTP 401: set TRANSFERSH_USER and TRANSFERSH_PASSWORD'
expect_requests transfersh-private PUT 1
TRANSFERSH_USER=user TRANSFERSH_PASSWORD='open sesame' run upload -vv -p transfersh "$file"
expect_status 0
expect_part transfersh-private PUT Authorization 'Basic dXNlcjpvcGVuIHNlc2FtZQ=='
expect_no_err 'open sesame'
expect_no_err dXNlcjpvcGVu

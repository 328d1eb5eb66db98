#!/bin/sh
# What turns out to be empty only when it was sent is refused by the host, and not tried
# again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
: | { run upload -p transfersh -; expect_status 5; }
expect_err 'HTTP 400: Could not upload empty file'
expect_requests transfersh PUT 1
: >"$here/empty.txt"
run upload -p transfersh "$here/empty.txt"
expect_status 4
expect_requests transfersh PUT 1

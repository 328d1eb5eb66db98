#!/bin/sh
# To an empty file the older server answers 200 and nothing: it is not sent there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts bashupload
: >"$here/empty.txt"
run upload -p bashupload "$here/empty.txt"
expect_status 4
expect_error_line 'takes at least 1'
expect_requests bashupload PUT 0

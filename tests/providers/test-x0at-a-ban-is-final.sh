#!/bin/sh
# x0.at says 403 to those it has banned, and 428 to have a person prove to be one: neither is
# asked again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at -- --fault 'x0at/upload=status=403;status=428'
run upload -p x0at --retries 5 "$file"
expect_status 5
expect_error_line 'HTTP 403: .*IP is banned'
expect_requests x0at POST 1
run upload -p x0at --retries 5 "$file"
expect_status 5
expect_error_line 'HTTP 428'
expect_requests x0at POST 2

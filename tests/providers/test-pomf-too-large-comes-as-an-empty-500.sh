#!/bin/sh
# Above PHP's own limit there is nobody left to say so: an empty 500, which trying again would not
# change. One with words is an outage.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts pomf pomf:small litterbox -- --limit small=500 --fault 'pomf/upload=status=500'
point pomf "$small"
run upload -p pomf,litterbox "$file"
expect_status 0
expect_err 'pomf: HTTP 500 without a word.*: trying litterbox'
expect_requests small POST 1
point pomf "$pomf"
run upload -p pomf "$file"
expect_status 0
expect_err 'pomf: HTTP 500.*trying again'
expect_requests pomf POST 2

#!/bin/sh
# A file above the host's limit is refused with 400, which is no fault of ours.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at litterbox -- --limit x0at=500
run upload -p x0at,litterbox "$file"
expect_status 0
expect_err 'x0at: HTTP 400: too large: trying litterbox'
expect_requests x0at POST 1

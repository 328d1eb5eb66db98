#!/bin/sh
# At another endpoint than Amazon's none is sent by itself; the link is downloaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload --json -p s3 "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "proof: $(record proof)"
expect_asked 0 "any('checksum' in name for name in h)"

#!/bin/sh
# For bytes that it has already the host keeps the later expiry: then --expire is not met, and the
# next provider is tried. A wish that is met, or later than what was there, is well.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 transfersh
run upload -p www0x0 --expire 5h "$file"
expect_status 0
run upload -p www0x0 --expire 5h "$file"
expect_status 0
run upload -p www0x0 --expire 72h "$file"
expect_status 0
run upload -p www0x0 --expire 5h "$file"
expect_status 5
expect_silence
expect_err 'has the file from an earlier upload, and keeps it for longer than --expire'
run upload -p www0x0,transfersh --expire 24h "$file"
expect_status 0
expect_out "^$transfersh/"

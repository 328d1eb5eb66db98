#!/bin/sh
# --expire is sent in days; what is no whole number of them is passed over.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
run upload --json -p transfersh --expire 3d "$file"
expect_status 0
expect_part transfersh PUT Max-Days 3
expect_part transfersh PUT Max-Downloads None
expect_expiry 259200
for time in 36h 12h 15d; do
    run upload -p transfersh --expire $time "$file"
    expect_status 4
done
expect_requests transfersh PUT 1
run upload --json -p transfersh "$file"
expect_part transfersh PUT Max-Days None
[ "$(record expires)" = null ] || fail "expires"

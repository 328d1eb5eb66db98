#!/bin/sh
# The host would ignore what is no number: the link would live on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
for number in 0 -1 01 many 1x ' 1' 9999999999 ''; do
    run upload -p transfersh -o "transfersh.max_downloads=$number" "$file"
    expect_status 5
    expect_err 'is not a whole number of downloads'
done
run upload -p transfersh --once -o transfersh.max_downloads=2 "$file"
expect_status 5
expect_err 'max_downloads: 2: is more than --once allows'
expect_requests transfersh PUT 0

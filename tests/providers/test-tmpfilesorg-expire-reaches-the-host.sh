#!/bin/sh
# A day unless something else is asked for, in seconds; nothing beyond the host's range is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tmpfilesorg
run upload --json -p tmpfilesorg "$file"
expect_status 0
expect_form tmpfilesorg expire 86400
expect_expiry 86400
run upload --json -p tmpfilesorg --expire 10m "$file"
expect_status 0
expect_form tmpfilesorg expire 600
expect_expiry 600
run upload -p tmpfilesorg --expire 59s "$file"
expect_status 4
run upload -p tmpfilesorg --expire 172801s "$file"
expect_status 4
for longest in 60s 48h; do
    run upload -p tmpfilesorg --expire "$longest" "$file"
    expect_status 0
done
expect_requests tmpfilesorg POST 4

#!/bin/sh
# A session that Dropbox has forgotten is begun anew, whether it is found out by a piece or at the
# end.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

gone=$(answer 409 '{"error_summary":"not_found/..","error":{".tag":"not_found"}}')
lookup=$(answer 409 '{"error_summary":"lookup_failed/not_found/..","error":{".tag":"lookup_failed","lookup_failed":{".tag":"not_found"}}}')
start_hosts dropbox dropbox:second -- --fault "dropbox/part=$gone;ok" --fault "second/complete=$lookup;ok"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $pieces "$file"
expect_status 0
expect_err 'begun anew'
expect_stored "$file"
point dropbox "$second"
# shellcheck disable=SC2086
run upload $pieces "$file"
expect_status 0
expect_err 'begun anew'
expect_stored "$file"
expect_asked 4 "$start"

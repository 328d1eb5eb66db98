#!/bin/sh
# Where a lifecycle rule of the bucket deletes the object before its link dies, the record has that
# time, whichever answer tells it: to a PUT, to a Complete, or to the look for one that was lost.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
make_large
rule() { # WHEN
    when=$(LC_ALL=C date -u -d "$1" '+%a%%2C %d %b %Y %H:%M:%S GMT')
    echo "s3-expiration=expiry-date=\"$when\"%2C rule-id=\"some days\""
}
start_hosts s3-public:s3 -- --fault "s3/upload=$(rule '2 days')*" \
    --fault "s3/complete=$(rule '3 days');answer-lost" --fault "s3/head=$(rule '4 days')*"

run upload --json -p s3 --force "$file"
expect_status 0
expect_expiry 172800

# The earlier end counts; that the link does not last as long as it should is warned of.
run upload --json -p s3 --force --expire 3d "$file"
expect_status 0
expect_expiry 172800
expect_err 'lifecycle rule'
run upload --json -p s3 --force --expire 1h "$file"
expect_status 0
expect_expiry 3600
! grep -q 'lifecycle rule' "$here/err" || fail 'warned of nothing'

# shellcheck disable=SC2086 # several options
run upload --json $parts --force "$file"
expect_status 0
expect_expiry 259200

# shellcheck disable=SC2086 # several options
run upload --json $parts --force "$file"
expect_status 0
expect_asked 1 "$complete and r['status'] == 404"
expect_expiry 345600

#!/bin/sh
# A small PUT that takes unusually long is sent once more beside itself, on a new connection.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=stall,seconds=20'
run upload -v --force -p s3 "$file"
expect_status 0
expect_err 'no answer yet: sent once more'
expect_stored "$file"
until [ "$(asked "$put")" -eq 2 ]; do sleep 0.05; done # the slow one is logged once it is dropped
[ "$(show "$put" 'r["connection"]' | sort -u | wc -l)" -eq 2 ] || fail "the same connection"
[ "$(($(date +%s) - $(stat -c %Y "$here/hosts")))" -lt 10 ] || fail "it waited for the slow one"

#!/bin/sh
# An upload that cannot be completed by whatever parts the store lists is ended, and begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3=InvalidPart;s3=InvalidPart'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_asked 3 "$complete"
expect_asked 1 "$abort and r['status'] == 204"

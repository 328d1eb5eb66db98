#!/bin/sh
# An object of our own is recognized by the next attempt also where the store does not list parts:
# nothing is sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

busy='s3=SlowDown;s3=SlowDown;s3=SlowDown;s3=SlowDown'
start_hosts s3 -- --fault "s3/complete=answer-lost;$busy;s3=SlowDown" --fault "s3/head=ok;$busy" \
    --fault 's3/parts=s3=AccessDenied*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"

#!/bin/sh
# What was refused because it is there, and may be ours, is no refusal while nobody can tell.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=answer-lost' \
    --fault 's3/head=ok;s3=SlowDown;s3=SlowDown;s3=SlowDown;s3=SlowDown'
run upload --retries 0 -p s3 "$file"
expect_status 5
expect_err 'photo.txt: may be there'
expect_no_err 'it is there already'

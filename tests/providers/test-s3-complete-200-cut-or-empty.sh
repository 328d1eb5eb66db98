#!/bin/sh
# 200 without an answer, or with the beginning of one: a look tells that the object is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3-answer-cut=20;s3-answer-cut=99999'
make_large
for turn in cut empty; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload --retries 0 --remote-path $turn $parts "$file"
    expect_status 0
    expect_stored "$file"
done
expect_asked 2 "$complete"

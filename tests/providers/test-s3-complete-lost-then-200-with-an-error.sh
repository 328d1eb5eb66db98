#!/bin/sh
# An error within 200 may mean that an earlier Complete worked, as one with a status of its own does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault \
    's3/complete=answer-lost;s3-error-in-200=NoSuchUpload;answer-lost;s3-error-in-200=PreconditionFailed'
make_large
for turn in gone there; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload --retries 0 --remote-path $turn $parts "$file"
    expect_status 0
    expect_stored "$file"
done
expect_asked 6 "$part"

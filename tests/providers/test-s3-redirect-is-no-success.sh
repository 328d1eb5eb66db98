#!/bin/sh
# 3xx is never taken for success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=redirect-other,status=302;status=304'
for turn in 1 2; do
    run upload -p s3 --force "$file"
    expect_status 5
    expect_silence
done
expect_asked 2 "$put"

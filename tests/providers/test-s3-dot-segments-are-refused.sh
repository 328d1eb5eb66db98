#!/bin/sh
# A key with a segment that is a dot or two could be resolved on its way: it is not sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for key in ../a a/../b a/./b . ..; do
    run upload -p s3 --remote-path "$key" "$file"
    expect_status 5
done
expect_asked 0 True

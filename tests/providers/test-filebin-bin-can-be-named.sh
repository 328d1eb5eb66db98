#!/bin/sh
# A bin that is named is used; a name that no bin can have is not asked for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload -p filebin -o filebin.bin=Our_photos-2026 "$file"
expect_status 0
expect_out "^$filebin/Our_photos-2026/photo\.txt$"
for bin in short "$(printf 'b%.0s' $(seq 61))" our.photos 'our/photos' ''; do
    run upload -p filebin -o "filebin.bin=$bin" "$file"
    expect_status 5
    expect_err 'is not 8 to 60 letters'
done
expect_requests filebin POST 1

#!/bin/sh
# A Location on another host gets the bytes and no credentials.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus-elsewhere
point tus "$tus_elsewhere"
TUS_TOKEN=Xq7-token-of-ann
export TUS_TOKEN
run upload -p tus "$file"
expect_status 0
expect_out '^http://localhost:'
expect_no_err 'warning'
expect_part tus-elsewhere POST Authorization 'Bearer Xq7-token-of-ann'
for method in PATCH GET; do
    expect_part tus-elsewhere $method Host "localhost:${tus_elsewhere##*:}"
    expect_part tus-elsewhere $method Authorization None
done
run delete "$(cat "$here/out")"
expect_status 0
expect_part tus-elsewhere DELETE Authorization None

#!/bin/sh
# --expire is the object's lifecycle, whichever way the file takes; less than a minute is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal fal-old
run upload --json -p fal --expire 1h "$file"
expect_status 0
expect_expiry 3600
expect_asked 1 "$whole and h['x-fal-object-lifecycle'] == '{\"expiration_duration_seconds\":3600}'"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --json $parts --expire 1h "$file"
expect_status 0
expect_expiry 3600
expect_asked 1 "$create and h['x-fal-object-lifecycle'] == '{\"expiration_duration_seconds\":3600}'"
point fal "$fal_old"
run upload --json -p fal --expire 1h "$file"
expect_status 0
expect_expiry 3600
expect_asked 1 "$initiate and h['x-fal-object-lifecycle-preference'] == '{\"expiration_duration_seconds\":3600}'"
run upload -p fal --expire 30s "$file"
expect_status 4

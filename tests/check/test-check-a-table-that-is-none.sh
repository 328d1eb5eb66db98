#!/bin/sh
# What only loading shows is told in the words of the loader.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

for name in struct-half-member struct-size-lies missing-callback table-major symbol-is-function; do
    check "$build/tests/modules/twatfs-provider-$name.so"
    expect_status 1
    expect_out '^FAIL loads: '
    expect_no_out '413'
done

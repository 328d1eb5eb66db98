#!/bin/sh
# What is no module, or none that would be loaded, is told and not run.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

check "$file"
expect_status 1
expect_out '^FAIL manifest: ELF header: not an ELF file'
expect_out '^skip behaviour'
for name in no-note two-notes wrong-major; do
    check "$build/tests/modules/twatfs-provider-$name.so"
    expect_status 1
    expect_out '^FAIL manifest: '
    expect_no_out 'loads'
done
check "$build/tests/modules/twatfs-provider-name-mismatch.so"
expect_status 1
expect_out '^FAIL name: twatfs-provider-name-mismatch\.so: the manifest says'
expect_no_out 'loads'

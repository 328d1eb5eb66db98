#!/bin/sh
# A wrong command line is one line on standard error, and status 2.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

for arguments in '' '--nonsense' 'a b' '--timeout 0 a' '--set x a' '--option x a' "$here/absent.so"; do
    # shellcheck disable=SC2086 # several arguments
    check $arguments
    expect_status 2
    expect_silence
    expect_error_line '^twatfs-provider-check: '
done
check --set UNDECLARED=1 "$(unruly ruly)"
expect_status 2
expect_error_line 'UNDECLARED: unruly does not read it'
check --set TWATFS_UNRULY_URL=https://example.org/ "$(unruly ruly)"
expect_status 2
expect_error_line 'TWATFS_UNRULY_URL: is for the host that is played here'
check --option odd=1 "$(unruly ruly)"
expect_status 2
expect_error_line 'odd: unruly has no such option'
check --help
expect_status 0
expect_out '^Usage: twatfs-provider-check '
check --version
expect_out '^twatfs-provider-check [0-9]'

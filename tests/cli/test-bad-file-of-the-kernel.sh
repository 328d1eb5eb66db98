#!/bin/sh
# A file that claims to be empty and is not, as in /proc, is read like a stream.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local --name info.txt /proc/self/status
expect_status 0
[ -s "$here/public/info.txt" ] || fail "it was taken for empty"

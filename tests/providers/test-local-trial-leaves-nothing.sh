#!/bin/sh
# twatfs providers status --online takes away what it published.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run providers status local --online
expect_status 0
expect_out '^local +works .* ms$'
[ -z "$(ls "$here/public")" ] || fail "something is left"

#!/bin/sh
# "providers status" tells who is ready and what others lack, and loads nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
TWATFS_DISABLE=litterbox run providers status
expect_status 0
expect_out '^NAME +STATE$'
expect_out '^catbox +ready$'
expect_out '^litterbox +disabled$'
expect_out '^ +disabled by the configuration$'
expect_out '^bad-json +faulty$'
[ ! -e "$here/mark" ] || fail "something was loaded"
# Who is ready comes first.
[ "$(grep -n '^catbox' "$here/out" | cut -d: -f1)" -lt "$(grep -n '^bad-json' "$here/out" | cut -d: -f1)" ] ||
    fail "not the ready ones first"

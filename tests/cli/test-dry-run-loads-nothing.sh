#!/bin/sh
# A plan is made from manifests: a module's code never runs for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_TEST_MARK=$here/mark
export TWATFS_TEST_MARK
run upload --plugin-dir "$build/tests/modules" --dry-run "$file"
[ ! -e "$here/mark" ] || fail "a constructor ran"
run providers --plugin-dir "$build/tests/modules"
[ ! -e "$here/mark" ] || fail "a constructor ran for the list"
run providers info --plugin-dir "$build/tests/modules" constructor-leaves-mark
[ ! -e "$here/mark" ] || fail "a constructor ran for info"
run setup all --plugin-dir "$build/tests/modules"
[ ! -e "$here/mark" ] || fail "a constructor ran for setup"

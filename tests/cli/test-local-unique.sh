#!/bin/sh
# --unique gives each upload a folder of its own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local --unique "$file"
first=$(cat "$here/out")
run upload -p local --unique "$file"
expect_status 0
[ "$first" != "$(cat "$here/out")" ] || fail "the same link twice"

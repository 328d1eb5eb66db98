#!/bin/sh
# An upload in parts whose last answer was lost is there: it is not sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal -- --fault 'fal/complete=answer-lost'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_asked 3 "$part"
expect_asked 1 "$create"

#!/bin/sh
# `local` is never chosen by itself.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload --retries 0 "$file"
expect_status 5
[ ! -e "$here/public" ] || fail "it was chosen"

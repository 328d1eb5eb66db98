#!/bin/sh
# A module that never comes back is killed, and where it hung is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

check --timeout 20 "$(unruly hangs)"
expect_status 1
expect_out '^FAIL 500 server error: did not end within 20 s: in upload'
expect_out '^ok +a huge answer: '

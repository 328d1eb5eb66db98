#!/bin/sh
# A module that does all right has no fault, and each answer of its host is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

check "$(unruly ruly)"
expect_status 0
expect_no_out '^(FAIL|skip)'
expect_out '^ok +manifest: unruly 1.0, ABI 1\.1$'
expect_out '^ok +a link as text: ok$'
expect_out '^ok +two at once, a link as text: ok$'
expect_out '^ok +413 too large: refused: HTTP 413'
expect_out '^ok +429 too many requests: temporary: HTTP 429'
expect_out '^ok +500 server error: temporary: HTTP 500'
expect_out '^ok +garbage: permanent'
expect_out '^ok +a short answer: temporary'
expect_out '^ok +a huge answer: permanent'
expect_out '^ok +a slow answer: temporary'
[ ! -s "$here/err" ] || fail "standard error is not empty"

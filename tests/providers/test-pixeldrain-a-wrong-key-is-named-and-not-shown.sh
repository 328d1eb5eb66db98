#!/bin/sh
# A key that the host does not know is told by its variable, never by its value.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=ffffffff-0000-4000-8000-ffffffffffff
export PIXELDRAIN_API_KEY
start_hosts pixeldrain
run upload -vv -p pixeldrain "$file"
expect_status 5
expect_err 'HTTP 401: authentication_failed: check PIXELDRAIN_API_KEY'
expect_no_err ffffffff-0000
expect_no_err "$(printf ':%s' "$PIXELDRAIN_API_KEY" | base64 | cut -c1-30)"
expect_requests pixeldrain PUT 1

#!/bin/sh
# The account that uploaded a file deletes it, by either of its links; another account does
# not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain
run upload -p pixeldrain "$file"
expect_status 0
url=$(cat "$here/out")
PIXELDRAIN_API_KEY=7d1c9e40-2b5a-4f83-8e66-a0b1c2d3e4f5 run_remove pixeldrain "$url"
expect_status 1
expect_err 'not a file of this account: check PIXELDRAIN_API_KEY'
expect_serves "$url" "$file"
run_remove pixeldrain "$url"
expect_status 0
expect_gone "$url"
run_remove pixeldrain "$pixeldrain/u/${url##*/}"
expect_status 0
expect_part pixeldrain DELETE path "/api/file/${url##*/}"
expect_requests pixeldrain DELETE 3

#!/bin/sh
# A link that is forgotten is not kept for --reuse either: it is not in the file any more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --reuse -p catbox "$file"
expect_status 0
link=$(cat "$here/out")
grep -qaF "$link" "$memory"* || fail "the test looks in the wrong file"
run history --forget 1
expect_status 0
expect_out '^forgotten: 1$'
! grep -qaF "$link" "$memory"* || fail "the forgotten link is still in the file"
! grep -qaF "$(sha256sum <"$file" | cut -c 1-64)" "$memory"* || fail "so is its digest"
run upload --reuse -p catbox "$file"
expect_status 0
expect_requests catbox POST 2

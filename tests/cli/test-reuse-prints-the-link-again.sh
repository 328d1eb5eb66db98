#!/bin/sh
# With --reuse the link of an earlier upload is printed at once, after a look whether it serves.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --reuse -p catbox "$file"
expect_status 0
url=$(cat "$here/out")
run upload --reuse --json -p catbox "$file"
expect_status 0
[ "$(record url)" = "$url" ] || fail "another link"
[ "$(record reused)" = true ] || fail "reused"
[ "$(record proof)" = head ] || fail "proof"
[ "$(record status)" = verified ] || fail "status"
[ "$(record attempts)" = 0 ] || fail "attempts"
[ "$(record sha256)" = "$(sha256sum <"$file" | cut -d' ' -f1)" ] || fail "sha256"
expect_requests catbox POST 1
expect_requests catbox HEAD 1
run history --json
[ "$("$python" -c 'import json,sys; print(len(json.load(sys.stdin)))' <"$here/out")" = 1 ] || fail "two uploads"
